"""What a figure is worth: an exact pair of integers, made from what SQL counted, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from chapitre.kernel.figures import edtf, units
from chapitre.kernel.figures.compute import Tally
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.expressions import Formula

UNKNOWN = "–"


@dataclass(frozen=True)
class Value:
    """A figure's value: `numerator`/`denominator` minor units of its unit, in lowest terms; None if unknown.

    `records`: how many records stand behind it, None where none can be listed. `as_of`: the rules' today.
    `size`: how many entries of the ledger it takes into account. `edtf`: the value of a figure that is a date.
    """

    numerator: int | None
    denominator: int
    records: int | None
    as_of: date
    size: int
    edtf: str | None = None

    @property
    def exact(self) -> Fraction | None:
        return None if self.numerator is None else Fraction(self.numerator, self.denominator)

    @property
    def known(self) -> bool:
        return self.numerator is not None or self.edtf is not None


def settle(
    declared: Mapping[str, Declaration], tallies: Mapping[str, Tally], as_of: date, size: int
) -> dict[str, Value]:
    """The values of these figures (their operands among them) from the tallies of those that stand on records."""
    exact: dict[str, Fraction | None] = {}

    def known(name: str) -> Fraction | None:
        if name not in exact:
            one = declared[name]
            exact[name] = _expressed(one.formula, known) if one.formula else _counted(one, tallies.get(name))
        return exact[name]

    return {name: _value(one, known(name), tallies.get(name), as_of, size) for name, one in declared.items()}


def _value(one: Declaration, exact: Fraction | None, tally: Tally | None, as_of: date, size: int) -> Value:
    written = one.published if isinstance(one.published, str) else None
    if one.is_date and exact is not None:
        written = f"{exact.numerator:04d}"
    records = tally.records if tally else None
    if exact is None:
        return Value(None, 1, records, as_of, size, written)
    return Value(exact.numerator, exact.denominator, records, as_of, size, written)


def _counted(one: Declaration, tally: Tally | None) -> Fraction | None:
    if one.value == "published":
        return Fraction(one.published) if isinstance(one.published, int) else None
    if tally is None:
        return None
    if one.value == "count":
        return Fraction(tally.records)
    if one.value == "sum":
        return Fraction(tally.total)
    if one.value == "distinct":
        return Fraction(len(tally.histogram))
    if not tally.histogram:
        return None
    if one.value == "median":
        return Fraction(lower_median(tally.histogram))
    return Fraction(min(tally.histogram) if one.value == "min" else max(tally.histogram))


def lower_median(histogram: Mapping[int, int]) -> int:
    """The smallest value v such that at least half of the values are v or less: « la moitié en v jours ou moins ».

    Always one of the values met, so it stays an integer. `histogram` is value -> how often, not empty.
    """
    half = (sum(histogram.values()) + 1) // 2
    for value in sorted(histogram):
        half -= histogram[value]
        if half <= 0:
            return value
    raise ValueError("the median of nothing")


def _expressed(formula: Formula, known: Callable[[str], Fraction | None]) -> Fraction | None:
    match formula:
        case ["int", int(number)]:
            return Fraction(number)
        case ["figure", str(name)]:
            return known(name)
        case [sign, list(left), list(right)]:
            sides = _expressed(left, known), _expressed(right, known)
            if sides[0] is None or sides[1] is None:
                return None
            if sign == "div":
                return sides[0] / sides[1] if sides[1] else None
            if sign == "mul":
                return sides[0] * sides[1]
            return sides[0] + sides[1] if sign == "add" else sides[0] - sides[1]
    raise ValueError(f"not an expression: {formula}")


def shown(one: Declaration, value: Value, lang: str = "fr") -> units.Shown:
    """The value as printed in its unit; a date as it is written; a dash for what is unknown."""
    if value.edtf is not None:
        written = edtf.written(value.edtf, lang)
        return units.Shown(written, "", written)
    if value.numerator is None:
        return units.Shown(UNKNOWN, "", UNKNOWN)
    return units.show(one.unit, value.numerator, value.denominator, lang)


BOUNDS = {">=": ("plus de", "more than"), "~": ("environ", "about")}


def bound_words(one: Declaration, lang: str = "fr") -> str:
    """« plus de », « environ » where a value is published as a bound; nothing where it is exact."""
    return BOUNDS.get(one.bound, ("", ""))[lang == "en"] if one.value == "published" else ""


def plain(one: Declaration, value: Value) -> int | float | str | None:
    """The value as one JSON item: an integer, a number rounded as it is printed, a date as EDTF, or null.

    It counts the unit's minor units (cents, m², kg); only `numerator` and `denominator` are exact.
    """
    if value.edtf is not None:
        return value.edtf
    if value.numerator is None:
        return None
    if value.denominator == 1:
        return value.numerator
    return float(units.rounded(Fraction(value.numerator, value.denominator), units.unit(one.unit).scale.decimals or 1))


def as_json(one: Declaration, value: Value, lang: str = "fr") -> dict[str, Any]:
    """A figure and its value as the command line, the open data and the editions give them."""
    at = 0 if lang == "fr" else 1
    return {
        "id": one.id,
        "chapter": one.chapter,
        "label": one.label[at],
        "value": plain(one, value),
        "numerator": value.numerator,
        "denominator": value.denominator,
        "unit": one.unit,
        "minor": units.unit(one.unit).minor or None,
        "text": shown(one, value, lang).text,
        "evidence": one.evidence,
        "status": one.status,
        "records": value.records,
        "as_of": value.as_of.isoformat(),
        "size": value.size,
        "claim": one.claim,
        "milestone": one.milestone,
        "definition_hash": one.definition_hash,
    }
