"""What the page of one case says, put into words once for the page and for the acts that send one back to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapitre.chapters.streets import display, worklists
from chapitre.chapters.streets.casework import Case
from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.desk_forms import ActForm, ReviewForm
from chapitre.chapters.streets.desk_gate import reads_private
from chapitre.chapters.streets.states import CLOSED, OPEN
from chapitre.chapters.streets.timeline import label, value
from chapitre.chapters.streets.worklists import Around, NoSuchQueue, Selection
from chapitre.kernel import clock
from chapitre.kernel.acts.forms import new_token
from chapitre.kernel.figures import declarations
from chapitre.kernel.people.actors import STAFF, Actor
from chapitre.kernel.people.gates import actor_of

READ_ONLY = gettext_lazy("Vous lisez cette fiche sans pouvoir agir : votre rôle ouvre le bureau en lecture.")
ELSEWHERE = gettext_lazy("Cette fiche est suivie par le service « %(department)s » : vous pouvez la lire, pas agir.")
GONE = gettext_lazy("Cette fiche est retirée du compte : plus aucun acte n’est possible.")
"""Why nothing is offered."""


@dataclass(frozen=True)
class Button:
    """An act that is offered: where it leads, its key on the keyboard, how it stands out."""

    name: str
    verb: str
    label: str | Promise
    key: str
    style: str
    direct: bool = False  # done by the button itself, without a page of its own


BUTTONS = (
    Button("accepted", "accepter", gettext_lazy("Accepter"), "a", "", direct=True),
    Button("resolved", "resoudre", gettext_lazy("Résoudre, avec photo"), "r", ""),
    Button("reassigned", "transmettre", gettext_lazy("Transmettre"), "t", ""),
    Button("asked", "demander", gettext_lazy("Demander"), "q", ""),
    Button("merged", "relier", gettext_lazy("Relier"), "m", ""),
    Button("reopened", "rouvrir", gettext_lazy("Rouvrir"), "", ""),
    Button("rejected", "rejeter", gettext_lazy("Rejeter, avec motif"), "x", "btn--warn"),
)
ASIDE = (
    Button("amended", "corriger", gettext_lazy("Corriger"), "", ""),
    Button("withdrawn", "retirer", gettext_lazy("Retirer du compte"), "", "btn--warn"),
    Button("erased", "effacer", gettext_lazy("Effacer les données"), "", "btn--warn"),
)


def main_act(case: Case) -> str:
    """The act that comes next, whose button is the solid one: reading first, then taking on, then resolving."""
    for name in ("reviewed", "accepted", "resolved"):
        if case.may(name) and (name != "accepted" or case.report.state in ("received", "reopened")):
            return name
    return ""


def selection_of(request: HttpRequest, case: Case, actor: Actor) -> Selection | None:
    """The list that the reader came by; her department's queue if the address names none, nothing if she has none."""
    asked: dict[str, Any] = request.GET.dict()
    if not asked.get("file"):
        if case.report.department not in worklists.readable_departments(actor):
            return None
        asked = {"file": case.report.department}
    try:
        return worklists.select(actor, asked)
    except NoSuchQueue:
        return None


def why_nothing(case: Case, actor: Actor) -> str:
    """Why no act is offered; "" when one is."""
    if case.acts:
        return ""
    if actor.role not in STAFF:
        return str(READ_ONLY)
    if case.report.withdrawn:
        return str(GONE)
    return str(ELSEWHERE) % {"department": display.team(case.report)}


def next_step(case: Case) -> str:
    """What may come next, for the dashed point of the timeline."""
    report = case.report
    if report.withdrawn or report.state == "merged":
        return ""
    if report.state in CLOSED:
        return _("Clos. Qui a signalé peut contester ; un·e agent·e peut rouvrir, avec un motif.")
    if report.state == "asked":
        return _("La réponse de la personne, ou la suite sans elle. Le délai compte toujours.")
    return _("Résoudre, ou rejeter avec un motif public. Le délai compte toujours.")


def facts(case: Case) -> list[tuple[str, str]]:
    """The facts of the list at the right, in words."""
    report = case.report
    category = categories().get(report.category)
    rows = [
        (_("Sujet"), display.subject(report)),
        (_("Service"), display.team(report)),
        (_("Lieu"), report.place),
        (_("Quartier"), display.district(report)),
        (
            _("Reçu"),
            _("%(day)s, par %(channel)s")
            % {"day": value("received_on", report.received_on), "channel": label("channel", report.channel)},
        ),
        (_("Promis pour"), value("due_on", report.due_on)),
    ]
    if report.resolved_on:
        rows.append((_("Résolu le"), value("resolved_on", report.resolved_on)))
    if report.rejected_on:
        rows.append((_("Rejeté le"), value("rejected_on", report.rejected_on)))
    if category and category.question and report.answer:
        rows.append((str(category.question), label("answer", report.answer)))
    if report.reopenings:
        rows.append((_("Réouvertures"), str(report.reopenings)))
    if report.review != "done":
        rows.append((_("Relecture"), label("review", report.review)))
    return rows


def case_context(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Everything that the case page's template names."""
    actor, today, report = actor_of(request), clock.today(), case.report
    selection = selection_of(request, case, actor)
    address = urlencode(selection.address()) if selection else ""
    around = worklists.around(selection, report) if selection else None
    kind, state = display.kind_of(report, today)
    token, known = new_token(), declarations()
    exact = case.unpublished.point if case.unpublished else None
    return {
        "case": case,
        "report": report,
        "subject": display.subject(report),
        "place": display.address(report),
        "kind": kind,
        "state": state,
        "plain_state": label("state", report.state),
        "open": report.state in OPEN,
        "facts": facts(case),
        "selection": selection,
        "queue_label": queue_label(selection),
        "around": around,
        "address": address,
        "neighbour_urls": neighbour_urls(around, address),
        "buttons": [one for one in BUTTONS if case.may(one.name)],
        "aside": [one for one in ASIDE if case.may(one.name)],
        "main": main_act(case),
        "nothing": why_nothing(case, actor),
        "next_step": next_step(case),
        "private": case.unpublished,
        "reads_private": reads_private(actor, report),
        "review": review_form(case, token) if case.may("reviewed") else None,
        "accept": ActForm(case=case, initial={"seq": report.seq, "jeton": token}),
        "figures": [(id, spoken(known[id].label)) for id in case.figures],
        "here": exact or (report.lon, report.lat),
        "exact": exact is not None,
        "dots": [(one.report.lon, one.report.lat, display.kind_of(one.report, today)[0]) for one in case.beside],
        "email": None,
        "refused": "",
    }


def review_form(case: Case, token: str) -> ReviewForm:
    return ReviewForm(case=case, initial={"seq": case.report.seq, "jeton": token})


def queue_label(selection: Selection | None) -> str:
    """The name of a list."""
    if selection is None:
        return ""
    names = {
        worklists.TO_REVIEW: _("À relire"),
        worklists.HELD: _("Envois en rafale"),
        worklists.ANSWERED: _("Réponses reçues"),
        worklists.CONTESTED: _("Contestés"),
    }
    return names.get(selection.queue) or label("department", selection.queue)


def neighbour_urls(around: Around | None, address: str) -> dict[str, str]:
    """The addresses of the reports before and after in the list, "" at its ends."""
    keys = {"previous": around.previous, "next": around.next} if around else {"previous": None, "next": None}
    return {name: f"{reverse('bureau_signalement', args=[key])}?{address}" if key else "" for name, key in keys.items()}
