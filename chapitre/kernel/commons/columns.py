"""Columns that many registers have, said once: a name, a district, a project, a body, who pays, on which paper."""

from typing import Any

from django.db import models

from chapitre.kernel.records import facts
from chapitre.kernel.town import town
from chapitre.kernel.words import Pair

Text = models.CharField[Any, Any]


def name(label: Pair = ("nom", "name"), length: int = 160) -> Text:
    """What people call it: the register's `title`."""
    return facts.text(label, length, noun=("le nom", "the name"))


def district(*, null: bool = True) -> Text:
    """The district it is in, one of town.toml."""
    codes = {one.code: one.label for one in town().districts.values()}
    return facts.code(("quartier", "district"), codes, length=60, null=null, noun=("le quartier", "the district"))


def place() -> Text:
    """Where it is, in words."""
    return facts.text(("lieu", "place"), 160, null=True, noun=("le lieu", "the place"))


def project(*, null: bool = True) -> Text:
    """The urban project it belongs to."""
    told = {"known": ("rattaché à un projet", "part of a project"), "unknown": ("hors projet", "outside any project")}
    return facts.link(
        ("projet", "project"), "town.projects", null=null, noun=("le projet", "the project"), sayings=told
    )


def organisation(label: Pair = ("organisme", "body"), *, null: bool = True, noun: Pair | None = None) -> Text:
    """A body of the register of organisations, in the part that the label says."""
    return facts.link(label, "town.organisations", null=null, noun=noun or ("l’organisme", "the body"))


def decision() -> Text:
    """The council decision it rests on."""
    return facts.link(
        ("délibération", "council decision"), "town.decisions", null=True, noun=("la délibération", "the decision")
    )


def document() -> Text:
    """The document that attests it."""
    return facts.link(("pièce", "document"), "town.documents", null=True, noun=("la pièce", "the document"))
