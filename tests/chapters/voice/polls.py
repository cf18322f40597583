"""A small poll for the tests: announced, opened with its list, voted, counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import booth, opening
from chapitre.chapters.voice.polling.entries import Entry
from chapitre.chapters.voice.polling.opening import Letter
from chapitre.chapters.voice.polling.tally import Choice
from chapitre.kernel.acts import perform
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
AFTER = AT + timedelta(days=20)
KEY, ADDRESS = "halle", "/participer/scrutins/halle"


def announce(**facts: Any) -> Poll:
    told = {
        "name": "la halle ?", "answers": "garder ; planter ; sans avis", "opens_on": date(2025, 11, 1),
        "closes_on": date(2025, 12, 1), "consultation": None,
    }  # fmt: skip
    perform(polls.poll.recorded, KEY, actor=ADMIN, at=AT, **told | facts)
    return poll()


def poll() -> Poll:
    return Poll.objects.get(key=KEY)


def opened(voters: int = 5, **facts: Any) -> list[Letter]:
    announce(**facts)
    return open_list([Entry((f"n° {one}",)) for one in range(1, voters + 1)])


def open_list(entries: list[Entry]) -> list[Letter]:
    """Opens the poll; the letters, which otherwise leave as a file."""
    kept: list[Letter] = []
    opening.open_poll(poll(), entries, keeping(kept), actor=ADMIN, at=AT, expected_seq=poll().seq)
    return kept


def keeping(kept: list[Letter]) -> opening.Made:
    """Makes a file of nothing, and keeps the letters."""

    def made(letters: Sequence[Letter]) -> bytes:
        kept.extend(letters)
        return b""

    return made


def counted(choices: Sequence[int | Choice], voters: int = 5, **facts: Any) -> tuple[Poll, list[str]]:
    letters = opened(voters, **facts)
    chosen = [(one,) if isinstance(one, int) else one for one in choices]
    receipts = [booth.cast(KEY, letter.code, choice)[1] for letter, choice in zip(letters, chosen, strict=False)]
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=2)
    return poll(), receipts
