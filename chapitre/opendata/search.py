"""Searching the town: records, places, figures and registers that answer a question, grouped, the nearest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chapitre.kernel.figures import sources
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.search import find, follow
from chapitre.kernel.search.models import Reach
from chapitre.kernel.telling import named
from chapitre.kernel.town import search_places, town
from chapitre.kernel.town.places import fold
from chapitre.kernel.words import Pair, capital, said
from chapitre.opendata import addresses, telling

FEW, PAGE, LAST = 5, 25, 40  # results of a group; of a page of one register; pages of it
ROOM = 70  # characters of an excerpt on each side of the word found
LATE = 50  # entries behind from which the page says so: below, it is a matter of seconds
WORD = re.compile(r"[^\W_]+")
PLACES: Pair = ("Rues et lieux", "Streets and places")
FIGURES: Pair = ("Chiffres du bilan", "Figures of the report")
REGISTERS: Pair = ("Registres", "Registers")


@dataclass(frozen=True)
class Result:
    """One thing found. `about` says what it is in a line; `excerpt` is where it speaks of what was sought.

    `report` is where a problem there is reported, of a street or place. `url` is "" where the page itself says it all.
    """

    title: str
    url: str
    about: str = ""
    excerpt: SafeString = SafeString("")  # noqa: RUF009  (a string)
    report: str = ""


@dataclass(frozen=True)
class Group:
    """What was found of one kind. `register`: the name of the register whose further results can be asked for."""

    label: str
    results: list[Result]
    register: str = ""
    more: bool = False


def everywhere(text: str) -> list[Group]:
    """What answers the question, a few of each kind.

    First what several chapters share (projects, meetings, decisions…) and is called so; then places, figures and
    registers of that name; then the other records that are called so, then those that speak of it.
    """
    words = find.asked(text)
    if not words:
        return []
    ranked = sorted(find.find(text, _followed(), most=FEW), key=lambda one: one.hits[0].loose)
    shared = [one for one in ranked if registers[one.register].chapter == "town" and one.hits[0].loose == 0]
    groups = [
        *(_records(one, words) for one in shared),
        _group(PLACES, _places(text, words)),
        _group(FIGURES, _figures(words)),
        _group(REGISTERS, _registers(words)),
        *(_records(one, words) for one in ranked if one not in shared),
    ]
    return [one for one in groups if one.results]


def within(register: Register, text: str, page: int) -> Group:
    """A page of what answers in one register."""
    words = find.asked(text)
    found = find.find(text, [register.name], most=PAGE, skip=(page - 1) * PAGE)
    if not found:
        return Group(_label(register), [], register.name)
    return _records(found[0], words)


def nearly(text: str) -> str:
    """The name of a place that is spelled nearly so, for a question that nothing answers; "" without any."""
    found = search_places(text, limit=1)
    return found[0].name if found else ""


def late() -> int:
    """How many entries the index has still to read, where it is worth saying; else 0."""
    behind = follow.behind()
    return behind if behind > LATE else 0


def _followed() -> list[str]:
    known = set(Reach.objects.order_by().values_list("register", flat=True))
    return [name for name in registers if name in known]


def _label(register: Register) -> str:
    return capital(said(register.label))


def _group(label: Pair, results: Iterable[Result]) -> Group:
    return Group(said(label), list(results)[:FEW])


# Records ------------------------------------------------------------------------------------------------------------


def _records(found: find.Found, words: list[str]) -> Group:
    register, keys = registers[found.register], [hit.key for hit in found.hits]
    rows = {
        row.key: row for row in register.objects._base_manager.filter(key__in=keys, withdrawn=False).order_by("key")
    }
    said_of = _openings(register.name, keys)
    results = [
        Result(
            named(rows[key]),
            addresses.record_page(register, key),
            telling.line(rows[key]),
            excerpt(said_of.get(key, ()), words),
        )
        for key in keys
        if key in rows
    ]
    return Group(_label(register), results, register.name, found.more)


def _openings(register: str, keys: list[str]) -> dict[str, list[str]]:
    """The words that stand with these records, oldest first."""
    told: dict[str, list[str]] = {}
    for key, value in (
        Opening.objects.filter(register=register, key__in=keys)
        .order_by("key", "seq", "field")
        .values_list("key", "value")
    ):
        if isinstance(value, str):
            told.setdefault(key, []).append(value)
    return told


def excerpt(texts: Iterable[str], words: list[str]) -> SafeString:
    """Where the first of these texts that answers does so: some words around, those that were sought marked."""
    for text in texts:
        spans = [one.span() for one in WORD.finditer(text) if _answers(one[0], words)]
        if spans:
            return _marked(text, spans)
    return SafeString("")


def _answers(word: str, words: list[str]) -> bool:
    return any(part.startswith(tuple(words)) for part in fold(word))


def _marked(text: str, spans: list[tuple[int, int]]) -> SafeString:
    start, end = max(0, spans[0][0] - ROOM), min(len(text), spans[0][1] + ROOM)
    start = text.rfind(" ", 0, start) + 1  # whole words
    end = end if end == len(text) or (last := text.find(" ", end)) < 0 else last
    parts: list[tuple[str, str]] = []
    at = start
    for left, right in spans:
        if right <= end:
            parts.append((text[at:left], text[left:right]))
            at = right
    marked = format_html_join("", "{}<mark>{}</mark>", parts)
    return format_html("{}{}{}{}", "… " if start else "", marked, text[at:end], " …" if end < len(text) else "")


# What the town is made of ---------------------------------------------------------------------------------------------


def _all_begin(words: list[str], texts: Iterable[str]) -> bool:
    """Whether each word begins a word of these texts."""
    known = [word for text in texts for word in fold(text)]
    return all(any(one.startswith(word) for one in known) for word in words)


def _places(text: str, words: list[str]) -> Iterator[Result]:
    """Streets and places; each leads to what speaks of it."""
    for one in search_places(text, limit=FEW):
        if _all_begin(words, [one.name, *one.label]):
            about = f"{said(one.label)}, {said(town().districts[one.district].label)}"
            url = "" if fold(one.name) == fold(text) else f"{reverse('recherche')}?q={quote(one.name)}"
            yield Result(one.name, url, about, report=f"{reverse('signaler')}?lieu={quote(one.name)}")


def _figures(words: list[str]) -> Iterator[Result]:
    for id, one in sources.declarations().items():
        if _all_begin(words, one.label):
            about = said(one.definition).partition(". ")[0]
            yield Result(capital(said(one.label)), reverse("chiffre", args=[id]), about)


def _registers(words: list[str]) -> Iterator[Result]:
    for one in registers.values():
        if _all_begin(words, [*one.label, *one.singular]):
            yield Result(_label(one), addresses.list_page(one), said(one.description))


def told_of(request: Any) -> str:
    """The question of an address, without blanks around and of bounded length."""
    return " ".join(str(request.GET.get("q", "")).replace("\x00", " ").split())[: find.LONGEST]
