"""Where something is that a resident writes about: a place's name, or a point of the plan; either may be left out."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.geo.points import WORLD
from chapitre.kernel.town import locate, search_places
from chapitre.kernel.town.places import fold

NAMED = 4  # places of the same name that the form tells apart


class PlacedForm(forms.Form):
    """A form with a place in it. Once valid, `where` is lon, lat, district and place, fit for publication, or empty."""

    lieu = forms.CharField(
        label=_("Où, si c’est à un endroit précis"),
        required=False,
        max_length=200,
        help_text=_("Une rue, une place, un équipement ; ou touchez le plan. Facultatif."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-map-text": ""}),
    )
    lon = forms.IntegerField(required=False, widget=forms.HiddenInput)
    lat = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.where: dict[str, Any] = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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
