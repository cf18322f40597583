"""The forms that residents fill in: where, what, details; and the two of the follow-up page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets.categories import Category, categories, groups, spoken
from chapitre.chapters.streets.drafts import Draft
from chapitre.chapters.streets.flood import TRAP
from chapitre.chapters.streets.states import ANSWERS
from chapitre.kernel.acts.forms import LongText
from chapitre.kernel.geo.points import WORLD
from chapitre.kernel.records.photos import ACCEPT
from chapitre.kernel.town import Found, Location, locate, search_places
from chapitre.kernel.town.places import fold

MATCHES = 8


class WhereForm(forms.Form):
    """Step 1. A place chosen in a list, a point of the map, or words that name one place; `location` is the answer.

    When the words name several places, the form is valid but `location` is None and `matches` are to be chosen from.
    """

    lieu = forms.CharField(
        label=_("Rue, place ou équipement"),
        required=False,
        max_length=200,
        error_messages={"max_length": _("C’est trop long pour un lieu : écrivez seulement la rue ou la place.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "enterkeyhint": "search"}),
    )

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        super().__init__(data, initial={"lieu": draft.query or draft.place})
        self.draft = draft
        self.location: Location | None = None
        self.point: tuple[int, int] | None = None
        self.matches: list[Found] = []

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "lieu" not in cleaned:
            return cleaned
        text, chosen = cleaned["lieu"], self.data.get("choix", "")
        if chosen:
            self._choose(chosen)
        elif self._pin(text):
            pass
        elif text:
            self._search(text)
        else:
            self.add_error("lieu", _("Écrivez une rue, une place ou un équipement, ou touchez le plan."))
        return cleaned

    def _pin(self, text: str) -> bool:
        """Takes the map's point, unless other words were written after it was set; whether that settles it."""
        try:
            lon, lat = int(self.data.get("lon", "")[:12]), int(self.data.get("lat", "")[:12])
        except ValueError:
            return False
        if not WORLD.holds(lon, lat):
            return False
        location = locate(lon, lat)
        unchanged = not text or text == (self.draft.query or self.draft.place)
        if location is None and unchanged:
            self.add_error(
                "lieu", _("Ce point est hors de la commune : la ville ne peut pas y agir. Déplacez le repère.")
            )
            return True
        if location is None or not (unchanged or fold(text) == fold(location.name)):
            return False
        self.location, self.point = location, (lon, lat)
        return True

    def _choose(self, chosen: str) -> None:
        kind, _colon, name = chosen.partition(":")
        for found in search_places(name, limit=50):
            if (found.kind, found.name) == (kind, name):
                self._take(found)
                return
        self.add_error("lieu", _("Ce lieu n’est plus dans la liste : cherchez-le à nouveau."))

    def _search(self, text: str) -> None:
        found = search_places(text, limit=MATCHES)
        if not found:
            self.add_error(
                "lieu",
                _("Aucun lieu de la commune ne porte ce nom. Essayez le nom de la rue seul, ou un équipement voisin."),
            )
        elif len(found) == 1 or fold(found[0].name) == fold(text):
            self._take(found[0])
        else:
            self.matches = found

    def _take(self, found: Found) -> None:
        """A place found by name keeps its name; its point is the publishable one near by."""
        snapped = locate(found.lon, found.lat)
        if snapped is not None:
            self.location = Location(snapped.lon, snapped.lat, found.name, snapped.district)


@dataclass(frozen=True)
class Subject:
    """A category as step 2 lists it."""

    category: Category
    chosen: bool
    answer: str
    asks: bool  # the answer to its question is missing

    @property
    def hint(self) -> str:
        """What helps to answer the category's question, "" if nothing does."""
        question = self.category.question
        return spoken(question.help) if question and question.help else ""

    @property
    def answers(self) -> list[tuple[str, Any]]:
        return list(ANSWER_LABELS.items())


@dataclass(frozen=True)
class Heading:
    """A heading of step 2 with what is listed under it."""

    label: str
    subjects: list[Subject] = field(default_factory=list)


ANSWER_LABELS = {"yes": _("Oui"), "no": _("Non"), "unknown": _("Je ne sais pas")}


