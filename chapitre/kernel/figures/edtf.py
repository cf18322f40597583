"""Dates of unequal precision, written as EDTF (ISO 8601-2): a day, a month, a year, a decade, a span of years."""

import re
from datetime import date

FORM = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?|(?P<decade>\d{3})X|(?P<start>\d{4})/(?P<end>\d{4})"
)
MONTHS = {
    "fr": (
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
NO_BREAK = "\u00a0"


class EdtfError(ValueError):
    """A date in none of the five forms, or a day that no calendar has."""


def parts(text: str) -> dict[str, int]:
    """The numbers a date is made of, by name; EdtfError if it is not one.

    Forms: 2025-05-12, 2025-05, 2025, 198X (the 1980s), 2023/2026 (from 2023 to 2026).
    """
    match = FORM.fullmatch(text)
    if not match:
        raise EdtfError(f"not a date: {text!r}")
    found = {name: int(digits) for name, digits in match.groupdict().items() if digits is not None}
    if "year" in found:
        try:
            date(found["year"], found.get("month", 1), found.get("day", 1))
        except ValueError as error:
            raise EdtfError(f"not a date: {text!r}") from error
    if found.get("end", 9999) <= found.get("start", 0):
        raise EdtfError(f"a span that does not run forward: {text!r}")
    return found


def written(text: str, lang: str) -> str:
    """The date alone: "12 mai 2025", "mai 2025", "2025", "années 1980", "2023–2026"."""
    found = parts(text)
    if "decade" in found:
        return f"années{NO_BREAK}{found['decade']}0" if lang == "fr" else f"{found['decade']}0s"
    if "start" in found:
        return f"{found['start']}–{found['end']}"
    words = [str(found["year"])]
    if "month" in found:
        words.insert(0, MONTHS[lang][found["month"] - 1])
    if "day" in found:
        words.insert(0, "1er" if lang == "fr" and found["day"] == 1 else str(found["day"]))
    return NO_BREAK.join(words)


def placed(text: str, lang: str) -> tuple[str, str]:
    """The date in a sentence, as its preposition and itself: ("en", "mai 2025"), ("le", "12 mai 2025").

    A span keeps its two ends in the second part: ("de", "2023 à 2026"), ("from", "2023 to 2026").
    """
    found = parts(text)
    if "start" in found:
        joint = "à" if lang == "fr" else "to"
        return ("de" if lang == "fr" else "from"), NO_BREAK.join((str(found["start"]), joint, str(found["end"])))
    if "decade" in found:
        return ("dans les" if lang == "fr" else "in the"), written(text, lang)
    if "day" in found:
        return ("le" if lang == "fr" else "on"), written(text, lang)
    return ("en" if lang == "fr" else "in"), written(text, lang)


def year(text: str) -> str:
    """The year a date falls in; a decade or a span as it is written."""
    found = parts(text)
    return str(found["year"]) if "year" in found else written(text, "en")
