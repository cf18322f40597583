"""The register of processing (article 30 GDPR): what is told of private rows, and of what else the site keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.models import Private
from chapitre.kernel.records.registers import registers

Told = str | Promise
"""A sentence in French, lazy where it has its English."""

PUBLIC_TASK = _("mission d’intérêt public (RGPD, article 6, 1, e)")
CONSENT = _("consentement, que l’on retire quand on veut (RGPD, article 6, 1, a)")
LEGAL_DUTY = _("obligation légale (RGPD, article 6, 1, c)")

MECHANICS = frozenset({"id", "record", "seq", "salts", "expires_on"})
"""Columns of a private row that say nothing of anybody: where it belongs, and how long it stays."""


@dataclass(frozen=True)
class Article30:
    """What a private model tells besides its purpose and its retention: `article_30 = Article30(…)`.

    `data` says each of its columns in words, MECHANICS left out.
    """

    name: Told
    basis: Told
    subjects: Told
    recipients: Told
    data: Mapping[str, Told]


@dataclass(frozen=True)
class Processing:
    """One activity of the register of processing."""

    name: Told
    purpose: Told
    basis: Told
    subjects: Told
    data: tuple[Told, ...]
    recipients: Told
    retention: Told


others: list[Processing] = []
"""What is kept of people outside private rows: accounts, sessions, traces. Rooms add theirs from their apps.py."""


def processings() -> list[Processing]:
    """Every activity: those of the registers' private rows, then the others."""
    found = {model: None for declared in registers.values() for model in declared.privates}
    return [*(of_model(model) for model in found), *others]


def of_model(model: type[Private]) -> Processing:
    """What a private model tells; a column that it says nothing of goes by its own name, the rest is empty."""
    told: Article30 | None = getattr(model, "article_30", None)
    said = told.data if told else {}
    data = tuple(said.get(name, name) for name in columns(model))
    purpose, retention = getattr(model, "purpose", ""), getattr(model, "retention", "")
    if told is None:
        return Processing(str(model._meta.verbose_name), purpose, "", "", data, "", retention)
    return Processing(told.name, purpose, told.basis, told.subjects, data, told.recipients, retention)


def columns(model: type[Private]) -> list[str]:
    """The columns of a private model that hold something of somebody."""
    return [one.name for one in model._meta.concrete_fields if one.name not in MECHANICS]
