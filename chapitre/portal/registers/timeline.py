"""What has happened to a record, in words: each act, who, when, what it changed, and what may be read of it today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import acts, stories
from chapitre.kernel.acts.stories import Told
from chapitre.kernel.people.models import ROLE_LABELS
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said
from chapitre.portal.registers import words

REASON = "reason"  # words that belong to the act that gave them, and not to the record
MAPPED = {"lon", "lat", "shape"}  # facts that a map shows: that they changed is said once


@dataclass(frozen=True)
class Exhibit:
    """Something public beside the facts, while it stands: words, a photo or a document, under its label.

    `url` and `file` are those of a file; a document's name is its hash.
    """

    name: str
    label: str
    words: str = ""
    url: str = ""
    file: str = ""

    @property
    def is_photo(self) -> bool:
        return self.file.endswith(".jpg")

    @property
    def hash(self) -> str:
        return self.file.partition(".")[0]


@dataclass(frozen=True)
class Moment:
    """One act, in words. `changes` are sentences; `kept_on` is the day it was written down, when that is another."""

    seq: int
    index: int
    leaf: str
    act: str
    what: str
    who: str
    at: datetime
    on_date: date
    changes: list[str]
    exhibits: list[Exhibit]

    @property
    def late(self) -> bool:
        """Whether it was written down another day than it happened."""
        return self.on_date != clock.civil(self.at)

    @property
    def quotes(self) -> list[Exhibit]:
        return [one for one in self.exhibits if one.words]

    @property
    def photos(self) -> list[Exhibit]:
        return [one for one in self.exhibits if one.is_photo]

    @property
    def documents(self) -> list[Exhibit]:
        return [one for one in self.exhibits if one.file and not one.is_photo]


def moments(register: Register, key: str) -> list[Moment]:
    """The acts of a record, oldest first."""
    told = stories.story(register.name, key)
    titles = _titles(register, told)
    return [
        Moment(
            seq=one.seq,
            index=one.index,
            leaf=one.leaf,
            act=one.act,
            what=happened(register, one.act),
            who=words.capital(str(ROLE_LABELS[one.role])),
            at=one.at,
            on_date=one.on_date,
            changes=list(_changes(register, one, titles)),
            exhibits=[_exhibit(register, key, one, name) for name in one.shown],
        )
        for one in told
    ]


def happened(register: Register, name: str) -> str:
    """An act, once done, in words."""
    if name == "erased":
        return _("Données effacées")
    act = acts.get(f"{register.name}.{name}")
    return words.capital(said(act.told or act.label)) if act else name


def _titles(register: Register, told: Iterable[Told]) -> dict[str, dict[str, str]]:
    """The titles of all the records that some link of the record named, at some time, by the fact."""
    found: dict[str, dict[str, str]] = {}
    for name, about in register.about.items():
        if about.link:
            keys = {str(facts[name]) for one in told for facts in (one.before, one.after) if facts and facts[name]}
            found[name] = words.titles(registers[about.link], keys)
    return found


def _changes(register: Register, told: Told, titles: dict[str, dict[str, str]]) -> Iterable[str]:
    """What an act changed, a sentence a fact; nothing of the act that made the record, nor of its withdrawal."""
    before = told.before or {}
    for name in told.changed:
        if name in MAPPED or name == "withdrawn":
            continue
        known = titles.get(name, {})
        old, new = (known.get(str(one)) or words.fact(register, name, one) for one in (before[name], told.after[name]))
        if before[name] is None:
            sentence = _("%(name)s : %(new)s.")
        elif told.after[name] is None:
            sentence = _("%(name)s : %(old)s, désormais rien.")
        else:
            sentence = _("%(name)s : %(old)s, désormais %(new)s.")
        yield sentence % {"name": words.head(register, name), "old": old, "new": new}
    if MAPPED & set(told.changed):
        yield _("Le lieu sur la carte a changé.")


def _exhibit(register: Register, key: str, told: Told, name: str) -> Exhibit:
    value: Any = told.shown[name]
    label = words.capital(_label(register, told.act, name))
    if isinstance(value, dict) and "file" in value:
        return Exhibit(
            name, label, url=reverse("registre_piece", args=[register, key, value["file"]]), file=value["file"]
        )
    if isinstance(value, list) and len(value) == 2 and all(isinstance(one, int) for one in value):
        return Exhibit(name, label, words=", ".join(f"{one / 1_000_000:.6f}" for one in (value[1], value[0])))
    return Exhibit(name, label, words=str(value))


def _label(register: Register, act: str, name: str) -> str:
    """What an exhibit is called: by its register, else by the act that asked for it."""
    if name in register.exhibits:
        return said(register.exhibits[name])
    declared = acts.get(f"{register.name}.{act}")
    asked = (one.label for one in (declared.asks or ()) if one.name == name) if declared else iter(())
    return said(next(asked, None) or (name, name))


def standing(told: Iterable[Moment]) -> list[tuple[Moment, Exhibit]]:
    """What stands of a record by itself, the latest first: its words (but an act's reason), photos, documents."""
    found: dict[tuple[str, str], tuple[Moment, Exhibit]] = {}
    for moment in told:
        for one in moment.exhibits:
            if one.file or one.name != REASON:
                found[one.name, one.file] = (moment, one)
    return list(found.values())[::-1]
