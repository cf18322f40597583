"""A register's declaration, and the list of all of them: what a chapter says once about its records."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from django.apps import apps
from django.db import models

from chapitre.kernel.records import facts as columns
from chapitre.kernel.records.facts import INTEGER_BOUND, About
from chapitre.kernel.rules import Field, Schema
from chapitre.kernel.words import Pair

if TYPE_CHECKING:
    from chapitre.kernel.records.models import Private, Record

    Kind = TypeVar("Kind", bound=type[Record])

FactValue = str | int | bool | None
Facts = Mapping[str, FactValue]
Upcaster = Callable[[dict[str, FactValue]], dict[str, FactValue]]

LAST = ("lon", "lat", "shape", "imported", "withdrawn")  # what stands at the end of every list of facts


@dataclass(frozen=True, eq=False)
class Register:
    """What a chapter declares about one kind of record; what its columns say of themselves is read from them.

    `schema` is the version of the facts' form; a change of form raises it and adds to `upcasters`, a module of pure
    functions `UPCASTERS = {1: from_1_to_2, …}` that verify.py carries along.
    """

    name: str  # "<chapter>.<plural>", for ever
    objects: type[Record]  # the model class
    label: Pair
    singular: Pair
    description: Pair = ("", "")  # one sentence for the catalogue: what a record is, and where it comes from
    schema: int = 1
    exhibits: Mapping[str, Pair] = field(default_factory=dict)  # each with its label
    private: tuple[str, ...] = ()  # labels of the Private models beside it
    upcasters: str | None = None  # dotted name of the module
    title: str | None = None  # the fact by which people know a record; else its key
    columns: tuple[str, ...] = ()  # the facts shown in lists; else the first ones
    dated: str | None = None  # the date that a record is of: sorts lists, answers `datetime`
    departments: tuple[str, ...] = ()  # the departments whose agents may act; none named: every agent
    marks: Mapping[str, str] = field(default_factory=dict)  # code of `state` -> new, doing, done, no, late, for pages
    kept_back: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # facts' codes that keep it out of search
    index: str | None = None  # name of the list's own URL, where a chapter replaces the house's
    page: str | None = None  # name of a record's own URL, given the key
    desk: str | None = None  # name of the URL where staff act on a record, given the key

    @property
    def chapter(self) -> str:
        return self.name.partition(".")[0]

    @cached_property
    def about(self) -> Mapping[str, About]:
        """What each fact says of itself, in the columns' order, the kernel's own last."""
        found = {one.name: columns.about(one) for one in self.objects._meta.concrete_fields}
        told = {name: one for name, one in found.items() if one is not None}
        return dict(sorted(told.items(), key=lambda item: LAST.index(item[0]) if item[0] in LAST else -1))

    @cached_property
    def facts(self) -> tuple[str, ...]:
        return tuple(self.about)

    @cached_property
    def own(self) -> tuple[str, ...]:
        """The facts that the chapter declared, in their order."""
        return tuple(name for name in self.facts if name not in LAST)

    @property
    def geometry(self) -> str | None:
        """ "shape" where records have a line or an area, "point" where they have a place alone, or None."""
        return next((kind for kind, name in (("shape", "shape"), ("point", "lon")) if name in self.about), None)

    @cached_property
    def values(self) -> Mapping[str, Mapping[str, Pair]]:
        """The codes of each fact that has some, with their words."""
        return {name: one.values for name, one in self.about.items() if one.values}

    @property
    def shown(self) -> tuple[str, ...]:
        """The facts that a list shows."""
        return self.columns or self.own[:6]

    @property
    def privates(self) -> list[type[Private]]:
        """The models of the private rows beside its records."""
        return [apps.get_model(name) for name in self.private]

    @cached_property
    def required(self) -> tuple[str, ...]:
        """The facts that an act which creates a record must set."""
        found: dict[str, Any] = {one.name: one for one in self.objects._meta.concrete_fields}
        return tuple(name for name in self.facts if not found[name].null and not found[name].has_default())

    @cached_property
    def rules(self) -> Schema:
        """The facts as the rule language sees them."""
        meta = self.objects._meta
        return Schema(self.name, [self._field(meta.get_field(name), told) for name, told in self.about.items()])

    def _field(self, column: Any, told: About) -> Field:
        kind = fact_type(column)
        low, high = (told.low, told.high) if told.low is not None else (-INTEGER_BOUND, INTEGER_BOUND)
        return Field(
            column.name,
            kind,
            low=low if kind == "int" else None,
            high=high if kind == "int" else None,
            nullable=column.null,
            label=told.noun or told.label,
            values=dict(told.values),
            phrase=dict(told.sayings),
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


def register(name: str, **declared: Any) -> Callable[[Kind], Kind]:
    """Makes a model a register, and adds it to the house's list. Raises ValueError on a name taken.

    @register("mobility.racks", label=("arceaux", "bike racks"), singular=("arceau", "bike rack"), …)
    class Rack(Located, Record): …
    """

    def declare(model: Kind) -> Kind:
        if name in registers:
            raise ValueError(f"the register {name} is declared twice")
        registers[name] = model.register = Register(name, model, **declared)
        return model

    return declare
