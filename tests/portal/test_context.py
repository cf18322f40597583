"""The frame: menus that lead somewhere, for those they are for, and the way to the other language."""

from typing import Any

import pytest
from django.test import RequestFactory
from django.utils import translation

from chapitre.kernel.people.actors import AGENT, ANYBODY, STAFF, Actor
from chapitre.kernel.people.menus import Menu
from chapitre.kernel.people.models import User
from chapitre.portal import context


def test_a_menu_never_announces_a_page_that_is_to_come() -> None:
    found = context.links([Menu("Vérifier", "verifier", 1), Menu("Un jour", "page_a_venir", 2)], ANYBODY, "/")
    assert [link.label for link in found] == ["Vérifier"]


@pytest.mark.parametrize(
    ("path", "here"), [("/verifier", True), ("/verifier/cles", True), ("/verifier-tout", False), ("/", False)]
)
def test_the_page_being_read_is_marked(path: str, here: bool) -> None:
    (link,) = context.links([Menu("Vérifier", "verifier", 1)], ANYBODY, path)
    assert link.here is here


def test_menus_of_the_staff() -> None:
    menu = [Menu("Vérifier", "verifier", 1, STAFF)]
    assert context.links(menu, ANYBODY, "/") == ()
    assert len(context.links(menu, Actor(AGENT), "/")) == 1


@pytest.mark.parametrize(
    ("language", "address", "other"),
    [
        ("fr", "/carte", "/carte?langue=en"),
        ("en", "/carte", "/carte?langue=fr"),
        ("fr", "/carte?q=caf%C3%A9&page=2", "/carte?q=caf%C3%A9&page=2&langue=en"),
    ],
)
def test_the_other_language_is_the_same_page(language: str, address: str, other: str) -> None:
    with translation.override(language):
        assert context.frame(RequestFactory().get(address)).other_language_url == other


def test_who_is_signed_in() -> None:
    request: Any = RequestFactory().get("/")
    assert context.frame(request).account is None
    request.user = User(email="a@ville.test", role=AGENT, departments=["voirie"])
    assert context.frame(request).account == request.user
    assert context.frame(request).on_desk


def test_the_query_of_a_page_is_left_as_it_is() -> None:
    request = RequestFactory().get("/?a=1")
    context.frame(request)
    assert request.GET.dict() == {"a": "1"}
