"""What lies under a value: the records it counts, its parts, its history, and the figures that one record moves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import DEFAULT_DB_ALIAS
from django.db.models import QuerySet

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.compute import Tally
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.fold import loop_of
from chapitre.kernel.figures.periods import CUTS, Span
from chapitre.kernel.figures.scan import in_one_view, scan_groups
from chapitre.kernel.figures.sources import counted_by
from chapitre.kernel.figures.values import Value, settle
from chapitre.kernel.records.query import Rule
from chapitre.kernel.records.registers import FactValue, Register, registers
from chapitre.kernel.rules import Tree

UNKNOWN = ("inconnu", "unknown")
YES_NO = {True: ("oui", "yes"), False: ("non", "no")}


class NoRecords(LookupError):
    """No records stand behind this figure that could be listed or split."""


class NoSuchFact(LookupError):
    """A figure cannot be split by this."""


@dataclass(frozen=True)
class Part:
    """The figure over the records of one group: those with this fact, None when it is unknown.

    Counts and sums of all parts add up to the whole; medians, distinct counts and quotients do not.
    """

    code: FactValue
    label: tuple[str, str]
    value: Value


@dataclass(frozen=True)
class Point:
    """The figure over the records of one period, [start, end]; `running` if the period is not over."""

    span: Span
    value: Value
    running: bool

    @property
    def code(self) -> str:
        return self.span.code

    @property
    def label(self) -> tuple[str, str]:
        return self.span.label


def register_of(id: str) -> Register:
    """The register that a figure counts over. Raises KeyError on an unknown id, NoRecords where there is none."""
    name = sources.declaration(id).register
    if name is None:
        raise NoRecords(f"aucune fiche derrière {id}")
    return registers[name]


def behind(id: str, today: date, using: str = DEFAULT_DB_ALIAS) -> QuerySet[Any]:
    """The records that a figure counts, by key: as many as its value says. Raises KeyError, NoRecords."""
    register = register_of(id)
    rule: Tree = counted_by(sources.declaration(id)) or ["bool", False]
    rows: QuerySet[Any] = register.objects.objects.using(using)
    return rows.filter(Rule(rule, register.rules, today)).order_by("key")


def split(id: str, by: str, today: date) -> list[Part]:
    """A figure by a fact, or by the `month`, `quarter` or `year` of a date (`received_on:month`; alone: its own date).

    Groups where nothing counts are left out. Raises KeyError, NoRecords, NoSuchFact.
    """
    register = register_of(id)
    name, period = _split_by(sources.declaration(id), register, by)
    field: Tree = ["field", name]
    if period is None:
        groups = _grouped(id, register, field, today)
        return [Part(code, _label(register, name, code), groups[code]) for code in _in_order(register, name, groups)]
    groups = _grouped(id, register, CUTS[period].number(field), today)
    parts = []
    for number in sorted(groups, key=lambda one: (one is None, one)):
        span = None if number is None else CUTS[period].span(int(number))
        code, label = (None, UNKNOWN) if span is None else (span.code, span.label)
        parts.append(Part(code, label, groups[number]))
    return parts


def history(id: str, today: date, by: str = "quarter") -> list[Point]:
    """A figure along its own date, `month` by month, `quarter` or `year`: each period alone, without a gap, to today.

    Raises KeyError, NoRecords, NoSuchFact where its records have no date to go by.
    """
    register = register_of(id)
    declared = sources.declaration(id)
    if declared.along is None or by not in CUTS:
        raise NoSuchFact(f"{id} n’a pas d’histoire par « {by} »")
    period = CUTS[by]
    groups = _grouped(id, register, period.number(["field", declared.along]), today)
    numbers = [int(number) for number in groups if number is not None]
    if not numbers:
        return []
    nothing = _settled(id, {one.id: Tally() for one in with_operands(declared)}, today, groups)
    spans = [period.span(number) for number in range(min(numbers), max(*numbers, period.containing(today)) + 1)]
    return [Point(span, groups.get(span.number, nothing), span.end >= today) for span in spans]


@dataclass(frozen=True)
class Move:
    """A record and a figure, around an act: whether the record counted, whether it does, whether that moves it."""

    id: str
    counted: bool
    counts: bool
    moves: bool


def moved_by(
    register: Register,
    before: Mapping[str, FactValue] | None,
    after: Mapping[str, FactValue] | None,
    today: date,
) -> list[Move]:
    """The figures in which a record counts, before or after a change of its facts (None: it does not exist).

    Facts as `Record.facts()` gives them. With twice the same facts: the figures that the record counts in.
    """
    figures = sources.of_register(register.name)
    was, now = (_contributions(register, figures, facts, today) for facts in (before, after))
    moved = {one.id for one in figures if was[one.id] != now[one.id]}
    for one in figures:
        if moved & {part.id for part in with_operands(one)}:
            moved.add(one.id)
    return [
        Move(one.id, was[one.id].records > 0, now[one.id].records > 0, one.id in moved)
        for one in figures
        if was[one.id].records or now[one.id].records
    ]


def _contributions(
    register: Register, figures: list[Declaration], facts: Mapping[str, FactValue] | None, today: date
) -> dict[str, Tally]:
    rows = [] if facts is None else [tuple(facts[name] for name in register.rules.fields)]
    tallies = loop_of(register, figures)(rows, today.isoformat())
    return {one.id: tally for one, tally in zip(figures, tallies, strict=True)}


def with_operands(declared: Declaration) -> Iterator[Declaration]:
    """A figure and all those it is made of, each once."""
    seen: dict[str, Declaration] = {}
    waiting = [declared]
    while waiting:
        one = waiting.pop()
        if one.id not in seen:
            seen[one.id] = one
            waiting += [sources.declaration(name) for name in one.operands]
    yield from seen.values()


def _grouped(id: str, register: Register, by: Tree, today: date) -> dict[FactValue, Value]:
    """The figure's value for each group in which it counts something."""
    figures = list(with_operands(sources.declaration(id)))
    groups, size = in_one_view(lambda: scan_groups(register, figures, by, today))
    declared = {one.id: one for one in figures}
    return {
        group: settle(declared, tallies, today, size)[id] for group, tallies in groups.items() if tallies[id].records
    }


def _settled(id: str, tallies: dict[str, Tally], today: date, groups: dict[FactValue, Value]) -> Value:
    declared = {one.id: one for one in with_operands(sources.declaration(id))}
    size = next(iter(groups.values())).size
    return settle(declared, tallies, today, size)[id]


def _split_by(declared: Declaration, register: Register, by: str) -> tuple[str, str | None]:
    """The fact and, for a date, the period."""
    name, _, period = by.partition(":")
    if not period and name in CUTS and declared.along is not None:
        name, period = declared.along, name
    fields = register.rules.fields
    if name not in fields or (period and (period not in CUTS or fields[name].type != "date")):
        raise NoSuchFact(f"« {by} » n’est ni un fait de {register.name}, ni le mois d’une de ses dates")
    return name, period or None


def _in_order(register: Register, name: str, groups: Mapping[FactValue, Value]) -> list[FactValue]:
    """Declared codes in the order declared, then others by value, the unknown last."""
    declared = {code: place for place, code in enumerate(register.rules.fields[name].values)}
    return sorted(
        groups, key=lambda code: (code is None, declared.get(str(code), len(declared)), 0 if code is None else code)
    )


def _label(register: Register, name: str, code: FactValue) -> tuple[str, str]:
    if code is None:
        return UNKNOWN
    if isinstance(code, bool):
        return YES_NO[code]
    return register.rules.fields[name].values.get(str(code), (str(code), str(code)))
