"""A figure that a document attests, and that document, for the tests of both."""

from datetime import date
from typing import Any

import pytest

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.figures import sources
from chapitre.kernel.figures.declaration import Declaration, Period
from tests.kernel.figures.town import LAST, STAFF, at

KEY, ATTESTED = "25-00012", "safety.attested"


def figure(id: str = ATTESTED, **more: Any) -> Declaration:
    """6 500 downloads, which a statement attests."""
    given: dict[str, Any] = {"evidence": "atteste", "document": KEY, "published": 6500, "value": "published"}
    words = (f"téléchargements de {id}", f"downloads of {id}")
    told = ("D’après un relevé.", "From a statement.")
    fixed = (id, "safety", words, told, "telechargement")
    return Declaration(*fixed, **given | more, period=Period("at", on=date(2025, 9, 30)), status="ongoing")


def declare(monkeypatch: pytest.MonkeyPatch, *figures: Declaration) -> None:
    """Adds figures to those of the house."""
    added = {one.id: one for one in figures}
    monkeypatch.setattr(sources, "_loaded", {**sources.declarations(), **added})


def file_paper(key: str = KEY, file: str | None = None) -> None:
    """The statement comes into the register, with its file or before it."""
    facts: dict[str, Any] = {
        "title": "Relevé des téléchargements",
        "kind": "statement",
        "issuer": "UMAY",
        "dated_on": date(2025, 10, 2),
    }
    act = acts.paper.recorded
    if file is not None:
        act, facts["document"] = acts.filed, file
    perform(act, key, actor=STAFF, at=at(LAST), on_date=LAST, **facts)


def withdraw_paper(key: str = KEY) -> None:
    """It no longer attests anything."""
    perform(acts.paper.withdrawn, key, actor=STAFF, at=at(LAST), on_date=LAST, reason="Ce n’est pas le bon relevé.")
