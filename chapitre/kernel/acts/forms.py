"""What every form of an act carries, whoever makes it: what was read, a token, and words without a limit that lies."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TEXT_LIMIT = 2000
UNSURE = {"required": _("Cochez cette case pour confirmer.")}


def new_token() -> str:
    """A form's own token, so that the form sent twice does one thing."""
    return secrets.token_urlsafe(16)


def not_to_come(day: date, today: date) -> date:
    """The day itself. Raises ValidationError when it is after today."""
    if day > today:
        raise forms.ValidationError(_("Ce jour n’est pas encore venu : vérifiez la date."))
    return day


class LongText(forms.CharField):
    """A text area whose limit counts a line's end once, as browsers do while one types."""

    widget = forms.Textarea(attrs={"rows": 5})

    def __init__(self, *, max_length: int = TEXT_LIMIT, **kwargs: Any) -> None:
        kwargs.setdefault("error_messages", {})
        kwargs["error_messages"].setdefault(
            "max_length", _("Ce texte fait %(show_value)d signes, la limite est de %(limit_value)d : raccourcissez-le.")
        )
        super().__init__(max_length=max_length, **kwargs)

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")


class SentForm(forms.Form):
    """The number of acts that the record had when it was read, and the form's own token (decision 082)."""

    seq = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=10**6)
    jeton = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=64)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"seq", "jeton"} & set(self.errors):
            self.add_error(None, _("Cette page est incomplète : rechargez-la, puis recommencez."))
        return cleaned
