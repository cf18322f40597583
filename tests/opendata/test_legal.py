"""The legal pages: complete, read from the models themselves, and honest about what is missing."""

from __future__ import annotations

import dataclasses
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from chapitre.commands.site import forget_places
from chapitre.kernel import clock
from chapitre.kernel.records import processing
from chapitre.kernel.records.registers import registers
from chapitre.kernel.town import town
from chapitre.kernel.town.publisher import Host, Publisher
from chapitre.opendata.views import legal

pytestmark = pytest.mark.django_db
PAGES = ("/mentions-legales", "/accessibilite", "/donnees-personnelles")
FULL = Publisher(
    name="Ville de Test",
    address="1 place de la Mairie",
    phone="01 02 03 04 05",
    email="mairie@ville.test",
    director="La maire",
    data_protection="dpo@ville.test",
    accessibility="acces@ville.test",
    host=Host("Hébergeur public", "2 rue du Serveur", "01 00 00 00 00"),
)


def serve(monkeypatch: pytest.MonkeyPatch, publisher: Publisher, demonstration: bool) -> None:
    here = dataclasses.replace(town(), publisher=publisher, demonstration=demonstration)
    for place in ("chapitre.opendata.views.legal.town", "chapitre.portal.context.town"):
        monkeypatch.setattr(place, lambda: here)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("publisher", [FULL, Publisher()], ids=["full", "empty"])
@pytest.mark.parametrize("demonstration", [True, False], ids=["demonstration", "town"])
def test_pages_stand_whatever_is_known(
    client: Client,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    language: str,
    publisher: Publisher,
    demonstration: bool,
) -> None:
    serve(monkeypatch, publisher, demonstration)
    client.cookies["langue"] = language
    answer = client.get(path)
    assert answer.status_code == 200 and answer.text.count("<h1") == 1
    missing = "à compléter par la Ville" if language == "fr" else "to be completed by the town"
    wanted = publisher is not FULL and not demonstration and path != "/accessibilite"
    assert (missing in answer.text) is wanted


def test_the_law_s_list_is_printed(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    serve(monkeypatch, FULL, False)
    text = client.get("/mentions-legales").text
    assert FULL.host is not None
    for value in (FULL.name, FULL.address, FULL.phone, FULL.email, FULL.director, *dataclasses.astuple(FULL.host)):
        assert str(value) in text
    assert "Licence Ouverte 2.0" in text and "Apache" in text
    text = client.get("/accessibilite").text
    for words in ("loi n° 2005-102", "Non conforme au RGAA", "acces@ville.test", "Libre réponse 71120"):
        assert words in text
    assert "Accessibilité\u00a0: non conforme" in client.get("/").text
    assert clock.today() >= legal.DECLARED_ON


def test_the_register_of_processing_is_the_models_own(client: Client) -> None:
    text = client.get("/donnees-personnelles").text
    for one in processing.processings():
        for told in (one.name, one.purpose, one.basis, one.subjects, one.recipients, one.retention, *one.data):
            assert str(told) in text


PRIVATE = {model._meta.label: model for declared in registers.values() for model in declared.privates}


@pytest.mark.parametrize("label", sorted(PRIVATE))
def test_every_private_model_tells_what_article_30_asks(label: str) -> None:
    """Give the model an `article_30 = Article30(…)`: see kernel/records/processing.py."""
    model = PRIVATE[label]
    told = getattr(model, "article_30", None)
    assert isinstance(told, processing.Article30)
    assert all((model.purpose, model.retention, told.name, told.basis, told.subjects, told.recipients))
    assert sorted(told.data) == sorted(processing.columns(model)) and all(told.data.values())


@override_settings(
    CACHES={"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "site_cache"}}
)
def test_places_are_forgotten_once_their_time_is_over() -> None:
    call_command("createcachetable", verbosity=0)
    caches["default"].set("short", 1, 60)
    caches["default"].set("long", 1, 7 * 24 * 3600)
    forget_places(clock.now() + timedelta(days=1))
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM site_cache")
        assert cursor.fetchall() == [(":1:long",)]
