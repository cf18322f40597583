"""Fixtures of the streets chapter's tests: folders and limits of their own, a signing key, a walk through the form."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from chapitre.chapters.streets.drafts import Draft
from chapitre.kernel import clock
from chapitre.kernel.ledger import keys

VOLTAIRE = "place Voltaire"


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, settings: Settings) -> None:
    settings.HOME = tmp_path
    settings.MEDIA_ROOT = tmp_path / "media"
    cache.clear()


@pytest.fixture
def key() -> None:
    """The log has its signing key."""
    keys.generate()


def hidden(page: HttpResponse) -> dict[str, str]:
    """The hidden fields of a page's form, as a browser sends them back."""
    found = {}
    for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", page.content.decode()):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value and name[1] != "csrfmiddlewaretoken":
            found[name[1]] = html.unescape(value[1])
    return found


def old(signed: str, seconds: int = 60) -> str:
    """The same draft, begun a minute ago: tests fill in forms faster than people."""
    draft = Draft.read(signed)
    began = (clock.now() - timedelta(seconds=seconds)).timestamp()
    return Draft(**{**draft.__dict__, "began": began}).signed


@dataclass
class Walk:
    """A resident without JavaScript: each step sends what the page before it held."""

    client: Client
    page: Any = None
    fields: dict[str, str] = field(default_factory=dict)

    def open(self) -> Walk:
        return self.take(self.client.get("/signaler"))

    def take(self, page: Any) -> Walk:
        self.page, self.fields = page, hidden(page)
        return self

    def send(self, **answers: Any) -> Any:
        """Posts the page's form with these answers."""
        return self.client.post("/signaler", {**self.fields, **answers})

    def step(self, **answers: Any) -> Walk:
        page = self.send(**answers)
        assert page.status_code == 200, page.content.decode()
        return self.take(page)

    def at_details(self, place: str = VOLTAIRE, category: str = "corbeille-pleine", **answers: str) -> Walk:
        """Goes through the first two steps, and lets a minute pass."""
        self.open().step(lieu=place).step(sujet=category, **answers)
        self.fields["brouillon"] = old(self.fields["brouillon"])
        return self

    def finish(self, **answers: Any) -> Any:
        """Sends the last step; the receipt's page when it was taken, else the answer itself."""
        answer = self.send(**answers)
        return self.client.get(answer["Location"]) if answer.status_code == 302 else answer


@pytest.fixture
def walk(client: Client) -> Walk:
    return Walk(client)


@pytest.fixture
def walker() -> Callable[[], Walk]:
    """As many residents as one likes, each with a browser of their own."""
    return lambda: Walk(Client())


def text(page: Any) -> str:
    """A page's words, with plain spaces, without tags."""
    plain = re.sub(r"<[^>]+>", " ", page.content.decode())
    return re.sub(r"\s+", " ", html.unescape(plain))
