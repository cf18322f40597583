"""What the registers that all chapters share hold on a project: promises, papers, money; the house's own parts."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapitre.kernel.commons.models import Commitment, Decision, Document, Payment, Project
from chapitre.kernel.commons.telling import Line, code, dated, line, measured, naming, of_project
from chapitre.kernel.people.menus import ProjectPart, project_parts
from chapitre.kernel.records.registers import Register

DECISIONS, DOCUMENTS = Decision.register.name, Document.register.name


def register() -> None:
    """Adds them; called once, when the house opens."""
    project_parts.register(
        ProjectPart(
            "promesses",
            gettext_lazy("Ce que la Ville a promis"),
            (Commitment.register.name,),
            "portal/projects/_lines.html",
            50,
            promises,
        ),
        ProjectPart("papiers", gettext_lazy("Délibérations et pièces"), (), "portal/projects/_lines.html", 80, papers),
        ProjectPart(
            "argent", gettext_lazy("L’argent"), (Payment.register.name,), "portal/projects/_money.html", 90, money
        ),
    )


def promises(key: str, today: date) -> dict[str, Any] | None:
    """The project's commitments, those due first before the others, those over last."""
    found = [_promise(one, today) for one in of_project(Commitment, key).order_by("due_on", "key")]
    return {"lines": sorted(found, key=lambda one: one.kind in ("done", "no"))} if found else None


def _promise(one: Commitment, today: date) -> Line:
    days = [dated(_("promis pour le %s"), one.due_on)]
    if one.done_on:
        days.append(dated(_("fait le %s") if one.state == "done" else _("abandonné le %s"), one.done_on))
    elif one.expected_on != one.due_on:
        days.append(dated(_("attendu le %s"), one.expected_on))
    return line(one, code(one, "kind"), today, *days)


def papers(key: str, today: date) -> dict[str, Any] | None:
    """The council decisions and documents that the project, or a record that names it, rests on."""
    decisions, documents = _named(key)
    voted = Decision.objects.filter(withdrawn=False, key__in=decisions).order_by("decided_on", "key")
    kept = Document.objects.filter(withdrawn=False, key__in=documents).order_by("dated_on", "key")
    lines = [line(one, "", today, dated("%s", one.decided_on), _votes(one)) for one in voted]
    lines += [line(one, code(one, "kind"), today, one.issuer, dated("%s", one.dated_on)) for one in kept]
    return {"lines": lines} if lines else None


def _votes(one: Decision) -> str:
    if one.votes_for is None:
        return ""
    return _("%(yes)s pour, %(no)s contre") % {"yes": one.votes_for, "no": one.votes_against or 0}


def _named(key: str) -> tuple[set[str], set[str]]:
    """The keys of decisions and of documents that the project and the records of it name."""
    found: dict[str, set[str]] = {DECISIONS: set(), DOCUMENTS: set()}
    sources: list[tuple[Any, Register]] = [(Project.objects.filter(key=key), Project.register)]
    sources += [(of_project(one.objects, key), one) for one in naming(Project.register.name)]
    for rows, declared in sources:
        links = {name: told.link for name, told in declared.about.items() if told.link in found}
        for values in rows.order_by().values_list(*links).distinct() if links else ():
            for target, value in zip(links.values(), values, strict=True):
                if target and value:
                    found[target].add(value)
    return found[DECISIONS], found[DOCUMENTS]


def money(key: str, today: date) -> dict[str, Any] | None:
    """What is voted, committed and paid: each stage with its sum."""
    sums = dict(of_project(Payment, key).order_by().values_list("stage").annotate(Sum("amount_cents")))
    labels = {"voted": _("Crédits votés"), "committed": _("Dépenses engagées"), "paid": _("Dépenses payées")}
    stages = [(label, measured("eur", sums[stage])) for stage, label in labels.items() if stage in sums]
    return {"stages": stages} if stages else None
