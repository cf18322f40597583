"""The two files of a draw: `categories.csv`, the quotas, and `respondents.csv`, the volunteers; and all that is wrong.

Both spellings of the field are read: `category,feature,min,max` and `feature,value,min,max`, with or without
`min_flex,max_flex`. Pure: bytes in, a pool out. A file with problems gives no pool, and never an exception.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota
from chapitre.chapters.voice.methods.sortition.tables import (
    MOST_PROBLEMS,
    Place,
    Problem,
    Row,
    Table,
    read_table,
    shown,
)

SPELLINGS = (("category", "feature"), ("feature", "value"))
FLEX = ("min_flex", "max_flex")
IDENTIFIERS = ("id", "identifiant")
WHOLE = re.compile(r"[0-9]{1,6}")


@dataclass(frozen=True)
class Reading:
    """A pool, or the reasons why there is none; and where each quota stands in its file."""

    pool: Pool | None
    problems: tuple[Problem, ...]
    places: tuple[Place, ...] = ()
    file: str = ""


def read_pool(
    categories: bytes,
    respondents: bytes,
    households: Sequence[str] = (),
    names: tuple[str, str] = ("categories.csv", "respondents.csv"),
) -> Reading:
    """The pool of two files; `households` names the columns that together say where somebody lives."""
    quota_table = read_table(names[0], categories)
    quotas = _Quotas(quota_table)
    people_table = read_table(names[1], respondents)
    people = _People(people_table, quotas.found, tuple(households))
    problems = [*quota_table.problems, *quotas.problems, *people_table.problems, *people.problems]
    places = tuple(quotas.places)
    if problems:
        order = {name: place for place, name in enumerate(names)}
        problems.sort(key=lambda one: (order[one.file], one.line, one.column))
        return Reading(None, tuple(problems), places, names[0])
    pool = Pool(tuple(quotas.found), tuple(people.values), tuple(people.homes))
    return Reading(pool, (), places, names[0])


def obstacles(reading: Reading, seats: int) -> list[Problem]:
    """What simple counting already shows to be impossible, at the quota that asks for it."""
    pool = reading.pool
    if pool is None:
        return []
    found = []
    if len(pool.people) < seats:
        count = len(pool.people)
        fr = f"{seats} places pour {count} volontaire{'s' if count > 1 else ''}"
        found.append(Problem(reading.file, 1, 1, fr, f"{seats} seats for {count} volunteer{'s' if count > 1 else ''}"))
    counts = Counter(value for values in pool.people for value in values)
    for place, quota in enumerate(pool.quotas):
        if counts[place] < quota.least:
            fr = f"au moins {quota.least} « {quota.value} » demandés, {counts[place]} parmi les volontaires"
            en = f"at least {quota.least} “{quota.value}” are asked for, {counts[place]} among the volunteers"
            found.append(Problem(reading.file, *reading.places[place], fr, en))
    for category in dict.fromkeys(quota.category for quota in pool.quotas):
        own = [place for place, quota in enumerate(pool.quotas) if quota.category == category]
        least, most = (sum(getattr(pool.quotas[place], end) for place in own) for end in ("least", "most"))
        where = reading.places[own[0]]
        if least > seats:
            fr = f"les minimums de « {category} » font {least}, pour {seats} places"
            found.append(
                Problem(reading.file, *where, fr, f"the minimums of “{category}” add up to {least}, for {seats} seats")
            )
        if most < seats:
            fr = f"les maximums de « {category} » font {most}, pour {seats} places"
            found.append(
                Problem(reading.file, *where, fr, f"the maximums of “{category}” add up to {most}, for {seats} seats")
            )
    return found


class Notes:
    """Notes what is wrong in one table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []
        self.columns: dict[str, int] = {}
        self.twice: dict[str, Place] = {}
        for column, name in enumerate(table.header.cells):
            if name in self.columns:
                self.twice[name] = table.header.places[column]
            self.columns.setdefault(name, column)

    def note(self, place: Place, fr: str, en: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.table.file, *place, fr, en))

    def needs(self, name: str) -> bool:
        """Whether the header has this column, once; notes it otherwise."""
        start = self.table.header.places[0] if self.table.header.places else (1, 1)
        if name not in self.columns:
            close = nearest(name, self.columns)
            fr = f"il manque la colonne « {shown(name)} »" + (f" ; est-ce « {shown(close)} » ?" if close else "")
            en = f"the column “{shown(name)}” is missing" + (f"; is it “{shown(close)}”?" if close else "")
            self.note(start, fr, en)
        elif name in self.twice:
            fr, en = f"deux colonnes se nomment « {shown(name)} »", f"two columns are called “{shown(name)}”"
            self.note(self.twice[name], fr, en)
        return name in self.columns and name not in self.twice


