"""A record told in a line: what its register's lists show, as far as it speaks without its names."""

from __future__ import annotations

from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.kernel.telling import fact

SHOWN = 4  # facts of a line


def line(record: Record) -> str:
    """The facts that a list of its register shows, as far as they speak without their names: its words, its day, what
    is counted in some unit; not its title again, nor the numbers of other records."""
    register = record.register
    known = ((name, getattr(record, name)) for name in register.shown if _speaks(register, name))
    told = (fact(register, name, value) for name, value in known if value not in (None, ""))
    return ", ".join(list(dict.fromkeys(told))[:SHOWN])


def _speaks(register: Register, name: str) -> bool:
    about, kind = register.about[name], register.rules.fields[name].type
    if name == register.title or about.link or kind == "bool":
        return False
    return {"int": about.unit is not None, "date": name == register.dated}.get(kind, True)
