"""How a civil date or an instant is written, in French and in English, whatever the server's locale."""

from datetime import date, datetime

from chapitre.kernel.clock import PARIS, civil

NARROW = "\u202f"
NO_BREAK = "\u00a0"

DAYS = {
    "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
SHORT_DAYS = {
    "fr": ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
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
SHORT_MONTHS = {
    "fr": ("janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec"),
}
RELATIVE = {
    "fr": {0: "aujourd’hui", 1: "demain", -1: "hier"},
    "en": {0: "today", 1: "tomorrow", -1: "yesterday"},
}


def _number(on: date, lang: str) -> str:
    return "1er" if lang == "fr" and on.day == 1 else str(on.day)


def day(on: date, lang: str = "fr", *, year: bool = True) -> str:
    """« 18 nov. 2025 », « 1er janv. 2023 »; without its year « 18 nov. »."""
    parts = [_number(on, lang), SHORT_MONTHS[lang][on.month - 1], *([str(on.year)] if year else [])]
    return NO_BREAK.join(parts)


def long_day(on: date, lang: str = "fr") -> str:
    """« mardi 18 novembre 2025 »."""
    return f"{DAYS[lang][on.weekday()]} {_number(on, lang)}{NO_BREAK}{MONTHS[lang][on.month - 1]} {on.year}"


def week_day(on: date, lang: str = "fr") -> str:
    """« jeu. 20 nov. », for lists whose year goes without saying."""
    return f"{SHORT_DAYS[lang][on.weekday()]}{NO_BREAK}{day(on, lang, year=False)}"


def hour(at: datetime, lang: str = "fr") -> str:
    """« 9 h 12 », « 18 h » on the hour; "9:12" in English. Time of Paris."""
    local = at.astimezone(PARIS)
    if lang == "en":
        return f"{local.hour}:{local.minute:02d}"
    minutes = f"{NO_BREAK}{local.minute:02d}" if local.minute else ""
    return f"{local.hour}{NO_BREAK}h{minutes}"


def moment(at: datetime, lang: str = "fr") -> str:
    """« mardi 18 nov. 2025, 9 h 12 », in Paris."""
    on = civil(at)
    return f"{DAYS[lang][on.weekday()]} {day(on, lang)}, {hour(at, lang)}"


def relative_day(on: date, today: date, lang: str = "fr") -> str:
    """« hier », « aujourd’hui », « demain », « jeu. 20 nov. » within the year, otherwise « 18 nov. 2025 »."""
    near = RELATIVE[lang].get((on - today).days)
    if near:
        return near
    return week_day(on, lang) if abs((on - today).days) < 180 else day(on, lang)
