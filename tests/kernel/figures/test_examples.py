"""Every figure's worked example: the oracle, SQL and the generated loop count the hand-written rows as expected."""

from datetime import date
from fractions import Fraction

import pytest

from chapitre.kernel.figures import names, sources
from chapitre.kernel.figures.compute import figures_of
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.rows import whole_row
from chapitre.kernel.figures.scan import scan
from chapitre.kernel.figures.sources import counted_by
from chapitre.kernel.figures.values import settle
from chapitre.kernel.records.models import as_fact
from chapitre.kernel.records.registers import registers
from chapitre.kernel.rules import evaluate
from chapitre.kernel.town import town

WITH_EXAMPLES = [one for one in sources.declarations().values() if one.examples]
QUIET_DAY = date(2025, 1, 1)  # for rules that do not speak of today
ELSEWHERE = {
    "report_since": date(2026, 3, 28),
    "report_until": date(2032, 3, 14),
    "streets_since": date(2027, 9, 1),
}


def whole_rows(figure: Declaration) -> list[dict]:
    return [whole_row(registers[figure.register], one.row) for one in figure.examples]


def with_operands(figure: Declaration) -> list[Declaration]:
    found = [figure]
    for name in figure.operands:
        found += with_operands(sources.declaration(name))
    return found


def test_every_figure_on_records_has_an_example() -> None:
    without = [one.id for one in sources.declarations().values() if one.on_records and one not in WITH_EXAMPLES]
    assert without == []
    assert len(WITH_EXAMPLES) >= 12


@pytest.mark.parametrize("figure", WITH_EXAMPLES, ids=lambda one: one.id)
def test_the_oracle_counts_the_rows_that_are_said_to_count(figure: Declaration) -> None:
    rule = counted_by(figure)
    today = figure.example_today or QUIET_DAY
    told = [evaluate(rule, row, today) is True for row in whole_rows(figure)]
    assert told == [one.counts for one in figure.examples]


@pytest.mark.parametrize("figure", WITH_EXAMPLES, ids=lambda one: one.id)
def test_the_loop_of_verify_gives_the_expected_value(figure: Declaration) -> None:
    today = figure.example_today or QUIET_DAY
    rows = {str(n): tuple(as_fact(fact) for fact in row.values()) for n, row in enumerate(whole_rows(figure))}
    contents = sources.contents()
    name = figure.register
    wanted = [one.content for one in with_operands(figure)]
    computed = figures_of({name: contents["registers"][name]}, wanted, {name: rows}, today)
    numerator, denominator, records, _imported = computed[figure.id]
    assert Fraction(numerator, denominator) == figure.expected
    assert records == sum(one.counts for one in figure.examples)


@pytest.mark.django_db
@pytest.mark.parametrize("figure", WITH_EXAMPLES, ids=lambda one: one.id)
def test_the_database_gives_the_expected_value(figure: Declaration) -> None:
    today = figure.example_today or QUIET_DAY
    register = registers[figure.register]
    model = register.objects
    rows = [model(key=f"x-{n}", seq=1, **row) for n, row in enumerate(whole_rows(figure))]
    model._base_manager.bulk_create(rows)
    declared = {one.id: one for one in with_operands(figure)}
    value = settle(declared, scan(register, declared.values(), today), today, 0)[figure.id]
    assert value.exact == figure.expected
    assert value.records == sum(one.counts for one in figure.examples)


@pytest.mark.parametrize("days", [{"report_since": date(2020, 7, 4)}, ELSEWHERE])
def test_examples_hold_in_a_town_that_began_on_another_day(
    monkeypatch: pytest.MonkeyPatch, days: dict[str, date]
) -> None:
    """A row on the edge of `report_since` says so by that name: "report_since", or "report_since-1" for its eve.

    What a town declares for itself speaks of its own years, and need only hold while they begin in the same one.
    """
    for name, day in days.items():
        monkeypatch.setitem(names.NAMED, name, lambda day=day: day)
    files = sources._sources if len(days) > 1 else [*sources._sources, *sources.of_town(town())]
    wrong = []
    for figure in sources.load(files).values():
        rule = counted_by(figure)
        for place, one in enumerate(figure.examples, start=1):
            row = whole_row(registers[figure.register], one.row)
            if (evaluate(rule, row, figure.example_today or QUIET_DAY) is True) != one.counts:
                wrong.append((figure.id, place))
    assert wrong == []
