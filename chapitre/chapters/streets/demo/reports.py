"""The demonstration's street reports: generated, deterministic, and made by the same acts that staff use."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.demo.words import DESCRIPTIONS, DONE, HELD_UP, QUESTIONS, REFUSALS, REPLIES, WITHDRAWALS
from chapitre.kernel.acts import Step, perform_many
from chapitre.kernel.acts.act import Act
from chapitre.kernel.clock import PARIS
from chapitre.kernel.commons.demonstration import Demonstration, Spot
from chapitre.kernel.people.actors import AGENT, RESIDENT, SUPERVISOR, Actor
from chapitre.kernel.records import keys

COUNTED = 8800  # what the published report says; only demo files may hold such a number
WITHDRAWN = 7  # hoaxes and tests, taken out of the count by an act
LAUNCHED = date(2023, 2, 1)

# How often each subject is reported; the rest share what is left.
WEIGHTS = {
    "depot-sauvage": 26, "lampadaire": 8, "nid-de-poule": 7, "corbeille-pleine": 7, "graffiti": 7, "rue-sale": 6,
    "stationnement-genant": 6, "voiture-ventouse": 5, "rats": 4, "trottoir-abime": 4, "pelouse": 3, "affichage": 3,
    "bac-non-collecte": 3, "dejections": 2, "arbre": 2, "banc": 2, "panneau": 2,
}  # fmt: skip
SEASON = (0.82, 0.85, 0.97, 1.02, 1.08, 1.14, 1.12, 0.86, 1.12, 1.1, 1.0, 0.92)
WEEK = (1.15, 1.1, 1.08, 1.05, 1.02, 0.82, 0.78)
CHANNELS = (("app", 68), ("web", 21), ("phone", 8), ("desk", 3))


@dataclass(order=True)
class Event:
    """An act that will happen: ordered by its moment, then by report and by its rank in the report's life."""

    at: datetime
    number: int
    rank: int
    act: Act = field(compare=False)
    actor: Actor = field(compare=False)
    params: dict[str, Any] = field(compare=False)


def load(demonstration: Demonstration) -> None:
    """Writes the demonstration's reports, received up to its last day, in one transaction."""
    # A seed that is older than the other parts of the demonstration: its reports stay what they were.
    stories = Stories(Random("ivry-sur-seine"), demonstration.until, demonstration.spots)  # noqa: S311  (not a secret)
    events = sorted(stories.events())
    numbers: dict[int, str] = {}
    steps = []
    for event in events:
        if event.act is acts.received:
            numbers[event.number] = keys.format_key(event.at.astimezone(PARIS).date(), len(numbers) + 1)
        params = dict(event.params)
        for name in ("into", "own"):
            if name in params:
                params[name] = numbers[params[name]]
        steps.append(Step(event.act, numbers[event.number], event.actor, event.at, params))
    perform_many(steps)
    keys.advance("streets.reports", len(numbers))
    demonstration.say(f"{len(numbers)} street reports, {len(steps)} acts")


