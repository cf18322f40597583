"""What a register's columns mean, said once for the documentation page, the Data Package, CSVW and the API."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import get_language

from chapitre.kernel.figures import units
from chapitre.kernel.records.facts import About
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import Pair, said

KEY = About(("numéro", "number"), help=("Le numéro de la fiche, pour toujours.", "The record’s own number, for ever."))
TYPES: Mapping[str, Pair] = {
    "str": ("texte", "text"),
    "int": ("entier", "whole number"),
    "bool": ("oui ou non", "yes or no"),
    "date": ("date", "date"),
    "degrees": ("degrés", "degrees"),
}


@dataclass(frozen=True)
class Column:
    """One column. `type` is str, int, bool, date or degrees; `low` and `high` bound an integer, in its minor unit.

    `unique` marks the key; `link` is the register whose keys it holds.
    """

    name: str
    type: str
    about: About
    required: bool
    longest: int | None = None
    low: int | None = None
    high: int | None = None
    unique: bool = False

    @property
    def label(self) -> str:
        return said(self.about.label)

    @property
    def told(self) -> str:
        """Its help text, or "" where its label says it all."""
        return said(self.about.help) if self.about.help else ""

    @property
    def kind(self) -> str:
        """Its type in words."""
        return said(TYPES[self.type])

    @property
    def codes(self) -> list[tuple[str, str]]:
        return [(code, said(words)) for code, words in self.about.values.items()]

    @property
    def unit(self) -> str:
        """What an integer counts: « m² », « 100 = 1 € »."""
        return unit_of(self.about.unit) if self.about.unit else ""


def columns(register: Register) -> list[Column]:
    """The key, then the facts, in the order of every file."""
    return [Column("key", "str", KEY, True, longest=40, unique=True), *(_fact(register, one) for one in register.facts)]


def _fact(register: Register, name: str) -> Column:
    field, about = register.rules.fields[name], register.about[name]
    column = register.objects._meta.get_field(name)
    bounded = field.type == "int" and about.low is not None
    return Column(
        name,
        "degrees" if name in ("lon", "lat") else field.type,
        about,
        not field.nullable,
        longest=getattr(column, "max_length", None),
        low=about.low if bounded else None,
        high=about.high if bounded else None,
        unique=bool(getattr(column, "unique", False)),
    )


def unit_of(key: str) -> str:
    """A unit of units.toml in words."""
    which = units.unit(key)
    language = "en" if (get_language() or "fr").startswith("en") else "fr"
    plural = which.scale.patterns[language][1].replace("#", "").strip()
    return plural if which.scale.divisor == 1 else f"{units.group(str(which.scale.divisor), language)} = 1 {plural}"


def history(register: Register) -> list[tuple[int, str]]:
    """The forms that the facts have had, the latest first: its number, and what changed with it (in English)."""
    steps = sorted(register.steps.items(), reverse=True)
    return [(before + 1, inspect.getdoc(step) or "") for before, step in steps]
