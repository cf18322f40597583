"""The forms of the staff desk: one an act, each with the sentence that says what is wrong and what to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets.casework import Case
from chapitre.chapters.streets.categories import categories, groups, spoken
from chapitre.kernel.acts.forms import UNSURE, LongText, SentForm, not_to_come
from chapitre.kernel.records import aside
from chapitre.kernel.records.photos import ACCEPT, MAX_PHOTOS, BadPhoto, redraw_one
from chapitre.kernel.town import town
from chapitre.kernel.town.fields import PlaceField

Choices = list[tuple[str, Any]]
OTHER = "autre"
PUBLIC = _("Tout le monde pourra lire ces mots.")
PUBLIC_NO_NAMES = _("Tout le monde pourra lire ces mots : ni nom, ni téléphone, ni plaque d’immatriculation.")
# Where a refusal starts from. Written to the ledger in French, as all that the town says.
REASONS = {
    "prive": "Ce lieu n’appartient pas à la ville : c’est à son propriétaire d’agir.",
    "ailleurs": "Ce lieu dépend d’un autre organisme (département, État, transports) : la ville ne peut pas y agir.",
    "rien": "Nous sommes passé·es et n’avons rien trouvé à cet endroit.",
    "imprecis": "Le signalement ne dit pas assez où, ou quoi, pour que nous puissions agir.",
    "impossible": "Ce qui est demandé n’est pas possible.",
}
REASONS_EN = {
    "prive": "This place is not the town’s: its owner must act.",
    "ailleurs": "This place belongs to another body (département, State, transport): the town cannot act there.",
    "rien": "We went there and found nothing.",
    "imprecis": "The report does not say enough about where, or what, for us to act.",
    "impossible": "What is asked is not possible.",
}


def subjects() -> Choices:
    """The categories under their headings, for a select."""
    return [(str(group), [(one.code, str(one)) for one in group.categories]) for group in groups()]


class ActForm(SentForm):
    """The form of an act on a case."""

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        self.case = case
        super().__init__(*args, **kwargs)

    @property
    def params(self) -> dict[str, Any]:
        """What the act takes, beside the actor and the time."""
        return {}


class AcceptForm(ActForm):
    """Nothing to say: the button is enough."""


class ReviewForm(ActForm):
    """What may be public of what was sent."""

    texte = LongText(
        label=_("Texte publié"),
        required=False,
        help_text=_(
            "Retirez les noms, téléphones, adresses et plaques d’immatriculation. Vide, aucun texte n’est publié."
        ),
    )
    photos = forms.MultipleChoiceField(label=_("Photos publiées"), required=False, widget=forms.CheckboxSelectMultiple)
    point = forms.BooleanField(label=_("Publier le point exact, et pas seulement la rue"), required=False)
    accepter = forms.BooleanField(label=_("Accepter le signalement en même temps"), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        sent = case.unpublished
        names = sent.photos if sent else ()
        kwargs.setdefault("initial", {}).update(texte=sent.texts if sent else "", accepter=case.may("accepted"))
        super().__init__(*args, case=case, **kwargs)
        self.exact = sent.point if sent else None
        self.fields["photos"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]
        if self.exact is None:
            del self.fields["point"]
        if not names:
            del self.fields["photos"]
        if not case.may("accepted"):
            del self.fields["accepter"]

    def clean_photos(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["photos"]
        if len(chosen) > MAX_PHOTOS:
            raise forms.ValidationError(_("Quatre photos au plus peuvent être publiées d’un coup."))
        return [name for name, _label in self.fields["photos"].choices if name in chosen]  # type: ignore[attr-defined]

    @property
    def params(self) -> dict[str, Any]:
        return {
            "text": self.cleaned_data["texte"],
            "photos": tuple(self.cleaned_data.get("photos", ())),
            "point": self.exact if self.cleaned_data.get("point") else None,
            "accept": self.cleaned_data.get("accepter", False),
        }


class AskForm(ActForm):
    """A question to who reported."""

    question = LongText(
        label=_("Votre question"),
        help_text=PUBLIC_NO_NAMES,
        error_messages={"required": _("Écrivez la question à poser.")},
    )

    @property
    def params(self) -> dict[str, Any]:
        return {"question": self.cleaned_data["question"]}


class PassOnForm(ActForm):
    """The department that should deal with it, and why."""

    service = forms.ChoiceField(
        label=_("À quel service ?"),
        error_messages={"required": _("Choisissez le service."), "invalid_choice": _("Ce service n’existe pas.")},
    )
    motif = LongText(label=_("Un mot pour ce service"), required=False, help_text=PUBLIC_NO_NAMES)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        others = [one for one in town().departments.values() if one.code != case.report.department]
        self.fields["service"].choices = [  # type: ignore[attr-defined]
            ("", _("choisir")),
            *((one.code, spoken(one.label)) for one in others),
        ]

    @property
    def params(self) -> dict[str, Any]:
        return {"department": self.cleaned_data["service"], "reason": self.cleaned_data["motif"]}


class ResolveForm(ActForm):
    """A photo of what was done, or a sentence that says it."""

    photo = forms.FileField(
        label=_("Photo de ce qui a été fait"),
        required=False,
        help_text=_("Elle sera publique : ni visage, ni plaque. Date, lieu et appareil sont effacés du fichier."),
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    gardee = forms.CharField(required=False, widget=forms.HiddenInput, max_length=32)
    motif = LongText(label=_("Ce qui a été fait"), required=False, help_text=PUBLIC_NO_NAMES)

    picture: bytes | None = None
    aside = ""  # the name under which the picture waits, once it does

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("photo"):
            try:
                self.picture = redraw_one(cleaned["photo"])
            except BadPhoto as bad:
                self.add_error("photo", bad.message)
                return cleaned
        elif cleaned.get("gardee"):
            self.picture, self.aside = aside.get(cleaned["gardee"]), cleaned["gardee"]
        if self.picture is None and not (cleaned.get("motif") or "").strip() and "motif" not in self.errors:
            self.add_error("photo", _("Il faut une photo de ce qui a été fait, ou une phrase qui le dit."))
        return cleaned

    def kept(self) -> str:
        """Puts the photo aside for the form's next try, once; returns its name there, "" without a photo."""
        if self.picture is not None and not self.aside:
            self.aside = aside.put([self.picture])[0]
        return self.aside if self.picture is not None else ""

    @property
    def params(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["motif"]}


