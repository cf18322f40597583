"""By which words a record is found: its number, its title, the words of its facts, and what is said of it in public."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.town.places import fold

FORM = 1  # raised when what is kept of a record changes: the index is then made anew
LONGEST = 40  # letters of a word; beyond, it is a hash or an address that nobody types
MOST = 4000  # words kept of a record
UNTOLD = {"state", "review", "channel"}  # codes that half of the records share: they sort, they do not find


def searched(declared: Register) -> list[str]:
    """The facts whose words are kept: texts, and the codes that lists show."""
    kinds = declared.rules.fields
    texts = [name for name in declared.own if kinds[name].type == "str" and not declared.about[name].link]
    coded = set(declared.values)
    return [name for name in texts if name not in coded or (name in declared.shown and name not in UNTOLD)]


def words_of(record: Record, exhibits: Iterable[Any]) -> tuple[str, str]:
    """The words of a record's title, and its others: folded, sorted, each once."""
    declared = record.register
    title = set(_words([record.key, record.title]))
    told = (_told(declared, name, getattr(record, name)) for name in searched(declared))
    others = set(_words(text for texts in told for text in texts)) | set(_words(_said(exhibits)))
    return " ".join(sorted(title)), " ".join(sorted(others - title)[:MOST])


def _told(declared: Register, name: str, value: Any) -> Iterable[str]:
    """A fact in words: a code in both languages, a text as it is."""
    if value is None:
        return ()
    return declared.values[name].get(value, (value,)) if name in declared.values else (str(value),)


def _said(exhibits: Iterable[Any]) -> Iterator[str]:
    """The exhibits that are words."""
    for value in exhibits:
        if isinstance(value, str):
            yield value
        elif isinstance(value, list):
            yield from (part for part in value if isinstance(part, str))


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (word for word in fold(text) if len(word) <= LONGEST)


def form() -> str:
    """A digest of what decides a record's words; when it changes, every record is read again."""
    told = {name: {fact: dict(one.values.get(fact, {})) for fact in searched(one)} for name, one in registers.items()}
    return hashlib.sha256(json.dumps([FORM, told], sort_keys=True).encode()).hexdigest()
