"""What a rule may speak about: the fields of one register, their types, bounds, codes and words."""

import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chapitre.kernel.rules.nodes import MAX_INT, MAX_LITERAL, RULE_FUNCTIONS

FIELD_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
RULE_TYPES = ("int", "str", "bool", "date")
# Civil dates of a town's records, unless a field says otherwise; `today` too.
CIVIL_DATES = (date(1000, 1, 1), date(2999, 12, 31))
DEFAULT_BOUNDS: dict[str, tuple[Any, Any]] = {"int": (-MAX_LITERAL, MAX_LITERAL), "date": CIVIL_DATES}
PHRASE_KEYS = frozenset({"when", "true", "false", "known", "unknown"})

WordPair = tuple[str, str]  # French, English


@dataclass(frozen=True)
class Field:
    """One field that rules may read.

    `low` and `high` bound an integer (default ±(2^53−1)) or a date (default the years 1000 to 2999): the checker proves
    from them that no calculation overflows, so rows must keep within them. `nullable` says whether it may be unknown.
    `label` is a noun with its article ("la relecture", "the review"), or for a boolean a clause ("la fiche est
    retirée", "the record is withdrawn"). `values` gives a string's codes and their words. `phrase` replaces what
    `explain` would say: "when" for a date ("reçu", "received"), "true" and "false" for a boolean ("retiré",
    "withdrawn"), "known" and "unknown" for any field ("résolu", "resolved").
    """

    name: str
    type: str
    low: Any = None
    high: Any = None
    nullable: bool = True
    label: WordPair | None = None
    values: Mapping[str, WordPair] = field(default_factory=dict, hash=False)
    phrase: Mapping[str, WordPair] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        if not FIELD_NAME.fullmatch(self.name) or keyword.iskeyword(self.name) or self.name in RESERVED_NAMES:
            raise ValueError(f"{self.name!r} cannot name a field")
        if self.name.startswith("rule_"):
            raise ValueError(f"{self.name}: names in rule_ are kept for generated programs")
        if self.type not in RULE_TYPES:
            raise ValueError(f"{self.name}: {self.type!r} is no type of the rule language")
        if self.values and self.type != "str":
            raise ValueError(f"{self.name}: only a string has codes")
        if set(self.phrase) - PHRASE_KEYS:
            raise ValueError(f"{self.name}: unknown phrases {sorted(set(self.phrase) - PHRASE_KEYS)}")
        self._set_bounds()

    def _set_bounds(self) -> None:
        if self.type not in DEFAULT_BOUNDS:
            if self.low is not None or self.high is not None:
                raise ValueError(f"{self.name}: only integers and dates have bounds")
            return
        low, high = DEFAULT_BOUNDS[self.type]
        object.__setattr__(self, "low", low if self.low is None else self.low)
        object.__setattr__(self, "high", high if self.high is None else self.high)
        if type(self.low) is not type(low) or type(self.high) is not type(high) or self.low > self.high:
            raise ValueError(f"{self.name}: bounds are two {self.type}s, the lower first")
        if self.type == "int" and not -MAX_INT <= self.low <= self.high <= MAX_INT:
            raise ValueError(f"{self.name}: bounds beyond ±(2^63−1)")


RESERVED_NAMES = RULE_FUNCTIONS | {"today", "date"}


@dataclass(frozen=True, init=False)
class Schema:
    """The fields that the rules of one register may read, by name."""

    name: str
    fields: Mapping[str, Field] = field(hash=False)

    def __init__(self, name: str, fields: Iterable[Field]) -> None:
        every = list(fields)
        by_name = {one.name: one for one in every}
        if len(by_name) != len(every):
            raise ValueError(f"{name}: a field is declared twice")
        object.__setattr__(self, "name", name)
        object.__setattr__(self, "fields", by_name)

    def to_json(self) -> dict[str, Any]:
        """What another program needs in order to check and run the rules: types, bounds, codes; no words."""
        return {
            "name": self.name,
            "fields": [
                {
                    "name": one.name,
                    "type": one.type,
                    "nullable": one.nullable,
                    **({"low": _plain_bound(one.low), "high": _plain_bound(one.high)} if one.low is not None else {}),
                    **({"values": sorted(one.values)} if one.values else {}),
                }
                for one in self.fields.values()
            ],
        }


def schema_from_json(data: Mapping[str, Any]) -> Schema:
    """Reads what `Schema.to_json` wrote. Raises ValueError, KeyError or TypeError on anything else."""
    fields = []
    for one in data["fields"]:
        low, high = one.get("low"), one.get("high")
        if one["type"] == "date":
            low, high = date.fromisoformat(low), date.fromisoformat(high)
        values = {code: (code, code) for code in one.get("values", ())}
        fields.append(Field(one["name"], one["type"], low, high, one["nullable"], values=values))
    return Schema(data["name"], fields)


def _plain_bound(bound: Any) -> Any:
    return bound.isoformat() if isinstance(bound, date) else bound
