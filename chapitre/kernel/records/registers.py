"""A register's declaration, and the list of all of them: what a chapter says once about its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db import models

from chapitre.kernel.rules import Field, Schema

if TYPE_CHECKING:
    from chapitre.kernel.records.models import Private, Record

FactValue = str | int | bool | None
Facts = Mapping[str, FactValue]
Upcaster = Callable[[dict[str, FactValue]], dict[str, FactValue]]

# Published integers stay below 2^53 (JSON readers elsewhere use doubles); a column may declare tighter bounds.
INTEGER_BOUND = 2**53 - 1


@dataclass(frozen=True)
class Register:
    """What a chapter declares about one kind of record.

    `schema` is the version of the facts' form; a change of form raises it and adds to `upcasters`, a module of pure
    functions `UPCASTERS = {1: from_1_to_2, …}` that verify.py carries along.
    """

    name: str  # "<chapter>.<plural>", for ever
    label: tuple[str, str]
    singular: tuple[str, str]
    model: str  # "app_label.Model"
    facts: tuple[str, ...]
    schema: int = 1
    exhibits: tuple[str, ...] = ()
    private: tuple[str, ...] = ()  # labels of the Private models beside it
    upcasters: str | None = None  # dotted name of the module
    page: str | None = None  # name of the public page's URL, given the key
    phrases: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # each fact as a noun
    sayings: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)  # see rules.Field.phrase
    bounds: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        object.__setattr__(self, "facts", (*self.facts, "withdrawn"))

    @property
    def chapter(self) -> str:
        return self.name.partition(".")[0]

    @property
    def objects(self) -> type[Record]:
        """The model class."""
        return apps.get_model(self.model)

    @property
    def privates(self) -> list[type[Private]]:
        """The models of the private rows beside its records."""
        return [apps.get_model(name) for name in self.private]

    @cached_property
    def rules(self) -> Schema:
        """The facts as the rule language sees them."""
        meta = self.objects._meta
        return Schema(self.name, [self._field(meta.get_field(name)) for name in self.facts])

    def _field(self, column: Any) -> Field:
        low, high = self.bounds.get(column.name, (-INTEGER_BOUND, INTEGER_BOUND))
        kind = fact_type(column)
        values = dict(self.values.get(column.name, {}))
        return Field(
            column.name,
            kind,
            low=low if kind == "int" else None,
            high=high if kind == "int" else None,
            nullable=column.null,
            label=self.phrases.get(column.name, (column.name, column.name)),
            values=values,
            phrase=self.sayings.get(column.name, {}),
        )

    def accepts(self, name: str, value: FactValue) -> bool:
        """Whether a fact may take this value: its type, its declared codes, its bounds, its length."""
        column: Any = self.objects._meta.get_field(name)
        declared = self.rules.fields[name]
        if value is None:
            return declared.nullable
        python = {"int": int, "str": str, "bool": bool, "date": str}[declared.type]
        if type(value) is not python:
            return False
        if isinstance(value, str):
            return (not declared.values or value in declared.values) and len(value) <= (column.max_length or 10)
        return not isinstance(value, int) or isinstance(value, bool) or declared.low <= value <= declared.high

    def upcast(self, schema: int, facts: dict[str, FactValue]) -> dict[str, FactValue]:
        """Facts written under an older schema, in today's form. Raises KeyError where a step is missing."""
        steps = self.steps
        for version in range(schema, self.schema):
            facts = steps[version](facts)
        return facts

    @cached_property
    def steps(self) -> dict[int, Upcaster]:
        if self.upcasters is None:
            return {}
        from importlib import import_module

        return dict(import_module(self.upcasters).UPCASTERS)


def fact_type(column: Any) -> str:
    """The rule language's type of a Django column. Raises TypeError on a column that cannot be a fact."""
    if isinstance(column, models.BooleanField):
        return "bool"
    if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
        return "date"
    if isinstance(column, models.IntegerField):
        return "int"
    if isinstance(column, models.CharField):
        return "str"
    raise TypeError(f"{column}: a fact is a string, an integer, a boolean or a civil date")


registers: dict[str, Register] = {}


def register(declaration: Register) -> Register:
    """Adds a register to the house's list. Raises ValueError on a name taken."""
    if declaration.name in registers:
        raise ValueError(f"the register {declaration.name} is declared twice")
    registers[declaration.name] = declaration
    return declaration
