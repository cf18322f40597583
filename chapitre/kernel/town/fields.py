"""The form field of a place: the name of a street or place of the town, and what it suggests."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.town.current import town
from chapitre.kernel.town.places import Location, fold, locate, search_places


class PlaceField(forms.CharField):
    """The name of a street or place of the town; its value is the Location it names. Fails when it names several."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Rue, place ou équipement"))
        widget = forms.TextInput(attrs={"autocomplete": "off", "list": "lieux"})
        super().__init__(max_length=200, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = search_places(text, limit=6)
        if not found:
            raise forms.ValidationError(_("Aucun lieu de la commune ne porte ce nom. Essayez le nom de la rue seul."))
        if len(found) > 1 and fold(found[0].name) != fold(text):
            names = ", ".join(one.name for one in found)
            raise forms.ValidationError(
                _("Plusieurs lieux portent ce nom : %(names)s. Lequel ?"), params={"names": names}
            )
        snapped = locate(found[0].lon, found[0].lat)
        if snapped is None:
            raise forms.ValidationError(_("Ce lieu est hors de la commune : la ville ne peut pas y agir."))
        return Location(snapped.lon, snapped.lat, found[0].name, snapped.district)


def place_names() -> list[str]:
    """What the place field suggests."""
    where = town()
    return sorted({one.name for group in (where.streets, where.places) for one in group})
