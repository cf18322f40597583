"""An e-mail to one person, in her language, from a chapter's two templates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import translation

from chapitre.kernel.town import town


def write(email: str, language: str, template: str, context: Mapping[str, Any]) -> None:
    """Sends `<template>_subject.txt` and `<template>.txt`, which are told the town's name as well."""
    with translation.override(language):
        told = {"town": town().name, **context}
        title = render_to_string(f"{template}_subject.txt", told).strip()
        body = render_to_string(f"{template}.txt", told)
    EmailMessage(title, body, to=[email]).send()
