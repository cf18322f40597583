"""Two polls of the demonstration: one counted, with its ballots, and one announced. Codes and voters are made up."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from random import Random

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import PublishedBallot
from chapitre.chapters.voice.polling.booth import LETTERS, digest, publish, roll_root
from chapitre.chapters.voice.polling.tally import TRACKER_LENGTH, Ballot, ballots_root, counted_ballots
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.ledger import keys

COUNTED, VOTERS = "halle-du-marche", 268
ANSWERS = (("garder la halle et la rouvrir", 118), ("en faire un jardin couvert", 67), ("sans avis", 18))


def load(demonstration: Demonstration, random: Random) -> None:
    """Writes them."""
    offered = " ; ".join(label for label, _count in ANSWERS)
    opens, closes = date(2024, 3, 4), date(2024, 3, 17)
    demonstration.tell(
        polls.poll.recorded, COUNTED, date(2024, 2, 12), name="que faire de la halle du marché ?", answers=offered,
        opens_on=opens, closes_on=closes, consultation="etude-coeur-de-ville",
    )  # fmt: skip
    codes = sorted(digest(hashlib.sha256(f"fictif {number}".encode()).hexdigest()) for number in range(VOTERS))
    demonstration.tell(polls.opened, COUNTED, opens, hour=8, codes=codes, roll=roll_root(codes))
    ballots = _ballots(random)
    root = ballots_root(f"{keys.origin()}/scrutins/{COUNTED}", ballots).hex()
    counts = counted_ballots(ballots, len(ANSWERS))
    if demonstration.tell(polls.counted, COUNTED, closes + timedelta(days=1), root=root, counts=counts):
        PublishedBallot.objects.filter(poll=COUNTED).delete()
        publish(COUNTED, ballots)
    soon = demonstration.until + timedelta(days=30)
    demonstration.tell(
        polls.poll.recorded, "nom-du-jardin", demonstration.until - timedelta(days=5),
        name="quel nom pour le nouveau jardin ?", answers="jardin des Cordières ; jardin Rose-Zehner ; jardin du Port",
        opens_on=soon, closes_on=soon + timedelta(days=14), consultation=None,
    )  # fmt: skip


def _ballots(random: Random) -> list[Ballot]:
    chosen = [place for place, (_label, count) in enumerate(ANSWERS, start=1) for _one in range(count)]
    return [("".join(random.choice(LETTERS) for _place in range(TRACKER_LENGTH)), choice) for choice in chosen]
