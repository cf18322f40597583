"""The form by which staff type contributions that came on paper or were said in a meeting, one or many at a time."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models import Consultation
from chapitre.chapters.voice.models.contributions import CHANNELS
from chapitre.chapters.voice.placed import PlacedForm
from chapitre.kernel.acts.forms import TEXT_LIMIT, LongText, new_token, not_to_come
from chapitre.kernel.words import capital, said

MOST = 100  # contributions typed at once
BETWEEN = re.compile(r"\n\s*\n")  # what separates them: an empty line


class PaperForm(PlacedForm):
    """What was written or said, without who wrote or said it; an answer chosen and a place go for all of them."""

    voie = forms.ChoiceField(label=_("Reçue"), widget=forms.RadioSelect)
    jour = forms.DateField(
        label=_("Quel jour"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("Celui du papier ou de la réunion."),
    )
    choix = forms.ChoiceField(label=_("Réponse choisie"), required=False)
    texte = LongText(
        label=_("Ce qui est écrit ou dit"),
        required=False,
        max_length=TEXT_LIMIT * 20,
        help_text=_("Tel quel, sans nom. Ce texte sera relu, puis publié, comme ceux qui arrivent en ligne."),
    )
    plusieurs = forms.BooleanField(
        label=_("Il y en a plusieurs, séparées par une ligne vide : une contribution par paragraphe"), required=False
    )
    jeton = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None, *, consultation: Consultation, today: date, last: Any = None) -> None:
        super().__init__(data, initial={"jeton": new_token(), "voie": "paper", "jour": today, **(last or {})})
        self.today, self.consultation = today, consultation
        self.texts: list[str] = []
        channel: Any = self.fields["voie"]
        channel.choices = [(code, capital(said(CHANNELS[code]))) for code in ("paper", "meeting")]
        choice: Any = self.fields["choix"]
        choice.choices = [("", _("Aucune")), *((one, one) for one in consultation.offered)]
        if not consultation.offered:
            del self.fields["choix"]

    def clean_jour(self) -> date:
        day = not_to_come(self.cleaned_data["jour"], self.today)
        if not self.consultation.opened_on <= day <= self.consultation.closes_on:
            raise forms.ValidationError(_("La consultation n’était pas ouverte ce jour-là."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        text = cleaned.get("texte", "").strip()
        self.texts = BETWEEN.split(text) if cleaned.get("plusieurs") else [text]
        if "texte" not in cleaned:
            return cleaned
        if not text and not cleaned.get("choix"):
            self.add_error("texte", _("Choisissez une réponse, ou écrivez quelques mots."))
        if len(self.texts) > MOST:
            self.add_error("texte", _("Cela fait %(count)d contributions : %(most)d au plus à la fois.") % {
                "count": len(self.texts), "most": MOST,
            })  # fmt: skip
        elif long := [place for place, one in enumerate(self.texts, start=1) if len(one) > TEXT_LIMIT]:
            self.add_error("texte", _("La contribution %(place)d dépasse %(limit)d signes : raccourcissez-la.") % {
                "place": long[0], "limit": TEXT_LIMIT,
            })  # fmt: skip
        return cleaned