class RejectForm(ActForm):
    """Why not, for everybody to read: one of the usual reasons, one's own words, or both."""

    raison = forms.ChoiceField(
        label=_("Le motif"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un motif."), "invalid_choice": _("Ce motif n’existe pas.")},
    )
    motif = LongText(label=_("Précision, ou autre motif"), required=False, help_text=PUBLIC_NO_NAMES)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [(code, spoken((REASONS[code], REASONS_EN[code]))) for code in REASONS]
        self.fields["raison"].choices = [*usual, (OTHER, _("Un autre motif, écrit ci-dessous."))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("raison") in (OTHER, "impossible") and not (cleaned.get("motif") or "").strip():
            self.add_error("motif", _("Écrivez le motif : tout le monde pourra le lire."))
        return cleaned

    @property
    def params(self) -> dict[str, Any]:
        usual, own = REASONS.get(self.cleaned_data["raison"], ""), self.cleaned_data["motif"].strip()
        return {"reason": f"{usual} {own}".strip()}


class ReasonForm(ActForm):
    """An act that takes a public reason and nothing else."""

    motif = LongText(
        label=_("Le motif"),
        help_text=PUBLIC_NO_NAMES,
        error_messages={"required": _("Écrivez le motif : tout le monde pourra le lire.")},
    )

    @property
    def params(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["motif"]}


class JoinForm(ActForm):
    """The report of the same problem: one of those near by, or any other by its number."""

    voisin = forms.ChoiceField(label=_("Lequel ?"), required=False, widget=forms.RadioSelect)
    numero = forms.CharField(
        label=_("Un autre, par son numéro"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "text"}),
        help_text=_("Par exemple 25-03088."),
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        if case.beside:
            self.fields["voisin"].choices = [(one.report.key, one.report.key) for one in case.beside]  # type: ignore[attr-defined]
        else:
            del self.fields["voisin"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("voisin") and not cleaned.get("numero"):
            self.add_error("numero", _("Choisissez un signalement voisin, ou écrivez le numéro d’un autre."))
        return cleaned

    @property
    def params(self) -> dict[str, Any]:
        return {"into": self.cleaned_data["numero"] or self.cleaned_data["voisin"]}


class AmendForm(ActForm):
    """What was wrong, set right: the category, the day of receipt, the place."""

    sujet = forms.ChoiceField(label=_("Sujet"), error_messages={"invalid_choice": _("Ce sujet n’existe pas.")})
    recu_le = forms.DateField(
        label=_("Reçu le"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Écrivez une date, par exemple 2025-11-18.")},
    )
    lieu = PlaceField()
    motif = LongText(
        label=_("Pourquoi ?"),
        help_text=PUBLIC,
        error_messages={"required": _("Dites pourquoi la fiche est corrigée : tout le monde pourra le lire.")},
    )

    def __init__(self, *args: Any, case: Case, today: date, **kwargs: Any) -> None:
        report = case.report
        self.today = today
        initial = {"sujet": report.category, "recu_le": report.received_on, "lieu": report.place}
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(*args, case=case, **kwargs)
        known = report.category in categories()
        own: Choices = [] if known else [(report.category, report.category)]
        self.fields["sujet"].choices = own + subjects()  # type: ignore[attr-defined]

    def clean_recu_le(self) -> date:
        return not_to_come(self.cleaned_data["recu_le"], self.today)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "lieu" in self.errors and self.data.get("lieu") == self.case.report.place:
            # The report's own place stands, whatever the town's list has become since.
            del self.errors["lieu"]
        if not self.errors and not self.corrections:
            self.add_error(None, _("Rien à corriger : aucune valeur n’a changé."))
        return cleaned

    @property
    def corrections(self) -> dict[str, Any]:
        """The facts that change, and the answer that a new category's question leaves without one."""
        report, place = self.case.report, self.cleaned_data.get("lieu")
        found: dict[str, Any] = {}
        if self.cleaned_data["sujet"] != report.category:
            found["category"] = self.cleaned_data["sujet"]
            if report.answer is not None:
                found["answer"] = None
        if self.cleaned_data["recu_le"] != report.received_on:
            found["received_on"] = self.cleaned_data["recu_le"]
        if place is not None and place.name != report.place:
            found |= {"place": place.name, "district": place.district, "lon": place.lon, "lat": place.lat}
        return found

    @property
    def params(self) -> dict[str, Any]:
        return {"reason": self.cleaned_data["motif"], **self.corrections}


class WithdrawForm(ReasonForm):
    """Out of the count, with a public reason: asked twice."""

    sur = forms.BooleanField(label=_("Oui, retirer ce signalement du compte"), error_messages=UNSURE)


class EraseForm(ActForm):
    """All that is personal, for good: asked twice."""

    sur = forms.BooleanField(label=_("Oui, effacer pour de bon"), error_messages=UNSURE)
