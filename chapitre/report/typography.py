"""The spaces and quotation marks that French and English print, from what an editor types on a plain keyboard."""

import re

NARROW = "\u202f"
NO_BREAK = "\u00a0"

FRENCH = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"'"), "’"),
    (re.compile(r"[ \u00a0]+([;!?%€])"), NARROW + r"\1"),
    (re.compile(r" +([:»])"), NO_BREAK + r"\1"),
    (re.compile(r"« +"), "«" + NO_BREAK),
    (re.compile(r"(?<=\d) (?=\d{3}\b)"), NARROW),
)
ENGLISH = (
    (re.compile(r"\.\.\."), "…"),
    (re.compile(r"'"), "’"),
    (re.compile(r'"([^"]*)"'), r"“\1”"),
)


def typeset(text: str, lang: str) -> str:
    """The text with its no-break spaces, apostrophes and quotation marks; unchanged if it already has them."""
    for pattern, replacement in FRENCH if lang == "fr" else ENGLISH:
        text = pattern.sub(replacement, text)
    return text
