"""All 66 quantities and 20 milestones of the published report have their figure and their line, in both languages."""

import re

import pytest

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.declaration import Declaration
from chapitre.report.chapters import CHAPTERS
from chapitre.report.saying import say
from chapitre.report.text import every_text

# Read again from the published report, apart from the declarations: row -> value in minor units, bound.
# Areas in m², masses in kg, lengths in metres, money in cents, shares in percent.
QUANTITIES: dict[int, tuple[int, str]] = {
    1: (1, ">="), 2: (15, "="), 3: (20_000, "="), 4: (29, "="), 5: (20, "="), 6: (48, "="),
    7: (1_128_000, "="), 8: (-500_000, "="), 9: (1_430, "="), 10: (30, "="), 11: (20_000, ">="), 12: (25, "="),
    13: (60, "="), 14: (1_450_000, "="), 15: (5_600, "="), 16: (2_300, "="), 17: (120_000, "="), 18: (1_150, "="),
    19: (7_500, "="), 20: (165, "="), 21: (2_000, "="), 22: (3, "="), 23: (124, "="), 24: (360, "="),
    25: (3_500, "="), 26: (12_128, "="), 27: (29, "="), 28: (1_361, "="), 29: (2_000_000_000, "~"), 30: (700, ">="),
    31: (6_300, "~"), 32: (0, "="), 33: (100_000, ">="), 34: (3, "="), 35: (70_000_000, "="), 36: (40, "="),
    37: (11, "="), 38: (22, "="), 39: (10_000, "="), 40: (12_000, "="), 41: (722, "="), 42: (7_000_000, "="),
    43: (16, "="), 44: (3, "="), 45: (6, "="), 46: (50, "="), 47: (6, "="), 48: (3, "="),
    49: (6, "="), 50: (3, "="), 51: (2, "="), 52: (1, "="), 53: (140, "="), 54: (90, "="),
    55: (50, "="), 56: (483, "="), 57: (250, "="), 58: (5_762_000, "="), 60: (6_500, "="), 61: (20, "="),
    62: (20, "="), 63: (50_000_000, "="), 64: (100, "~"), 65: (276, "="), 66: (1, "="),
}  # fmt: skip
MILESTONES: dict[int, str] = {
    1: "198X", 2: "2026", 3: "2028", 4: "2025-05", 5: "2021", 6: "2026", 7: "2023", 8: "2025", 9: "2025", 10: "2050",
    11: "2025", 12: "2023/2026", 13: "2021", 14: "2023", 15: "2025", 16: "2024", 17: "2026", 18: "2027", 19: "2025",
}  # fmt: skip
# What the published report only announces, or aims at.
PLANNED = {3, 9, 10, 13, 15, 16, 18, 19, 21, 25, 32, 46}
PLANNED_MILESTONES = {2, 3, 6, 8, 10, 17, 18, 19}


def by_claim() -> dict[int, Declaration]:
    return {one.claim: one for one in sources.declarations().values() if one.claim is not None}


def by_milestone() -> dict[int, Declaration]:
    return {one.milestone: one for one in sources.declarations().values() if one.milestone is not None}


def test_every_row_is_declared_once() -> None:
    declared = sources.declarations().values()
    assert sorted(one.claim for one in declared if one.claim is not None) == list(range(1, 67))
    assert sorted(one.milestone for one in declared if one.milestone is not None) == list(range(1, 21))


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_row_has_its_line(lang: str) -> None:
    said = {place.id for text in every_text() if text.lang == lang for place in text.places() if place.form != "plural"}
    rows = [one.id for one in sources.declarations().values() if one.claim is not None or one.milestone is not None]
    assert set(rows) <= said


@pytest.mark.parametrize("row", QUANTITIES)
def test_a_published_quantity_stands_as_published(row: int) -> None:
    one = by_claim()[row]
    if one.value == "published":  # once records are there, they speak
        assert (one.published, one.bound) == QUANTITIES[row]
        assert one.evidence not in ("prouve", "repris")


@pytest.mark.parametrize("row", MILESTONES)
def test_a_published_milestone_stands_as_published(row: int) -> None:
    one = by_milestone()[row]
    if one.value == "published":
        assert one.published == MILESTONES[row]


def test_what_is_only_announced_says_so() -> None:
    assert {row for row, one in by_claim().items() if one.status == "planned"} == PLANNED
    assert {row for row, one in by_milestone().items() if one.status == "planned"} == PLANNED_MILESTONES


@pytest.mark.parametrize("row", [8, 13, 23, 36, 37])
def test_an_ambiguous_row_says_how_it_is_read(row: int) -> None:
    reading = by_claim()[row].reading
    assert reading is not None
    french, english = reading
    assert re.search(r"[Nn]ous (la )?lisons|devra le montrer", french)
    assert re.search(r"we read|will have to show", english, re.IGNORECASE)


def test_figures_stand_in_their_chapter_s_file() -> None:
    """A text speaks of its own chapter's figures, so that its editor finds them in one file."""
    codes = {chapter.code for chapter in CHAPTERS}
    for text in every_text():
        for place in text.places():
            assert place.id.partition(".")[0] == text.path.stem
            assert text.path.stem in codes


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_place_can_be_said(lang: str) -> None:
    class Unknown:
        numerator, denominator, edtf = None, 1, None

    declared = sources.declarations()
    for text in every_text():
        if text.lang == lang:
            for place in text.places():
                said = say(place, declared[place.id], Unknown(), lang)
                assert said.marked or said.after


def test_french_declarations_are_typeset() -> None:
    """No plain space where French prints a no-break one, no typewriter apostrophe."""
    for one in sources.declarations().values():
        for pair in filter(None, (one.label, one.definition, one.reading, one.source, one.scenario)):
            french = pair[0]
            assert not re.search(r" [;:!?%»]|« |\d €|'|\d \d{3}", french), one.id
