"""A small jury for the tests: three seats, six letters, as many volunteers as are asked for."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random

from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import draws, juries, seeds, sittings
from chapitre.chapters.voice.juries import codes, drawing, inviting
from chapitre.chapters.voice.juries import sittings as meetings
from chapitre.chapters.voice.models import Jury, JurySession, PanelFile, Seat
from chapitre.chapters.voice.models.private import Invitation
from chapitre.kernel.acts import perform
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 3, 3, 9, tzinfo=UTC)
KEY = "parc"
ADDRESSES = (
    "adresse;code_postal;commune;quartier\n"
    + "".join(f"{number} rue Inventée;94200;Ivry-sur-Seine;Petit-Ivry\n" for number in range(1, 31))
    + "".join(f"{number} quai Inventé;94200;Ivry-sur-Seine;ivry-port\n" for number in range(1, 61))
).encode()


def called(letters: int = 9) -> Jury:
    """A jury with its quotas and its letters."""
    facts = {"name": "jury du parc", "project": None, "seats": 3, "called_on": AT.date()}
    perform(juries.jury.recorded, KEY, actor=ADMIN, at=AT, question="Quel parc ?", **facts)
    for value, least, most in (("femme", 1, 2), ("homme", 1, 2)):
        quota = {"jury": KEY, "category": "genre", "value": value, "least": least, "most": most, "source": None}
        perform(juries.quota.recorded, f"{KEY}-{value}", actor=ADMIN, at=AT, **quota)
    inviting.invite(jury(), ADDRESSES, letters, actor=ADMIN, at=AT, random=Random(7))
    return jury()


def jury() -> Jury:
    return Jury.objects.get(key=KEY)


def code(number: int) -> str:
    """The code of a letter, as it is printed."""
    return codes.grouped(codes.code_of(Invitation.objects.get(number=number).nonce))


def answer(number: int, gender: str) -> str:
    """Volunteers with a letter, on the site; returns the page's address."""
    url = reverse("jury_volontaire", args=[code(number)])
    typed = {"critere_0": gender, "nom": f"Nom {number}", "courriel": f"v{number}@exemple.test", "accord": "on"}
    assert Client().post(url, typed).status_code == 302
    return url


def frozen(volunteers: int = 8) -> Jury:
    """A jury whose list is frozen."""
    called()
    for number in range(1, volunteers + 1):
        answer(number, "femme" if number % 2 else "homme")
    drawing.freeze(jury(), actor=ADMIN, at=now())
    perform(draws.planned, KEY, actor=ADMIN, at=now(), alternates=2, dropout=15)
    return jury()


def now(days: int = 0) -> datetime:
    """After everything that the site itself has done."""
    return datetime.now(UTC) + timedelta(days=days)


def ready() -> Jury:
    """A jury whose panels are published, and its seed announced for yesterday's tomorrow."""
    frozen()
    drawing.make_panels(jury(), 20, PanelFile.objects.create(jury=KEY))
    drawing.publish(jury(), actor=ADMIN, at=now())
    perform(seeds.announced, KEY, actor=ADMIN, at=now(-2), seed_source="Loto", seed_on=now(-1).date())
    return jury()


def drawn() -> Jury:
    drawing.enter_seed(ready(), seed="1 2 3", witnesses="une élue", actor=ADMIN, at=now())
    return jury()


def seated() -> Jury:
    """A drawn jury whose members have all accepted, under terms that pay 86 € a session."""
    drawn()
    for seat in Seat.objects.filter(jury=KEY).order_by("number"):
        drawing.accept(seat, actor=ADMIN, at=now())
    set_terms(8_600, now(-400).date())
    return jury()


def set_terms(cents: int, since: date, **more: int) -> None:
    facts = {"since": since, "allowance_cents": cents, "answer_days": 10, "kept_months": 6, "source": "x"} | more
    perform(sittings.terms.recorded, actor=ADMIN, at=now(), decision=None, **facts)


def session(days: int = -1) -> JurySession:
    """A session of a seated jury, so many days from now."""
    made = meetings.announce(
        jury(),
        day=now(days).date(),
        starts_at="18:30",
        subject="première session",
        place="mairie",
        actor=ADMIN,
        at=now(),
    )
    return JurySession.objects.get(key=made.key)


def called_roll(marks: str, days: int = -1) -> JurySession:
    """A session whose roll is called, by a letter a seat in the order of numbers: p, e or a."""
    made, words = session(days), {"p": "present", "e": "excused", "a": "absent"}
    numbers = [line.number for line in meetings.sheet(made)]
    roll = {number: words[mark] for number, mark in zip(numbers, marks, strict=True)}
    meetings.call_roll(made, roll, actor=ADMIN, at=now(), expected_seq=made.seq)
    return JurySession.objects.get(pk=made.pk)
