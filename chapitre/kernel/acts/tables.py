"""What the tables refuse, told in words once the transaction is undone: a value shared, or values that contradict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from chapitre.kernel.acts.errors import ActError, Contradiction, Doubled
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register


def refusal(records: Iterable[Record]) -> ActError | None:
    """Why the tables do not take these records as they stand in memory; None if it is none of their constraints."""
    seen: set[tuple[Any, ...]] = set()
    for record in records:
        for names, constraint in unique(record.register):
            values = tuple(getattr(record, name) for name in names)
            shared = (record.register.name, names, values)
            counts = None not in values and _counts(constraint, record)
            if (counts and shared in seen) or _broken(constraint, record):
                return Doubled(record.register, names)
            if counts:
                seen.add(shared)
        for one in _constraints(record.register):
            if isinstance(one, models.CheckConstraint) and _broken(one, record):
                return Contradiction(one.name)
    return None


def unique(register: Register) -> Iterator[tuple[tuple[str, ...], models.UniqueConstraint]]:
    """What no two records of a register may share, beside their key."""
    for column in register.objects._meta.concrete_fields:
        if column.unique and not column.primary_key and column.name != "key":
            yield (column.name,), models.UniqueConstraint(fields=[column.name], name=column.name)
    for one in _constraints(register):
        if isinstance(one, models.UniqueConstraint) and one.fields:
            yield tuple(one.fields), one


def _constraints(register: Register) -> list[models.BaseConstraint]:
    return list(register.objects._meta.constraints)


def _counts(constraint: models.UniqueConstraint, record: Record) -> bool:
    """Whether a constraint with a condition has a say about this record."""
    told: Any = record
    return constraint.condition is None or constraint.condition.check(told._get_field_expression_map(meta=told._meta))


def _broken(constraint: models.BaseConstraint, record: Record) -> bool:
    try:
        constraint.validate(type(record), record)
    except ValidationError:
        return True
    return False
