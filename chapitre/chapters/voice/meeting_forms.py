"""The two forms of a meeting at the desk: declaring it held, and noting a question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.words import THEMES
from chapitre.kernel.acts.forms import LongText, new_token
from chapitre.kernel.words import spoken


class HeldForm(forms.Form):
    """The number that staff stand by, and the minutes."""

    presence = forms.IntegerField(
        label=_("Combien de personnes"),
        min_value=0,
        max_value=100_000,
        help_text=_("Le nombre compté à la main fait foi ; celui des téléphones aide à le dire."),
    )
    compte_rendu = LongText(
        label=_("Compte rendu"), required=False, help_text=_("Tout le monde pourra le lire : aucun nom d’habitant·e.")
    )


class QuestionForm(forms.Form):
    """A question as it was asked, without who asked it."""

    theme = forms.ChoiceField(label=_("Thème"))
    question = LongText(label=_("La question"), help_text=_("Telle qu’elle est posée, sans le nom de qui la pose."))
    jeton = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"jeton": new_token()})
        theme: Any = self.fields["theme"]
        theme.choices = [(code, spoken(pair)) for code, pair in THEMES.items()]
