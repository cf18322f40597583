"""Dates that a figures file names instead of writing them: they are the town's own, put in as the file is read.

A rule says `held_on >= report_since`, a period `from = "report_since"`, a hand-written row `held_on = "report_since-1"`
(the eve; `+30` is thirty days later), a sentence « depuis {report_since} »: a second town's first day moves all its
figures at once. The rule language itself knows nothing of towns.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from chapitre.kernel.figures import edtf
from chapitre.kernel.rules import Schema, Tree, check, fields_read
from chapitre.kernel.rules.parse import parse, parse_with_positions
from chapitre.kernel.town import town

NAMED: dict[str, Callable[[], date]] = {
    "report_since": lambda: town().report_since,
    "report_until": lambda: town().report_until,
    "streets_since": lambda: town().streets_since,
}
SHIFTED = re.compile(r"(?P<name>[a-z_]+)(?P<days>[+-]\d{1,5})?")


def read_rule(source: str, schema: Schema, expect: str | None = None) -> Tree:
    """Parses a rule, puts the named dates in, and checks it. Raises RuleError, pointing at the character."""
    tree, positions = parse_with_positions(source)
    tree = dated(tree)
    check(tree, schema, expect, positions)
    return tree


def dated(tree: Tree) -> Tree:
    """A rule with each named date as the town has it."""
    if tree[:1] == ["field"] and tree[1] in NAMED:
        return ["date", NAMED[tree[1]]().isoformat()]
    return [dated(part) if isinstance(part, list) else part for part in tree]


def names_in(source: str) -> dict[str, date]:
    """The dates that a rule names, as the town has them."""
    return {name: NAMED[name]() for name in sorted(fields_read(parse(source)) & set(NAMED))}


def day(given: Any) -> date | None:
    """A date written or named in a file, or so many days before or after one named; None if it is none of these."""
    if not isinstance(given, str):
        return given if type(given) is date else None
    match = SHIFTED.fullmatch(given)
    if match is None or match["name"] not in NAMED:
        return None
    return NAMED[match["name"]]() + timedelta(days=int(match["days"] or 0))


def worded(text: str, lang: str) -> str:
    """A sentence with each named date in words: « 2020 » for 1 January 2020, else « le 4 juillet 2020 »; a last day is
    « la fin de 2025 » or « la fin du 22 mars 2026 »."""
    for name, of_town in NAMED.items():
        spoken = _last if name.endswith("_until") else _first
        text = text.replace(f"{{{name}}}", spoken(of_town(), lang))
    return text


def _last(day: date, lang: str) -> str:
    if (day.month, day.day) == (12, 31):
        return f"la fin de {day.year}" if lang == "fr" else f"the end of {day.year}"
    written = edtf.written(day.isoformat(), lang)
    return f"la fin du {written}" if lang == "fr" else f"the end of {written}"


def _first(day: date, lang: str) -> str:
    if (day.month, day.day) == (1, 1):
        return str(day.year)
    written = edtf.written(day.isoformat(), lang)
    return f"le {written}" if lang == "fr" else written
