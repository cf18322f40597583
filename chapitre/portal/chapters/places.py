"""The map of a chapter: its registers that have a place, one drawn at a time, with the same records in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString

from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import said
from chapitre.portal import maptiles
from chapitre.portal.registers import listing, mapping, words
from chapitre.portal.registers.addresses import address_of, list_of
from chapitre.portal.registers.filters import Selection

LISTED = 12


@dataclass(frozen=True)
class Layer:
    """A register that the map may show."""

    name: str
    label: str
    chosen: bool


@dataclass(frozen=True)
class Line:
    """A record of the list beside the map."""

    key: str
    title: str
    url: str
    kind: str
    state: str


@dataclass(frozen=True)
class Places:
    """The map, what else it may show, and the list."""

    picture: SafeString
    drawn: int
    layers: list[Layer]
    lines: list[Line]
    legend: list[tuple[str, str]]
    label: str
    singular: str
    plural: str
    data_url: str
    tiles: str
    list_url: str


def shown(found: Sequence[Register], asked: str) -> Places | None:
    """The map of the register asked for, of the first that holds something otherwise; None where none does."""
    held = [one for one in found if one.geometry and _located(one)]
    if not held:
        return None
    chosen = next((one for one in held if one.name == asked), held[0])
    selection = Selection(chosen)
    order = listing.usual(chosen, tuple(listing.indexed(chosen)))
    picture, drawn = mapping.drawn(selection, order)
    rows = listing.ordered(selection.rows.filter(lon__isnull=False), chosen, order)[:LISTED]
    return Places(
        picture=picture,
        drawn=drawn,
        layers=[Layer(one.name, words.capital(said(one.label)), one is chosen) for one in held],
        lines=[Line(one.key, words.named(one), address_of(chosen, one.key), *words.state(one)) for one in rows],
        legend=_legend(chosen),
        label=words.capital(said(chosen.label)),
        singular=said(chosen.singular),
        plural=said(chosen.label),
        data_url=reverse("registre_carte", args=[chosen]),
        tiles=maptiles.template(chosen) if maptiles.needed(selection) else "",
        list_url=list_of(chosen),
    )


def _located(register: Register) -> bool:
    rows: Any = Selection(register).rows
    return bool(rows.filter(lon__isnull=False).exists())


def _legend(register: Register) -> list[tuple[str, str]]:
    """The signs of the register's states and what each stands for."""
    return [(kind, said(register.values["state"][code])) for code, kind in register.marks.items()]
