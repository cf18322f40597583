"""A small poll for the tests: announced, opened with its list, voted, counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import booth
from chapitre.chapters.voice.polling.booth import Letter
from chapitre.kernel.acts import perform
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
AFTER = AT + timedelta(days=20)
KEY, ADDRESS = "halle", "/participer/scrutins/halle"


def announce() -> Poll:
    perform(
        polls.poll.recorded, KEY, actor=ADMIN, at=AT, name="la halle ?", answers="garder ; planter ; sans avis",
        opens_on=date(2025, 11, 1), closes_on=date(2025, 12, 1), consultation=None,
    )  # fmt: skip
    return Poll.objects.get(key=KEY)


def opened(voters: int = 5) -> list[Letter]:
    announce()
    return booth.open_poll(
        Poll.objects.get(key=KEY), [f"n° {one}" for one in range(voters)], actor=ADMIN, at=AT, expected_seq=1
    )


def counted(choices: list[int], voters: int = 5) -> tuple[Poll, list[str]]:
    letters = opened(voters)
    receipts = [booth.cast(KEY, letter.code, choice)[1] for letter, choice in zip(letters, choices, strict=False)]
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=2)
    return Poll.objects.get(key=KEY), receipts
