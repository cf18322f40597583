"""Form fields made from what a fact says of itself: codes, links, dates, and numbers in the unit people use."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from chapitre.kernel.acts.asks import Ask
from chapitre.kernel.figures import units
from chapitre.kernel.figures.units import Unit
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import place, said
from chapitre.portal.registers import filters, words
from chapitre.portal.registers.search import folded

LONG = 200  # signs from which a text is given several lines
BLANKS = re.compile(r"[\s\u00a0\u202f]")
NUMBER = re.compile(r"([-−]?[\d., \u00a0\u202f]+?)\s*([^\d\s.,].*)?")


def language() -> str:
    return ("fr", "en")[place()]


# Numbers --------------------------------------------------------------------------------------------------------------


class UnitField(forms.CharField):
    """A whole number of a unit's minor, written in the unit people use: euros and cents, m² or ha, m or km."""

    def __init__(self, *, unit: Unit | None, low: int, high: int, **kwargs: Any) -> None:
        self.unit, self.low, self.high = unit, low, high
        super().__init__(max_length=40, widget=forms.TextInput(attrs={"autocomplete": "off"}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """A stored value as it would be typed; what was typed stays."""
        return self.written(value) if isinstance(value, int) else value

    def written(self, value: int) -> str:
        """A value in the unit's plain form, without its name."""
        if self.unit is None:
            return str(value)
        form, lang = self.unit.scale, language()
        exact = Decimal(value) / form.divisor
        return units.number(_fraction(exact), lang, max(form.decimals, -int(exact.as_tuple().exponent)), form.pad)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        number, factor = self._parsed(text)
        minor = number * factor
        if minor != minor.to_integral_value():
            raise forms.ValidationError(_("C’est trop précis : arrondissez à %(least)s.") % {"least": self._shown(1)})
        if not self.low <= minor <= self.high:
            bounds = {"low": self._shown(self.low), "high": self._shown(self.high)}
            raise forms.ValidationError(_("Écrivez une valeur entre %(low)s et %(high)s.") % bounds)
        return int(minor)

    def _parsed(self, text: str) -> tuple[Decimal, int]:
        """The number as written and how many minor units its unit holds. Raises ValidationError."""
        read = NUMBER.fullmatch(text.strip())
        number = parsed(read[1], language()) if read else None
        if read is None or number is None:
            raise forms.ValidationError(_("Écrivez un nombre, par exemple %(example)s.") % {"example": self._example()})
        written = folded(BLANKS.sub("", read[2] or ""))
        known = names_of(self.unit) if self.unit else {"": 1}
        if written not in known:
            raise forms.ValidationError(
                _("L’unité « %(unit)s » n’est pas comprise ici : écrivez le nombre seul.") % {"unit": read[2]}
            )
        return number, known[written]

    def _example(self) -> str:
        return self.written(
            max(self.low, min(self.high, 1250 if self.unit is None else 1250 * self.unit.scale.divisor))
        )

    def _shown(self, value: int) -> str:
        if self.unit is None:
            return units.number(_fraction(Decimal(value)), language())
        return units.show(self.unit.key, value, lang=language()).text


def _fraction(value: Decimal) -> Any:
    from fractions import Fraction

    return Fraction(value)


def parsed(text: str, lang: str) -> Decimal | None:
    """A number as people write it: 1 250,50 or 1250.5 in French, 1,250.50 in English; None if it is none."""
    plain = BLANKS.sub("", text).replace("−", "-")
    if lang == "en" and re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", plain):
        plain = plain.replace(",", "")
    elif "," in plain and "." in plain:
        return None
    try:
        return Decimal(plain.replace(",", "."))
    except InvalidOperation:
        return None


def suffix(unit: Unit | None) -> str:
    """The unit's name behind a number: « € », « m² », « logements »."""
    return unit.scale.patterns[language()][1].replace("#", "").strip(" \u00a0\u202f") if unit else ""


def names_of(unit: Unit) -> Mapping[str, int]:
    """What may be written behind a number of this unit, folded, and how many minor units it stands for."""
    found = {"": unit.scale.divisor}
    for form in (unit.scale, *unit.scales.values()):
        written = {form.name, *(one.replace("#", "") for pair in form.patterns.values() for one in pair)}
        for one in written - {""}:
            found[folded(BLANKS.sub("", one))] = form.divisor
            found.setdefault(folded(BLANKS.sub("", one)).replace("²", "2"), form.divisor)
    return found


# Links ----------------------------------------------------------------------------------------------------------------


class LinkField(forms.CharField):
    """The key of a record of another register, among too many to list: its number, or its title if only one has it."""

    def __init__(self, *, register: Register, **kwargs: Any) -> None:
        self.register = register
        super().__init__(max_length=240, **kwargs)

    def clean(self, value: Any) -> str | None:
        text = super().clean(value)
        if not text:
            return None
        manager: Any = self.register.objects._default_manager
        standing = manager.filter(withdrawn=False)
        if standing.filter(key=text).exists():
            return str(text)
        title = self.register.title
        named = list(standing.filter(**{f"{title}__iexact": text}).order_by("key")[:2]) if title else []
        if len(named) != 1:
            raise forms.ValidationError(
                _("Aucune fiche ne porte ce numéro ou ce nom : écrivez son numéro, en tête de ses faits.")
                if not named
                else _("Plusieurs fiches portent ce nom : écrivez le numéro de la bonne.")
            )
        return str(named[0].key)


# A fact's own field ---------------------------------------------------------------------------------------------------

REQUIRED = {"required": gettext_lazy("Ce champ est nécessaire.")}


def field_of(register: Register, ask: Ask, record: Record | None) -> forms.Field:
    """The field of a fact that an act asks for. On a record that has it, what cannot be unknown cannot be emptied."""
    name = ask.name
    column: Any = register.objects._meta.get_field(name)
    told, kind = register.about[name], register.rules.fields[name].type
    label = words.capital(said(ask.label or told.label))
    help_pair = ask.help or told.help
    needed = kind != "bool" and (ask.required or (record is not None and not column.null))
    common: dict[str, Any] = {
        "label": label,
        "help_text": said(help_pair) if help_pair else "",
        "required": needed,
        "error_messages": dict(REQUIRED),
    }
    current = getattr(record, name) if record is not None else None
    if kind == "bool":
        return forms.BooleanField(**common)
    if told.link:
        return _link(registers[told.link], common, str(current or ""))
    if told.values:
        pairs = [(code, words.capital(said(pair))) for code, pair in told.values.items()]
        if current is not None and current not in told.values:
            pairs.insert(0, (current, current))  # a code that the town has dropped since
        return _choice(pairs, common)
    if kind == "date":
        common["error_messages"]["invalid"] = _("Écrivez une date, par exemple 2025-11-18.")
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **common)
    if kind == "int":
        return _number(register, name, common)
    widget = forms.Textarea(attrs={"rows": 3}) if column.max_length > LONG else forms.TextInput()
    common["error_messages"]["max_length"] = _("C’est trop long : %(limit_value)d signes au plus.")
    return forms.CharField(max_length=column.max_length, widget=widget, empty_value=None, **common)


def _choice(pairs: list[tuple[str, str]], common: dict[str, Any]) -> forms.Field:
    common["error_messages"]["invalid_choice"] = _("Ce choix n’existe pas.")
    empty = _("choisir") if common["required"] else "–"
    return forms.TypedChoiceField(choices=[("", empty), *pairs], empty_value=None, **common)


def _link(target: Register, common: dict[str, Any], current: str) -> forms.Field:
    known = filters.records_of(target, current)
    if len(known) <= filters.OFFERED:
        return _choice(known, common)
    field = LinkField(register=target, **common)
    field.suggested = known  # type: ignore[attr-defined]
    return field


def _number(register: Register, name: str, common: dict[str, Any]) -> forms.Field:
    told, bounds = register.about[name], register.rules.fields[name]
    unit = units.unit(told.unit) if told.unit else None
    if unit is not None:
        common["label"] = f"{common['label']} ({suffix(unit)})"
        larger = [form.name for form in unit.auto]
        if larger and not common["help_text"]:
            common["help_text"] = _("« %(example)s » est compris aussi.") % {"example": f"1,5 {larger[0]}"}
    return UnitField(unit=unit, low=bounds.low, high=bounds.high, **common)
