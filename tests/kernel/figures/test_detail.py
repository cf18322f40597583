"""What lies under a value: the records listed are those counted, the parts add up, history runs to today."""

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Report
from chapitre.kernel.figures import behind, history, live, moved_by, sources, split
from chapitre.kernel.figures.detail import Move, NoRecords, NoSuchFact
from tests.kernel.figures.town import LAST, REGISTER, TODAY, Chance, do, receive, rolled_back

pytestmark = pytest.mark.django_db

RECEIVED = "streets.reports_received"
ADDING = ("count", "sum")


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9))
def test_as_many_records_are_listed_as_are_counted(seed: int) -> None:
    with rolled_back():
        Chance(seed).some(15, 25)
        for id, value in live.values(TODAY).items():
            if sources.declaration(id).on_records:
                keys = list(behind(id, TODAY).values_list("key", flat=True))
                assert (len(keys), keys) == (value.records, sorted(keys))


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 10**9), st.sampled_from(["district", "state", "contested", "answer", "received_on", "quarter"]))
def test_the_parts_of_a_count_add_up_to_the_whole(seed: int, by: str) -> None:
    with rolled_back():
        Chance(seed).some(15, 25)
        values = live.values(TODAY)
        for one in sources.of_register(REGISTER.name):
            parts = split(one.id, by, TODAY)
            assert sum(part.value.records or 0 for part in parts) == values[one.id].records
            assert all(part.value.records for part in parts)
            if one.value in ADDING:
                assert sum(part.value.numerator or 0 for part in parts) == values[one.id].numerator


def test_a_split_by_district_gives_each_its_own_value() -> None:
    Chance(5).some(20, 10)
    found = {part.code: part.value.numerator for part in split(RECEIVED, "district", TODAY)}
    assert found == Counter(behind(RECEIVED, TODAY).values_list("district", flat=True))
    first = split(RECEIVED, "district", TODAY)[0]
    assert first.label == REGISTER.values["district"][first.code]
    declared = list(REGISTER.values["district"])
    assert list(found) == [code for code in declared if code in found]


def test_a_median_and_a_share_are_computed_within_each_part() -> None:
    for district, days in (("ivry-port", 1), ("ivry-port", 3), ("petit-ivry", 9)):
        key = receive(date(2025, 3, 1), district=district)
        do(acts.resolved, key, date(2025, 3, 1 + days), reason="Enlevé.")
    delays = {part.code: part.value.numerator for part in split("streets.median_delay", "district", TODAY)}
    assert delays == {"ivry-port": 1, "petit-ivry": 9}
    shares = {part.code: part.value.exact for part in split("streets.share_on_time", "district", TODAY)}
    assert shares == {"ivry-port": 100, "petit-ivry": 0}


def test_unknown_and_yes_or_no_have_words() -> None:
    receive(date(2025, 3, 1), answer="yes")
    receive(date(2025, 3, 2))
    answers = split(RECEIVED, "answer", TODAY)
    assert [(part.code, part.label[0]) for part in answers] == [("yes", "oui"), (None, "inconnu")]
    assert [(part.code, part.label) for part in split(RECEIVED, "contested", TODAY)] == [(False, ("non", "no"))]


def test_history_has_no_gap_and_runs_to_today() -> None:
    for day in (date(2025, 1, 31), date(2025, 2, 1), date(2025, 2, 28), date(2025, 6, 1)):
        receive(day)
    months = history(RECEIVED, TODAY, "month")
    assert [(point.code, point.value.numerator) for point in months] == [
        ("2025-01", 1), ("2025-02", 2), ("2025-03", 0), ("2025-04", 0), ("2025-05", 0), ("2025-06", 1),
        ("2025-07", 0), ("2025-08", 0), ("2025-09", 0), ("2025-10", 0), ("2025-11", 0),
    ]  # fmt: skip
    assert [point.running for point in months] == [False] * 10 + [True]
    quarters = history(RECEIVED, TODAY)
    assert [(point.code, point.value.numerator) for point in quarters] == [
        ("2025-Q1", 3), ("2025-Q2", 1), ("2025-Q3", 0), ("2025-Q4", 0),
    ]  # fmt: skip
    assert quarters[0].label == ("1er trimestre 2025", "1st quarter of 2025")
    assert (quarters[0].span.start, quarters[0].span.end) == (date(2025, 1, 1), date(2025, 3, 31))
    assert [point.code for point in history(RECEIVED, TODAY, "year")] == ["2025"]


