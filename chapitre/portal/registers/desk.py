"""`/bureau/registres`: the registers at the desk, their records, and one page an act (decision 082)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, BadFact, Doubled, NothingThere, StaleRecord, stories
from chapitre.kernel.acts.act import Act
from chapitre.kernel.acts.forms import new_token
from chapitre.kernel.acts.perform import state_label
from chapitre.kernel.figures.units import group
from chapitre.kernel.people.actors import STAFF, Actor
from chapitre.kernel.people.gates import actor_of, reader_required, staff_required
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.kernel.town.fields import place_names
from chapitre.kernel.words import place, said
from chapitre.portal import maps
from chapitre.portal.exchange.views import takes_files
from chapitre.portal.registers import addresses, views, words, work
from chapitre.portal.registers import record as records
from chapitre.portal.registers.forms import PLACE_FIELDS, RecordForm

WRONG = 422


@never_cache
@require_safe
@reader_required
def index(request: HttpRequest) -> HttpResponse:
    """`/bureau/registres`: the registers that the reader acts on, then those she reads."""
    actor = actor_of(request)
    own: list[tuple[str, list[dict[str, Any]]]] = []
    others: list[tuple[str, list[dict[str, Any]]]] = []
    for chapter, registers in words.by_chapter():
        for mine, found in ((True, own), (False, others)):
            lines = [_line(one, actor) for one in registers if work.acts_on(one, actor) is mine]
            if lines:
                found.append((chapter, lines))
    return render(request, "registers/desk/index.html", {"own": own, "others": others})


def _line(register: Register, actor: Actor) -> dict[str, Any]:
    return {
        "register": register,
        "label": words.capital(said(register.label)),
        "description": said(register.description),
        "makes": work.makes(register, actor),
    }


@never_cache
@require_safe
@reader_required
def list_page(request: HttpRequest, register: Register) -> HttpResponse:
    """`/bureau/registres/<register>`: its records, and what makes a new one."""
    context, status = views.list_context(request, register)
    for row in context["rows"]:
        row["url"] = addresses.desk_of(register, row["key"])
    context["makes"] = work.makes(register, actor_of(request))
    context["takes_files"] = takes_files(register, actor_of(request))
    return render(request, "registers/desk/list.html", context, status=status)


@never_cache
@require_safe
@reader_required
def record_page(request: HttpRequest, register: Register, key: str) -> HttpResponse:
    """`/bureau/registres/<register>/<key>`: a record and the acts that are possible now."""
    actor = actor_of(request)
    context = views.record_context(register, key)
    found = context["shown"].record
    buttons = work.possible(found, actor)
    context |= {
        "steps": [one for one in buttons if not one.rare],
        "rare": [one for one in buttons if one.rare],
        "nothing": "" if buttons else why_nothing(found, actor),
        "public_url": addresses.address_of(register, key),
        "own_desk": addresses.desk_of(register, key) if register.desk else "",
    }
    return render(request, "registers/desk/record.html", context)


def why_nothing(record: Record, actor: Actor) -> str:
    """Why no act is offered."""
    if actor.role not in STAFF:
        return _("Vous lisez cette fiche sans pouvoir agir : votre rôle ouvre le bureau en lecture.")
    if record.withdrawn:
        return _("Cette fiche est retirée du compte : plus aucun acte n’est possible.")
    return _("Aucun acte ne vous est ouvert sur cette fiche, dans l’état où elle est.")


# Acts -----------------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def new(request: HttpRequest, register: Register, name: str) -> HttpResponse:
    """`/bureau/registres/<register>/+<act>`: the form of an act that makes a record."""
    return _act(request, register, None, name)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def act(request: HttpRequest, register: Register, key: str, name: str) -> HttpResponse:
    """`/bureau/registres/<register>/<key>/<act>`: the form of an act on a record."""
    return _act(request, register, records.find(register, key), name)


def _act(request: HttpRequest, register: Register, record: Record | None, name: str) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    act = work.act_of(register, name, actor, record)
    today = clock.civil(now)
    if request.method != "POST":
        initial = {"seq": record.seq if record else 0, "jeton": new_token()}
        form = RecordForm(act=act, record=record, today=today, initial=initial)
        return page(request, form, 200 if record is None or work.in_order(act, record) else 409)
    form = RecordForm(request.POST, request.FILES, act=act, record=record, today=today)
    if not form.is_valid():
        return page(request, form, WRONG, form.kept())
    try:
        receipt = work.do(form, actor=actor, at=now)
    except ActError as refused:
        return again(request, form, now, refused)
    index = group(str(receipt.index), ("fr", "en")[place()])
    messages.success(
        request, _("C’est fait : « %(act)s ». Écriture %(index)s.") % {"act": said(act.label), "index": index}
    )
    return redirect("bureau_fiche", register, receipt.key)


def again(request: HttpRequest, form: RecordForm, now: datetime, refused: ActError) -> HttpResponse:
    """The act's page with the reason, what was written, and the record as it is now: sent again, it is a new try."""
    record = records.find(form.register, form.record.key) if form.record is not None else None
    data = sent_again(form, record, refused)
    data["seq"], data["jeton"] = str(record.seq if record else 0), new_token()
    kept = form.kept()
    data.update(kept)
    fresh = RecordForm(data, act=form.act, record=record, today=clock.civil(now))
    fresh.full_clean()
    at_fault = refused.name if isinstance(refused, BadFact) and refused.name in fresh.fields else None
    says_why = at_fault is None or isinstance(refused, NothingThere | Doubled)
    fresh.add_error(at_fault, refused.message if says_why else _("Cette valeur n’est pas permise ici."))
    return page(request, fresh, WRONG if refused.status == 400 else refused.status, kept)


