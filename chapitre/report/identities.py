"""Identities between figures: what must be true of them together, or what they give together; declared in a file.

`identities.toml` holds one table an identity: `holds` (a comparison that publication insists on) or `prints` (a value
that is only shown), and its sentence in both languages. The house's file comes first, then that of the town's folder,
where it has one. docs/report.md says how to write one.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from chapitre.kernel.figures import expressions, units
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.values import Value
from chapitre.kernel.town import Town, town
from chapitre.report.edition.weighing import weigh_identity

PATH = Path(__file__).parent / "identities.toml"
SIGN = re.compile(r"==|<=|>=")
PRINTED_SIGNS = {"==": "=", "<=": "≤", ">=": "≥", "": ""}
KEYS = {"holds", "prints", "unit", "fr", "en"}


class IdentityError(ValueError):
    """An identity that cannot be read, named by its table."""


@dataclass(frozen=True)
class Identity:
    """One identity. `says` is French, English; `sign` is "" where the left side is only printed, in `unit`."""

    id: str
    says: tuple[str, str]
    written: str
    sign: str
    left: expressions.Formula
    right: expressions.Formula | None
    unit: str

    @property
    def figures(self) -> tuple[str, ...]:
        """The ids of the figures that it names, each once, in their order."""
        sides = [self.left] if self.right is None else [self.left, self.right]
        return tuple(dict.fromkeys(name for side in sides for name in expressions.operands(side)))

    @property
    def content(self) -> dict[str, Any]:
        """What an edition carries of it."""
        parts = {"id": self.id, "says": self.says[0], "says_en": self.says[1], "written": self.written}
        return parts | {"sign": self.sign, "left": self.left, "right": self.right, "unit": self.unit}


@dataclass(frozen=True)
class Weighed:
    """An identity and what its sides are worth now; `holds` is None where one is unknown, or nothing is claimed."""

    identity: Identity
    left: Fraction | None
    right: Fraction | None
    holds: bool | None


def identities() -> tuple[Identity, ...]:
    """Every identity, in the order of the files, read once a process. Raises IdentityError."""
    return _identities(town())


@cache
def _identities(here: Town) -> tuple[Identity, ...]:
    own = here.folder / PATH.name
    files = [PATH, own] if own.exists() else [PATH]
    found = tuple(one for path in files for one in read(path.read_text(encoding="utf-8")))
    taken: set[str] = set()
    for one in found:
        if one.id in taken:
            raise IdentityError(f"[{one.id}] is already taken")
        taken.add(one.id)
    return found


def read(source: str) -> Iterator[Identity]:
    """The identities of a file's text. Raises IdentityError at the first that cannot be read."""
    for id, table in tomllib.loads(source).items():
        unknown = sorted(set(table) - KEYS)
        if unknown or not {"fr", "en"} <= set(table) or ("holds" in table) == ("prints" in table):
            raise IdentityError(f"[{id}] wants fr, en, and holds or prints; not {', '.join(unknown) or 'both or none'}")
        written = table.get("holds") or table["prints"]
        sides = SIGN.split(written)
        if len(sides) != (2 if "holds" in table else 1):
            raise IdentityError(f"[{id}] holds is one comparison with ==, <= or >=; prints is one value: {written}")
        try:
            left, *others = (expressions.parse(side.strip()) for side in sides)
        except expressions.ExpressionError as error:
            raise IdentityError(f"[{id}] {written}: {error}") from None
        sign = SIGN.search(written)
        unit = table.get("unit", "")
        yield Identity(
            id, (table["fr"], table["en"]), written, sign[0] if sign else "", left, others[0] if others else None, unit
        )


def problems(declared: Mapping[str, Declaration]) -> Iterator[str]:
    """What is wrong in the file, each identity named: unknown figures, dates, units that do not go together."""
    try:
        every = identities()
    except (IdentityError, tomllib.TOMLDecodeError) as error:
        yield f"identities.toml {error}"
        return
    for one in every:
        yield from (f"identities.toml [{one.id}] {wrong}" for wrong in _wrong(one, declared))


def _wrong(one: Identity, declared: Mapping[str, Declaration]) -> Iterator[str]:
    missing = [name for name in one.figures if name not in declared]
    dates = [name for name in one.figures if name in declared and declared[name].is_date]
    yield from (f"there is no figure {name}" for name in missing)
    yield from (f"{name} is a date" for name in dates)
    if one.unit and one.unit not in units.units():
        yield f"there is no unit {one.unit}"
    if missing or dates:
        return
    named = {name: declared[name].unit for name in one.figures}
    try:
        sides = [expressions.unit_of(side, named) for side in (one.left, one.right) if side is not None]
    except expressions.ExpressionError as error:
        yield str(error)
        return
    known = {side for side in sides if side is not None}
    if len(known) > 1:
        yield f"its sides count different things: {', '.join(sorted(known))}"
    if not one.unit and sides[0] is None:
        yield "say its unit: a product or a quotient has none of its own"


def weighed(values: Mapping[str, Value]) -> list[Weighed]:
    """Every identity with what it is worth by these values."""
    computed = {id: one.counted for id, one in values.items()}
    found = []
    for one in identities():
        told = weigh_identity(one.content, computed, next(iter(values.values())).as_of)
        left, right = (pair and Fraction(*pair) for pair in (told["left_value"], told["right_value"]))
        found.append(Weighed(one, left, right, told["holds"]))
    return found


def unit_of(one: Identity, declared: Mapping[str, Declaration]) -> str:
    """The unit in which its sides are printed."""
    return one.unit or declared[one.figures[0]].unit


def printed(one: Weighed, declared: Mapping[str, Declaration], lang: str = "fr") -> tuple[str, str]:
    """Both sides as text, "–" where unknown, "" for a side that there is not. Counted things are named once, last."""
    unit = units.unit(unit_of(one.identity, declared))
    compared = one.identity.right is not None

    def side(value: Fraction | None, named: bool) -> str:
        if value is None:
            return "–"
        shown = units.show(unit.key, value.numerator, value.denominator, lang)
        return shown.text if named or unit.inside else shown.number

    return side(one.left, named=not compared), side(one.right, named=True) if compared else ""


def false_ones(values: Mapping[str, Value], declared: Mapping[str, Declaration]) -> list[str]:
    """Each identity that these values break, named and said; empty when all hold."""
    found = []
    for one in weighed(values):
        if one.holds is False:
            left, right = printed(one, declared)
            sign = PRINTED_SIGNS[one.identity.sign]
            found.append(
                f"{one.identity.id} : {left} {sign} {right} est faux ({one.identity.written}). {one.identity.says[0]}"
            )
    return found
