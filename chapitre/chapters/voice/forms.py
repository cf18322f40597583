"""The form by which anybody contributes to a consultation."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models import Consultation
from chapitre.kernel.acts.forms import LongText
from chapitre.kernel.geo.points import WORLD
from chapitre.kernel.town import locate, search_places
from chapitre.kernel.town.places import fold

NAMED = 4  # places of the same name that the form tells apart


class ContributionForm(forms.Form):
    """An answer, words, a place, an address: each may be left out, but not the first two together."""

    choix = forms.ChoiceField(label=_("Votre réponse"), required=False, widget=forms.RadioSelect)
    texte = LongText(
        label=_("Vos mots"),
        required=False,
        help_text=_("Sans nom ni téléphone. Un agent les lit avant qu’ils soient publiés."),
    )
    lieu = forms.CharField(
        label=_("Où, si c’est à un endroit précis"),
        required=False,
        max_length=200,
        help_text=_("Une rue, une place, un équipement ; ou touchez le plan. Facultatif."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-map-text": ""}),
    )
    lon = forms.IntegerField(required=False, widget=forms.HiddenInput)
    lat = forms.IntegerField(required=False, widget=forms.HiddenInput)
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
        self.where: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("choix") and not cleaned.get("texte", "").strip():
            self.add_error("texte", _("Choisissez une réponse, ou écrivez quelques mots."))
        if "lieu" in cleaned:
            self._place(cleaned["lieu"], cleaned.get("lon"), cleaned.get("lat"))
        return cleaned

    def _place(self, text: str, lon: int | None, lat: int | None) -> None:
        """The point of the map, unless other words were written after it was set; else the place that words name."""
        at = locate(lon, lat) if lon is not None and lat is not None and WORLD.holds(lon, lat) else None
        if at is not None and (not text or fold(text) == fold(at.name)):
            self._take(at.lon, at.lat, at.name)
        elif text:
            found = search_places(text, limit=NAMED)
            exact = [one for one in found if fold(one.name) == fold(text)] or found
            if len(exact) == 1:
                self._take(exact[0].lon, exact[0].lat, exact[0].name)
            elif exact:
                names = ", ".join(one.name for one in exact)
                self.add_error("lieu", _("Plusieurs lieux répondent : %s. Écrivez-en un en entier.") % names)
            else:
                self.add_error("lieu", _("Aucun lieu de la commune ne porte ce nom. Essayez le nom de la rue seul."))
        elif lon is not None:
            self.add_error("lieu", _("Ce point est hors de la commune : déplacez le repère, ou ôtez-le."))

    def _take(self, lon: int, lat: int, name: str) -> None:
        snapped = locate(lon, lat)
        if snapped is not None:
            self.where = {"lon": snapped.lon, "lat": snapped.lat, "district": snapped.district, "place": name}