def sent_again(form: RecordForm, record: Record | None, refused: ActError) -> Any:
    """What was written, for the next try; after somebody else's act, what was left alone follows the record."""
    if record is not None and isinstance(refused, StaleRecord):
        told = stories.story(form.register.name, record.key)
        read = next((one.after for one in told if one.seq == form.cleaned_data["seq"]), None)
        if read is not None:
            return form.onto(record, read)
    sent: Any = form.data
    return sent.copy()


def page(request: HttpRequest, form: RecordForm, status: int, kept: dict[str, str] | None = None) -> HttpResponse:
    """The page of an act's form."""
    record, act, register = form.record, form.act, form.register
    possible = record is None or work.in_order(act, record)
    back = (
        reverse("bureau_fiche", args=[register, record.key]) if record else reverse("bureau_registre", args=[register])
    )
    places = any(name in form.fields for name in PLACE_FIELDS)
    context = {
        "form": form,
        "act": act,
        "title": words.capital(said(act.label)),
        "grave": act.grave,
        "register": register,
        "label": words.capital(said(register.label)),
        "singular": said(register.singular),
        "record": record,
        "record_title": words.title(record) if record else "",
        "state": words.state(record) if record else None,
        "refused": "" if possible else refusal(act, record),
        "back": back,
        "groups": groups(form),
        "hidden": [field for field in form.hidden_fields() if field.name not in (kept or {})],
        "kept": kept or {},
        "places": place_names() if places else [],
        "place_url": addresses.url("signaler_lieu"),
        "plan": maps.town_map(label=None, projects=False, name="lieu") if places else "",
    }
    return render(request, "registers/desk/act.html", context, status=status)


def refusal(act: Act, record: Record | None) -> str:
    """Why an act is not possible on a record."""
    if record is None or record.withdrawn:
        return _("Cette fiche est retirée du compte : plus aucun acte n’est possible.")
    return _("« %(act)s » n’est pas possible ici : la fiche est dans l’état « %(state)s ».") % {
        "act": words.capital(said(act.label)),
        "state": state_label(act.register, str(getattr(record, "state", ""))),
    }


def groups(form: RecordForm) -> list[dict[str, Any]]:
    """The visible fields in their order, those of the place together under its map."""
    found: list[dict[str, Any]] = []
    placed = [field for field in form.visible_fields() if field.name in PLACE_FIELDS]
    for field in form.visible_fields():
        if field.name not in PLACE_FIELDS:
            found.append({"field": field, "suggested": getattr(field.field, "suggested", None)})
        elif placed and field is placed[0]:
            found.append({"place": placed, "suggested": None})
    return found
