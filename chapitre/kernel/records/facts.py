"""Columns that are facts: one line says type, words, codes, bounds and unit to rules, forms, files and pages alike.

    capacity = facts.integer(("places", "spaces"), low=1, noun=("le nombre de places", "the number of spaces"))

A model's facts are the columns made here, in their order, and those of the kernel's own mixins (KERNEL).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import models

from chapitre.kernel.words import Pair, spoken

# Published integers stay below 2^53 (JSON readers elsewhere use doubles); a column may declare tighter bounds.
INTEGER_BOUND = 2**53 - 1
SMALL = 2**31 - 1  # what a column of 32 bits holds

Column = TypeVar("Column", bound="models.Field[Any, Any]")


@dataclass(frozen=True)
class About:
    """What a fact says of itself.

    `noun` has its article ("la date de réception"), or for a boolean is a clause ("la suite est contestée"): figures'
    rules are told with it. `sayings` are rules.Field.phrase: "when", "true", "false", "known", "unknown". `unit` is a
    table of units.toml. `link` names the register whose keys the fact holds.
    """

    label: Pair
    noun: Pair | None = None
    help: Pair | None = None
    values: Mapping[str, Pair] = field(default_factory=dict)
    low: int | None = None
    high: int | None = None
    sayings: Mapping[str, Pair] = field(default_factory=dict)
    unit: str | None = None
    link: str | None = None


# Columns of the kernel's mixins, which stand on floors below this one and cannot be made here.
KERNEL: Mapping[str, About] = {
    "lon": About(("longitude", "longitude"), ("la longitude", "the longitude"), low=-180_000_000, high=180_000_000),
    "lat": About(("latitude", "latitude"), ("la latitude", "the latitude"), low=-90_000_000, high=90_000_000),
    "shape": About(("tracé", "shape"), ("le tracé", "the shape")),
    "imported": About(
        ("repris", "taken over"),
        ("la fiche est reprise d’un fichier", "the record is taken over from a file"),
        sayings={"true": ("repris d’un fichier", "taken over"), "false": ("non repris", "not taken over")},
    ),
    "withdrawn": About(
        ("retiré", "withdrawn"),
        ("la fiche est retirée", "the record is withdrawn"),
        sayings={"true": ("retiré du compte", "withdrawn"), "false": ("non retiré", "not withdrawn")},
    ),
}


def about(column: Any) -> About | None:
    """What a column says of itself; None if it is no fact."""
    return getattr(column, "about", None) or KERNEL.get(column.name)


def _fact(column: Column, told: About) -> Column:
    made: Any = column
    made.verbose_name = made._verbose_name = spoken(told.label)
    if told.help:
        made.help_text = spoken(told.help)
    made.about = told
    return column


def text(
    label: Pair,
    length: int = 120,
    *,
    null: bool = False,
    noun: Pair | None = None,
    help: Pair | None = None,
    **more: Any,
) -> models.CharField[Any, Any]:
    """Words that name a place or a body, never a person. `more` goes to the column (unique, default)."""
    return _fact(models.CharField(max_length=length, null=null, **more), About(label, noun, help))


def code(
    label: Pair,
    values: Mapping[str, Pair],
    *,
    length: int = 24,
    null: bool = False,
    noun: Pair | None = None,
    help: Pair | None = None,
    sayings: Mapping[str, Pair] | None = None,
    **more: Any,
) -> models.CharField[Any, Any]:
    """One of some codes, each with its words."""
    if long := [one for one in values if len(one) > length]:
        raise ValueError(f"codes longer than {length}: {long}")
    told = About(label, noun, help, values=dict(values), sayings=sayings or {})
    return _fact(models.CharField(max_length=length, null=null, **more), told)


def link(
    label: Pair,
    register: str,
    *,
    null: bool = False,
    noun: Pair | None = None,
    help: Pair | None = None,
    sayings: Mapping[str, Pair] | None = None,
) -> models.CharField[Any, Any]:
    """The key of a record of another register, or of the same."""
    told = About(label, noun, help, link=register, sayings=sayings or {})
    return _fact(models.CharField(max_length=40, null=null), told)


def date(
    label: Pair,
    *,
    null: bool = False,
    noun: Pair | None = None,
    when: Pair | None = None,
    help: Pair | None = None,
    sayings: Mapping[str, Pair] | None = None,
) -> models.DateField[Any, Any]:
    """A civil day. `when` is its participle: ("reçu", "received") tells « reçu le 3 mars »."""
    phrases = dict(sayings or {}) | ({"when": when} if when else {})
    return _fact(models.DateField(null=null), About(label, noun, help, sayings=phrases))


def integer(
    label: Pair,
    *,
    low: int = 0,
    high: int = SMALL,
    unit: str | None = None,
    null: bool = False,
    noun: Pair | None = None,
    help: Pair | None = None,
    **more: Any,
) -> models.IntegerField[Any, Any]:
    """A whole number in its unit's minor: cents, m², kg, metres, pieces. A 64-bit column where bounds ask for one."""
    kind = models.IntegerField if -SMALL <= low <= high <= SMALL else models.BigIntegerField
    return _fact(kind(null=null, **more), About(label, noun, help, low=low, high=high, unit=unit))


def flag(
    label: Pair,
    *,
    noun: Pair | None = None,
    true: Pair | None = None,
    false: Pair | None = None,
    help: Pair | None = None,
    **more: Any,
) -> models.BooleanField[Any, Any]:
    """Yes or no; no unless said."""
    sayings = {name: pair for name, pair in (("true", true), ("false", false)) if pair}
    return _fact(models.BooleanField(default=False, **more), About(label, noun, help, sayings=sayings))
