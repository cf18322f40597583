"""How the checks of a jury's panels by guarantors are recorded."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, act, plain
from chapitre.kernel.acts.asks import words
from chapitre.kernel.acts.plain import worded

CHECKS = "voice.panel_checks"
SHA256 = re.compile(r"[0-9a-f]{64}")
panel_check = plain(CHECKS, by=HEADS, label=("inscrire à la main", "record by hand"))


@act(
    CHECKS,
    label=("inscrire le contrôle d’un garant", "record a guarantor’s check"),
    by=HEADS,
    creates=True,
    asks=(
        "jury",
        "organisation",
        "role",
        "folder",
        "checked_on",
        "state",
        words("objections", ("objections", "objections"), required=False),
        words("person", ("personne, avec son accord", "person, who agrees"), required=False),
    ),
    told=("contrôlé par un garant", "checked by a guarantor"),
)
def checked(
    before: None,
    *,
    on_date: date,
    folder: str,
    state: str,
    objections: str | None = None,
    person: str | None = None,
    **facts: Any,
) -> Change:
    """What somebody from outside found in the folder of a jury's panels: sound, or objections in their own words."""
    if not SHA256.fullmatch(folder):
        raise BadFact("folder", folder)
    told: dict[str, Any] = {"person": (person or "").strip() or None}
    if state == "objections":
        told["objections"] = worded(objections, _("Écrivez les objections du garant, telles qu’il les a dites."))
    return Change(facts=facts | {"folder": folder, "state": state}, exhibits=told)
