"""Dates that are counted: to the decade, the year, the month or the day, the same by SQL, by replay and on the page."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.figures import dating, edtf, sources
from chapitre.kernel.figures.compute import figures_of
from chapitre.kernel.figures.problems import BadFigures
from chapitre.kernel.figures.scan import scan
from chapitre.kernel.figures.values import settle, shown
from chapitre.kernel.records.registers import registers
from chapitre.kernel.rules import evaluate
from chapitre.kernel.rules.parse import parse
from tests.kernel.figures.town import receive

TODAY = date(2026, 1, 1)
TABLE = """
[first]
label = "premier signalement"
label_en = "first report"
definition = "Le premier."
definition_en = "The first."
unit = "date"
register = "streets.reports"
value = "{value}"
of = "{of}"
evidence = "prouve"
period = {{ kind = "at" }}
status = "done"
example = [
  {{ row = {{ received_on = 2025-05-17 }}, counts = true }},
  {{ row = {{ received_on = 2024-01-01, withdrawn = true }}, counts = false }},
]
expected = {expected}
"""
FORMS = {
    "year(received_on) // 10": (202, "202X", "années\u00a02020"),
    "year(received_on)": (2025, "2025", "2025"),
    "year(received_on) * 100 + month(received_on)": (202505, "2025-05", "mai\u00a02025"),
    "year(received_on) * 10000 + month(received_on) * 100 + day(received_on)": (
        20250517, "2025-05-17", "17\u00a0mai\u00a02025",
    ),
}  # fmt: skip


def load(folder: Path, of: str, value: str = "min", expected: int = 0) -> None:
    path = folder / "figures.toml"
    path.write_text(TABLE.format(of=of, value=value, expected=expected), encoding="utf-8")
    sources.load([(path, "streets")])


@pytest.mark.django_db
@pytest.mark.parametrize("of", FORMS)
def test_a_date_counted_by_both_counts_is_written_at_its_precision(of: str, tmp_path: Path) -> None:
    number, written, said = FORMS[of]
    path = tmp_path / "figures.toml"
    path.write_text(TABLE.format(of=of, value="min", expected=number), encoding="utf-8")
    declared = sources.load([(path, "streets")])
    one = declared["streets.first"]
    for day in (date(2025, 11, 3), date(2025, 5, 17), date(2025, 6, 1)):
        receive(day)
    register = registers["streets.reports"]
    value = settle(declared, scan(register, [one], TODAY), TODAY, 0)[one.id]
    assert (value.numerator, value.edtf, shown(one, value).text) == (number, written, said)
    rows = {row.key: tuple(row.facts().values()) for row in register.objects._default_manager.order_by("pk")}
    contents = {register.name: {"rules": register.rules.to_json(), "schema": register.schema}}
    again = figures_of(contents, [one.content], {register.name: rows}, TODAY)
    assert again[one.id] == value.counted


def test_an_unknown_date_stays_unknown(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(TABLE.format(of="year(received_on)", value="min", expected=2025), encoding="utf-8")
    declared = sources.load([(path, "streets")])
    value = settle(declared, {}, TODAY, 0)["streets.first"]
    assert (value.edtf, value.known) == (None, False)


@given(st.dates(date(1000, 1, 1), date(2999, 12, 31)), st.sampled_from(sorted(dating.FORMS)))
def test_every_number_of_a_form_is_a_date_that_holds_the_day(day: date, source: str) -> None:
    measure = parse(source)
    number = evaluate(measure, {"d": day}, TODAY)
    written = dating.written(measure, number)
    found = edtf.parts(written)
    assert written.removesuffix("X") == day.isoformat()[: len(written.removesuffix("X"))]
    assert found.get("year", day.year) == day.year


@pytest.mark.parametrize(
    ("value", "of"),
    [
        ("min", "month(received_on)"),
        ("min", "year(received_on) * 100 + month(due_on)"),
        ("min", "year(received_on) * 12 + month(received_on)"),
        ("min", "year(received_on) // 100"),
        ("sum", "year(received_on)"),
        ("median", "year(received_on)"),
    ],
)
def test_what_makes_no_date_is_refused(value: str, of: str, tmp_path: Path) -> None:
    with pytest.raises(BadFigures, match="une date est le « min » ou le « max »"):
        load(tmp_path, of, value)
    if value == "min":
        assert not dating.makes_dates(parse(of))
        with pytest.raises(ValueError, match="not the number of a date"):
            dating.written(parse(of), 2025)
