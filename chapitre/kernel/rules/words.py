"""The words of `explain`: sentence parts in French and English, and how each writes numbers, dates and lists."""

from collections.abc import Sequence
from datetime import date

MONTHS = (
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
)

# Sentence parts, French then English. A clause follows the noun it describes: "un dossier … reçu le 3 mars".
SENTENCES: dict[str, tuple[str, str]] = {
    # How a clause about a noun begins.
    "of": ("dont {0}", "whose {0}"),
    "for": ("pour lequel {0}", "for which {0}"),
    "falls": ("{0} tombe", "{0} falls"),
    # A date ({0}: "reçu") against a written date or today ({1}), or against another date of the record.
    "day_ge": ("{0} {1} ou après", "{0} on or after {1}"),
    "day_gt": ("{0} après {1}", "{0} after {1}"),
    "day_le": ("{0} {1} ou avant", "{0} on or before {1}"),
    "day_lt": ("{0} avant {1}", "{0} before {1}"),
    "day_eq": ("{0} {1}", "{0} on {1}"),
    "day_ne": ("{0} un autre jour que {1}", "{0} on another day than {1}"),
    "day_within": ("{0} entre {1} et {2} compris", "{0} between {1} and {2} inclusive"),
    "event_ge": ("{0} après {1} ou ce jour-là", "{0} on or after {1}"),
    "event_gt": ("{0} après {1}", "{0} after {1}"),
    "event_le": ("{0} avant {1} ou ce jour-là", "{0} on or before {1}"),
    "event_lt": ("{0} avant {1}", "{0} before {1}"),
    "event_eq": ("{0} le même jour que {1}", "{0} on the same day as {1}"),
    "event_ne": ("{0} un autre jour que {1}", "{0} on another day than {1}"),
    "year_ge": ("{0} en {1} ou après", "{0} in or after {1}"),
    "year_gt": ("{0} après {1}", "{0} after {1}"),
    "year_le": ("{0} en {1} ou avant", "{0} in or before {1}"),
    "year_lt": ("{0} avant {1}", "{0} before {1}"),
    "year_eq": ("{0} en {1}", "{0} in {1}"),
    "year_ne": ("{0} une autre année que {1}", "{0} in another year than {1}"),
    # How long ago; whole units, so "plus de 36 mois" is never said for 37 months at least.
    "ago_ge": ("{0} il y a au moins {1}", "{0} at least {1} ago"),
    "ago_lt": ("{0} il y a moins de {1} ou à venir", "{0} less than {1} ago or in the future"),
    "ago_eq": ("{0} il y a {1} révolus", "{0} {1} ago, in whole units"),
    # Numbers.
    "int_ge": ("{0} vaut au moins {1}", "{0} is at least {1}"),
    "int_gt": ("{0} dépasse {1}", "{0} exceeds {1}"),
    "int_le": ("{0} vaut au plus {1}", "{0} is at most {1}"),
    "int_lt": ("{0} reste sous {1}", "{0} is below {1}"),
    "int_eq": ("{0} vaut {1}", "{0} is {1}"),
    "int_ne": ("{0} ne vaut pas {1}", "{0} is not {1}"),
    "int_within": ("{0} se situe entre {1} et {2} compris", "{0} is between {1} and {2} inclusive"),
    "int_none": ("{0} ne vaut ni {1}", "{0} is neither {1}"),
    # Texts, and answers compared with each other.
    "str_eq": ("{0} est {1}", "{0} is {1}"),
    "str_ne": ("{0} n’est pas {1}", "{0} is not {1}"),
    "str_none": ("{0} n’est ni {1}", "{0} is neither {1}"),
    "same": ("{0} et {1} coïncident", "{0} and {1} are the same"),
    "differ": ("{0} et {1} diffèrent", "{0} and {1} differ"),
    # Yes and no, known and unknown.
    "yes": ("{0} vaut oui", "{0} is yes"),
    "no": ("{0} vaut non", "{0} is no"),
    "known": ("dont on connaît {0}", "for which {0} is known"),
    "unknown": ("dont on ignore {0}", "for which {0} is unknown"),
    "always": ("dans tous les cas", "in every case"),
    "never": ("dans aucun cas", "in no case"),
    # Groups.
    "either": ("soit {0}", "either {0}"),
    "and": ("et {0}", "and {0}"),
    "or": ("soit ", "or "),
    "nor": (", ni ", " nor "),
    "case_clause": ("si c’est un dossier {0}\u00a0: {1}", "if it is a record {0}: {1}"),
    "case_value": ("{1} pour un dossier {0}", "{1} for a record {0}"),
    "else_clause": ("sinon\u00a0: {0}", "otherwise: {0}"),
    "else_value": ("sinon {0}", "otherwise {0}"),
    "semicolon": ("\u202f; ", "; "),
    # Nouns.
    "today": ("aujourd’hui", "today"),
    "datum": ("la donnée «\u00a0{0}\u00a0»", "the field “{0}”"),
    "answer": ("la réponse à «\u00a0{0}\u00a0»", "the answer to “{0}”"),
    "days_between": ("le nombre de jours entre {0} et {1}", "the number of days between {0} and {1}"),
    "months_between": ("le nombre de mois révolus entre {0} et {1}", "the number of whole months between {0} and {1}"),
    "years_between": ("le nombre d’années révolues entre {0} et {1}", "the number of whole years between {0} and {1}"),
    "year": ("l’année {de0}", "the year of {0}"),
    "month": ("le numéro du mois {de0}", "the month number of {0}"),
    "day": ("le quantième {de0}", "the day of the month of {0}"),
    "days_after": ("le {0} jour après {1}", "the {0} day after {1}"),
    "days_before": ("le {0} jour avant {1}", "the {0} day before {1}"),
    "plus_days": ("({0} + {1}, en jours)", "({0} + {1}, in days)"),
    "min_int": ("le plus petit nombre parmi ({0})", "the smallest of ({0})"),
    "max_int": ("le plus grand nombre parmi ({0})", "the largest of ({0})"),
    "min_date": ("la première date parmi ({0})", "the earliest of ({0})"),
    "max_date": ("la dernière date parmi ({0})", "the latest of ({0})"),
    "abs": ("la valeur absolue {de0}", "the absolute value of {0}"),
    "floordiv": ("({0} ÷ {1}, arrondi vers le bas)", "({0} ÷ {1}, rounded down)"),
}

