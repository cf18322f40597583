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
FEW = 20_000  # answers that PostgreSQL reads all; beyond, it goes through each register from its latest record
COUNT = "SELECT count(*) FROM (SELECT 1 FROM search_page WHERE {column} @@ %s::tsquery LIMIT {bound}) AS bounded"
BY_WORD = """
SELECT register, key, id FROM (
    SELECT register, key, id, row_number() OVER (PARTITION BY register ORDER BY id DESC) AS place
    FROM search_page WHERE {column} @@ %s::tsquery
) AS ranked WHERE place <= %s AND register = ANY(%s)
"""
# OFFSET 0: the records are read by the register's own index, whatever the planner thinks of the words.
BY_REGISTER = """
SELECT latest.register, latest.key, latest.id FROM unnest(%s::text[]) AS name CROSS JOIN LATERAL (
    SELECT register, key, id FROM (
        SELECT register, key, id, {column} FROM search_page WHERE register = name ORDER BY id DESC OFFSET 0
    ) AS all_of_it WHERE {column} @@ %s::tsquery ORDER BY id DESC LIMIT %s
) AS latest
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
    hits: dict[str, list[Hit]] = {}
    for hit in ask(names, words, skip + most + 1):
        hits.setdefault(hit.register, []).append(hit)
    ranked = {name: sorted(found, key=lambda hit: (hit.loose, -hit.id))[skip:] for name, found in hits.items()}
    return [Found(name, ranked[name][:most], len(ranked[name]) > most) for name in names if ranked.get(name)]


def _sqlite(names: list[str], words: list[str], most: int) -> list[Hit]:
    """One question a register for titles, and one for what other words answer."""
    # A word of one letter is only itself: half of the index begins with it.
    terms = " AND ".join(f'"{word}" *' if len(word) > 1 else f'"{word}"' for word in words)
    titles = f"{{title}} : ({terms})"
    parts: list[str] = []
    params: list[str | int] = []
    for name in names:
        for loose, rule in enumerate((titles, f"({{title words}} : ({terms})) NOT ({titles})")):
            parts.append(SQLITE.format(loose=loose))
            params += [name, f'({{register}} : "{name}") AND ({rule})', most]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        return [Hit(*row) for row in cursor.fetchall()]


def _postgresql(names: list[str], words: list[str], most: int) -> list[Hit]:
    """The latest `most` a register that answer by title, and by any word: together they hold the best `most`."""
    terms = " & ".join(f"'{word}':*" if len(word) > 1 else f"'{word}'" for word in words)
    found: dict[tuple[str, str], Hit] = {}
    with connection.cursor() as cursor:
        for loose, column in enumerate(("titles", "found_by")):
            # The planner takes any beginning of a word for common, and would look for a rare one record by record.
            cursor.execute(COUNT.format(column=column, bound=FEW + 1), [terms])
            if cursor.fetchone()[0] <= FEW:
                cursor.execute(BY_WORD.format(column=column), [terms, most, names])
            else:
                cursor.execute(BY_REGISTER.format(column=column), [names, terms, most])
            for register, key, number in cursor.fetchall():
                found.setdefault((register, key), Hit(register, key, loose, number))
    return list(found.values())
