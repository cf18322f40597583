"""A record told in a line: its facts in the words and units of the page's language."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel import dates
from chapitre.kernel.figures import units
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import place, said

SHOWN = 4  # facts of a line


def fact(register: Register, name: str, value: Any) -> str:
    """A fact in words; "" where it is unknown."""
    about, language = register.about[name], ("fr", "en")[place()]
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("oui") if value else _("non")
    if register.rules.fields[name].type == "date":
        return dates.day(value if isinstance(value, date) else date.fromisoformat(value), language)
    if isinstance(value, int):
        return units.show(about.unit, value, lang=language).text if about.unit else str(value)
    return said(about.values[value]) if value in about.values else str(value)


def title(record: Record) -> str:
    """What people call a record; the register and its number where it has no name."""
    register = record.register
    if not register.title:
        singular = said(register.singular)
        return f"{singular[:1].upper()}{singular[1:]} {record.key}"
    english = f"{register.title}_en"
    told = getattr(record, english, None) if place() and english in register.about else None
    return str(told or record.title)


def line(record: Record) -> str:
    """The facts that a list of its register shows, as far as they speak without their names: its words, its day, what
    is counted in some unit; not its title again, nor the numbers of other records."""
    register = record.register
    told = (fact(register, name, getattr(record, name)) for name in register.shown if _speaks(register, name))
    return ", ".join(list(dict.fromkeys(one for one in told if one))[:SHOWN])


def _speaks(register: Register, name: str) -> bool:
    about, kind = register.about[name], register.rules.fields[name].type
    if name == register.title or about.link or kind == "bool":
        return False
    return {"int": about.unit is not None, "date": name == register.dated}.get(kind, True)
