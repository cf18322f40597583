"""Act and Change: a pure transition, who may perform it, and what becomes of the record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from chapitre.kernel.acts.asks import Ask, asked
from chapitre.kernel.people.actors import AGENT, Actor
from chapitre.kernel.people.permissions import grant
from chapitre.kernel.records.registers import registers
from chapitre.kernel.words import Pair


@dataclass(frozen=True)
class PrivateRow:
    """A row to write beside the record. Every field in `committed` gets a salted commitment in the entry."""

    model: str  # "app_label.Model", listed in the register's `private`
    values: Mapping[str, Any]
    committed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """What an act makes of a record: facts set, exhibits published, private rows written or settled."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    exhibits: Mapping[str, Any] = field(default_factory=dict)  # field -> JSON value; None is left out
    private: tuple[PrivateRow, ...] = ()
    settle: tuple[str, ...] = ()  # private models whose rows for this record have served


Transition = Callable[..., Change]


@dataclass(frozen=True)
class Act:
    """One way a register's records change.

    `transition(before, *, on_date, **params) -> Change` is pure: `before` holds the facts (None for a new record).
    `states` names the values of the fact `state` from which it may be performed; empty means any, or creation. `asks`
    names what the transition wants to know, for the forms that the house makes by itself; None where a chapter has a
    page of its own for it. `told` says that it happened ("corrigé"); else its label does.
    """

    register: str
    name: str
    label: Pair
    roles: frozenset[str]
    transition: Transition
    states: frozenset[str] = frozenset()
    creates: bool = False
    scoped: bool = True  # an agent acts on her own departments' records only
    asks: tuple[Ask, ...] | None = None
    grave: bool = False  # its page asks twice
    told: Pair | None = None

    @property
    def permission(self) -> str:
        return f"{self.register}.{self.name}"

    def open_to(self, actor: Actor, facts: Mapping[str, Any] | None) -> bool:
        """Whether this actor may perform it on a record with these facts."""
        if actor.role not in self.roles:
            return False
        if actor.role == AGENT and self.scoped:
            if facts is not None and "department" in facts:
                return facts["department"] in actor.departments
            trades = registers[self.register].departments
            return not trades or bool(actor.departments & set(trades))
        return True


acts: dict[str, Act] = {}


def act(
    register: str,
    *,
    label: Pair,
    by: Iterable[str],
    states: Iterable[str] = (),
    creates: bool = False,
    scoped: bool = True,
    asks: Iterable[str | Ask] | None = None,
    grave: bool = False,
    name: str | None = None,
    told: Pair | None = None,
) -> Callable[[Transition], Act]:
    """Turns a pure transition into an act of a register; its name is the function's, unless one is given.

    `asks` names facts ("opened_on", or "area?" where it may be left out) and what `asks.py` makes: words, a photo…
    """

    def declare(transition: Transition) -> Act:
        made = Act(
            register,
            name or transition.__name__,
            label,
            frozenset(by),
            transition,
            frozenset(states),
            creates,
            scoped,
            None if asks is None else asked(asks),
            grave,
            told,
        )
        if made.permission in acts:
            raise ValueError(f"the act {made.permission} is declared twice")
        acts[made.permission] = made
        grant(made.permission, made.roles)
        return made

    return declare


def acts_of(register: str) -> list[Act]:
    """A register's acts, in the order they were declared."""
    return [one for one in acts.values() if one.register == register]