class Stories:
    """What happened to each report, from the day it came in to the day it was closed, or to `until`."""

    def __init__(self, random: Random, until: date, spots: Sequence[Spot]) -> None:
        self.random = random
        self.end = datetime(until.year, until.month, until.day, 19, tzinfo=PARIS).astimezone(UTC)
        self.until = until
        self.spots = spots
        self.seen: dict[tuple[str, str], tuple[int, datetime]] = {}

    def events(self) -> Iterator[Event]:
        """All events of all reports, in no order."""
        days = self._days(COUNTED + WITHDRAWN)
        hoaxes = set(self.random.sample(range(200, len(days) - 200), WITHDRAWN))
        for number, day in enumerate(days):
            yield from self._story(number, day, hoax=number in hoaxes)

    def _days(self, count: int) -> list[date]:
        """Days of receipt: growing as the service becomes known, with seasons and a week."""
        span = (self.until - LAUNCHED).days
        calendar = [LAUNCHED + timedelta(days=n) for n in range(span + 1)]
        weights = [
            (1 - 0.85 * math.exp(-n / 60)) * (1 + 0.25 * n / max(span, 1)) * SEASON[d.month - 1] * WEEK[d.weekday()]
            for n, d in enumerate(calendar)
        ]
        return sorted(self.random.choices(calendar, weights, k=count))

    def _story(self, number: int, day: date, *, hoax: bool) -> Iterator[Event]:
        random = self.random
        category = self._category()
        spot = random.choices(self.spots, [one.weight for one in self.spots])[0]
        channel = random.choices([c for c, _ in CHANNELS], [w for _, w in CHANNELS])[0]
        agent = Actor(AGENT, frozenset({categories()[category].department}))
        at = self._moment(day, resident=channel in ("app", "web"))
        if at > self.end:
            at = self.end - timedelta(minutes=random.randint(1, 300))
        text = random.choice(DESCRIPTIONS.get(category, [""])) if random.random() < 0.55 else ""
        first = {
            "category": category, "channel": channel, "district": spot.district, "place": spot.place,
            "lon": spot.lon, "lat": spot.lat, "text": text or None, "answer": self._answer(category),
        }  # fmt: skip
        clerk = Actor(RESIDENT) if channel in ("app", "web") else agent
        story = Story(number, self.end)
        yield from story.tell(at, acts.received, clerk, first)
        at = self._working(at + timedelta(hours=min(30, random.lognormvariate(0.9, 0.9))))
        if text:
            yield from story.tell(at, acts.reviewed, agent, {"text": text})
        if hoax:
            head = Actor(SUPERVISOR)
            yield from story.tell(at + timedelta(hours=2), acts.withdrawn, head, {"reason": random.choice(WITHDRAWALS)})
            return
        yield from self._handled(story, number, at, agent, category, spot)

    def _handled(
        self, story: Story, number: int, at: datetime, agent: Actor, category: str, spot: Spot
    ) -> Iterator[Event]:
        random = self.random
        fate = random.random()
        twin, known = self.seen.get((category, spot.place), (-100, at))
        self.seen[category, spot.place] = number, story.started
        if twin > number - 60 and known < at and fate < 0.5:
            yield from story.tell(at + timedelta(minutes=20), acts.merged, agent, {"into": twin, "own": number})
            return
        if fate > 0.972:
            later = self._working(at + timedelta(hours=random.uniform(2, 60)))
            yield from story.tell(later, acts.rejected, agent, {"reason": random.choice(REFUSALS)})
            return
        at += timedelta(minutes=random.randint(3, 50))
        yield from story.tell(at, acts.accepted, agent, {})
        if fate < 0.04:
            at = self._working(at + timedelta(hours=random.uniform(2, 30)))
            yield from story.tell(at, acts.asked, agent, {"question": random.choice(QUESTIONS)})
            at += timedelta(hours=random.uniform(3, 70))
            reply = random.choice(REPLIES)
            yield from story.tell(at, acts.answered, Actor(RESIDENT), {"text": reply})
            at = self._working(at + timedelta(hours=random.uniform(2, 20)))
            yield from story.tell(at, acts.reviewed, agent, {"text": reply})
        yield from self._closed(story, at, agent, category)

    def _closed(self, story: Story, at: datetime, agent: Actor, category: str) -> Iterator[Event]:
        random = self.random
        promised = categories()[category].days
        if random.random() < 0.008:
            note = {"reason": random.choice(HELD_UP), "department": "voirie"}
            if agent.departments != {"voirie"}:
                at = self._working(at + timedelta(days=2))
                yield from story.tell(at, acts.reassigned, agent, note)
                agent = Actor(AGENT, frozenset({"voirie"}))
        at = max(self._done(story.started, promised), at + timedelta(minutes=25))
        reason = random.choice(DONE.get(category, DONE["*"]))
        yield from story.tell(at, acts.resolved, agent, {"reason": reason})
        if random.random() < 0.018:
            at += timedelta(hours=random.uniform(8, 140))
            contest = {"text": "Ce n’est pas fait, ou pas entièrement : le problème est toujours là."}
            yield from story.tell(at, acts.reopened, Actor(RESIDENT), contest)
            at = self._working(at + timedelta(hours=random.uniform(3, 30)))
            yield from story.tell(at, acts.reviewed, agent, contest)
            at = self._working(at + timedelta(days=random.uniform(1, promised + 1)))
            yield from story.tell(at, acts.resolved, agent, {"reason": "Nous sommes repassés. " + reason})

    def _done(self, started: datetime, promised: int) -> datetime:
        """When the team is done: four times out of five by the promised day, sometimes weeks after it."""
        random = self.random
        fate = random.random()
        if fate < 0.83:
            days = math.ceil(promised * random.betavariate(2.6, 1.7))
        elif fate < 0.988:
            days = promised + 1 + int(random.expovariate(1 / (1 + promised / 3)))
        else:
            days = promised + random.randint(20, 60)  # forgotten, or waiting for a part
        local = started.astimezone(PARIS) + timedelta(days=days)
        local = local.replace(hour=8 + random.randrange(9), minute=random.randrange(60))
        while promised > 3 and local.weekday() >= 5:  # urgent teams work at the weekend, the others the day before
            local -= timedelta(days=1)
        return local.astimezone(UTC)

    def _category(self) -> str:
        codes = list(categories())
        return self.random.choices(codes, [WEIGHTS.get(code, 0.55) for code in codes])[0]

    def _answer(self, category: str) -> str | None:
        if categories()[category].question is None:
            return None
        return self.random.choices(["yes", "no", "unknown"], [2, 6, 2])[0]

    def _moment(self, day: date, *, resident: bool) -> datetime:
        """A time of that day: mornings and evenings for residents, office hours at the desk."""
        hours = (7, 8, 8, 9, 12, 13, 17, 18, 18, 19, 20, 21) if resident else tuple(range(9, 17))
        hour, minute, second = self.random.choice(hours), self.random.randrange(60), self.random.randrange(60)
        return datetime(day.year, day.month, day.day, hour, minute, second, tzinfo=PARIS).astimezone(UTC)

    def _working(self, at: datetime) -> datetime:
        """The same moment, or the next morning when the offices are closed."""
        local = at.astimezone(PARIS)
        if local.hour >= 17:
            local = (local + timedelta(days=1)).replace(hour=8)
        elif local.hour < 8:
            local = local.replace(hour=8)
        while local.weekday() >= 5:
            local = (local + timedelta(days=1)).replace(hour=8)
        return local.astimezone(UTC)


class Story:
    """The acts of one report, in their order, as far as the demonstration's last day."""

    def __init__(self, number: int, end: datetime) -> None:
        self.number, self.end, self.rank, self.over = number, end, 0, False
        self.started = self.last = datetime(2000, 1, 1, tzinfo=UTC)

    def tell(self, at: datetime, act: Act, actor: Actor, params: dict[str, Any]) -> Iterator[Event]:
        """One more act, unless it lies after the end: then the story stops there."""
        at = max(at, self.last + timedelta(seconds=40))
        if self.over or (self.rank and at > self.end):
            self.over = True
            return
        self.last = at
        if not self.rank:
            self.started = at
        yield Event(at, self.number, self.rank, act, actor, params)
        self.rank += 1