class _Quotas(Notes):
    """Reads the quotas."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self.found: list[Quota] = []
        self.places: list[Place] = []
        if not table.header.cells:
            return
        self.columns = {name.casefold(): column for name, column in self.columns.items()}
        spelling = next((one for one in SPELLINGS if all(name in self.columns for name in one)), SPELLINGS[0])
        flexible = any(name in self.columns for name in FLEX)
        wanted = (*spelling, "min", "max", *(FLEX if flexible else ()))
        there = [self.needs(name) for name in wanted]  # each that is missing is noted
        if not all(there):
            return
        seen: dict[tuple[str, str], int] = {}
        for row in table.rows:
            self._row(row, [self.columns[name] for name in wanted], seen)
        if not table.rows:
            self.note(table.header.places[0], "aucun quota sous l’en-tête", "no quota under the header")

    def _row(self, row: Row, columns: list[int], seen: dict[tuple[str, str], int]) -> None:
        category, value = row.cells[columns[0]], row.cells[columns[1]]
        for column in columns[:2]:
            if not row.cells[column]:
                self.note(row.places[column], "cellule vide", "empty cell")
        numbers = [self._number(row, column) for column in columns[2:]]
        line = row.places[0][0]
        if (category, value) in seen:
            first = seen[category, value]
            fr = f"« {shown(category)} », « {shown(value)} » a déjà son quota ligne {first}"
            en = f"“{shown(category)}”, “{shown(value)}” has its quota on line {first} already"
            self.note(row.places[columns[1]], fr, en)
        seen.setdefault((category, value), line)
        least, most, *flex = [0 if one is None else one for one in numbers]
        if None not in numbers:
            self._order(row, columns, least, most, flex)
        loosest = (flex[0], flex[1]) if flex else None
        self.found.append(Quota(category, value, least, most, loosest))
        self.places.append(row.places[columns[2]])

    def _order(self, row: Row, columns: list[int], least: int, most: int, flex: list[int]) -> None:
        if least > most:
            fr, en = f"le minimum {least} dépasse le maximum {most}", f"the minimum {least} is above the maximum {most}"
            self.note(row.places[columns[2]], fr, en)
        if flex and flex[0] > least:
            fr, en = f"min_flex {flex[0]} dépasse min {least}", f"min_flex {flex[0]} is above min {least}"
            self.note(row.places[columns[4]], fr, en)
        if flex and flex[1] < most:
            fr, en = f"max_flex {flex[1]} est sous max {most}", f"max_flex {flex[1]} is under max {most}"
            self.note(row.places[columns[5]], fr, en)

    def _number(self, row: Row, column: int) -> int | None:
        text = row.cells[column]
        if WHOLE.fullmatch(text) and text.isascii():
            return int(text)
        if not text:
            self.note(row.places[column], "cellule vide : il faut un nombre", "empty cell: a number is needed")
        else:
            fr = f"« {shown(text)} » : il faut un nombre entier, sans signe ni virgule"
            self.note(row.places[column], fr, f"“{shown(text)}”: a whole number is needed, without sign or comma")
        return None


class _People(Notes):
    """Reads the volunteers, whose cells must be values of the quotas."""

    def __init__(self, table: Table, quotas: Sequence[Quota], households: tuple[str, ...]) -> None:
        super().__init__(table)
        self.values: list[tuple[int, ...]] = []
        self.homes: list[int] = []
        if not table.header.cells or not quotas:
            return
        places: dict[str, dict[str, int]] = {}
        for place, quota in enumerate(quotas):
            places.setdefault(quota.category, {}).setdefault(quota.value, place)
        there = [self.needs(name) for name in (*places, *households)]
        if not all(there):
            return
        for row in table.rows:
            self.values.append(tuple(self._value(row, name, values) for name, values in places.items()))
        self._households(households)
        self._identifiers()
        if not table.rows:
            self.note(table.header.places[0], "aucun volontaire sous l’en-tête", "no volunteer under the header")

    def _value(self, row: Row, name: str, values: dict[str, int]) -> int:
        column = self.columns[name]
        text = row.cells[column]
        if text in values:
            return values[text]
        if not text:
            fr, en = f"cellule vide : « {shown(name)} » manque", f"empty cell: “{shown(name)}” is missing"
        else:
            close = nearest(text, values)
            fr = f"« {shown(text)} » n’a pas de quota dans « {shown(name)} »"
            fr += f" ; est-ce « {shown(close)} » ?" if close else ""
            en = f"“{shown(text)}” has no quota in “{shown(name)}”" + (f"; is it “{shown(close)}”?" if close else "")
        self.note(row.places[column], fr, en)
        return -1

    def _households(self, households: tuple[str, ...]) -> None:
        if not households:
            return
        numbers: dict[tuple[str, ...], int] = {}
        for row in self.table.rows:
            address = tuple(_folded(row.cells[self.columns[name]]) for name in households)
            self.homes.append(numbers.setdefault(address, len(numbers)) if any(address) else -1)

    def _identifiers(self) -> None:
        names = {name.casefold(): column for name, column in self.columns.items()}
        for name in IDENTIFIERS:
            if name not in names:
                continue
            seen: dict[str, int] = {}
            for row in self.table.rows:
                text, place = row.cells[names[name]], row.places[names[name]]
                if text and text in seen:
                    fr = f"« {shown(text)} » est déjà inscrit ligne {seen[text]}"
                    self.note(place, fr, f"“{shown(text)}” is on line {seen[text]} already")
                seen.setdefault(text, place[0])


def _folded(text: str) -> str:
    bare = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(one for one in bare if not unicodedata.combining(one)).split())


def nearest(text: str, known: dict[str, int]) -> str | None:
    """The known spelling that somebody may have meant."""
    folded = {_folded(one): one for one in known}
    if len(text) > 200:
        return None
    close = difflib.get_close_matches(_folded(text), list(folded), 1, 0.7)
    return folded[close[0]] if close else None
