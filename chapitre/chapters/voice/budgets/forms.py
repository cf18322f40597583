"""The forms of a participatory budget: an idea, a ballot, an idea read by staff, a paper ballot."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapitre.chapters.voice.budgets.choices import BadBallot
from chapitre.chapters.voice.models.budgets import Idea
from chapitre.chapters.voice.models.words import THEMES
from chapitre.chapters.voice.placed import PlacedForm
from chapitre.kernel.acts.forms import LongText
from chapitre.kernel.town import town
from chapitre.kernel.words import said

TITLE = 160
PAPER = 100_000  # the highest number printed on a paper ballot


def _themes() -> list[tuple[str, str]]:
    return [("", _("Choisir")), *((code, said(pair)) for code, pair in THEMES.items())]


def _districts() -> list[tuple[str, str]]:
    return [("", _("Toute la ville")), *((one.code, said(one.label)) for one in town().districts.values())]


class IdeaForm(PlacedForm):
    """An idea, as anybody sends one."""

    titre = forms.CharField(
        label=gettext_lazy("Votre idée, en une ligne"),
        max_length=TITLE,
        help_text=gettext_lazy("Par exemple : « des bancs à l’ombre place Voltaire »."),
        error_messages={"required": gettext_lazy("Donnez un titre à votre idée.")},
    )
    texte = LongText(
        label=gettext_lazy("Pour quoi, pour qui, où"),
        help_text=gettext_lazy("Ni nom, ni téléphone, ni adresse : un agent relit, puis c’est public."),
        error_messages={"required": gettext_lazy("Décrivez votre idée en quelques mots.")},
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thème"), choices=_themes)
    quartier = forms.ChoiceField(
        label=gettext_lazy("Quartier"),
        choices=_districts,
        required=False,
        help_text=gettext_lazy("Si vous ne montrez pas d’endroit précis ; sinon c’est celui de l’endroit."),
    )
    courriel = forms.EmailField(
        label=gettext_lazy("Votre adresse électronique"),
        required=False,
        help_text=gettext_lazy(
            "Facultative : un message à chaque étape, de la relecture à la livraison, puis elle est effacée."
        ),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


class ReviewForm(forms.Form):
    """What an agent makes public of an idea, or why not."""

    intitule = forms.CharField(
        label=gettext_lazy("Intitulé public"),
        max_length=TITLE,
        help_text=gettext_lazy("Public pour toujours : ni nom ni adresse."),
        required=False,
    )
    theme = forms.ChoiceField(label=gettext_lazy("Thème"), choices=_themes, required=False)
    texte = LongText(label=gettext_lazy("Texte public"), required=False)
    motif = LongText(
        label=gettext_lazy("Motif, si elle est écartée"),
        required=False,
        help_text=gettext_lazy("Tout le monde pourra le lire."),
    )


class BallotForm(forms.Form):
    """A ballot: a box to tick or points to give for each project. What the rule allows is checked when it is cast."""

    def __init__(self, data: Any = None, *, kind: str, most: int, projects: Sequence[Idea], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.projects = list(projects)
        for one in self.projects:
            label = one.subject or one.key
            field: forms.Field = forms.BooleanField(label=label, required=False)
            if kind != "approval":
                widget = forms.NumberInput(attrs={"inputmode": "numeric"})
                field = forms.IntegerField(label=label, required=False, min_value=0, max_value=most, widget=widget)
            self.fields[f"p{one.number}"] = field

    @property
    def lines(self) -> list[tuple[Idea, Any]]:
        """Each project with its field."""
        return [(one, self[f"p{one.number}"]) for one in self.projects]

    @property
    def choices(self) -> dict[int, int]:
        """The points given, by number. Raises BadBallot where a field is no number."""
        if not self.is_valid():
            raise BadBallot(_("Écrivez des nombres entiers, dans les limites du bulletin."))
        given = {one.number: int(self.cleaned_data[f"p{one.number}"] or 0) for one in self.projects}
        return {number: points for number, points in given.items() if points}


class PaperForm(BallotForm):
    """A paper ballot as it is typed: the number printed on it comes first."""

    numero = forms.IntegerField(label=gettext_lazy("Numéro imprimé sur le bulletin"), min_value=1, max_value=PAPER)
