"""Columns that all that is built has: the day promised, the day said last, and how often it slipped."""

from typing import Any

from django.db import models

from chapitre.kernel.records import facts
from chapitre.kernel.words import Pair

Day = models.DateField[Any, Any]


def due_on(label: Pair, noun: Pair, *, null: bool = True) -> Day:
    """The day first promised: it never moves."""
    return facts.date(label, null=null, noun=noun, when=("promis", "promised"))


def expected_on(label: Pair, noun: Pair) -> Day:
    """The day said last, once it is another one."""
    return facts.date(label, null=True, noun=noun, when=("attendu", "expected"))


def slips() -> models.IntegerField[Any, Any]:
    """How often it was put off."""
    return facts.integer(
        ("reports", "postponements"), high=100, default=0, noun=("le nombre de reports", "the number of postponements")
    )
