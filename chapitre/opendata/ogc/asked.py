"""What a request for features asks: its parameters read, each refused in clear words when it cannot be read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.geo.points import WORLD, Box
from chapitre.kernel.records.registers import FactValue, Register

LIMIT, MOST = 100, 2000  # features of a page: unless asked otherwise, and at most
LARGEST = 2**63 - 1
OWN = ("f", "limit", "bbox", "datetime", "apres")
AFTER = re.compile(r"(?:(?P<z>[0-9]{1,18})|(?P<nowhere>-))?\.(?P<pk>[0-9]{1,18})")
UNPLACED = {"lon", "lat", "shape"}  # told by the geometry


class BadParameter(ValueError):
    """A parameter cannot be read; the message, in the reader's language, names it and says what is expected."""


@dataclass(frozen=True)
class After:
    """Where the page before ended: the primary key of its last row, and that row's place in a search by box.

    `z` is None in a list by key; `nowhere` once a search by box has come to the rows without a place.
    """

    pk: int
    z: int | None = None
    nowhere: bool = False

    def __str__(self) -> str:
        return f"{'-' if self.nowhere else '' if self.z is None else self.z}.{self.pk}"


@dataclass(frozen=True)
class Asked:
    """A request for features. `boxes`: two where the one asked for spans the antimeridian; none: anywhere.

    `since` and `until` are days, each None where the interval is open; `dated` says whether there is an interval.
    """

    limit: int = LIMIT
    boxes: tuple[Box, ...] = ()
    dated: bool = False
    since: date | None = None
    until: date | None = None
    after: After | None = None
    facts: Mapping[str, FactValue] = field(default_factory=dict)

    @property
    def whole(self) -> bool:
        """Whether it asks for the whole register."""
        return not (self.boxes or self.dated or self.facts)


def queryables(register: Register) -> list[str]:
    """The facts that a request may ask for by value."""
    return [name for name in register.facts if name not in UNPLACED and name not in OWN]


def read(register: Register, given: Mapping[str, str]) -> Asked:
    """The request of these parameters. Raises BadParameter."""
    known = {*OWN, *queryables(register)}
    for name in given:
        if name not in known:
            raise BadParameter(_("Le paramètre « %s » n’existe pas ici.") % name[:60])
    boxes = _boxes(given["bbox"]) if "bbox" in given else ()
    since, until = _interval(given["datetime"]) if "datetime" in given else (None, None)
    return Asked(
        limit=_limit(given["limit"]) if "limit" in given else LIMIT,
        boxes=boxes,
        dated="datetime" in given,
        since=since,
        until=until,
        after=_after(given["apres"]) if "apres" in given else None,
        facts={name: _fact(register, name, text) for name, text in given.items() if name not in OWN},
    )


def _limit(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,18}", text) or int(text) == 0:
        raise BadParameter(_("« limit » est un nombre entier, 1 au moins."))
    return min(int(text), MOST)  # more is no error: the standard asks to give what can be given


def _boxes(text: str) -> tuple[Box, ...]:
    wrong = BadParameter(_("« bbox » attend quatre nombres en degrés : ouest, sud, est, nord."))
    try:
        edges = [float(part) for part in text[:300].split(",")]
    except ValueError:
        raise wrong from None
    if len(edges) == 6:  # with heights, which nothing has here
        edges = [*edges[:2], *edges[3:5]]
    if len(edges) != 4:
        raise wrong
    west, south, east, north = edges
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south <= north <= 90):
        raise BadParameter(_("« bbox » sort du monde, ou son sud est au nord de son nord."))
    low, high, left, right = (round(edge * 1_000_000) for edge in (south, north, west, east))
    if left <= right:
        return (Box(left, low, right, high),)
    return (Box(WORLD.west, low, right, high), Box(left, low, WORLD.east, high))


def _interval(text: str) -> tuple[date | None, date | None]:
    parts = text.split("/")
    if len(parts) == 1:
        day = _day(parts[0])
        return day, day
    if len(parts) != 2 or {*parts} <= {"", ".."}:
        raise _bad_date()
    since, until = (None if part in ("", "..") else _day(part) for part in parts)
    if since and until and since > until:
        raise BadParameter(_("« datetime » finit avant de commencer."))
    return since, until


def _day(text: str) -> date:
    """The civil day of a date or of an instant (RFC 3339), as it is written."""
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text)
        if re.fullmatch(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)", text):
            return datetime.fromisoformat(text.upper()[:19]).date()
    except ValueError:
        pass
    raise _bad_date()


def _bad_date() -> BadParameter:
    words = _("« datetime » attend une date (2025-11-18), ou deux séparées par « / », dont une peut être « .. ».")
    return BadParameter(words)


def _after(text: str) -> After:
    found = AFTER.fullmatch(text)
    if found is None:
        raise BadParameter(_("« apres » n’est pas une suite que ce site a donnée : repartez de la première page."))
    return After(int(found["pk"]), int(found["z"]) if found["z"] else None, bool(found["nowhere"]))


def _fact(register: Register, name: str, text: str) -> FactValue:
    kind = register.rules.fields[name].type
    value: Any = text
    if kind == "int":
        value = int(text) if re.fullmatch(r"-?[0-9]{1,18}", text) else None
    elif kind == "bool":
        value = {"true": True, "false": False}.get(text)
    elif kind == "date":
        value = _day_or_none(text)
    if value is None or "\x00" in text or not register.accepts(name, value):
        raise BadParameter(_wanted(register, name))
    return value if kind != "date" else str(value)


def _day_or_none(text: str) -> str | None:
    try:
        return _day(text).isoformat() if len(text) == 10 else None
    except BadParameter:
        return None


def _wanted(register: Register, name: str) -> str:
    """What a fact's parameter may be."""
    field_ = register.rules.fields[name]
    if field_.values:
        return _("« %(name)s » attend un de ces codes : %(codes)s.") % {"name": name, "codes": ", ".join(field_.values)}
    if field_.type == "int":
        bounds = {"name": name, "low": field_.low, "high": field_.high}
        return _("« %(name)s » attend un nombre entier de %(low)d à %(high)d.") % bounds
    if field_.type == "bool":
        return _("« %(name)s » attend true ou false.") % {"name": name}
    if field_.type == "date":
        return _("« %(name)s » attend une date, comme 2025-11-18.") % {"name": name}
    return _("« %(name)s » attend un texte plus court.") % {"name": name}
