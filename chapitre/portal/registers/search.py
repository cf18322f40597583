"""Free words sought in the text of records: accents, case and œ do not matter, on either database alike."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.db.models import Q, QuerySet

from chapitre.kernel.records.registers import Register
from chapitre.kernel.search.find import find

LARGE = 10_000  # records read one by one; in a larger register the town's index of words answers
MOST = 2_000  # records taken from the index, the latest first

# What people type, and what may be written: every letter that folds to it.
ALIKE = {
    "a": "aàâäáãå", "c": "cç", "e": "eéèêë", "i": "iîïíì", "n": "nñ", "o": "oôöóòõ", "u": "uùûüú", "y": "yÿý",
    "'": "'’", "-": "-‐‑– ",
}  # fmt: skip
SAME = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "‐": "-", "‑": "-", "–": "-"})
LIGATURES = {"oe": "œ", "ae": "æ"}


def folded(text: str) -> str:
    """The text without accents, ligatures or case."""
    plain = unicodedata.normalize("NFKD", text.lower().translate(SAME))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def matching(rows: QuerySet[Any], register: Register, text: str) -> tuple[QuerySet[Any], bool]:
    """The records that hold every word of the search, and whether there were more than could be looked at.

    A small register is read through, each word anywhere in its key or texts. For a large one the town's index is
    asked: it knows each word by its beginning, a moment after the act, and not what is withdrawn.
    """
    manager: Any = register.objects._default_manager
    if manager.order_by()[: LARGE + 1].count() > LARGE:
        found = find(text, [register.name], most=MOST)
        keys = [hit.key for one in found for hit in one.hits]
        return rows.filter(key__in=keys), any(one.more for one in found)
    names = ["key", *texts(register)]
    for word in folded(text).split():
        said = Q()
        for name in names:
            said |= Q(**{f"{name}__iregex": pattern(word)})
        rows = rows.filter(said)
    return rows, False


def texts(register: Register) -> list[str]:
    """The facts that are words of their own: no code, no key of another record."""
    return [
        name
        for name in register.own
        if register.rules.fields[name].type == "str"
        and not register.about[name].values
        and not register.about[name].link
    ]


def pattern(word: str) -> str:
    """A regular expression for a folded word, in the part of the language that Python and PostgreSQL share."""
    parts, place = [], 0
    while place < len(word):
        pair = word[place : place + 2]
        if pair in LIGATURES:
            parts.append(f"({_letter(pair[0])}{_letter(pair[1])}|{LIGATURES[pair]}|{LIGATURES[pair].upper()})")
            place += 2
        else:
            parts.append(_letter(word[place]))
            place += 1
    return "".join(parts)


def _letter(sign: str) -> str:
    # Both cases are written: databases differ on the case of letters with accents.
    alike = ALIKE.get(sign)
    if alike is None:
        return re.escape(sign)
    return f"[{''.join(dict.fromkeys(re.escape(one) for one in alike + alike.upper()))}]"
