"""A record of any register, made through its own acts from what its declaration says."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile

from chapitre.chapters.voice.acts import budgets, contributions, sittings
from chapitre.kernel.acts import acts_of, perform
from chapitre.kernel.acts.act import Act
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import registers
from chapitre.kernel.town import town
from chapitre.portal.registers.fields import LinkField, UnitField
from chapitre.portal.registers.forms import RecordForm
from chapitre.report import acts as report_acts
from tests import factories
from tests.chapters.streets.pictures import photo
from tests.factories import AT

ADMIN = Actor(ADMINISTRATOR, user_id=1)
DAY = date(2025, 11, 17)
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HASH = "ab" * 32


def edition() -> str:
    facts = {"number": 1, "size": 3, "root": HASH, "manifest": HASH, "verifier": HASH}
    return perform(report_acts.edition_published, actor=ADMIN, at=AT, **facts).key


def erratum() -> str:
    facts = {"figure": "streets.reports_received", "kind": "value", "old": "3", "new": "4", "as_of": DAY}
    definitions = {"old_definition": HASH, "new_definition": HASH}
    return perform(report_acts.erratum_published, actor=ADMIN, at=AT, reason="Une faute", **facts, **definitions).key


def contribution() -> str:
    consultation = sample("voice.consultations").key
    return perform(contributions.sent, actor=ADMIN, at=AT, consultation=consultation, choice="oui").key


def signature() -> str:
    budget = sample("voice.budgets").key
    return perform(budgets.signed, actor=ADMIN, at=AT, budget=budget, channel="web", vote_until=DAY).key


def ballot() -> str:
    budget = sample("voice.budgets").key
    return perform(budgets.opened, actor=ADMIN, at=AT, budget=budget, choices="1:1").key


def jury_allowance() -> str:
    session = sample("voice.jury_sessions")
    facts = {"jury": session.facts()["jury"], "session": session.key, "rate_cents": 8_600, "numbers": [3, 12]}
    return perform(sittings.paid, actor=ADMIN, at=AT, **facts).key


# Registers whose records no plain form makes.
OWN = {
    "streets.reports": lambda: factories.report().key,
    "report.editions": edition,
    "report.errata": erratum,
    "voice.contributions": contribution,
    "voice.signatures": signature,
    "voice.ballots": ballot,
    "voice.jury_allowances": jury_allowance,
}


def maker(name: str) -> Act | None:
    """The act that makes a record of a register and that the house makes a form for."""
    return next((one for one in acts_of(name) if one.creates and one.asks is not None), None)


def sample(name: str) -> Record:
    """A record of a register."""
    made = OWN[name]() if name in OWN else _through_a_form(name)
    manager: Any = registers[name].objects._default_manager
    return manager.get(key=made)  # type: ignore[no-any-return]


def _through_a_form(name: str) -> str:
    act = maker(name)
    assert act is not None, f"{name}: no act with a form makes a record; say in samples.OWN how one is made"
    make_what_it_needs(act)
    form = RecordForm(act=act, record=None, today=DAY, initial={"seq": 0, "jeton": "jeton-de-ce-formulaire"})
    data, files = answers(form)
    sent = RecordForm(data, files, act=act, record=None, today=DAY)
    assert sent.is_valid(), (name, sent.errors)
    return str(perform(act, None, actor=ADMIN, at=AT, **sent.params, **_stored(sent)).key)


def make_what_it_needs(act: Act) -> None:
    """A record in each register that the act must name one of."""
    links = {
        registers[act.register].about[one.name].link for one in act.asks or () if one.kind == "fact" and one.required
    }
    for link in sorted(name for name in links if name and name != act.register):
        manager: Any = registers[link].objects._default_manager
        if not manager.exists():
            sample(link)


def _stored(form: RecordForm) -> dict[str, str]:
    from chapitre.kernel.records import files

    return {
        name: files.store(data, "pdf" if data.startswith(b"%PDF") else "jpg") for name, data in form.contents.items()
    }


def answers(form: RecordForm) -> tuple[dict[str, str], dict[str, SimpleUploadedFile]]:
    """What somebody may write in an act's form: something in each field, from what the field says of itself."""
    data, files = {"seq": str(form.initial["seq"]), "jeton": form.initial["jeton"]}, {}
    for bound in form.visible_fields():
        name, field = bound.name, bound.field
        if name == "lon":
            data[name] = f"{town().middle.lon / 1e6:.6f}"
        elif name == "lat":
            data[name] = f"{town().middle.lat / 1e6:.6f}"
        elif isinstance(field, forms.FileField):
            if name in form.asks:
                is_pdf = form.asks[name].kind == "document"
                body = PDF if is_pdf else photo()
                files[name] = SimpleUploadedFile("piece.pdf" if is_pdf else "photo.jpg", body)
        elif name not in ("lieu", "geojson", "numero"):
            data[name] = written(field)
    return {name: value for name, value in data.items() if value}, files


def written(field: forms.Field) -> str:
    """A value that a field takes, as it is written; "" for none."""
    if isinstance(field, UnitField):
        return field.written(max(field.low, min(field.high, 100)))
    if isinstance(field, forms.BooleanField):
        return "on"
    if isinstance(field, forms.ChoiceField):
        return next((str(code) for code, _label in field.choices if code), "")
    if isinstance(field, forms.DateField):
        return DAY.isoformat()
    if isinstance(field, LinkField):
        return ""
    return "Exemple d’Ivry"[: getattr(field, "max_length", None) or 40]
