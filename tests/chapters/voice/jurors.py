"""A small jury for the tests: three seats, six letters, as many volunteers as are asked for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from random import Random

from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import juries, seeds
from chapitre.chapters.voice.juries import codes, drawing, inviting
from chapitre.chapters.voice.models import Jury, PanelFile
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
    return jury()


def now(days: int = 0) -> datetime:
    """After everything that the site itself has done."""
    return datetime.now(UTC) + timedelta(days=days)


def ready() -> Jury:
    """A jury whose panels are published, and its seed announced for yesterday's tomorrow."""
    frozen()
    drawing.make_panels(jury(), 20, PanelFile.objects.create(jury=KEY))
    drawing.publish(jury(), actor=ADMIN, at=now())
    perform(
        seeds.announced, KEY, actor=ADMIN, at=now(), on_date=now(-2).date(), seed_source="Loto", seed_on=now(-1).date()
    )
    return jury()


def drawn() -> Jury:
    drawing.enter_seed(ready(), seed="1 2 3", witnesses="une élue", actor=ADMIN, at=now())
    return jury()
