"""A jury on its project's page: its whole life, each session with how many came."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.juries import paying
from chapitre.chapters.voice.juries.story import story
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from tests.chapters.voice import jurors
from tests.chapters.voice.jurors import ADMIN, AT, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def test_a_jury_s_life_is_told_in_its_order_with_what_came_of_each_step() -> None:
    jurors.seated()
    jurors.called_roll("pea", days=0)
    jurors.session(days=9)
    perform(juries.jury_sitting, KEY, actor=ADMIN, at=now())
    perform(juries.jury_reported, KEY, actor=ADMIN, at=now(), opinion="Planter.")
    told = [(step.words, step.detail) for step in story(jurors.jury())]
    assert told == [
        ("Appel à volontaires", "9 courriers, 8 volontaires"),
        ("Tirage au sort", f"panel n° {jurors.jury().panel}, parmi 20 publiés avant"),
        ("Première session", "1 présent pour 3 sièges"),
        ("Avis rendu", ""),
        ("Première session", "à venir"),
    ]


def test_the_project_s_page_tells_sessions_attendance_and_allowances() -> None:
    perform(commons.project.recorded, "parc", actor=ADMIN, at=AT, number=7, name="Parc", state="study")
    jury = jurors.seated()
    perform(juries.jury.amended, KEY, actor=ADMIN, at=now(), project="parc", reason="Rattaché à son projet.")
    jurors.called_roll("ppa", days=0)
    paying.pay(jury, {one.number: one.cents for one in paying.due(jury)}, actor=ADMIN, at=now())
    page = Client().get(reverse("projet", args=["parc"])).text
    for words in ("Tirage au sort", "2 présents pour 3 sièges", "67\u202f%", "172\u202f€", "d’indemnités payées"):
        assert words in page
