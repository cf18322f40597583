"""How a record of a project is told on its page: its codes in words, its state in a sign, its public texts, a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chapitre.kernel import telling
from chapitre.kernel.dates import day as day_in_words
from chapitre.kernel.figures import units
from chapitre.kernel.records.models import Opening, Record
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import capital, place, said

OVER = frozenset({"done", "delivered", "open", "closed", "dropped", "ended", "reused", "given_back"})
"""The states in which nothing more is awaited, in the registers whose records have a day promised."""
DUE = ("due_on", "ends_on", "expected_on")
"""The facts that hold a day by which something was to be: the day first promised, and the day said last."""


@dataclass(frozen=True)
class Line:
    """A record in a list of the page: its state, what it is and what else is worth a line."""

    register: str
    key: str
    name: str
    kind: str
    state: str
    details: list[str] = field(default_factory=list)


def line(record: Any, nature: str, today: date, *details: str) -> Line:
    """A record as a line: its nature, then details, those that are empty left out."""
    kind, words = state(record, today)
    told = [text for text in (nature, *details) if text]
    return Line(record.register.name, record.key, title(record), kind, words, told)


def naming(register: str) -> Iterator[Register]:
    """The registers with a fact `project` that names a record of this one, in the order of their names."""
    for name in sorted(registers):
        told = registers[name].about.get("project")
        if told is not None and told.link == register:
            yield registers[name]


def of_project(model: type[Record], key: str) -> QuerySet[Any]:
    """The records of a project that count, in no order."""
    manager: Any = model._default_manager
    found: QuerySet[Any] = manager.filter(withdrawn=False, project=key)
    return found


def title(record: Any) -> str:
    """What people call it, with a capital at its head."""
    return capital(telling.title(record))


def code(record: Any, name: str) -> str:
    """A code of a record in words; "" where it has none."""
    value = getattr(record, name)
    return said(record.register.about[name].values[value]) if value is not None else ""


def state(record: Any, today: date) -> tuple[str, str]:
    """The sign of a record's state and its words: late once a day promised or expected is past and it is not over.

    Putting a date off does not make the first one kept (decision 160).
    """
    if "state" not in record.register.about:
        return "plain", ""
    days = [day for name in DUE if (day := getattr(record, name, None)) is not None]
    if record.state not in OVER and any(day < today for day in days):
        return "late", _("en retard, %(state)s") % {"state": code(record, "state")}
    return record.register.marks.get(record.state, "plain"), code(record, "state")


def exhibits(register: str, keys: Iterable[str], field: str) -> Mapping[str, str]:
    """The text of that name that stands now beside each record, by key: the one said last."""
    rows = Opening.objects.filter(register=register, key__in=list(keys), field=field).order_by("seq")
    return {key: str(value) for key, value in rows.values_list("key", "value")}


def language() -> str:
    """The language of the page, fr or en."""
    return ("fr", "en")[place()]


def measured(unit: str, value: int | None) -> str:
    """A whole number with its unit, « 25 classes »; "" for none."""
    return "" if value is None else units.show(unit, value, lang=language()).text


def dated(words: str, day: date | None) -> str:
    """The words with the day in its place, « ouvert le 3 mars 2025 »; "" for none."""
    return words % day_in_words(day, language()) if day else ""
