"""The errata about figures: records of a register that this room does not know, asked for by its name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from django.db import DEFAULT_DB_ALIAS

from chapitre.kernel.figures import edtf, sources, units
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import registers
from chapitre.kernel.words import said

REGISTER = "report.errata"
UNKNOWN = "–"


@dataclass(frozen=True)
class Erratum:
    """What an edition said otherwise than an earlier one. Values are written as `figures.json` has them: `8800`,
    `6713/8289`, `2025-05`, `?` for unknown; `new` is None where the figure was dropped. `reason` is "" once erased."""

    key: str
    figure: str
    kind: str
    published_on: date
    as_of: date | None
    old: str
    new: str | None
    reason: str


def standing(figure: str | None = None, using: str = DEFAULT_DB_ALIAS) -> list[Erratum]:
    """Every erratum, or those about one figure, the latest first. They stand for ever, whatever the figure became."""
    register = registers.get(REGISTER)
    if register is None:
        return []
    rows: Any = register.objects.objects.using(using).filter(withdrawn=False).order_by("-published_on", "-key")
    found = list(rows if figure is None else rows.filter(figure=figure))
    openings = Opening.objects.using(using).filter(
        register=REGISTER, field="reason", key__in=[row.key for row in found]
    )
    reasons = {one.key: str(one.value) for one in openings.order_by("seq")}
    return [
        Erratum(
            key=row.key,
            figure=row.figure,
            kind=row.kind,
            published_on=row.published_on,
            as_of=row.as_of,
            old=row.old,
            new=row.new,
            reason=reasons.get(row.key, ""),
        )
        for row in found
    ]


def label(figure: str) -> str:
    """What the figure is called; its id once it is no longer declared."""
    one = sources.declarations().get(figure)
    return said(one.label) if one else figure


def printed(figure: str, value: str | None, lang: str) -> str:
    """A value of an erratum as pages print it, in the figure's unit; as it is written once the figure is gone."""
    one = sources.declarations().get(figure)
    if value is None or value == "?":
        return UNKNOWN
    if one is None:
        return value
    if one.is_date:
        return edtf.written(value, lang)
    exact = Fraction(value)
    return units.show(one.unit, exact.numerator, exact.denominator, lang).text
