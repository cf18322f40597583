"""A record in words: its facts, its name, its state, the same on every page, in lists, in forms, in open data."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel import dates
from chapitre.kernel.figures import units
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import FactValue, Register
from chapitre.kernel.words import capital, place, said

UNKNOWN = "–"
YEARS = (1000, 9999)  # a whole number that its bounds keep within these is a year, which is not written by threes


def head(register: Register, name: str) -> str:
    """A fact's name at the head of a column."""
    return capital(said(register.about[name].label))


def fact(register: Register, name: str, value: FactValue | date, lang: str | None = None) -> str:
    """A fact in words: codes and units in the language of the page, dates and numbers as it writes them."""
    told, tongue = register.about[name], ("fr", "en")[place(lang)]
    if value is None:
        return UNKNOWN
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if isinstance(value, date) or register.rules.fields[name].type == "date":
        return dates.day(value if isinstance(value, date) else date.fromisoformat(str(value)), tongue)
    if name in ("lon", "lat") and isinstance(value, int):
        return units.number(Fraction(value, 1_000_000), tongue, 6, pad=True)
    if isinstance(value, int):
        if told.unit:
            return units.show(told.unit, value, lang=tongue).text
        year = told.low is not None and told.high is not None and YEARS[0] <= told.low <= told.high <= YEARS[1]
        return str(value) if year else units.number(Fraction(value), tongue)
    return said(told.values[value], lang) if value in told.values else value


def title(record: Record, lang: str | None = None) -> str:
    """What people call a record: the fact that names it, in English where it has it, else its number."""
    register = record.register
    if register.title is None:
        return record.key
    english = f"{register.title}_en"
    if place(lang) and english in register.about and (told := getattr(record, english)):
        return str(told)
    value = getattr(record, register.title)
    return fact(register, register.title, value, lang) if value not in (None, "") else record.key


def named(record: Record, lang: str | None = None) -> str:
    """The title of a record; one that has a number alone says what it is the number of."""
    told = title(record, lang)
    return capital(f"{said(record.register.singular, lang)} {told}") if told == record.key else told


def titles(register: Register, keys: Iterable[str | None], lang: str | None = None) -> dict[str, str]:
    """The titles of the records of these keys, by key, read at once; keys of no record are left out."""
    wanted = sorted({key for key in keys if key})
    manager: Any = register.objects._default_manager
    return {one.key: title(one, lang) for one in manager.filter(key__in=wanted).order_by("key")} if wanted else {}


def state(record: Record, lang: str | None = None) -> tuple[str, str]:
    """The sign of a record's state (new, doing, done, no, late, plain) and its words, "" where it has none."""
    register = record.register
    if record.withdrawn:
        return "no", _("retiré du compte")
    if "state" not in register.about:
        return "plain", ""
    code = str(getattr(record, "state"))  # noqa: B009  (a column of some registers only)
    return register.marks.get(code, "plain"), fact(register, "state", code, lang)
