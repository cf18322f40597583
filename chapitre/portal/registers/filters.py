"""What a list of records is narrowed to: read from its address, refused where it makes no sense, applied to rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chapitre.kernel.records.keys import PATTERN
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said
from chapitre.portal.registers import search, words

YES_NO = {"oui": True, "non": False}
WITHDRAWN = ("avec", "seules")
LONGEST = 80  # signs of a search that are read
OFFERED = 200  # records that a select offers; beyond, one writes


class BadFilter(ValueError):
    """The address names a value that this filter does not have. `name` is the filter's."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


@dataclass(frozen=True)
class Selection:
    """A register and what it is narrowed to. `facts` by name, as the address writes them."""

    register: Register
    facts: Mapping[str, str] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    withdrawn: str = ""  # "avec" shows them too, "seules" shows nothing else
    search: str = ""

    @classmethod
    def read(cls, register: Register, asked: Mapping[str, str]) -> Selection:
        """From an address; names that are no filter say nothing. Raises BadFilter."""
        given = {name: asked[name] for name in filterable(register) if asked.get(name)}
        for name, value in given.items():
            if not _allowed(register, name, value):
                raise BadFilter(name)
        withdrawn = asked.get("retirees", "")
        if withdrawn and withdrawn not in WITHDRAWN:
            raise BadFilter("retirees")
        first, last = (_day(register, name, asked.get(name, "")) for name in ("du", "au"))
        plain = "".join(sign if sign.isprintable() else " " for sign in asked.get("q", ""))
        return cls(register, given, first, last, withdrawn, " ".join(plain.split())[:LONGEST])

    def address(self) -> dict[str, str]:
        """The parameters of the list's address, without those that change nothing."""
        found = dict(self.facts)
        found |= {"du": self.first.isoformat() if self.first else "", "au": self.last.isoformat() if self.last else ""}
        found |= {"retirees": self.withdrawn, "q": self.search}
        return {name: value for name, value in found.items() if value}

    @property
    def rows(self) -> QuerySet[Any]:
        """The records, in no order."""
        return self._found[0]

    @property
    def cut(self) -> bool:
        """Whether the search found more records than could be looked at."""
        return self._found[1]

    @cached_property
    def _found(self) -> tuple[QuerySet[Any], bool]:
        manager: Any = self.register.objects._default_manager
        found: QuerySet[Any] = manager.all()
        if self.withdrawn != "avec":
            found = found.filter(withdrawn=self.withdrawn == "seules")
        for name, value in self.facts.items():
            is_flag = self.register.rules.fields[name].type == "bool"
            found = found.filter(**{name: YES_NO[value] if is_flag else value})
        for day, lookup in ((self.first, "gte"), (self.last, "lte")):
            if day is not None:
                found = found.filter(**{f"{self.register.dated}__{lookup}": day})
        for name, codes in self.register.kept_back.items():
            if name not in self.facts:
                found = found.exclude(**{f"{name}__in": codes})
        return search.matching(found, self.register, self.search) if self.search else (found, False)


def filterable(register: Register) -> list[str]:
    """The facts that a list can be narrowed by: codes, links, yes or no."""
    return [
        name
        for name, told in register.about.items()
        if name != "withdrawn" and (told.values or told.link or register.rules.fields[name].type == "bool")
    ]


def _allowed(register: Register, name: str, value: str) -> bool:
    told = register.about[name]
    if told.link:
        return bool(PATTERN.fullmatch(value)) and _exists(told.link, value)
    return value in (told.values or YES_NO)


def _exists(register: str, key: str) -> bool:
    manager: Any = registers[register].objects._default_manager
    return bool(manager.filter(key=key).exists())


def _day(register: Register, name: str, text: str) -> date | None:
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise BadFilter(name) from None
    if register.dated is None:
        raise BadFilter(name)
    return day


# What the form of a list offers ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Choice:
    """A value of a filter, and whether it is the one in force."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Filter:
    """A filter as its form shows it: a select; a field to write in (`choices` None) where there is too much to list."""

    name: str
    label: str
    value: str
    choices: list[Choice] | None
    suggested: list[tuple[str, str]] = field(default_factory=list)


def offered(selection: Selection) -> list[Filter]:
    """The filters of a register: those by code first, then links, then yes or no."""
    register = selection.register
    return [_filter(selection, name) for name in sorted(filterable(register), key=lambda name: _rank(register, name))]


def _rank(register: Register, name: str) -> int:
    told = register.about[name]
    return 0 if told.values else 1 if told.link else 2


def _filter(selection: Selection, name: str) -> Filter:
    register, value = selection.register, selection.facts.get(name, "")
    told, label = register.about[name], words.head(register, name)
    if told.link:
        known = records_of(registers[told.link], value)
        if len(known) > OFFERED:
            return Filter(name, label, value, None, known)
        pairs = known
    elif told.values:
        pairs = [(code, said(pair)) for code, pair in told.values.items()]
    else:
        pairs = [("oui", _("oui")), ("non", _("non"))]
    return Filter(name, label, value, [Choice(code, words_, code == value) for code, words_ in pairs])


def records_of(register: Register, chosen: str = "") -> list[tuple[str, str]]:
    """The records that a link may name, (key, title), by title: one more than OFFERED where there are more than that.

    Those withdrawn are not offered, but for the one already `chosen`.
    """
    manager: Any = register.objects._default_manager
    order = ("-" + register.dated, "-pk") if register.dated else ("-pk",)
    rows = list(manager.filter(withdrawn=False).order_by(*order)[: OFFERED + 1])
    if chosen and all(one.key != chosen for one in rows):
        rows += manager.filter(key=chosen).order_by("key")
    return sorted(((one.key, words.title(one)) for one in rows), key=lambda pair: search.folded(pair[1]))
