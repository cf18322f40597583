"""Checks by guarantors from outside the town: recorded at the desk, and told on every page of a draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import guarantors
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelCheck, PanelFile
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel.acts import OutOfOrder, Receipt, perform
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.words import said


@dataclass(frozen=True)
class Check:
    """One check as the pages tell it. `same`: it is of the folder to which the town is bound."""

    one: PanelCheck
    role: str
    objections: str
    person: str
    same: bool

    @property
    def sound(self) -> bool:
        return self.same and self.one.state == "sound"


def published_folder(jury: Jury) -> str | None:
    """The hash of the folder to which the published panels bind the town; None before they are published."""
    row = PanelFile.objects.filter(jury=jury.key).first() if jury.panels_hash else None
    return str(draw.opened(row.body)["folder"]) if row else None


def record(
    jury: Jury, *, folder: str, state: str, checked_on: date, actor: Actor, at: datetime, **told: Any
) -> Receipt:
    """Records what a guarantor found. Raises ActError: nothing is sound of another folder than the one published."""
    published = published_folder(jury)
    if published is None:
        raise OutOfOrder(_("Publiez d’abord les panels : c’est leur dossier qu’un garant contrôle."))
    if checked_on < jury.frozen_on or checked_on > at.date():
        raise OutOfOrder(_("Ce jour n’est pas possible : le dossier n’existe que depuis que la liste est arrêtée."))
    typed = "".join(folder.split()).lower()
    if state == "sound" and typed != published:
        raise OutOfOrder(_("Cette empreinte n’est pas celle du dossier publié : le garant a contrôlé autre chose."))
    facts: dict[str, Any] = {"jury": jury.key, "folder": typed, "state": state, "checked_on": checked_on}
    return perform(guarantors.checked, actor=actor, at=at, **facts, **told)


def checks(jury: Jury) -> list[Check]:
    """Every check of a jury's panels, the first one first."""
    rows = list(PanelCheck.objects.filter(jury=jury.key, withdrawn=False).order_by("checked_on", "key"))
    keys, published = [one.key for one in rows], published_folder(jury)
    objections, people = (latest(guarantors.CHECKS, keys, name) for name in ("objections", "person"))
    roles = PanelCheck.register.values["role"]
    return [
        Check(one, said(roles[one.role]), objections.get(one.key, ""), people.get(one.key, ""), one.folder == published)
        for one in rows
    ]
