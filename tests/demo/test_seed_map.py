"""docs/seed.md says where each thing that the seed names is: what it names exists, and its pages say so."""

from __future__ import annotations

import html
import os
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.test import Client

from chapitre.kernel import clock
from chapitre.kernel.acts import acts
from chapitre.kernel.figures import live, sources
from chapitre.kernel.records.registers import registers
from tests.demo.test_claims import load

DOC = Path(__file__).parents[2] / "docs" / "seed.md"
SYSTEMS, CLAIMS, MILESTONES = 69, 66, 20
TABLE = Path(os.environ.get("CHAPITRE_SHARED", "/work/shared")) / "reference" / "claims.md"
LINK = re.compile(r"\[([^\]]+)\]\(([^)]+)\)")
NAME = re.compile(r"`([^`]+)`")
NOW = datetime(2025, 11, 19, 9, tzinfo=UTC)


def section(title: str) -> str:
    """The text under a heading, up to the next one."""
    return DOC.read_text(encoding="utf-8").partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def rows(title: str) -> list[list[str]]:
    """The lines of the table under a heading, cell by cell, without its head."""
    lines = [line for line in section(title).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def folded(text: str) -> str:
    """The text as it is compared: no tags, accents, capitals, apostrophes, hyphens, nor spaces by two."""
    text = html.unescape(re.sub(r"<[^>]+>", "", text)).replace("’", "'")
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(plain.replace("-", " ").split())


@pytest.mark.skipif(not TABLE.exists(), reason=f"THE TABLE OF SYSTEMS IS NOT HERE ({TABLE}, or set CHAPITRE_SHARED)")
def test_the_systems_are_those_counted_by_hand_in_the_seed() -> None:
    lines = TABLE.read_text(encoding="utf-8").partition("### Table C")[2].splitlines()
    assert [name for name, *_ in rows("Systems")] == [line.split("|")[1].strip() for line in lines if line[:2] == "| "][
        1:
    ]


def test_every_system_has_pages_a_register_and_an_act_performed_in_the_browser() -> None:
    systems = rows("Systems")
    assert len(systems) == SYSTEMS
    for name, pages, kept, done, counted in systems:
        named = NAME.findall(kept)
        assert LINK.findall(pages), f"{name} has no page"
        assert named and set(named) <= set(registers), name
        performed = [acts[one] for one in NAME.findall(done)]
        assert performed, f"{name} has no act"
        for one in performed:
            assert one.register in named, f"{name}: {one.permission} is the act of another register"
            assert one.asks is not None or registers[one.register].desk, f"{one.permission} has no form"
        assert set(NAME.findall(counted)) <= set(sources.declarations()), name


@pytest.mark.parametrize(
    ("title", "total", "of"), [("Quantities", CLAIMS, "claim"), ("Dates", MILESTONES, "milestone")]
)
def test_every_claim_and_date_has_its_figure(title: str, total: int, of: str) -> None:
    lines = rows(title)
    assert [int(number) for number, *_ in lines] == list(range(1, total + 1))
    for number, _, _, figure, _ in lines:
        assert getattr(sources.declarations()[figure.strip("`")], of) == int(number), figure


def test_a_system_whose_register_no_figure_counts_says_so() -> None:
    kept = {one for row in rows("Systems") for one in NAME.findall(row[2])}
    counted = {one.register for one in sources.declarations().values()}
    told = set(NAME.findall(section("*Registre seul*")))
    assert kept - counted <= told <= set(registers)


@pytest.mark.sqlite  # a page asks the same of either database: tests/portal holds them to it
@pytest.mark.django_db
def test_every_page_says_the_words_of_its_link_and_every_figure_wears_its_mark(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    load()
    wrong, seen = [], {}
    for name, pages, *_ in rows("Systems"):
        for words, address in LINK.findall(pages):
            if address not in seen:
                answer = client.get(address)
                seen[address] = folded(answer.content.decode()) if answer.status_code == 200 else ""
            if folded(words) not in seen[address]:
                wrong.append(f"{name}: {address} does not say « {words} »")
    assert not wrong, "\n".join(wrong)
    values = live.fresh(NOW.date())
    marked = {figure.strip("`"): mark for *_, figure, mark in (*rows("Quantities"), *rows("Dates"))}
    assert marked == {figure: values[figure].evidence for figure in marked}
