"""The form by which anybody contributes to a consultation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models import Consultation
from chapitre.chapters.voice.placed import PlacedForm
from chapitre.kernel.acts.forms import LongText


class ContributionForm(PlacedForm):
    """An answer, words, a place, an address: each may be left out, but not the first two together."""

    choix = forms.ChoiceField(label=_("Votre réponse"), required=False, widget=forms.RadioSelect)
    texte = LongText(
        label=_("Vos mots"),
        required=False,
        help_text=_("Sans nom ni téléphone. Un agent les lit avant qu’ils soient publiés."),
    )
    courriel = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        help_text=_("Facultative : pour vous dire si votre texte est publié. Elle est effacée aussitôt après."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, data: Any = None, *, consultation: Consultation) -> None:
        super().__init__(data)
        offered = consultation.offered
        choice: Any = self.fields["choix"]
        choice.choices = [(one, one) for one in offered]
        if not offered:
            del self.fields["choix"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("choix") and not cleaned.get("texte", "").strip():
            self.add_error("texte", _("Choisissez une réponse, ou écrivez quelques mots."))
        return cleaned
