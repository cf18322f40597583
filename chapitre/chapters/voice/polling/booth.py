"""The booth: opening a list, casting one ballot an entry, counting, and what the town signs of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll, PublishedBallot
from chapitre.chapters.voice.models.private.polls import PollBallot, PollVoter
from chapitre.chapters.voice.polling.receipts import receipt_file, receipt_text
from chapitre.chapters.voice.polling.tally import (
    BALLOT_ALPHABET,
    TRACKER_LENGTH,
    Ballot,
    ballot_leaf,
    ballots_root,
    counted_ballots,
    result_lines,
)
from chapitre.kernel import clock
from chapitre.kernel.acts import OutOfOrder, Receipt, perform
from chapitre.kernel.ledger import keys, log, merkle
from chapitre.kernel.ledger.notes import TreeHead, format_note, format_tree_head
from chapitre.kernel.ledger.tlogproof import TlogProof, format_proof
from chapitre.kernel.people.actors import Actor

LETTERS = "".join(sorted(BALLOT_ALPHABET))
CODE_LENGTH = 16  # of 5 bits: 80, beyond any guessing at the pace that the page allows
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


class BadCode(OutOfOrder):
    """The code is none of this list."""

    status = 422


class AlreadyVoted(OutOfOrder):
    """A ballot was cast with this code."""


class NotOpen(OutOfOrder):
    """The poll takes no ballots now."""


@dataclass(frozen=True)
class Letter:
    """What goes into one letter: the entry of the list, and its code in groups of four."""

    entry: str
    code: str


def name_of(poll: Poll) -> str:
    """The poll’s own name in what is signed: the ledger’s, then its key."""
    return f"{keys.origin()}/scrutins/{poll.key}"


def drawn(length: int) -> str:
    """Random characters that nobody misreads."""
    return "".join(secrets.choice(LETTERS) for _place in range(length))


def digest(code: str) -> str:
    """What the list keeps of a code."""
    return hashlib.sha256(code.lower().translate(MISREAD).encode()).hexdigest()


def roll_root(codes: Sequence[str]) -> str:
    """The root over the list’s hashes, in their own order: it can neither grow nor shrink once it is in the ledger."""
    return merkle.root([merkle.leaf_hash(one.encode()) for one in sorted(codes)]).hex()


def open_poll(poll: Poll, entries: Sequence[str], *, actor: Actor, at: datetime, expected_seq: int) -> list[Letter]:
    """Draws a code an entry, keeps hashes alone, opens the vote. The letters exist nowhere else. Raises ActError."""
    codes = [drawn(CODE_LENGTH) for _entry in entries]
    hashes = sorted(digest(one) for one in codes)  # not in the list's order
    perform(polls.opened, poll.key, actor=actor, at=at, expected_seq=expected_seq, codes=hashes, roll=roll_root(hashes))
    grouped = ["-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4)) for code in codes]
    return [Letter(entry, code) for entry, code in zip(entries, grouped, strict=True)]


def cast(key: str, code: str, choice: int) -> tuple[Ballot, str]:
    """Casts a ballot, once for each code, and gives its signed receipt. Raises ActError.

    The mark on the list and the ballot are written in one transaction, under the poll’s own lock: of two posts with
    one code, at whatever moment, one finds the mark. Neither row holds a moment or names the other.
    """
    key_in_use = keys.current()  # before anything is written: no ballot without its receipt
    with log.writer():
        poll = Poll.objects.select_for_update().get(key=key)
        if poll.withdrawn or poll.state != "open" or not poll.opens_on <= clock.today() <= poll.closes_on:
            raise NotOpen(_("Ce scrutin ne prend pas de bulletin aujourd’hui."))
        if not 1 <= choice <= len(poll.offered):
            raise OutOfOrder(_("Choisissez une des réponses offertes."))
        entry = PollVoter._base_manager.filter(record=poll, code=digest(code))
        if not entry.exists():
            raise BadCode(_("Ce code n’est pas sur la liste de ce scrutin : relisez votre lettre."))
        if not entry.filter(voted=False).update(voted=True):
            raise AlreadyVoted(_("Un bulletin a déjà été déposé avec ce code : rien n’est changé."))
        ballot = (drawn(TRACKER_LENGTH), choice)
        PollBallot._base_manager.create(record=poll, tracker=ballot[0], choice=choice, expires_on=None)
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
        ballots: list[Ballot] = list(rows)
        counts = counted_ballots(ballots, len(poll.offered))
        receipt = perform(
            polls.counted, key, actor=actor, at=at, expected_seq=expected_seq, counts=counts,
            root=ballots_root(name_of(poll), ballots).hex(),
        )  # fmt: skip
        publish(poll.key, ballots)
    return receipt


def publish(key: str, ballots: Sequence[Ballot]) -> None:
    """Writes the ballots of a counted poll, by tracker."""
    rows = [PublishedBallot(tracker=one, poll=key, choice=choice) for one, choice in sorted(ballots)]
    PublishedBallot.objects.bulk_create(rows, batch_size=500)


def published(poll: Poll, using: str = "default") -> list[Ballot]:
    """The ballots of a counted poll, by tracker."""
    rows = PublishedBallot.objects.using(using).filter(poll=poll.key)
    return list(rows.order_by("tracker").values_list("tracker", "choice"))


def statement(poll: Poll) -> str:
    """The signed result of a counted poll, as a C2SP checkpoint over its ballots. Raises KeysError without a key."""
    lines = result_lines(poll.voters or 0, poll.roll or "", poll.offered, poll.counts)
    text = format_tree_head(TreeHead(name_of(poll), poll.ballots or 0, bytes.fromhex(poll.root or ""), lines))
    return format_note(text, [keys.current().sign(text)])


def proof(poll: Poll, tracker: str) -> tuple[int, str] | None:
    """The answer of a published ballot, and its proof of inclusion (C2SP tlog-proof); None where there is none."""
    ballots = published(poll)
    index = next((place for place, one in enumerate(ballots) if one[0] == tracker), None)
    if index is None:
        return None
    leaves = [ballot_leaf(name_of(poll), one) for one in ballots]
    hashes = tuple(merkle.inclusion_proof(index, leaves))
    return ballots[index][1], format_proof(TlogProof(index, hashes, statement(poll)))
