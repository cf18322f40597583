"""`chapitre figures` and `chapitre figure`: what they print, and what they answer to a mistake."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from chapitre import cli
from chapitre.kernel import clock
from chapitre.kernel.figures import declarations, units
from tests.kernel.figures import papers
from tests.kernel.figures.town import TODAY, receive

pytestmark = pytest.mark.django_db

RECEIVED = "streets.reports_received"
FIELDS = {
    *("id", "chapter", "label", "value", "numerator", "denominator", "unit"),
    *("evidence", "records", "as_of", "claim", "milestone", "minor", "scale", "imported", "period", "document"),
}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    try:
        code = cli.main(arguments)
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, dict]:
    code, out, _ = run(capsys, "figures", "--json", *arguments)
    assert code == 0
    return {one["id"]: one for one in json.loads(out)}


def test_every_figure_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    receive(date(2025, 3, 3))
    figures = told(capsys)
    assert list(figures) == list(declarations())
    assert all(set(one) >= FIELDS for one in figures.values())
    assert {one["claim"] for one in figures.values()} >= set(range(1, 67))
    received = figures[RECEIVED]
    assert (received["value"], received["numerator"], received["denominator"], received["records"]) == (1, 1, 1, 1)
    assert (received["as_of"], received["claim"], received["unit"]) == ("2025-11-18", 59, "signalement")
    assert figures["streets.app_launch"]["value"] == "2025"
    assert figures["streets.share_on_time"]["value"] is None
    assert figures["voice.staff_per_1000_peers"]["value"] == 20


def test_at_another_day_and_as_known_before(capsys: pytest.CaptureFixture[str]) -> None:
    receive(date(2025, 11, 3))
    receive(date(2025, 11, 4))
    assert told(capsys)["streets.reports_late"]["value"] == 2
    assert told(capsys, "--at", "2025-11-03")["streets.reports_late"]["value"] == 0
    before = told(capsys, "--known", "1")
    assert (before[RECEIVED]["value"], before[RECEIVED]["size"]) == (1, 1)
    assert told(capsys, "--known", "2", "--at", "2025-11-03")["streets.reports_late"]["value"] == 0


def test_a_table_for_people(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "figures")
    assert code == 0
    lines = out.splitlines()
    assert lines[0].split() == ["figure", "value", "records", "evidence", "label"]
    assert len(lines) == 1 + len(declarations())


def test_one_figure_with_its_parts_and_records(capsys: pytest.CaptureFixture[str]) -> None:
    receive(date(2025, 3, 3), district="ivry-port")
    key = receive(date(2025, 4, 3), district="petit-ivry")
    code, out, _ = run(capsys, "figure", RECEIVED, "--by", "district", "--records", "--json")
    assert code == 0
    one = json.loads(out)
    assert sum(part["value"] for part in one["parts"]) == one["value"] == len(one["keys"]) == 2
    assert {"code": "petit-ivry", "label": "Petit-Ivry", "records": 1}.items() <= one["parts"][-1].items()
    assert one["keys"][-1]["key"] == key
    assert one["keys"][-1]["received_on"] == "2025-04-03"
    code, out, _ = run(capsys, "figure", RECEIVED, "--by", "month", "--records")
    assert code == 0
    assert "2025-04" in out
    assert key in out
    assert declarations()[RECEIVED].definition[0] in out


def test_what_a_number_rests_on_is_said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    census = replace(papers.figure(), source=("Insee, millésime 2021", "Insee, vintage 2021"))
    papers.declare(monkeypatch, census)
    one = told(capsys)[papers.ATTESTED]
    assert (one["evidence"], one["document"], one["imported"]) == ("sans-preuve", papers.KEY, None)
    code, out, _ = run(capsys, "figure", papers.ATTESTED)
    assert code == 0
    assert f"  document: {papers.KEY}\n  source: Insee, millésime 2021\n" in out


def test_json_says_what_its_integers_count(capsys: pytest.CaptureFixture[str]) -> None:
    """`value` and the pair are in minor units; divided by the scale they are in the unit, as printed."""
    for one in told(capsys).values():
        unit = units.unit(one["unit"])
        assert (one["minor"], one["scale"]) == (unit.minor or None, unit.scale.divisor)
        if one["unit"] == "eur":
            assert (one["minor"], one["scale"]) == ("cent", 100)
            assert units.number(Fraction(one["numerator"], 100), "fr", 2) in one["text"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("figure", "streets.report_received"), "no figure streets.report_received; perhaps streets.reports_received"),
        (("figure", "zzz"), "`chapitre figures` lists them"),
        (("figure", "voice.staff_per_1000_peers", "--records"), "stands as published (statistique)"),
        (("figure", RECEIVED, "--by", "mood"), "cannot be split by mood"),
        (("figures", "--at", "demain"), "is not a date"),
        (("figures", "--known", "7"), "the ledger has 0 entries, not 7"),
        (("figures", "--known", "-1"), "not -1"),
    ],
)
def test_mistakes_are_answered_with_2(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "figure", "--help")
    assert code == 0
    assert "--by" in out
