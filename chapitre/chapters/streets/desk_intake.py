"""A report that an agent writes down for somebody else, on the telephone or at the front desk."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets import acts, follow, notify
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.desk_forms import subjects
from chapitre.chapters.streets.forms import ANSWER_LABELS, Photos
from chapitre.kernel import clock
from chapitre.kernel.acts import Receipt, attachments, perform
from chapitre.kernel.acts.forms import LongText, not_to_come
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.town.fields import PlaceField


class NewForm(forms.Form):
    """A report that an agent writes down for somebody, on the telephone or at the front desk."""

    jeton = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)
    canal = forms.ChoiceField(
        label=_("Reçu"),
        choices=[("phone", _("au téléphone")), ("desk", _("à l’accueil"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Dites si c’est au téléphone ou à l’accueil.")},
    )
    recu_le = forms.DateField(
        label=_("Quel jour ?"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"required": _("Écrivez le jour où la personne l’a dit."), "invalid": _("Écrivez une date.")},
    )
    sujet = forms.ChoiceField(
        label=_("Sujet"),
        error_messages={"required": _("Choisissez le sujet."), "invalid_choice": _("Ce sujet n’existe pas.")},
    )
    reponse = forms.ChoiceField(
        label=_("Réponse à la question du sujet, s’il en pose une"),
        choices=[("", _("pas de question"))] + [(code, label) for code, label in ANSWER_LABELS.items()],
        required=False,
    )
    lieu = PlaceField(error_messages={"required": _("Écrivez la rue, la place ou l’équipement.")})
    texte = LongText(
        label=_("Ce que dit la personne"),
        required=False,
        help_text=_("Facultatif. Ni nom ni plaque : ce texte sera relu, puis public."),
    )
    photos = forms.Field(label=_("Photos, 4 au plus"), required=False, widget=Photos)
    courriel = forms.EmailField(
        label=_("Son adresse électronique"),
        required=False,
        max_length=254,
        help_text=_("Facultatif. Pour être prévenu·e de la suite ; jamais publiée, effacée 90 jours après la réponse."),
        error_messages={"invalid": _("Cette adresse n’est pas complète : il faut la forme nom@exemple.fr.")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        kwargs.setdefault("initial", {"recu_le": today, "canal": "phone"})
        super().__init__(*args, **kwargs)
        self.fields["sujet"].choices = [("", _("choisir")), *subjects()]  # type: ignore[attr-defined]

    def clean_recu_le(self) -> date:
        return not_to_come(self.cleaned_data["recu_le"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        category = categories().get(cleaned.get("sujet", ""))
        if category and category.question is not None and not cleaned.get("reponse"):
            self.add_error(
                "reponse",
                forms.ValidationError(
                    _("Posez la question : « %(question)s » « Je ne sais pas » est une réponse."),
                    params={"question": str(category.question)},
                ),
            )
        if category and category.question is None:
            cleaned["reponse"] = ""
        return cleaned


def take_down(form: NewForm, photos: list[bytes], *, actor: Actor, at: datetime, language: str) -> Receipt:
    """Makes the report of a valid form, once however often it is sent. Raises ActError.

    The words are read again before they are public, like everybody's: what is said on the telephone names people.
    """
    given, place = form.cleaned_data, form.cleaned_data["lieu"]
    key = f"{actor.user_id} {given['jeton']}"
    names, new = attachments.store(photos)
    with attachments.kept(new):
        receipt = perform(
            acts.received,
            actor=actor,
            at=at,
            on_date=None if given["recu_le"] == clock.civil(at) else given["recu_le"],
            idempotency=key,
            category=given["sujet"],
            channel=given["canal"],
            district=place.district,
            place=place.name,
            lon=place.lon,
            lat=place.lat,
            answer=given["reponse"] or None,
            text=given["texte"],
            photos=names,
            email=given["courriel"],
            language=language,
            follow=follow.digest(follow.token_for(key)),
        )
    notify.after_act(receipt)
    return receipt
