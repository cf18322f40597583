"""The booth: casting one ballot an entry, counting, and what the town signs of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll, PublishedBallot
from chapitre.chapters.voice.models.private.polls import PollBallot, PollVoter
from chapitre.chapters.voice.polling.codes import digest, drawn
from chapitre.chapters.voice.polling.receipts import receipt_file, receipt_text
from chapitre.chapters.voice.polling.tally import (
    TRACKER_LENGTH,
    Ballot,
    Choice,
    ballot_leaf,
    ballots_root,
    counted_ballots,
    read_choice,
    result_lines,
    write_choice,
)
from chapitre.kernel import clock
from chapitre.kernel.acts import OutOfOrder, Receipt, perform
from chapitre.kernel.ledger import keys, log, merkle
from chapitre.kernel.ledger.notes import TreeHead, format_note, format_tree_head
from chapitre.kernel.ledger.tlogproof import TlogProof, format_proof
from chapitre.kernel.people.actors import Actor


class BadCode(OutOfOrder):
    """The code is none of this list."""

    status = 422


class BadChoice(OutOfOrder):
    """The ballot chooses what was not offered, too much, or nothing."""

    status = 422


class AlreadyVoted(OutOfOrder):
    """A ballot was cast with this code."""


class NotOpen(OutOfOrder):
    """The poll takes no ballots now."""


def name_of(poll: Poll) -> str:
    """The poll’s own name in what is signed: the ledger’s, then its key."""
    return f"{keys.origin()}/scrutins/{poll.key}"


def cast(key: str, code: str, choice: Choice) -> tuple[Ballot, str]:
    """Casts a ballot, once for each code, and gives its signed receipt. Raises ActError.

    The mark on the list and the ballot are written in one transaction, under the poll’s own lock: of two posts with
    one code, at whatever moment, one finds the mark. Neither row holds a moment or names the other.
    """
    key_in_use = keys.current()  # before anything is written: no ballot without its receipt
    with log.writer():
        poll = Poll.objects.select_for_update().get(key=key)
        if poll.withdrawn or poll.state != "open" or not poll.opens_on <= clock.today() <= poll.closes_on:
            raise NotOpen(_("Ce scrutin ne prend pas de bulletin aujourd’hui."))
        if not set(choice) <= set(range(1, len(poll.offered) + 1)) or not choice:
            raise BadChoice(_("Choisissez une des réponses offertes."))
        if len(choice) > poll.most or len(choice) != len(set(choice)):
            raise BadChoice(_("Choisissez %d réponses au plus.") % poll.most)
        entry = PollVoter._base_manager.filter(record=poll, code=digest(code))
        if not entry.exists():
            raise BadCode(_("Ce code n’est pas sur la liste de ce scrutin : relisez votre lettre."))
        if not entry.filter(voted=False).update(voted=True):
            raise AlreadyVoted(_("Un bulletin a déjà été déposé avec ce code : rien n’est changé."))
        ballot = (drawn(TRACKER_LENGTH), tuple(sorted(choice)))
        PollBallot._base_manager.create(record=poll, tracker=ballot[0], choice=write_choice(ballot[1]), expires_on=None)
    text = receipt_text(name_of(poll), ballot_leaf(name_of(poll), ballot))
    return ballot, receipt_file(ballot, format_note(text, [key_in_use.sign(text)]))


def turnout(poll: Poll) -> int:
    """How many ballots were cast so far."""
    if poll.state == "closed":
        return poll.ballots or 0
    return PollBallot._base_manager.filter(record=poll).count()


def count(key: str, *, actor: Actor, at: datetime, expected_seq: int) -> Receipt:
    """Closes the vote, publishes the ballots by tracker, forgets the list. Raises ActError.

    The ballots are written anew in one go, so that nothing of the order in which they came is left in the table.
    """
    with log.writer():
        poll = Poll.objects.select_for_update().get(key=key)
        rows = PollBallot._base_manager.filter(record=poll).order_by("tracker").values_list("tracker", "choice")
        ballots: list[Ballot] = [(tracker, read_choice(choice)) for tracker, choice in rows]
        counts = counted_ballots(ballots, len(poll.offered), poll.most)
        receipt = perform(
            polls.counted, key, actor=actor, at=at, expected_seq=expected_seq, counts=counts, ballots=len(ballots),
            root=ballots_root(name_of(poll), ballots).hex(),
        )  # fmt: skip
        publish(poll.key, ballots)
    return receipt


def publish(key: str, ballots: Sequence[Ballot]) -> None:
    """Writes the ballots of a counted poll, by tracker."""
    rows = [PublishedBallot(tracker=one, poll=key, choice=write_choice(choice)) for one, choice in sorted(ballots)]
    PublishedBallot.objects.bulk_create(rows, batch_size=500)


def published(poll: Poll, using: str = "default") -> list[Ballot]:
    """The ballots of a counted poll, by tracker. Raises BadBallots if they were touched."""
    rows = PublishedBallot.objects.using(using).filter(poll=poll.key).order_by("tracker")
    return [(tracker, read_choice(choice)) for tracker, choice in rows.values_list("tracker", "choice")]


def choice_of(poll: Poll, tracker: str) -> Choice | None:
    """What the published ballot of this tracker chooses; None where there is none."""
    row = PublishedBallot.objects.filter(poll=poll.key, tracker=tracker).first()
    return read_choice(row.choice) if row else None


def statement(poll: Poll) -> str:
    """The signed result of a counted poll, as a C2SP checkpoint over its ballots. Raises KeysError without a key."""
    voters, roll = poll.voters or 0, poll.roll or ""
    lines = result_lines(voters, roll, poll.replaced, poll.most, poll.offered, poll.counts)
    text = format_tree_head(TreeHead(name_of(poll), poll.ballots or 0, bytes.fromhex(poll.root or ""), lines))
    return format_note(text, [keys.current().sign(text)])


def proof(poll: Poll, tracker: str) -> tuple[Choice, str] | None:
    """What a published ballot chooses, and its proof of inclusion (C2SP tlog-proof); None where there is none."""
    ballots = published(poll)
    index = next((place for place, one in enumerate(ballots) if one[0] == tracker), None)
    if index is None:
        return None
    leaves = [ballot_leaf(name_of(poll), one) for one in ballots]
    hashes = tuple(merkle.inclusion_proof(index, leaves))
    return ballots[index][1], format_proof(TlogProof(index, hashes, statement(poll)))
