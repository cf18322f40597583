"""Reads one figures file: every table becomes a declaration, or problems that say what to correct."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from chapitre.kernel.figures import dating, edtf, expressions, grounds, names
from chapitre.kernel.figures.declaration import (
    BOUNDS,
    MEASURES,
    PERIODS,
    STATUSES,
    VALUES,
    Declaration,
    Example,
    Period,
    facts_read,
    has_today,
)
from chapitre.kernel.figures.problems import Problem
from chapitre.kernel.figures.rows import check_example
from chapitre.kernel.figures.units import units
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.rules import RuleError, Tree, check

REQUIRED = ("label", "label_en", "definition", "definition_en", "unit", "value", "evidence", "period", "status")
# Every key a table may have, and the TOML type of its value.
KEYS: dict[str, tuple[type, ...]] = {
    **dict.fromkeys(REQUIRED, (str,)),
    "period": (dict,),
    **dict.fromkeys(("register", "where", "of", "expression", "bound", "adopted", "date"), (str,)),
    **dict.fromkeys(grounds.KEYS, (str,)),
    "published": (int, str),
    "records": (dict,),
    "example": (list,),
    "expected": (int, str),
    "example_today": (date, str),
}
TYPE_NAMES = {str: "un texte", int: "un nombre entier", dict: "une table", list: "une liste", date: "une date"}
# The keys that each way of making a value needs, and those it may have besides those that any figure may have.
NEEDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "count": (frozenset({"register", "example", "expected"}), frozenset({"where"})),
    **dict.fromkeys(MEASURES, (frozenset({"register", "of", "example", "expected"}), frozenset({"where"}))),
    "expression": (frozenset({"expression"}), frozenset({"example", "expected"})),
    "published": (frozenset({"published"}), frozenset()),
}
COUNTING = frozenset().union(*(needed | allowed for needed, allowed in NEEDS.values()))
WITHDRAWN: Tree = ["not", ["field", "withdrawn"]]
NAMED = ", ".join(f'"{name}"' for name in names.NAMED)
DATES = ", ".join(dating.FORMS)


def read_file(path: Path, chapter: str) -> tuple[list[Declaration], list[Problem]]:
    """The declarations of one file, in its order, and everything wrong in it."""
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return [], [Problem(path, "", "", f"le fichier ne peut pas être lu ({error.strerror})")]
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [], [Problem(path, "", "", f"ce n’est pas du TOML ({error})")]
    declared: list[Declaration] = []
    problems: list[Problem] = []
    for name, content in tables.items():
        table = _Table(path, chapter, name, content)
        made = table.declaration()
        problems += table.problems
        if made is not None and not table.problems:
            declared.append(made)
    return declared, problems


@dataclass
class _Table:
    """One table being read; what is wrong piles up in `problems`."""

    path: Path
    chapter: str
    name: str
    content: Any
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, key: str, message: str) -> None:
        self.problems.append(Problem(self.path, self.name, key, message))

    def declaration(self) -> Declaration | None:
        """The declaration; meaningless where problems were found, None where nothing could be made of the table."""
        if not isinstance(self.content, dict):
            self.wrong("", "chaque chiffre est une table, [nom]")
            return None
        self._keys()
        if self.problems:
            return None
        self._words()
        self.problems += [Problem(self.path, self.name, *found) for found in grounds.problems(self.content)]
        register = self._register()
        rule, measure = self._rules(register)
        period = self._period(self.content["period"])
        get: Callable[[str], Any] = self.content.get
        return Declaration(
            id=f"{self.chapter}.{self.name}",
            chapter=self.chapter,
            label=self._said("label"),
            definition=self._said("definition"),
            unit=get("unit"),
            value=get("value"),
            evidence=get("evidence"),
            period=period,
            status=get("status"),
            register=get("register"),
            where=get("where"),
            of=get("of"),
            expression=get("expression"),
            published=self._published(get("published")),
            bound=get("bound") or "=",
            adopted=get("adopted"),
            document=get("document"),
            source=self._said("source") if "source" in self.content else None,
            scenario=self._said("scenario") if "scenario" in self.content else None,
            reading=self._said("reading") if "reading" in self.content else None,
            along=self._along(register, rule, measure),
            columns=self._columns(register),
            examples=self._examples(register, rule, measure),
            expected=self._expected(get("expected")),
            example_today=self._example_today(),
            rule=rule,
            measure=measure,
            formula=self._formula(get("expression"), period),
        )

    def _said(self, key: str) -> tuple[str, str]:
        """A text in both languages, with the town's own dates."""
        french, english = (self.content.get(name, "").strip() for name in (key, f"{key}_en"))
        return names.worded(french, "fr"), names.worded(english, "en")

    def _keys(self) -> None:
        """Unknown, missing, mistyped and misplaced keys."""
        if not expressions.TOKEN.fullmatch(f"{self.chapter}.{self.name}"):
            self.wrong("", "un nom de chiffre s’écrit en minuscules sans accent, chiffres et _")
        for key, value in self.content.items():
            if key not in KEYS:
                self.wrong(key, "clé inconnue")
            elif type(value) not in KEYS[key]:
                self.wrong(key, f"{' ou '.join(TYPE_NAMES[kind] for kind in KEYS[key])} est attendu ici")
            elif isinstance(value, str) and not value.strip():
                self.wrong(key, "le texte est vide")
        for key in REQUIRED:
            if key not in self.content:
                self.wrong(key, "clé obligatoire")
        value = self.content.get("value")
        if value in NEEDS:
            needed, allowed = NEEDS[value]
            for key in sorted(needed - set(self.content)):
                self.wrong(key, f'clé obligatoire avec value = "{value}"')
            for key in sorted(COUNTING & set(self.content) - needed - allowed):
                self.wrong(key, f'clé sans objet avec value = "{value}"')

    def _words(self) -> None:
        """Codes outside their lists."""
        choices = {"value": VALUES, "status": STATUSES, "bound": BOUNDS}
        for key, known in choices.items():
            if self.content.get(key, known[0]) not in known:
                self.wrong(key, f"« {self.content[key]} » n’est pas l’une de ces valeurs : {', '.join(known)}")
        if self.content["unit"] not in units():
            self.wrong("unit", f"l’unité « {self.content['unit']} » n’est pas dans units.toml")

    def _period(self, given: Mapping[str, Any]) -> Period:
        kind = given.get("kind")
        if kind not in PERIODS:
            self.wrong("period", f"kind est l’un de : {', '.join(PERIODS)}")
            return Period("at")
        needed, allowed = PERIODS[kind]
        for key in sorted(needed - set(given)):
            self.wrong("period", f'kind = "{kind}" demande « {key} »')
        for key in sorted(set(given) - needed - allowed - {"kind"}):
            self.wrong("period", f'« {key} » est sans objet avec kind = "{kind}"')
        dates = {key: names.day(given[key]) for key in ("from", "to", "on") if key in given}
        for key, value in dates.items():
            if value is None:
                self.wrong("period", f"« {key} » est une date (2023-01-01), ou l’une de celles de la ville ({NAMED})")
                return Period(kind)
        period = Period(kind, dates.get("from"), dates.get("to"), dates.get("on"))
        if period.start and period.end and period.start > period.end:
            self.wrong("period", "la période finit avant de commencer")
        return period

    def _register(self) -> Register | None:
        name = self.content.get("register")
        if name is None:
            return None
        if name not in registers:
            self.wrong("register", f"le registre « {name} » n’existe pas")
            return None
        return registers[name]

    def _rules(self, register: Register | None) -> tuple[Tree | None, Tree | None]:
        """`where` with "and not withdrawn", and `of`, both checked against the register."""
        if register is None:
            return None, None
        rule = WITHDRAWN
        if (where := self._rule("where", register, "bool")) is not None:
            rule = ["and", WITHDRAWN, *(where[1:] if where[0] == "and" else [where])]
            try:
                check(rule, register.rules)
            except RuleError as error:
                self.wrong("where", f"avec « et non retirée » : {error}")
        measure = self._rule("of", register, None if self.content["value"] == "distinct" else "int")
        dated = self.content["value"] in ("min", "max") and dating.makes_dates(measure)
        if self.content["unit"] == "date" and not dated:
            self.wrong("of", f"une date est le « min » ou le « max » de l’un de ces calculs : {DATES}")
        return rule, measure

    def _rule(self, key: str, register: Register, kind: str | None) -> Tree | None:
        if key not in self.content:
            return None
        try:
            return names.read_rule(self.content[key], register.rules, kind)
        except RuleError as error:
            self.wrong(key, str(error))
            return None

    def _formula(self, source: str | None, period: Period) -> expressions.Formula | None:
        if source is None:
            return None
        try:
            return expressions.parse(source, period.start, period.end)
        except expressions.ExpressionError as error:
            self.wrong("expression", str(error))
            return None

    def _published(self, given: int | str | None) -> int | str | None:
        dated = self.content["unit"] == "date"
        if given is not None and isinstance(given, str) != dated:
            self.wrong("published", "une date (EDTF) avec l’unité « date », un nombre entier avec toute autre")
        elif isinstance(given, str):
            try:
                edtf.parts(given)
            except edtf.EdtfError as error:
                self.wrong("published", f"ce n’est pas une date EDTF ({error})")
        elif given is not None and abs(given) >= 2**53:
            self.wrong("published", "un nombre publié reste sous 2^53")
        return given

    def _along(self, register: Register | None, rule: Tree | None, measure: Tree | None) -> str | None:
        """The date its history runs along: the one given, else the first that the rule names."""
        if register is None:
            if "date" in self.content and "expression" not in self.content:
                self.wrong("date", "seul un chiffre tiré de fiches a une histoire")
            return self.content.get("date")
        dates = [name for name, one in register.rules.fields.items() if one.type == "date"]
        if "date" in self.content:
            if self.content["date"] not in dates:
                self.wrong("date", f"le registre n’a pas de date « {self.content['date']} » ({', '.join(dates)})")
            return self.content["date"]
        named = [name for tree in (rule, measure) if tree is not None for name in facts_read(tree)]
        return next((name for name in named if name in dates), None)

    def _columns(self, register: Register | None) -> tuple[str, ...]:
        given = self.content.get("records", {})
        columns = given.get("columns", [])
        if set(given) - {"columns"} or not isinstance(columns, list):
            self.wrong("records", "la table ne prend que « columns », une liste")
            return ()
        for name in columns:
            if register is not None and name not in register.facts:
                self.wrong("records", f"le registre n’a pas le fait « {name} »")
        return tuple(columns)

    def _examples(self, register: Register | None, rule: Tree | None, measure: Tree | None) -> tuple[Example, ...]:
        examples = []
        for place, given in enumerate(self.content.get("example", []), start=1):
            if not isinstance(given, dict) or set(given) != {"row", "counts"} or type(given["counts"]) is not bool:
                self.wrong("example", f"exemple {place} : il donne « row », une ligne, et « counts », vrai ou faux")
                continue
            row = {name: names.day(fact) or fact for name, fact in given["row"].items()}
            examples.append(Example(row, given["counts"]))
            if register is not None:
                for message in check_example(register, row, [one for one in (rule, measure) if one]):
                    self.wrong("example", f"exemple {place} : {message}")
        if self.content["value"] in ("count", *MEASURES):
            for counts, what in ((True, "qui compte"), (False, "juste hors de la règle")):
                if not any(one.counts is counts for one in examples):
                    self.wrong("example", f"il faut au moins une ligne {what}")
        reads_today = any(has_today(tree) for tree in (rule, measure) if tree is not None)
        if rule is not None and reads_today != ("example_today" in self.content):
            self.wrong("example_today", "la date de l’exemple va avec une règle qui parle du jour, et avec elle seule")
        return tuple(examples)

    def _example_today(self) -> date | None:
        day = names.day(self.content.get("example_today"))
        if day is None and "example_today" in self.content:
            self.wrong("example_today", f"une date, ou l’une de celles de la ville ({NAMED})")
        return day

    def _expected(self, given: int | str | None) -> Fraction | None:
        if given is None:
            return None
        try:
            return Fraction(given)
        except (ValueError, ZeroDivisionError):
            self.wrong("expected", 'un nombre entier, ou un quotient écrit "200/3"')
            return None