def test_history_of_a_quotient_is_unknown_where_nothing_was_resolved() -> None:
    key = receive(date(2025, 1, 10))
    do(acts.resolved, key, date(2025, 1, 12), reason="Enlevé.")
    first, second = history("streets.share_on_time", date(2025, 5, 1))
    assert (first.value.exact, second.value.numerator) == (100, None)
    assert history("streets.reports_rejected", TODAY) == []


def test_what_has_no_records_or_no_such_fact_says_so() -> None:
    published = next(one.id for one in sources.declarations().values() if one.value == "published")
    for ask in (lambda: behind(published, TODAY), lambda: split(published, "district", TODAY)):
        with pytest.raises(NoRecords, match=published):
            ask()
    for by in ("mood", "district:month", "received_on:week", "month:received_on"):
        with pytest.raises(NoSuchFact, match="n’est ni un fait"):
            split(RECEIVED, by, TODAY)
    with pytest.raises(NoSuchFact):
        history(RECEIVED, TODAY, "week")
    with pytest.raises(KeyError):
        behind("streets.nothing", TODAY)


def test_the_figures_that_a_report_moves() -> None:
    key = receive(date(2025, 3, 1))
    before = Report.objects.get(key=key).facts()
    new = {one.id for one in moved_by(REGISTER, None, before, TODAY) if one.moves}
    assert {RECEIVED, "streets.reports_2025", "streets.reports_open", "streets.reports_late"} <= new
    assert "streets.reports_2024" not in new
    do(acts.resolved, key, LAST, reason="Enlevé.")
    after = Report.objects.get(key=key).facts()
    moves = {one.id: one for one in moved_by(REGISTER, before, after, TODAY)}
    assert (moves[RECEIVED].counted, moves[RECEIVED].counts, moves[RECEIVED].moves) == (True, True, False)
    assert (moves["streets.reports_open"].counts, moves["streets.reports_open"].moves) == (False, True)
    assert moves["streets.median_delay"].moves
    assert moves["streets.share_on_time"].moves
    standing = moved_by(REGISTER, after, after, TODAY)
    assert not any(one.moves for one in standing)
    assert {one.id for one in standing if one.counts} == {id for id, one in moves.items() if one.counts}


def test_a_later_resolution_moves_the_median_without_changing_who_counts() -> None:
    facts = Report.objects.get(key=receive(date(2025, 3, 1))).facts() | {"state": "resolved"}
    soon, late = facts | {"resolved_on": "2025-03-02"}, facts | {"resolved_on": "2025-03-30"}
    moves = {one.id: one for one in moved_by(REGISTER, soon, late, TODAY)}
    assert moves["streets.median_delay"] == Move("streets.median_delay", counted=True, counts=True, moves=True)
    # Resolved both times, but no longer on time: the share moves with one of its operands.
    assert moves["streets.share_on_time"] == Move("streets.share_on_time", counted=True, counts=True, moves=True)
    assert not moves["streets.reports_resolved"].moves


DAYS_TO_REJECTION = """
[days_to_rejection]
label = "jours"
label_en = "days"
definition = "Jours."
definition_en = "Days."
unit = "jour"
register = "streets.reports"
value = "{value}"
of = "days_between(received_on, rejected_on)"
evidence = "prouve"
period = {{ kind = "at" }}
status = "ongoing"
example = [
  {{ row = {{ received_on = 2024-01-01, rejected_on = 2024-01-03 }}, counts = true }},
  {{ row = {{ received_on = 2024-01-01 }}, counts = false }},
]
expected = {expected}
"""


@pytest.mark.parametrize(("value", "expected"), [("median", 2), ("sum", 2), ("distinct", 1), ("max", 2)])
def test_a_record_whose_measure_is_unknown_does_not_count(
    value: str, expected: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(DAYS_TO_REJECTION.format(value=value, expected=expected), encoding="utf-8")
    monkeypatch.setattr(sources, "_sources", [(path, "streets")])
    monkeypatch.setattr(sources, "of_town", lambda here: [])
    monkeypatch.setattr(sources.claims, "tie", lambda lines, declared: (dict(declared), []))
    monkeypatch.setattr(sources, "_loaded", None)
    id = "streets.days_to_rejection"
    key = receive(date(2025, 3, 1))
    receive(date(2025, 3, 1))
    do(acts.rejected, key, date(2025, 3, 3), reason="Terrain privé.")
    assert (live.value(id, TODAY).numerator, live.value(id, TODAY).records) == (expected, 1)
    assert live.known(3, TODAY) == live.fresh(TODAY) == live.values(TODAY)
    assert [one.key for one in behind(id, TODAY)] == [key]
    assert [part.value.records for part in split(id, "district", TODAY)] == [1]
