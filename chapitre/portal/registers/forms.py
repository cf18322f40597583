"""The form of an act, made from what the act asks: a field a fact, words, files, the place, the day it happened."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.acts.act import Act
from chapitre.kernel.acts.asks import DOCUMENT, FACT, FLAG, PHOTO, PLACE, WORDS, Ask
from chapitre.kernel.acts.forms import UNSURE, LongText, SentForm, not_to_come
from chapitre.kernel.acts.stories import Facts
from chapitre.kernel.records import aside
from chapitre.kernel.records.keys import PATTERN
from chapitre.kernel.records.models import Record, as_fact
from chapitre.kernel.records.photos import ACCEPT, BadPhoto, redraw_one
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.town import Location, town
from chapitre.kernel.town.fields import PlaceField
from chapitre.kernel.words import said
from chapitre.portal.registers import fields, pieces, words

CORRECTION = "amended"  # the act of every plain register that takes what changes, and nothing else
WORDS_LIMIT = 20_000
SUFFIXES = {PHOTO: "jpg", DOCUMENT: "pdf"}
MARKED = (FACT, WORDS, PHOTO, DOCUMENT)
PLACE_FIELDS = ("lieu", "lon", "lat", "geojson", "fichier_geojson")


class RecordForm(SentForm):
    """What an act takes, as its page asks for it. `record` is None for an act that makes one.

    After `is_valid`: `key` (a new record's, None for the next number), `on_date`, `params` for the transition without
    its files, `contents` the files by ask, `geometry` the line or area to keep.
    """

    def __init__(self, *args: Any, act: Act, record: Record | None, today: date, **kwargs: Any) -> None:
        self.act, self.record, self.today = act, record, today
        self.register: Register = registers[act.register]
        self.asks = {one.name: one for one in act.asks or ()}
        self.contents: dict[str, bytes] = {}
        self.geometry: BaseGeometry | None = None
        self.placed: dict[str, Any] = {}
        super().__init__(*args, **kwargs)
        for one in self.asks.values():
            self._add(one)
            if one.kind in MARKED and not one.required:
                self._mark(self.fields[one.name])
        self._add_the_rest()

    def _add(self, one: Ask) -> None:
        label = words.capital(said(one.label)) if one.label else ""
        told: dict[str, Any] = {"label": label, "help_text": said(one.help) if one.help else ""}
        if one.kind == FACT:
            self.fields[one.name] = fields.field_of(self.register, one, self.record)
            if self.record is not None:
                self.initial.setdefault(one.name, getattr(self.record, one.name))
        elif one.kind == WORDS:
            errors = {"required": _("Écrivez ici : %(label)s.") % {"label": label.lower()}}
            self.fields[one.name] = LongText(
                max_length=WORDS_LIMIT, required=one.required, error_messages=errors, **told
            )
        elif one.kind == FLAG:
            self.fields[one.name] = forms.BooleanField(required=False, **told)
        elif one.kind == PLACE:
            self._add_place(one)
        else:
            self._add_file(one, told)

    @staticmethod
    def _mark(field: forms.Field) -> None:
        """Says that a field may be left out; a box to tick says it by itself."""
        if not field.required and not isinstance(field, forms.BooleanField):
            field.label = _("%(label)s (facultatif)") % {"label": field.label}

    def _add_file(self, one: Ask, told: dict[str, Any]) -> None:
        photo = one.kind == PHOTO
        accept = ACCEPT if photo else "application/pdf"
        told["help_text"] = told["help_text"] or (
            _("Elle sera publique : ni visage, ni plaque. Date, lieu et appareil sont effacés du fichier.")
            if photo
            else _("Un PDF, 20 Mo au plus. Il sera public et téléchargeable, tel quel.")
        )
        widget = forms.FileInput(attrs={"accept": accept})
        self.fields[one.name] = forms.FileField(required=False, widget=widget, **told)
        self.fields[kept_name(one)] = forms.CharField(required=False, widget=forms.HiddenInput, max_length=32)

    def _add_place(self, one: Ask) -> None:
        record: Any = self.record
        here = record is not None and record.lon is not None
        shown = {"inputmode": "decimal", "autocomplete": "off", "data-degrees": ""}
        self.fields["lieu"] = PlaceField(required=False, help_text=_("Une rue ou un lieu de la ville donne le point."))
        for name, label in (("lon", _("Longitude, en degrés")), ("lat", _("Latitude, en degrés"))):
            widget = forms.TextInput(attrs=shown)
            self.fields[name] = forms.CharField(label=label, required=False, max_length=20, widget=widget)
            if here:
                self.initial.setdefault(name, degrees(getattr(record, name)))
        if self.register.geometry == "shape":
            self.fields["geojson"] = forms.CharField(
                label=_("Tracé, en GeoJSON"),
                required=False,
                widget=forms.Textarea(attrs={"rows": 4, "spellcheck": "false"}),
                help_text=_(
                    "Une ligne ou une surface en degrés (WGS 84), copiée d’un logiciel de cartes. Elle donne le point."
                ),
            )
            self.fields["fichier_geojson"] = forms.FileField(
                label=_("Ou le fichier du tracé"),
                required=False,
                widget=forms.FileInput(attrs={"accept": ".geojson,.json,application/geo+json"}),
            )

    def _add_the_rest(self) -> None:
        if self.record is None:
            self.fields["numero"] = forms.CharField(
                label=_("Numéro de la fiche"),
                required=False,
                max_length=40,
                help_text=_("Laissez vide pour le numéro suivant. Sinon des lettres sans accent, des chiffres, . _ -"),
            )
        self.fields["date_acte"] = forms.DateField(
            label=_("Date de l’acte"),
            widget=forms.DateInput(attrs={"type": "date", "max": self.today.isoformat()}, format="%Y-%m-%d"),
            initial=self.today,
            help_text=_("Le jour où cela s’est passé : aujourd’hui, sauf retard."),
            error_messages={
                "required": _("Écrivez le jour de l’acte."),
                "invalid": _("Écrivez une date, par exemple 2025-11-18."),
            },
        )
        if self.act.grave:
            label = _("Oui, %(act)s") % {"act": said(self.act.label)}
            self.fields["sur"] = forms.BooleanField(label=label, error_messages=dict(UNSURE))

    # What was sent ----------------------------------------------------------------------------------------------------

    def clean_date_acte(self) -> date:
        return not_to_come(self.cleaned_data["date_acte"], self.today)

    def clean_numero(self) -> str:
        key = str(self.cleaned_data["numero"]).strip()
        if key and not PATTERN.fullmatch(key):
            raise forms.ValidationError(
                _("Un numéro commence par une lettre ou un chiffre, sans accent ni espace : par exemple 25-00012.")
            )
        return key

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        for one in self.asks.values():
            if one.kind in SUFFIXES:
                self._take_file(one, cleaned)
            elif one.kind == PLACE:
                self._take_place(one, cleaned)
        if not self.errors and self.act.name == CORRECTION and not self._corrected():
            self.add_error(None, _("Rien à corriger : aucune valeur n’a changé."))
        return cleaned

    def _corrected(self) -> set[str]:
        """The facts that a correction changes."""
        return set(self.params) - {one.name for one in self.asks.values() if one.kind == WORDS}

    def _take_file(self, one: Ask, cleaned: dict[str, Any]) -> None:
        """The file sent now, else the one put aside at an earlier try."""
        sent, earlier = cleaned.get(one.name), cleaned.get(kept_name(one))
        try:
            if sent:
                self.contents[one.name] = redraw_one(sent) if one.kind == PHOTO else pieces.pdf_of(sent)
            elif earlier and (data := aside.get(earlier)) is not None:
                self.contents[one.name] = data
        except (BadPhoto, forms.ValidationError) as bad:
            self.add_error(one.name, bad.message)
            return
        if one.required and one.name not in self.contents and one.name not in self.errors:
            self.add_error(one.name, _("Choisissez le fichier."))

    def _take_place(self, one: Ask, cleaned: dict[str, Any]) -> None:
        """The place, from the most exact of what was given: a drawing, two numbers, a name."""
        try:
            text = cleaned.get("geojson") or ""
            if upload := cleaned.get("fichier_geojson"):
                text = pieces.text_of(upload)
                sent: Any = self.data
                self.data = sent.copy()  # should the form come back, the drawing is in it
                self.data["geojson"] = text  # type: ignore[index]
            if (geometry := pieces.geometry_of(text)) is not None:
                self.placed = pieces.facts_of(geometry)
                self.geometry = geometry if "shape" in self.placed else None
        except forms.ValidationError as bad:
            self.add_error("geojson", bad)
            return
        if not self.placed:
            self._take_point(cleaned)
        if one.required and not self.placed and not set(PLACE_FIELDS) & set(self.errors):
            self.add_error("lieu", _("Dites où : sur la carte, par le nom de la rue, ou en degrés."))
        self._find_district(cleaned)

    def _take_point(self, cleaned: dict[str, Any]) -> None:
        named: Location | None = cleaned.get("lieu")
        lon, lat = (str(cleaned.get(name) or "") for name in ("lon", "lat"))
        moved = [lon, lat] != [self.initial.get("lon", ""), self.initial.get("lat", "")]
        try:
            # A name given on a record that has its point already is meant to move it.
            point = pieces.point_of(lon, lat) if moved or not named else None
        except forms.ValidationError as bad:
            self.add_error("lon", bad)
            return
        if point is not None:
            self.placed = {"lon": point.lon, "lat": point.lat}
        elif named is not None:
            self.placed = {"lon": named.lon, "lat": named.lat}

    def _find_district(self, cleaned: dict[str, Any]) -> None:
        """The district that was left to choose is the one where the place lies."""
        if "district" not in self.asks or cleaned.get("district") or not self.placed:
            return
        found = town().atlas.district_of(self.placed["lon"], self.placed["lat"])
        if found is not None and found in self.register.about["district"].values:
            self.errors.pop("district", None)
            cleaned["district"] = self.cleaned_data["district"] = found

    # What becomes of it -----------------------------------------------------------------------------------------------

    @property
    def on_date(self) -> date | None:
        """The day of the act; None where it is today, which the act finds by itself."""
        day: date = self.cleaned_data["date_acte"]
        return None if day == self.today else day

    @property
    def key(self) -> str | None:
        """The number of the record; a new one's may be left to the register."""
        return self.record.key if self.record is not None else self.cleaned_data["numero"] or None

    @property
    def params(self) -> dict[str, Any]:
        """What the transition takes, but for files."""
        found: dict[str, Any] = {}
        for one in self.asks.values():
            if one.kind in (WORDS, FLAG) or (one.kind == FACT and self._sent(one)):
                found[one.name] = self.cleaned_data.get(one.name)
            elif one.kind == PLACE:
                found |= self._place(one)
        return found

    def _sent(self, one: Ask) -> bool:
        """Whether a fact goes with the act: what is new, and what the act cannot do without."""
        value = self.cleaned_data.get(one.name)
        changed = value != (None if self.record is None else getattr(self.record, one.name))
        return changed or (one.required and self.act.name != CORRECTION)

    def _place(self, one: Ask) -> dict[str, Any]:
        """The facts of the place: on a record, only if it is another one or the act cannot do without."""
        here = {name: value for name, value in self.placed.items() if name in self.register.facts}
        record: Any = self.record
        if record is None or not here:
            return here
        if "shape" in self.register.facts:
            # A point that takes the place of a drawing ends it, with its size.
            sizes = [name for name in ("length_m", "area_m2") if name in self.register.facts]
            here = dict.fromkeys(("shape", *sizes)) | here
        standing = {name: getattr(record, name) for name in here}
        # The two numbers of a drawn record are its point: left as they are, the drawing stands.
        still = here.get("shape") is None and (here["lon"], here["lat"]) == (record.lon, record.lat)
        if still or here == standing:
            return standing if one.required else {}
        return here

    def onto(self, record: Record, read: Facts) -> Any:
        """What was sent, for the record as it is now: facts left as they were `read` follow what became of them."""
        sent: Any = self.data
        data, fresh = sent.copy(), RecordForm(act=self.act, record=record, today=self.today)
        followed = [
            name
            for name, one in self.asks.items()
            if one.kind == FACT and name in read and as_fact(self.cleaned_data.get(name)) == read[name]
        ]
        followed += [name for name in ("lon", "lat") if data.get(name) and data[name] == degrees(read.get(name))]
        for name in followed:
            data.pop(name, None)
            if (text := typed(fresh[name].value())) != "":
                data[name] = text
        return data

    def kept(self) -> dict[str, str]:
        """Puts the files aside for the form's next try; the hidden fields' values by name."""
        found: dict[str, str] = {}
        for name, data in self.contents.items():
            hidden = kept_name(self.asks[name])
            earlier = self.cleaned_data.get(hidden, "")
            found[hidden] = earlier if earlier and aside.get(earlier) == data else aside.put([data])[0]
        return found


def kept_name(one: Ask) -> str:
    """The hidden field that names a file put aside."""
    return f"garde_{one.name}"


def degrees(micro: Any) -> str:
    """Whole microdegrees as the form writes them; "" for none."""
    return "" if micro is None else f"{micro / 1_000_000:.6f}"


def typed(value: Any) -> str:
    """A field's value as a browser sends it; "" for what it does not send."""
    if isinstance(value, bool):
        return "on" if value else ""
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
