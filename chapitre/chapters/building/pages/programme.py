"""A project's dwellings by tenure and kind, its lots, and its account once it is closed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from chapitre.chapters.building.models import Account, Dwellings, Lot
from chapitre.chapters.building.models.programme import KINDS, TENURES
from chapitre.kernel.commons.models import Organisation
from chapitre.kernel.commons.telling import code, exhibits, of_project, state, title
from chapitre.kernel.words import Pair, said


@dataclass(frozen=True)
class Share:
    """So many dwellings of one tenure, or of one kind."""

    label: str
    planned: int
    delivered: int


@dataclass(frozen=True)
class LotRow:
    """A lot in the list of lots."""

    key: str
    name: str
    use: str
    developer: str
    kind: str
    state: str
    planned: int
    activity_m2: int | None
    due_on: date
    expected_on: date | None
    delivered_on: date | None
    reason: str


@dataclass(frozen=True)
class Programme:
    """Dwellings and lots of a project."""

    planned: int
    delivered: int
    tenures: list[Share]
    kinds: list[Share]  # none where all are family dwellings
    lots: list[LotRow]


def programme(key: str, today: date) -> Programme:
    """What a project plans and has delivered. Dropped dwellings are left out, dropped lots are listed."""
    groups = list(of_project(Dwellings, key).exclude(state="dropped").order_by("key"))
    kinds = _shares(groups, "kind", KINDS)
    return Programme(
        planned=sum(one.planned for one in groups),
        delivered=sum(one.delivered for one in groups),
        tenures=_shares(groups, "tenure", TENURES),
        kinds=kinds if len(kinds) > 1 else [],
        lots=_lots(key, groups, today),
    )


def _shares(groups: Iterable[Any], name: str, values: dict[str, Pair]) -> list[Share]:
    found = {value: [0, 0] for value in values}
    for one in groups:
        counts = found[getattr(one, name)]
        counts[0] += one.planned
        counts[1] += one.delivered
    return [Share(said(values[value]), planned, given) for value, (planned, given) in found.items() if planned or given]


def _lots(key: str, groups: Iterable[Any], today: date) -> list[LotRow]:
    lots = list(of_project(Lot, key).order_by("due_on", "key"))
    planned: dict[str, int] = {}
    for one in groups:
        planned[one.lot] = planned.get(one.lot, 0) + one.planned
    bodies = Organisation.objects.filter(key__in={one.developer for one in lots if one.developer}).order_by("key")
    names = {one.key: one.name for one in bodies}
    reasons = exhibits(Lot.register.name, [one.key for one in lots], "reason")
    return [_lot(one, names, planned.get(one.key, 0), reasons.get(one.key, ""), today) for one in lots]


def _lot(one: Lot, names: dict[str, str], planned: int, reason: str, today: date) -> LotRow:
    kind, words = state(one, today)
    return LotRow(
        key=one.key,
        name=title(one),
        use=code(one, "use"),
        developer=names.get(one.developer or "", ""),
        kind=kind,
        state=words,
        planned=planned,
        activity_m2=one.activity_m2,
        due_on=one.due_on,
        expected_on=one.expected_on,
        delivered_on=one.delivered_on,
        reason=reason,
    )


@dataclass(frozen=True)
class AccountRow:
    """A line of the account: what was promised, what was delivered."""

    key: str
    subject: str
    measure: str
    promised: int
    delivered: int
    explanation: str

    @property
    def gap(self) -> int:
        return self.delivered - self.promised


def account(key: str) -> list[AccountRow]:
    """The account of a project, in the order of its subjects; none while it is not closed."""
    order = list(Account.register.about["subject"].values)
    lines = sorted(of_project(Account, key).order_by("key"), key=lambda one: order.index(one.subject))
    why = exhibits(Account.register.name, [one.key for one in lines], "explanation")
    return [
        AccountRow(
            one.key, code(one, "subject"), code(one, "measure"), one.promised, one.delivered, why.get(one.key, "")
        )
        for one in lines
    ]
