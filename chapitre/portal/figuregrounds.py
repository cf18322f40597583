"""What a figure's page shows of what it rests on besides records: a document, a source, a measure, a scenario."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.figures import documents
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.detail import with_operands
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import Register
from chapitre.portal import figurepage
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of

TITLES = {
    "atteste": _("Ce qui l’atteste"),
    "statistique": _("La statistique"),
    "mesure": _("La mesure"),
    "projete": _("Le scénario"),
}


@dataclass(frozen=True)
class Paper:
    """A document that stands in the register: its facts in words, its own page and its file ("" where it has none)."""

    title: str
    page: str
    facts: tuple[tuple[str, str], ...]
    file: str


@dataclass(frozen=True)
class Ground:
    """One thing that a number rests on. `part` names the figure it belongs to, where that is one of an expression's."""

    title: Any
    part_id: str
    part_label: str
    words: str
    paper: Paper | None
    awaited: str  # the key of a document that does not stand in the register, or ""


def grounds_of(one: Declaration, lang: str) -> list[Ground]:
    """What a figure rests on, and what each figure that it is made of does."""
    figures = [part for part in with_operands(one) if part.document or part.source or part.scenario]
    papers = documents.standing(documents.named(figures))
    return [_ground(part, part is one, papers.get(part.document or ""), lang) for part in figures]


def _ground(one: Declaration, own: bool, row: Any, lang: str) -> Ground:
    at = figurepage.at(lang)
    return Ground(
        title=TITLES.get(one.evidence, _("Ce qui l’appuie")),
        part_id="" if own else one.id,
        part_label="" if own else one.label[at],
        words=" ".join(pair[at] for pair in (one.scenario, one.source) if pair is not None),
        paper=None if row is None else _paper(row, lang),
        awaited=one.document if one.document and row is None else "",
    )


def _paper(row: Any, lang: str) -> Paper:
    register = row.register
    facts = [
        (words.head(register, name), words.fact(register, name, value, lang))
        for name in register.own
        if (value := getattr(row, name)) is not None and name != register.title
    ]
    return Paper(words.title(row, lang), address_of(register, row.key), tuple(facts), _file(register, row.key))


def _file(register: Register, key: str) -> str:
    """The address of a document's file, while it stands."""
    openings = Opening.objects.filter(register=register.name, key=key, field="document", file__isnull=False)
    name = openings.order_by("-seq").values_list("file", flat=True).first()
    return reverse("registre_piece", args=[register, key, name]) if name else ""