UNITS = {
    "days_between": (("jour", "jours"), ("day", "days")),
    "months_between": (("mois", "mois"), ("month", "months")),
    "years_between": (("an", "ans"), ("year", "years")),
}


class Words:
    """One language's way of writing."""

    def __init__(self, lang: str) -> None:
        self.index = 1 if lang == "en" else 0

    def pick(self, pair: Sequence[str]) -> str:
        return pair[self.index]

    def say(self, key: str, *parts: str) -> str:
        extra = {"de0": _french_of(parts[0])} if parts else {}
        said = self.pick(SENTENCES[key]).format(*parts, **extra)
        return said.replace(" on today", " today").replace("que aujourd’hui", "qu’aujourd’hui")

    def number(self, value: int) -> str:
        digits = f"{abs(value):,}"
        return ("−" if value < 0 else "") + (digits if self.index else digits.replace(",", "\u202f"))

    def date(self, day: date) -> str:
        month = self.pick(MONTHS[day.month - 1])
        if self.index:
            return f"{day.day} {month} {day.year}"
        return f"le {day.day}{'er' if day.day == 1 else ''} {month} {day.year}"

    def length(self, span: str, count: int) -> str:
        one, many = UNITS[span][self.index]
        single = count == 1 if self.index else abs(count) < 2
        return f"{self.number(count)}\u00a0{one if single else many}"

    def ordinal(self, count: int) -> str:
        if not self.index:
            return "1er" if count == 1 else f"{self.number(count)}e"
        suffix = "th" if count % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
        return f"{self.number(count)}{suffix}"

    def quoted(self, text: str) -> str:
        return f"“{text}”" if self.index else f"«\u00a0{text}\u00a0»"

    def choices(self, parts: Sequence[str]) -> str:
        last = " or " if self.index else " ou "
        return last.join(filter(None, [", ".join(parts[:-1]), parts[-1]]))


def _french_of(noun: str) -> str:
    """ "de" before a noun: du, des, d’."""
    for article, merged in (("le ", "du "), ("les ", "des "), ("aujourd", "d’aujourd")):
        if noun.startswith(article):
            return merged + noun[len(article) :]
    return f"de {noun}"
