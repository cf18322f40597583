"""What may be done with records at the desk, and doing it: the acts that a register's own declaration opens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _

from chapitre.kernel.acts import Receipt, acts, acts_of, attachments, perform
from chapitre.kernel.acts.act import Act
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import AGENT, Actor
from chapitre.kernel.people.models import ROLE_LABELS
from chapitre.kernel.records import aside
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import listed, said
from chapitre.portal.registers import words
from chapitre.portal.registers.forms import CORRECTION, SUFFIXES, RecordForm

RARE = (CORRECTION, "withdrawn")


@dataclass(frozen=True)
class Button:
    """An act that is offered, and how it stands out."""

    name: str
    label: str
    grave: bool
    rare: bool  # one that every register has: steps of its own come first


def makes(register: Register, actor: Actor) -> list[Button]:
    """The acts by which this actor may make a record."""
    return [
        _button(one) for one in acts_of(register.name) if _has_page(one) and one.creates and one.open_to(actor, None)
    ]


def possible(record: Record, actor: Actor) -> list[Button]:
    """The acts that this actor may do on a record now."""
    found = (one for one in acts_of(record.register.name) if _has_page(one) and not one.creates)
    return [_button(one) for one in found if in_order(one, record) and one.open_to(actor, record.facts())]


def acts_on(register: Register, actor: Actor) -> bool:
    """Whether this actor has an act of some kind here that the house makes a form for."""
    return any(_has_page(one) and one.open_to(actor, None) for one in acts_of(register.name))


def in_order(act: Act, record: Record) -> bool:
    """Whether an act is possible on a record, whoever does it."""
    state = getattr(record, "state", None)
    return not record.withdrawn and (not act.states or state in act.states)


def _has_page(act: Act) -> bool:
    return act.asks is not None


def _button(act: Act) -> Button:
    return Button(act.name, words.capital(said(act.label)), act.grave, act.name in RARE)


def act_of(register: Register, name: str, actor: Actor, record: Record | None) -> Act:
    """The act of that name that makes a record, or that is done on one. Raises Http404, PermissionDenied."""
    act = acts.get(f"{register.name}.{name}")
    if act is None or not _has_page(act) or act.creates != (record is None):
        raise Http404
    if not act.open_to(actor, None if record is None else record.facts()):
        raise PermissionDenied(_not_yours(act, actor))
    return act


def _not_yours(act: Act, actor: Actor) -> str:
    if actor.role in act.roles and actor.role == AGENT:
        return _("« %(act)s » revient à un autre service que le vôtre. Rien n’a été enregistré.") % {
            "act": words.capital(said(act.label))
        }
    roles = listed(str(ROLE_LABELS[role]) for role in sorted(act.roles))
    return _("« %(act)s » revient à : %(roles)s. Rien n’a été enregistré.") % {
        "act": words.capital(said(act.label)),
        "roles": roles,
    }


def do(form: RecordForm, *, actor: Actor, at: datetime) -> Receipt:
    """Does the act of a valid form, once however often it is sent. Raises ActError; then nothing has changed."""
    given = form.cleaned_data
    names: dict[str, str] = {}
    new: set[str] = set()
    with attachments.kept(new):
        for name, data in form.contents.items():
            (names[name],), added = attachments.store([data], SUFFIXES[form.asks[name].kind])
            new |= added
        with log.writer():
            # The shape goes in with the record that names it, or not at all.
            if form.geometry is not None:
                shapes_store.put(form.geometry)
            receipt = perform(
                form.act,
                form.key,
                actor=actor,
                at=at,
                on_date=form.on_date,
                expected_seq=given["seq"] if form.record is not None else None,
                idempotency=f"{actor.user_id} {form.register.name} {form.record} {given['jeton']}",
                **form.params,
                **names,
            )
    aside.forget(str(given[hidden]) for hidden in given if hidden.startswith("garde_") and given[hidden])
    return receipt
