"""What a figure is worth: an exact pair of integers, made from what SQL counted, and how it is printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from chapitre.kernel.figures import dating, edtf, units
from chapitre.kernel.figures.compute import Computed, Tally
from chapitre.kernel.figures.declaration import PROVED, TAKEN_OVER, UNPROVED, Declaration
from chapitre.kernel.figures.expressions import Formula
from chapitre.kernel.figures.marks import least_firm
from chapitre.kernel.figures.periods import years_in

UNKNOWN = "–"


@dataclass(frozen=True)
class Value:
    """A figure's value: `numerator`/`denominator` minor units of its unit, in lowest terms; None if unknown.

    `records`: how many records stand behind it, None where none can be listed; `imported`: how many of them were taken
    over from a file. `as_of`: the rules' today. `size`: how many entries of the ledger it takes into account.
    `evidence`: what it rests on, and the mark it carries. `edtf`: the value of a figure that is a date.
    """

    numerator: int | None
    denominator: int
    records: int | None
    as_of: date
    size: int
    edtf: str | None = None
    imported: int | None = field(default=None, kw_only=True)
    evidence: str = field(kw_only=True)

    @property
    def exact(self) -> Fraction | None:
        return None if self.numerator is None else Fraction(self.numerator, self.denominator)

    @property
    def counted(self) -> Computed:
        """What the second count must find again, integer for integer."""
        return self.numerator, self.denominator, self.records, self.imported

    @property
    def known(self) -> bool:
        return self.numerator is not None or self.edtf is not None


def settle(
    declared: Mapping[str, Declaration],
    tallies: Mapping[str, Tally],
    as_of: date,
    size: int,
    absent: Collection[str] = (),
) -> dict[str, Value]:
    """The values of these figures (their operands among them) from the tallies of those that stand on records.

    `absent`: keys of documents that a figure names and that do not stand in the register.
    """
    exact: dict[str, Fraction | None] = {}

    def known(name: str) -> Fraction | None:
        if name not in exact:
            one = declared[name]
            exact[name] = _expressed(one.formula, known, as_of) if one.formula else _counted(one, tallies.get(name))
        return exact[name]

    computed: dict[str, Computed] = {}
    for name in declared:
        value, tally = known(name), tallies.get(name)
        records, imported = (tally.records, tally.imported) if tally else (None, None)
        numerator, denominator = (None, 1) if value is None else value.as_integer_ratio()
        computed[name] = (numerator, denominator, records, imported)
    return told(declared, computed, as_of, size, absent)


def told(
    declared: Mapping[str, Declaration],
    computed: Mapping[str, Computed],
    as_of: date,
    size: int,
    absent: Collection[str] = (),
) -> dict[str, Value]:
    """Values from what one of the two counts made of these figures."""
    rests = evidence(declared, computed, absent)
    found = {}
    for name, one in declared.items():
        numerator, denominator, records, imported = computed[name]
        written = one.published if isinstance(one.published, str) else None
        if one.is_date and one.measure is not None and numerator is not None:
            written = dating.written(one.measure, numerator)
        found[name] = Value(
            numerator, denominator, records, as_of, size, written, imported=imported, evidence=rests[name]
        )
    return found


def evidence(
    declared: Mapping[str, Declaration], computed: Mapping[str, Computed], absent: Collection[str]
) -> dict[str, str]:
    """What each figure rests on: as declared, unless the records or the documents behind it say less.

    A proved figure that counts a record taken over from a file is taken over; what a document attests that is not
    there has no proof; and a figure made of figures is no firmer than the least firm of them.
    """
    found: dict[str, str] = {}

    def rests(name: str) -> str:
        if name not in found:
            one, imported = declared[name], computed[name][3]
            own = TAKEN_OVER if one.evidence == PROVED and imported else one.evidence
            if one.document in absent:
                own = UNPROVED
            found[name] = least_firm([own, *map(rests, one.operands)])
        return found[name]

    return {name: rests(name) for name in declared}


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


def _expressed(formula: Formula, known: Callable[[str], Fraction | None], as_of: date) -> Fraction | None:
    match formula:
        case ["int", int(number)]:
            return Fraction(number)
        case ["years", str(start), str() | None as end]:
            return years_in(date.fromisoformat(start), date.fromisoformat(end) if end else None, as_of)
        case ["figure", str(name)]:
            return known(name)
        case [sign, list(left), list(right)]:
            sides = _expressed(left, known, as_of), _expressed(right, known, as_of)
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

    It counts the unit's minor units (cents, m², kg): divided by `scale`, it is in the unit itself. Only `numerator`
    and `denominator` are exact.
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
    at, unit = 0 if lang == "fr" else 1, units.unit(one.unit)
    return {
        "id": one.id,
        "chapter": one.chapter,
        "label": one.label[at],
        "value": plain(one, value),
        "numerator": value.numerator,
        "denominator": value.denominator,
        "unit": one.unit,
        "minor": unit.minor or None,
        "scale": unit.scale.divisor,
        "text": shown(one, value, lang).text,
        "evidence": value.evidence,
        "status": one.status,
        "period": one.period.as_json(),
        "records": value.records,
        "imported": value.imported,
        "as_of": value.as_of.isoformat(),
        "size": value.size,
        "claim": one.claim,
        "milestone": one.milestone,
        "document": one.document,
        "definition_hash": one.definition_hash,
    }
