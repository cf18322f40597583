"""Values now: SQL, the replay of the ledger and the folded tallies always say the same, and only what moved moves."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Report
from chapitre.kernel.figures import live, sources
from chapitre.kernel.figures.declaration import Fact
from chapitre.kernel.figures.detail import moved_by
from chapitre.kernel.figures.models import Tallies
from chapitre.kernel.figures.sources import counted_by
from chapitre.kernel.figures.values import Value
from chapitre.kernel.ledger import log
from chapitre.kernel.rules import evaluate
from tests.kernel.figures.town import LAST, REGISTER, TODAY, Chance, do, receive, rolled_back

pytestmark = pytest.mark.django_db

RECEIVED = "streets.reports_received"


def numbers(values: dict[str, Value]) -> dict[str, tuple[object, ...]]:
    return {id: (*one.counted, one.evidence) for id, one in values.items()}


def read_rows() -> list[dict[str, Fact]]:
    return list(Report.objects.order_by("key").values(*REGISTER.facts))


def scans() -> CaptureQueriesContext:
    return CaptureQueriesContext(connection)


def table_reads(captured: CaptureQueriesContext) -> int:
    """How many queries read the register's table."""
    return sum('FROM "streets_report"' in one["sql"] for one in captured)


def test_an_empty_town_has_its_published_figures_and_no_reports() -> None:
    values = live.values(TODAY)
    assert values[RECEIVED] == Value(0, 1, 0, TODAY, 0, imported=0, evidence="prouve")
    assert values["streets.median_delay"].numerator is None
    assert values["streets.share_on_time"].numerator is None
    assert values["streets.app_launch"].edtf is None
    assert set(values) == set(sources.declarations())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.integers(1, 25), st.integers(0, 40))
def test_the_replay_equals_the_database(seed: int, reports: int, more: int) -> None:
    with rolled_back():
        Chance(seed).some(reports, more)
        counted = live.fresh(TODAY)
        assert numbers(counted) == numbers(live.known(log.size(), TODAY))
        assert counted == live.values(TODAY)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**9), st.lists(st.tuples(st.integers(0, 4), st.integers(0, 10)), min_size=1, max_size=5))
def test_the_fold_equals_a_scan_after_any_acts(seed: int, steps: list[tuple[int, int]]) -> None:
    with rolled_back():
        chance = Chance(seed)
        chance.some(8, 8)
        live.values(TODAY)
        for reports, more in steps:
            chance.some(reports, more)
            with scans() as captured:
                folded = live.values(TODAY)
            assert table_reads(captured) == 0
            assert folded == live.fresh(TODAY)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**9))
def test_an_act_moves_exactly_the_figures_whose_rule_it_crosses(seed: int) -> None:
    """A count moves if and only if the oracle, on the whole table, says that the record came in or went out."""
    counts = [one for one in sources.of_register(REGISTER.name) if one.value == "count"]
    with rolled_back():
        chance = Chance(seed)
        chance.some(12, 10)
        key = chance.random.choice(chance.keys)
        rows, values = read_rows(), live.values(TODAY)
        before = Report.objects.get(key=key).facts()
        chance.act(key)
        moved_rows, moved_values = read_rows(), live.values(TODAY)
        after = Report.objects.get(key=key).facts()
        predicted = {one.id for one in moved_by(REGISTER, before, after, TODAY) if one.moves}
        for one in counts:
            was, now = (
                sum(evaluate(counted_by(one), row, TODAY) is True for row in them) for them in (rows, moved_rows)
            )
            assert values[one.id].numerator == was
            assert moved_values[one.id].numerator == now
            assert (one.id in predicted) == (was != now)


def test_a_report_comes_in_is_resolved_and_is_withdrawn() -> None:
    day = date(2025, 3, 3)
    key = receive(day)
    assert live.value(RECEIVED, TODAY).numerator == 1
    assert live.value("streets.reports_late", TODAY).numerator == 1
    do(acts.resolved, key, day + timedelta(days=2), reason="Enlevé.")
    assert live.value("streets.reports_late", TODAY).numerator == 0
    assert live.value("streets.median_delay", TODAY).numerator == 2
    share = live.value("streets.share_on_time", TODAY)
    assert (share.numerator, share.denominator, share.records) == (100, 1, 1)
    assert live.value("streets.app_launch", TODAY).edtf == "2025"
    do(acts.withdrawn, key, LAST, reason="Un essai.")
    assert live.value(RECEIVED, TODAY) == Value(0, 1, 0, TODAY, 3, imported=0, evidence="prouve")
    assert live.value("streets.share_on_time", TODAY).numerator is None


