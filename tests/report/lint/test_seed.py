"""The town's published report: exactly the numbers counted by hand, each bound to its figure."""

from __future__ import annotations

import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.values import Value
from chapitre.report.lint import Finding, known_figures, lint
from tests.report.test_claims import QUANTITIES

SHARED = Path(os.environ.get("CHAPITRE_SHARED", "/work/shared"))
SEED, CLAIMS = SHARED / "seed" / "ivry-bilan-de-mandat.txt", SHARED / "reference" / "claims.md"
pytestmark = pytest.mark.skipif(
    not (SEED.exists() and CLAIMS.exists()),
    reason=f"THE PUBLISHED REPORT IS NOT HERE: the linter was not held to it ({SEED}, or set CHAPITRE_SHARED)",
)


@pytest.fixture(scope="module")
def found() -> list[Finding]:
    """The seed's numbers, against the figures at the values that it publishes."""
    values = {}
    for id, one in sources.declarations().items():
        number, bound = QUANTITIES.get(one.claim or 0, (8_800 if one.claim == 59 else None, "="))
        if number and bound == ">=" and one.value != "published":
            number += number // 50  # counted, what is said to be more is more
        values[id] = Value(number, 1, None, date(2025, 11, 18), 0, evidence=one.evidence)
    return lint(SEED.read_text(encoding="utf-8"), known_figures(sources.declarations(), values))


def test_exactly_the_tokens_counted_by_hand(found: list[Finding]) -> None:
    counted = re.search(
        r"\*\*(\d+) digit tokens on (\d+) lines\*\*: (\d+) quantities, (\d+) denominators, (\d+) years, (\d+) names",
        CLAIMS.read_text(encoding="utf-8"),
    )
    assert counted
    tokens, lines, quantities, denominators, years, names = map(int, counted.groups())
    kinds = Counter(one.kind for one in found)
    in_digits = [one for one in found if one.kind != "word"]
    assert (len(in_digits), len({one.line for one in in_digits})) == (tokens, lines)
    assert kinds == {
        "quantity": quantities, "denominator": denominators, "year": years, "name": names, "word": 4,
    }  # fmt: skip


def test_no_digit_is_missed_or_read_twice(found: list[Finding]) -> None:
    def digits(text: str) -> str:
        return re.sub(r"\D", "", text)

    text = SEED.read_text(encoding="utf-8")
    for number, line in enumerate(text.splitlines(), start=1):
        assert digits("".join(one.text for one in found if one.line == number)) == digits(line)


def test_each_quantity_is_bound_to_its_claim_s_figure(found: list[Finding]) -> None:
    rows = re.findall(
        r"^\| (\d+) \| (\d+) \|.*\|.*\|.*\|.*\|.*\|.*\|$", CLAIMS.read_text(encoding="utf-8"), re.MULTILINE
    )
    declared = sources.declarations()
    said = [(declared[one.figure].claim, one.line) for one in found if one.kind in ("quantity", "word") and one.figure]
    assert said == [(int(claim), int(line)) for claim, line in rows]
    assert not [one for one in found if one.status == "unbound"]


def test_names_and_words(found: list[Finding]) -> None:
    assert [one.text for one in found if one.kind == "name"] == ["25", "5", "10", "5", "10", "20", "30", "Covid-19"]
    assert [one.text for one in found if one.kind == "word"] == [
        "un siècle", "neutralité carbone", "une centaine", "annuelle",
    ]  # fmt: skip
