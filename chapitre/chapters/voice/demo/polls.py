"""Three polls of the demonstration: one counted, one open, one announced. Codes and voters are made up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll, PublishedBallot
from chapitre.chapters.voice.models.private.polls import PollBallot, PollVoter
from chapitre.chapters.voice.polling.booth import publish
from chapitre.chapters.voice.polling.codes import LETTERS, digest, entry_mark, roll_root
from chapitre.chapters.voice.polling.tally import (
    TRACKER_LENGTH,
    Ballot,
    Choice,
    ballots_root,
    counted_ballots,
    write_choice,
)
from chapitre.chapters.voice.polling.trying import made_up
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.ledger import keys, log

COUNTED, VOTERS = "halle-du-marche", 268
ANSWERS = (("garder la halle et la rouvrir", 118), ("en faire un jardin couvert", 67), ("sans avis", 18))
OPEN, LISTED, CAST, MOST = "priorites-coeur-de-ville", 400, 137, 3
# Answer, and how readily it is chosen, in tenths.
PRIORITIES = (
    ("des arbres place de l’Église", 7), ("une halle rouverte", 6), ("des trottoirs plus larges", 5),
    ("moins de voitures rue Marat", 4), ("des bancs à l’ombre", 4), ("un marché le soir", 2),
)  # fmt: skip


def load(demonstration: Demonstration, random: Random) -> None:
    """Writes them."""
    _counted(demonstration, random)
    _open(demonstration, random)
    soon = demonstration.until + timedelta(days=30)
    demonstration.tell(
        polls.poll.recorded, "nom-du-jardin", demonstration.until - timedelta(days=5),
        name="quel nom pour le nouveau jardin ?", answers="jardin des Cordières ; jardin Rose-Zehner ; jardin du Port",
        opens_on=soon, closes_on=soon + timedelta(days=14), consultation=None,
    )  # fmt: skip


def _counted(demonstration: Demonstration, random: Random) -> None:
    opens, closes = date(2024, 3, 4), date(2024, 3, 17)
    demonstration.tell(
        polls.poll.recorded, COUNTED, date(2024, 2, 12), name="que faire de la halle du marché ?",
        answers=" ; ".join(label for label, _count in ANSWERS), opens_on=opens, closes_on=closes,
        consultation="etude-coeur-de-ville",
    )  # fmt: skip
    _list(demonstration, COUNTED, VOTERS, opens)
    chosen = [(place,) for place, (_label, count) in enumerate(ANSWERS, start=1) for _one in range(count)]
    ballots = _ballots(chosen, random)
    told: dict[str, Any] = {
        "root": ballots_root(f"{keys.origin()}/scrutins/{COUNTED}", ballots).hex(),
        "counts": counted_ballots(ballots, len(ANSWERS), 1),
        "ballots": len(ballots),
    }
    if demonstration.tell(polls.counted, COUNTED, closes + timedelta(days=1), **told):
        PublishedBallot.objects.filter(poll=COUNTED).delete()
        publish(COUNTED, ballots)


def _open(demonstration: Demonstration, random: Random) -> None:
    """A poll that takes ballots on the demonstration's last day, some of them cast."""
    opens = demonstration.until - timedelta(days=9)
    demonstration.tell(
        polls.poll.recorded, OPEN, opens - timedelta(days=20), name="par quoi commencer au cœur de ville ?",
        answers=" ; ".join(label for label, _weight in PRIORITIES), most=MOST, opens_on=opens,
        closes_on=opens + timedelta(days=30), consultation=None,
    )  # fmt: skip
    codes = _list(demonstration, OPEN, LISTED, opens)
    demonstration.write()
    # What the booth does when somebody votes: the mark on the list and the ballot, together.
    chosen = [_some(random) for _one in range(CAST)]
    with log.writer():
        poll = Poll.objects.get(key=OPEN)
        PollVoter._base_manager.filter(record=poll, code__in=random.sample(codes, CAST)).update(voted=True)
        rows = [
            PollBallot(record=poll, tracker=tracker, choice=write_choice(choice), expires_on=None)
            for tracker, choice in sorted(_ballots(chosen, random))
        ]
        PollBallot._base_manager.bulk_create(rows)


def _list(demonstration: Demonstration, key: str, voters: int, day: date) -> list[str]:
    """Opens a poll with a made-up list; returns the hashes of its codes."""
    codes = {entry_mark(key, number): digest(made_up(key, number)) for number in range(1, voters + 1)}
    demonstration.tell(polls.opened, key, day, hour=8, codes=codes, roll=roll_root(codes.values()))
    return sorted(codes.values())


def _some(random: Random) -> Choice:
    """The answers of one ballot, as they are liked."""
    liked = [place for place, (_label, weight) in enumerate(PRIORITIES, start=1) if random.randrange(10) < weight]
    return tuple(sorted(random.sample(liked, min(MOST, len(liked))))) or (1,)


def _ballots(chosen: Sequence[Choice], random: Random) -> list[Ballot]:
    return [("".join(random.choice(LETTERS) for _place in range(TRACKER_LENGTH)), choice) for choice in chosen]