def test_pages_do_not_scan_until_the_day_changes_and_then_only_what_reads_today() -> None:
    Chance(1).some(10, 10)
    with scans() as first:
        live.values(TODAY)
    assert table_reads(first) == 2  # every record, and again those taken over from a file
    with scans() as again:
        live.values(TODAY)
    assert (table_reads(again), len(again)) == (0, 3)  # what was kept, the ledger's size, the documents that attest
    tomorrow = TODAY + timedelta(days=1)
    with scans() as next_day:
        values = live.values(tomorrow)
    assert table_reads(next_day) == 2
    assert values == live.fresh(tomorrow)
    reading_today = [one for one in sources.of_register(REGISTER.name) if one.reads_today]
    scans_made = [one["sql"] for one in next_day if 'FROM "streets_report"' in one["sql"]]
    assert [scan.count("COUNT(") for scan in scans_made] == [len(reading_today)] * 2
    assert ['WHERE "imported"' in scan for scan in scans_made] == [False, True]


def test_another_day_is_counted_apart_and_not_kept() -> None:
    key = receive(date(2025, 11, 3))
    assert live.values(TODAY)["streets.reports_late"].numerator == 1
    assert live.at(date(2025, 11, 4))["streets.reports_late"].numerator == 0
    assert live.values(date(2025, 11, 4))["streets.reports_late"].numerator == 0
    assert Tallies.objects.get(register=REGISTER.name).today == TODAY
    assert live.value("streets.reports_late", TODAY).numerator == 1
    assert Report.objects.get(key=key).due_on < TODAY


def test_what_was_known_at_an_earlier_size() -> None:
    key = receive(date(2025, 3, 3))
    receive(date(2025, 3, 4))
    do(acts.withdrawn, key, LAST, reason="Un essai.")
    assert [live.known(size, TODAY)[RECEIVED].numerator for size in range(4)] == [0, 1, 2, 1]
    with pytest.raises(ValueError, match="le registre compte 3 entrées, pas 4"):
        live.known(4, TODAY)


def test_far_behind_it_scans_rather_than_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "FOLD_LIMIT", 5)
    Chance(2).some(3, 0)
    live.values(TODAY)
    Chance(3).some(6, 0)
    with scans() as captured:
        assert live.values(TODAY)[RECEIVED].size == 9
    assert table_reads(captured) >= 1
    assert Tallies.objects.get(register=REGISTER.name).size == 9


def test_other_definitions_are_counted_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    Chance(4).some(5, 5)
    live.values(TODAY)
    Tallies.objects.update(definitions="0" * 64)
    with scans() as captured:
        assert live.values(TODAY) == live.fresh(TODAY)
    assert table_reads(captured) > 0
    assert Tallies.objects.filter(register=REGISTER.name).count() == 1  # the old ones are gone


def test_tallies_of_a_smaller_ledger_never_replace_later_ones() -> None:
    receive(date(2025, 3, 3))
    live.values(TODAY)
    tallies = {one.id: live.Tally() for one in sources.of_register(REGISTER.name)}
    figures = sources.of_register(REGISTER.name)
    live._keep(REGISTER.name, figures, tallies, TODAY, 0)
    live._keep(REGISTER.name, figures, tallies, TODAY - timedelta(days=1), 5)
    assert live.value(RECEIVED, TODAY).numerator == 1
    assert Tallies.objects.get(register=REGISTER.name).size == 1


def test_a_row_changed_behind_the_ledger_shows_between_the_two_ways_of_counting() -> None:
    key = receive(date(2025, 3, 3))
    receive(date(2025, 3, 4))
    Report._base_manager.filter(key=key).update(received_on=date(2022, 3, 3))
    assert live.fresh(TODAY)[RECEIVED].numerator == 1
    assert live.known(log.size(), TODAY)[RECEIVED].numerator == 2
