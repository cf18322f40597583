"""How a register stands in an official schema, said once as data and used both ways: to import it, to export it.

A chapter declares it in ten lines, from its apps.py:

    official(
        "mobility.racks",
        "stationnement-cyclable",
        {
            "id_local": KEY,
            "coordonneesxy": POINT,
            "capacite": "places",
            "type_accroche": coded("hold", {"ROUE": "wheel", "CADRE": "frame", "CADRE ET ROUE": "both"}),
            "d_service": year("opened_on"),
            "code_com": always(lambda: town().insee),
        },
        fills={"cargo": lambda facts: 0},
    )
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from chapitre.kernel.exchange.measures import factor
from chapitre.kernel.exchange.schemas import Schema, schemas
from chapitre.kernel.records.registers import FactValue, registers
from chapitre.kernel.town import town

Cell = str | int | float | bool | None
Facts = Mapping[str, FactValue]
Written = FactValue | Decimal

Fill = Callable[[Mapping[str, Any]], Any]
"""A fact that the schema does not tell, made of those that it does."""

KEY = "key"
"""The record's own key."""


@dataclass(frozen=True)
class Told:
    """What an official column says of a record.

    `fact`: the one it tells, or KEY. `codes`: the schema's words for the fact's codes. `unit`: what the schema counts
    in. `year`: the schema has the year of a date alone. `point`: longitude and latitude in one cell. `titled`: the
    title of the record that the fact leads to. `says` writes what no single fact tells; `reads` takes it apart into
    the cells of `facts` again.
    """

    fact: str | None = None
    codes: Mapping[str, str] = field(default_factory=dict, hash=False)
    unit: str | None = None
    year: bool = False
    point: bool = False
    titled: bool = False
    says: Callable[[Facts], Written] | None = None
    reads: Callable[[Cell], Mapping[str, Cell]] | None = None
    facts: tuple[str, ...] = ()


POINT = Told(point=True)
"""The record's point, longitude first, as in `[2.387, 48.812]`."""


def coded(fact: str, codes: Mapping[str, str]) -> Told:
    """A fact whose codes the schema calls otherwise: {the schema's word: the fact's code}."""
    return Told(fact, codes=codes)


def measured(fact: str, unit: str) -> Told:
    """A fact that the schema counts in another unit: "€", "ha", "km", "t"."""
    return Told(fact, unit=unit)


def year(fact: str) -> Told:
    """A date of which the schema has the year alone."""
    return Told(fact, year=True)


def titled(fact: str) -> Told:
    """A link, of which the schema has the title of the record that it leads to. Read back by title or by key."""
    return Told(fact, titled=True)


def always(says: Callable[[], Written]) -> Told:
    """The same for every record: the town's code, its name. Not read back."""
    return Told(says=lambda facts: says())


def said(
    says: Callable[[Facts], Written],
    facts: tuple[str, ...] = (),
    reads: Callable[[Cell], Mapping[str, Cell]] | None = None,
) -> Told:
    """What is made of several facts, and how it is taken apart again."""
    return Told(says=says, facts=facts, reads=reads)


@dataclass(frozen=True)
class Official:
    """A register in an official schema: what each of its columns tells. Those left out are written empty.

    `fills` gives a new record the facts that the file leaves open. `only` says of which records the schema speaks,
    where it is not all.
    """

    register: str
    schema: Schema
    columns: Mapping[str, Told]
    fills: Mapping[str, Fill] = field(default_factory=dict, hash=False)
    only: Callable[[Facts], bool] | None = None

    @property
    def titled(self) -> tuple[str, ...]:
        """The links that the schema tells by title."""
        return tuple(told.fact for told in self.columns.values() if told.titled and told.fact)

    @property
    def id(self) -> str | None:
        """The fact, or KEY, by which the schema names a line, if it names them."""
        told = self.columns.get(self.schema.id or "")
        return told.fact if told else None

    def write(self, column: str, facts: Facts) -> Written:
        """What an official column says of a record with these facts (its key among them)."""
        told = self.columns.get(column)
        if told is None:
            return None
        if told.point:
            return None if facts["lon"] is None else f"[{degrees(facts['lon'])}, {degrees(facts['lat'])}]"
        value: Written = told.says(facts) if told.says else facts[told.fact or KEY]
        if value is None:
            return None
        if told.codes:
            return next((word for word, code in told.codes.items() if code == value), None)
        if told.year:
            return int(str(value)[:4])
        if told.unit:
            return Decimal(int(value)) / factor(told.unit)
        if isinstance(value, bool) and not self.schema.features:
            return self.schema.yes if value else self.schema.no
        return degrees(facts[told.fact]) if told.fact in ("lon", "lat") else value


officials: dict[str, dict[str, Official]] = {}
"""Register -> schema -> how the one stands in the other."""


def official(
    register: str,
    schema: str,
    columns: Mapping[str, str | Told],
    *,
    fills: Mapping[str, Fill] | None = None,
    only: Callable[[Facts], bool] | None = None,
) -> Official:
    """Declares how a register stands in a schema. Raises ValueError on a column, or a fact, that there is not."""
    known, facts = schemas()[schema], {KEY, *registers[register].facts}
    told = {name: Told(one) if isinstance(one, str) else one for name, one in columns.items()}
    if stray := set(told) - set(known.columns):
        raise ValueError(f"{schema} has no columns {sorted(stray)}")
    named = {name for one in told.values() for name in (one.fact, *one.facts) if name is not None}
    named |= set(fills or {})
    if stray := named - facts:
        raise ValueError(f"{register} has no facts {sorted(stray)}")
    made = Official(register, known, told, fills or {}, only)
    if officials.setdefault(register, {}).setdefault(schema, made) != made:
        raise ValueError(f"{register} is declared twice in {schema}")
    return made


def district_of(facts: Mapping[str, Any]) -> str | None:
    """The town's district in which a new record is: what a file need not tell that says where things are."""
    if facts.get("lon") is None or facts.get("lat") is None:
        return None
    return town().atlas.district_of(int(facts["lon"]), int(facts["lat"]))


def degrees(micro: FactValue) -> Decimal:
    """Microdegrees as exact degrees."""
    return Decimal(int(micro or 0)).scaleb(-6)
