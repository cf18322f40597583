"""A volunteer's side: the form that the quotas make, what she receives, how she changes her mind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.acts import draws
from chapitre.chapters.voice.methods import draw, openings
from chapitre.chapters.voice.models import Jury, PanelFile, Quota, Seat
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel.acts import OutOfOrder, Receipt, perform
from chapitre.kernel.acts.erase import scrub
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ANYBODY

FEW = 6  # answers shown one under the other; more are a list


def criteria(jury: str) -> dict[str, list[Quota]]:
    """A jury's quotas by criterion, both in the order they were set."""
    found: dict[str, list[Quota]] = {}
    for one in Quota.objects.filter(jury=jury, withdrawn=False).order_by("pk"):
        found.setdefault(one.category, []).append(one)
    return found


class VolunteerForm(forms.Form):
    """One question a criterion of the jury, then how to be reached, then consent."""

    nom = forms.CharField(
        label=_("Votre nom"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Écrivez votre nom : il faut savoir qui appeler.")},
    )
    courriel = forms.EmailField(
        label=_("Adresse électronique"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    telephone = forms.CharField(
        label=_("Téléphone"), required=False, max_length=30, widget=forms.TextInput(attrs={"autocomplete": "tel"})
    )
    accord = forms.BooleanField(
        label=_("J’accepte que la Ville garde ces réponses le temps du jury."),
        help_text=_(
            "Elles sont effacées deux ans après votre inscription. Si le jury est tiré au sort, elles le sont quelques "
            "mois après son avis, quatre ans après le tirage au plus."
        ),
        error_messages={"required": _("Sans cet accord, nous ne pouvons pas garder vos réponses.")},
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: Mapping[str, list[Quota]]) -> None:
        super().__init__(data)
        self.asked = dict(enumerate(asked.items()))
        for place, (category, quotas) in self.asked.items():
            choices = [(one.value, one.value) for one in quotas]
            few = len(choices) <= FEW
            self.fields[f"critere_{place}"] = forms.ChoiceField(
                label=category[:1].upper() + category[1:],
                choices=choices if few else [("", _("Choisissez")), *choices],
                widget=forms.RadioSelect if few else forms.Select,
                error_messages={"required": _("Choisissez une réponse.")},
            )
        self.order_fields([f"critere_{place}" for place in self.asked])

    @property
    def questions(self) -> list[forms.BoundField]:
        return [self[f"critere_{place}"] for place in self.asked]

    @property
    def features(self) -> list[tuple[str, str]]:
        """The answers, in the order of the criteria."""
        return [(category, self.cleaned_data[f"critere_{place}"]) for place, (category, _quotas) in self.asked.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("courriel") and not cleaned.get("telephone"):
            self.add_error("courriel", _("Laissez une adresse ou un téléphone : il faut pouvoir vous joindre."))
        return cleaned


@dataclass(frozen=True)
class Slip:
    """A volunteer's receipt: what opens her commitment, and where it stands in the ledger."""

    volunteer: Volunteer
    commitment: str
    salt: str
    index: int
    leaf: str

    @property
    def file(self) -> dict[str, Any]:
        """What the verification page and `draw-verify.py` read."""
        told = openings.receipt(self.volunteer.record.key, self.salt, self.volunteer.features)
        return told | {"entry": self.index}


@dataclass(frozen=True)
class Odds:
    """A volunteer's place in the pool, and in how many of the panels she sits."""

    number: int
    count: int
    panels: int


def volunteer(invitation: Invitation, form: VolunteerForm, *, at: datetime) -> Receipt:
    """Takes the answers of a valid form, once a letter. Raises ActError."""
    typed = form.cleaned_data
    with log.writer():
        if not Invitation.objects.filter(pk=invitation.pk, answered=False).update(answered=True):
            raise OutOfOrder(str(_("Une réponse est déjà venue avec ce courrier.")))
        return perform(
            draws.volunteered,
            invitation.record.key,
            actor=ANYBODY,
            at=at,
            features=form.features,
            name=typed["nom"],
            email=typed["courriel"] or None,
            phone=typed["telephone"] or None,
            code=invitation.code,
            language=get_language() or "fr",
        )


def withdraw(invitation: Invitation, *, at: datetime) -> None:
    """Takes a volunteer's answers away for good. Raises ActError once the list is frozen."""
    with log.writer():
        if not Volunteer.objects.filter(code=invitation.code).delete()[0]:
            raise OutOfOrder(str(_("Aucune réponse n’est gardée pour ce courrier.")))
        Invitation.objects.filter(pk=invitation.pk).update(answered=False)
        perform(draws.unvolunteered, invitation.record.key, actor=ANYBODY, at=at)
    transaction.on_commit(scrub)


def commitment_of(one: Volunteer) -> str:
    """What the ledger holds of a volunteer's answers."""
    return openings.commitment(one.salts["features"], one.features)


def slip_of(invitation: Invitation) -> Slip | None:
    """The receipt of a letter's volunteer, if there is one."""
    one = Volunteer.objects.select_related("record").filter(code=invitation.code).first()
    if one is None:
        return None
    entry = log.history("voice.juries", one.record.key)[one.seq - 1]
    return Slip(one, commitment_of(one), one.salts["features"], entry.index, bytes(entry.leaf).hex())


def seat_of(jury: Jury, slip: Slip) -> Seat | None:
    """The seat that a volunteer was called to, if she was."""
    odds = odds_of(jury, slip)
    return Seat.objects.filter(jury=jury.key, number=odds.number).order_by("pk").first() if odds else None


def odds_of(jury: Jury, slip: Slip) -> Odds | None:
    """A volunteer's number and chance, once the panels are published."""
    row = PanelFile.objects.filter(jury=jury.key).first() if jury.panels_hash else None
    told = draw.opened(row.body) if row else None
    if told is None or slip.commitment not in told["pool"]:
        return None
    number = told["pool"].index(slip.commitment) + 1
    return Odds(number, draw.counts(told["panels"], len(told["pool"]))[number - 1], len(told["panels"]))
