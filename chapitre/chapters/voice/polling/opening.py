"""The list of a poll becomes codes: drawn at the opening, drawn anew when all are lost, replaced when one is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.models.private.polls import PollBallot, PollMail, PollVoter
from chapitre.chapters.voice.polling.booth import AlreadyVoted
from chapitre.chapters.voice.polling.codes import code_of, digest, entry_mark, grouped, new_nonce, roll_root
from chapitre.chapters.voice.polling.entries import Entry
from chapitre.kernel.acts import OutOfOrder, perform
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor


class NoSuchEntry(OutOfOrder):
    """The list has no entry of this number."""

    status = 422


@dataclass(frozen=True)
class Letter:
    """One entry with its number on the list and its code, in groups of four. It exists nowhere else."""

    number: int
    entry: Entry
    nonce: str

    @property
    def code(self) -> str:
        return grouped(code_of(self.nonce))


Made = Callable[[Sequence[Letter]], bytes]
"""Makes the file that the desk takes away."""


def letters_of(entries: Sequence[Entry]) -> list[Letter]:
    """A code drawn for each entry."""
    return [Letter(number, one, new_nonce()) for number, one in enumerate(entries, start=1)]


def open_poll(
    poll: Poll, entries: Sequence[Entry], made: Made, *, actor: Actor, at: datetime, expected_seq: int
) -> bytes:
    """Draws a code an entry, keeps hashes alone, opens the vote; returns the file of the letters. Raises ActError.

    The file is made before anything is written: codes that nobody could print would close the vote to their entries.
    """
    letters = letters_of(entries)
    file = made(letters)
    codes = codes_of(poll.key, letters)
    perform(
        polls.opened, poll.key, actor=actor, at=at, expected_seq=expected_seq, codes=codes,
        roll=roll_root(codes.values()), mails=mails_of(letters),
    )  # fmt: skip
    return file


def redraw(poll: Poll, entries: Sequence[Entry], made: Made, *, actor: Actor, at: datetime, expected_seq: int) -> bytes:
    """The same while nobody has voted, when the first file was lost: its codes are worth nothing. Raises ActError."""
    letters = letters_of(entries)
    file = made(letters)
    codes = codes_of(poll.key, letters)
    with log.writer():
        held = Poll.objects.select_for_update().get(key=poll.key)
        cast = PollBallot._base_manager.filter(record=held).count()
        perform(
            polls.redrawn, poll.key, actor=actor, at=at, expected_seq=expected_seq, codes=codes,
            roll=roll_root(codes.values()), mails=mails_of(letters), cast=cast,
        )  # fmt: skip
    return file


def replace(poll: Poll, number: int, entry: Entry, made: Made, *, actor: Actor, at: datetime) -> bytes:
    """Cancels the code of an entry that has not voted and gives it another; returns its letter. Raises ActError.

    The row is changed beside the act, as a vote changes it: the act says that a code was replaced, never whose.
    """
    letter = Letter(number, entry, new_nonce())
    file = made([letter])
    with log.writer():
        held = Poll.objects.select_for_update().get(key=poll.key)
        rows = PollVoter._base_manager.filter(record=held)
        row = rows.filter(entry=entry_mark(held.key, number)).first()
        if row is None:
            raise NoSuchEntry(_("La liste de ce scrutin n’a pas d’inscription n° %d.") % number)
        if row.voted:
            raise AlreadyVoted(_("Un bulletin a déjà été déposé avec le code de cette inscription."))
        forget_message(held, row.code)
        PollVoter._base_manager.filter(pk=row.pk).update(code=digest(letter.code))
        roll = roll_root(rows.order_by().values_list("code", flat=True))
        perform(polls.replaced, held.key, actor=actor, at=at, roll=roll, mails=mails_of([letter]))
    return file


def forget_message(poll: Poll, code: str) -> None:
    """Deletes the message that still waits with the code of this hash: its link would open nothing."""
    for one in PollMail._base_manager.filter(record=poll).order_by("pk"):
        if digest(code_of(one.nonce)) == code:
            one.delete()


def codes_of(poll: str, letters: Sequence[Letter]) -> dict[str, str]:
    """What the list keeps: the hash of each code, by the mark of its entry."""
    return {entry_mark(poll, one.number): digest(one.code) for one in letters}


def mails_of(letters: Sequence[Letter]) -> list[tuple[str, str]]:
    """The messages to send: an address, and what makes its code again."""
    return [(one.entry.email, one.nonce) for one in letters if one.entry.email]
