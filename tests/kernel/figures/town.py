"""Reports made through acts, at random, for the tests that compare ways of counting them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from django.db import transaction

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.models import Report
from chapitre.kernel.acts import ActError, Change, perform
from chapitre.kernel.people.actors import ADMINISTRATOR, ANYBODY, Actor
from chapitre.kernel.town import town
from tests.kernel.figures.alone import alone

STAFF = Actor(ADMINISTRATOR)
TODAY = date(2025, 11, 18)
FIRST, LAST = date(2022, 11, 1), date(2025, 11, 10)
REGISTER = Report.register


def at(day: date) -> datetime:
    """A moment of that civil day."""
    return datetime.combine(day, time(12), UTC)


def _taken_over(before: None, *, on_date: date, **params: Any) -> Change:
    change = acts.received.transition(before, on_date=on_date, **params)
    return replace(change, facts={**change.facts, "imported": True})


IMPORTED = replace(acts.received, name="imported", transition=_taken_over)  # as a file's rows come in


def receive(on_date: date, recorded_on: date | None = None, *, imported: bool = False, **changes: Any) -> str:
    """A report received that day, or taken over from a file; returns its key."""
    params: dict[str, Any] = {
        "category": "depot-sauvage",
        "channel": "app",
        "district": "ivry-port",
        "place": "quai Henri-Pourchasse",
        "lon": 2_395_000,
        "lat": 48_815_000,
    }
    act = IMPORTED if imported else acts.received
    return perform(act, actor=ANYBODY, at=at(recorded_on or on_date), on_date=on_date, **params | changes).key


def do(act: Any, key: str, on_date: date, **params: Any) -> None:
    """An act of the staff on a report."""
    perform(act, key, actor=STAFF, at=at(on_date), on_date=on_date, **params)


class Chance:
    """Random acts, the same for the same seed; what an act refuses, it leaves as it is."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.keys: list[str] = []

    def day(self) -> date:
        return FIRST + timedelta(days=self.random.randrange((LAST - FIRST).days))

    def receive(self) -> str:
        pick = self.random.choice
        key = receive(
            self.day(),
            LAST,
            category=pick(list(categories())),
            channel=pick(["app", "web", "phone", "desk"]),
            district=pick(list(town().districts)),
            text=pick([None, "Un tas de planches."]),
            held=self.random.random() < 0.1,
            joins=pick(self.keys) if self.keys and self.random.random() < 0.1 else None,
            imported=self.random.random() < 0.2,
        )
        self.keys.append(key)
        return key

    def act(self, key: str) -> None:
        """One act on a report, whichever its state allows first of a random order."""
        moves: list[tuple[Any, dict[str, Any]]] = [
            (acts.accepted, {}),
            (acts.resolved, {"reason": "Enlevé."}),
            (acts.rejected, {"reason": "Terrain privé."}),
            (acts.reopened, {"reason": "C’est revenu."}),
            (acts.reopened, {"text": "Toujours là."}),
            (acts.reviewed, {}),
            (acts.merged, {"into": self.random.choice(self.keys), "own": key}),
            (acts.withdrawn, {"reason": "Un essai."}),
            (acts.amended, {"reason": "Mauvaise date.", "received_on": self.day()}),
            (acts.amended, {"reason": "Mauvais quartier.", "district": self.random.choice(list(town().districts))}),
        ]
        self.random.shuffle(moves)
        for act, params in moves:
            try:
                do(act, key, LAST, **params)
            except ActError:
                continue
            return

    def some(self, reports: int, more: int) -> None:
        """So many reports, and so many acts on them."""
        for _ in range(reports):
            self.receive()
        for _ in range(more):
            self.act(self.random.choice(self.keys))


@contextmanager
def rolled_back() -> Iterator[None]:
    """Undoes what is done inside: each of Hypothesis's examples starts from the same town.

    Only the figures of the reports are counted inside: nothing else is there, and each example counts several times.
    """
    with alone(lambda one: one.register == REGISTER.name), transaction.atomic():
        point = transaction.savepoint()
        yield
        transaction.savepoint_rollback(point)