class WhatForm(forms.Form):
    """Step 2: the category, and the answer to its question where it has one."""

    sujet = forms.CharField(
        label=_("Le sujet"),
        max_length=40,
        error_messages={"required": _("Choisissez le sujet le plus proche ; « Autre problème » est tout en bas.")},
    )
    mot = forms.CharField(
        label=_("Chercher un mot"), required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, data: Any = None, *, draft: Draft) -> None:
        super().__init__(data, initial={"sujet": draft.category})
        self.draft = draft
        self.unanswered = False

    @property
    def chosen(self) -> str:
        return self.data.get("sujet", "") if self.is_bound else self.draft.category

    def answer_to(self, code: str) -> str:
        """The answer given to a category's question, "" if none."""
        given = (
            self.data.get(f"reponse-{code}", "") if self.is_bound else self.draft.answer * (code == self.draft.category)
        )
        return given if given in ANSWERS else ""

    def clean_sujet(self) -> str:
        code: str = self.cleaned_data["sujet"]
        if code not in categories():
            raise forms.ValidationError(_("Ce sujet n’existe pas : choisissez-en un dans la liste."))
        if categories()[code].question is not None and not self.answer_to(code):
            self.unanswered = True
            raise forms.ValidationError(_("Répondez aussi à la question ; « Je ne sais pas » est une réponse."))
        return code

    @property
    def answer(self) -> str:
        """The answer to keep: only the chosen category's, and only if it asks."""
        code = self.cleaned_data["sujet"]
        return self.answer_to(code) if categories()[code].question is not None else ""

    def headings(self, word: str = "") -> list[Heading]:
        """The categories by heading; with a word, those that it begins a word of, and the one chosen."""
        asked = fold(word)
        listed = []
        for group in groups():
            subjects = [
                Subject(
                    one, one.code == self.chosen, self.answer_to(one.code), self.unanswered and one.code == self.chosen
                )
                for one in group.categories
                if one.code == self.chosen or _answers(asked, *one.label, *group.label)
            ]
            if subjects:
                listed.append(Heading(str(group), subjects))
        return listed


def _answers(asked: list[str], *labels: str) -> bool:
    words = [word for label in labels for word in fold(label)]
    return all(any(word.startswith(one) for word in words) for one in asked)


class Photos(forms.FileInput):
    """A file field that takes several photos, from the phone's camera or from its gallery."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True, "accept": ACCEPT})

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Any]:
        return list(files.getlist(name))


class DetailsForm(forms.Form):
    """Step 3: which report it repeats, words, photos, address. The photos are redrawn by the view, see gallery."""

    joindre = forms.CharField(label=_("Est-ce déjà signalé ?"), required=False, max_length=40)
    texte = LongText(
        label=_("Quelques mots"),
        required=False,
        help_text=_("Facultatif. Ni nom ni plaque d’immatriculation : ce texte sera relu, puis public."),
    )
    photos = forms.Field(
        label=_("Photos, 4 au plus"),
        required=False,
        help_text=_(
            "Facultatif. Date, lieu et appareil sont effacés du fichier. JPEG, PNG, WebP ou GIF, 20 Mo au plus."
        ),
        widget=Photos,
    )
    courriel = forms.EmailField(
        label=_("Votre adresse électronique"),
        required=False,
        max_length=254,
        help_text=_("Facultatif. Pour être prévenu·e de la suite ; jamais publiée, effacée 90 jours après la réponse."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "invalid": _("Cette adresse n’est pas complète : il faut la forme nom@exemple.fr."),
            "max_length": _("Cette adresse est trop longue : vérifiez-la."),
        },
    )


class AnswerForm(forms.Form):
    """The answer to the town's question, by the follow-up link."""

    texte = LongText(
        label=_("Votre réponse"),
        required=False,
        help_text=_("Ni nom ni plaque d’immatriculation : ce texte sera relu, puis public."),
    )
    photos = forms.Field(
        label=_("Photos, 4 au plus"),
        required=False,
        help_text=_(
            "Facultatif. Date, lieu et appareil sont effacés du fichier. JPEG, PNG, WebP ou GIF, 20 Mo au plus."
        ),
        widget=Photos,
    )


class ContestForm(forms.Form):
    """Why a closed report should be open again."""

    texte = LongText(
        label=_("Ce qui ne va pas"),
        help_text=_("Dites ce que vous voyez aujourd’hui. Ce texte sera relu, puis public."),
        error_messages={"required": _("Dites en quelques mots ce qui n’a pas été fait.")},
    )


def trapped(data: Any) -> bool:
    """Whether the field that nobody sees was filled in."""
    return bool(data.get(TRAP, "").strip())
