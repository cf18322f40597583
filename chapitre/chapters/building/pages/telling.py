"""How a record is told on a project's page: its codes in words, its state in a sign, its public texts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chapitre.kernel.records.models import Opening, Record
from chapitre.kernel.words import place, said

OVER = ("done", "delivered", "open", "closed", "dropped", "ended", "reused", "given_back")


def of_project(model: type[Record], key: str) -> QuerySet[Any]:
    """The records of a project that count, in no order."""
    manager: Any = model._default_manager
    found: QuerySet[Any] = manager.filter(withdrawn=False, project=key)
    return found


def title(record: Any) -> str:
    """What people call it, in English where it has it, with a capital at its head."""
    english = f"{record.register.title}_en"
    told = str((place() and getattr(record, english, None)) or record.title)
    return told[:1].upper() + told[1:]


def code(record: Any, name: str) -> str:
    """A code of a record in words; "" where it has none."""
    value = getattr(record, name)
    return said(record.register.about[name].values[value]) if value is not None else ""


def state(record: Any, due: date | None, today: date) -> tuple[str, str]:
    """The sign of a record's state and its words: late once the day said last is past and it is not over."""
    if record.state not in OVER and due is not None and due < today:
        return "late", _("en retard, %(state)s") % {"state": code(record, "state")}
    return record.register.marks.get(record.state, "plain"), code(record, "state")


def exhibits(register: str, keys: Iterable[str], field: str) -> dict[str, str]:
    """The text of that name that stands now beside each record, by key: the one said last."""
    rows = Opening.objects.filter(register=register, key__in=list(keys), field=field).order_by("seq")
    return {key: str(value) for key, value in rows.values_list("key", "value")}
