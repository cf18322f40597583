"""The forms of a jury's sessions at the desk: announcing one, correcting a roll, calling one off."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.acts.forms import LongText


class AnnounceForm(forms.Form):
    """When and where, and what about."""

    jour = forms.DateField(label=_("Jour"), widget=forms.DateInput(attrs={"type": "date"}))
    heure = forms.TimeField(label=_("Heure"), required=False, widget=forms.TimeInput(attrs={"type": "time"}))
    lieu = forms.CharField(label=_("Lieu"), required=False, max_length=160)
    sujet = forms.CharField(label=_("Sujet"), max_length=200, help_text=_("« Première session », par exemple."))


class ReasonForm(forms.Form):
    """Why a roll is corrected or a session called off, in public."""

    motif = LongText(label=_("Motif"), help_text=_("Tout le monde pourra le lire : ne nommez personne."))
