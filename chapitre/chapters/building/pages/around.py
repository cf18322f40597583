"""What the town's shared registers hold on a project: promises, meetings, decisions, money; and its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _

from chapitre.chapters.building.models import Facility, Phase, Surface
from chapitre.chapters.building.pages.ground import measured
from chapitre.chapters.building.pages.telling import of_project, state, title
from chapitre.kernel.commons.models import Commitment, Decision, Meeting, Payment, Project
from chapitre.kernel.figures import sources
from chapitre.kernel.rules import Tree
from chapitre.kernel.rules.nodes import operands
from chapitre.kernel.words import place

RECENT = 5


@dataclass(frozen=True)
class Promise:
    """A commitment of the project."""

    key: str
    title: str
    kind: str
    state: str
    due_on: date | None
    expected_on: date | None
    done_on: date | None


def promises(key: str, today: date) -> list[Promise]:
    """The project's commitments, those due first before the others, those over last."""
    found = [_promise(one, today) for one in of_project(Commitment, key).order_by("due_on", "key")]
    return sorted(found, key=lambda one: (one.kind in ("done", "no"), one.due_on or date.max))


def _promise(one: Commitment, today: date) -> Promise:
    kind, words = state(one, one.expected_on or one.due_on, today)
    return Promise(one.key, title(one), kind, words, one.due_on, one.expected_on, one.done_on)


def meetings(key: str, today: date) -> dict[str, Any]:
    """The meetings to come, the last ones held, and how many were held in all."""
    found = of_project(Meeting, key)
    coming = found.filter(state="announced", held_on__gte=today).order_by("held_on", "key")[:RECENT]
    held = found.filter(state="held")
    return {"coming": list(coming), "held": list(held.order_by("-held_on", "key")[:RECENT]), "count": held.count()}


def decisions(project: Project) -> list[Decision]:
    """The council decisions that the project, its phases, its promises or its money rest on."""
    keys = {project.decision}
    for model in (Phase, Commitment, Payment):
        keys |= set(of_project(model, project.key).filter(decision__isnull=False).values_list("decision", flat=True))
    rows = Decision.objects.filter(withdrawn=False, key__in=[key for key in keys if key])
    return list(rows.order_by("decided_on", "key"))


def money(key: str) -> list[tuple[str, str]]:
    """What is voted, committed and paid, each stage with its sum in words."""
    sums = dict(of_project(Payment, key).order_by().values_list("stage").annotate(Sum("amount_cents")))
    labels = {"voted": _("Crédits votés"), "committed": _("Dépenses engagées"), "paid": _("Dépenses payées")}
    return [(label, measured("eur", sums[stage])) for stage, label in labels.items() if stage in sums]


def figures(project: Project) -> list[tuple[str, str]]:
    """The figures whose rule names the project, or one of its places or phases: their id and label."""
    names = {project.key, project.name}
    for model, fact in ((Phase, "title"), (Facility, "name"), (Surface, "name")):
        names |= set(of_project(model, project.key).values_list(fact, flat=True))
    declared = sources.declarations().values()
    return [(one.id, one.label[place()]) for one in declared if one.rule is not None and names & set(texts(one.rule))]


def texts(tree: Tree) -> list[str]:
    """The texts that a rule writes."""
    if tree[0] == "str":
        return [tree[1]]
    return [text for _, part in operands(tree) for text in texts(part)]
