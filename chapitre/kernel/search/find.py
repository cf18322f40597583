"""Asking the index: each word begins a word of the record; those found by their title come first, then the latest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.db import connection

from chapitre.kernel.town.places import LITTLE, fold

LONGEST = 200  # characters of a question that are read
MOST = 8  # words of it that are looked for
SQLITE = """
SELECT * FROM (
    SELECT %s AS register, search_page.key, {loose} AS loose, search_page.id FROM search_words
    JOIN search_page ON search_page.id = search_words.rowid
    WHERE search_words MATCH %s ORDER BY search_words.rowid DESC LIMIT %s
)
"""
POSTGRESQL = """
(
    SELECT register, key, {loose} AS loose, id FROM search_page
    WHERE register = %s AND {rule} ORDER BY id DESC LIMIT %s
)
"""


class Hit(NamedTuple):
    """A record found. `loose`: 0 when its title alone answers, 1 when other words of it were needed."""

    register: str
    key: str
    loose: int
    id: int


@dataclass(frozen=True)
class Found:
    """The records of one register that answer, best first, and whether there are more."""

    register: str
    hits: list[Hit]
    more: bool


def asked(text: str) -> list[str]:
    """The words of a question, folded; little words count only where there are no others.

    The mark of a plural is left out, so that « arceaux » finds « arceau »: words are beginnings anyway.
    """
    words = list(dict.fromkeys(fold(text[:LONGEST])))
    words = [word for word in words if word not in LITTLE] or words
    return [word[:-1] if len(word) > 4 and word[-1] in "sx" else word for word in words[:MOST]]


def find(text: str, registers: Iterable[str], *, most: int, skip: int = 0) -> list[Found]:
    """The records that answer, at most `most` a register after the first `skip`, registers in the order given."""
    names, words = list(registers), asked(text)
    if not words or not names:
        return []
    ask = _sqlite if connection.vendor == "sqlite" else _postgresql
    parts: list[str] = []
    params: list[str | int] = []
    for name in names:
        for loose in (0, 1):
            part, values = ask(name, words, loose)
            parts.append(part)
            params += [*values, skip + most + 1]
    hits: dict[str, list[Hit]] = {}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for row in cursor.fetchall():
            hits.setdefault(row[0], []).append(Hit(*row))
    ranked = {name: sorted(found, key=lambda hit: (hit.loose, -hit.id))[skip:] for name, found in hits.items()}
    return [Found(name, ranked[name][:most], len(ranked[name]) > most) for name in names if ranked.get(name)]


def _sqlite(register: str, words: list[str], loose: int) -> tuple[str, list[str]]:
    # A word of one letter is only itself: half of the index begins with it.
    terms = " AND ".join(f'"{word}" *' if len(word) > 1 else f'"{word}"' for word in words)
    titles = f"{{title}} : ({terms})"
    rule = f"({{title words}} : ({terms})) NOT ({titles})" if loose else titles
    return SQLITE.format(loose=loose), [register, f'({{register}} : "{register}") AND ({rule})']


def _postgresql(register: str, words: list[str], loose: int) -> tuple[str, list[str]]:
    terms = " & ".join(f"'{word}':*" if len(word) > 1 else f"'{word}'" for word in words)
    if loose:
        rule = "found_by @@ %s::tsquery AND NOT titles @@ %s::tsquery"
        return POSTGRESQL.format(loose=loose, rule=rule), [register, terms, terms]
    return POSTGRESQL.format(loose=loose, rule="titles @@ %s::tsquery"), [register, terms]
