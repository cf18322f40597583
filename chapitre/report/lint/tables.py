"""What the linter knows of French: units, months, numbers in letters; lists of words are in words.toml. Only tables.

Words are written as `fold` leaves them: lower case, without accents.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from fractions import Fraction
from functools import cache
from pathlib import Path

WORDS = {
    name: frozenset(words.split())
    for name, words in tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8")).items()
}
MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin",
    "juillet", "aout", "septembre", "octobre", "novembre", "decembre",
)  # fmt: skip
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

# A unit as it stands after a number -> what it measures, and how many minor units of units.toml it makes.
SYMBOLS: dict[str, tuple[str, Fraction]] = {
    "€": ("cent", Fraction(100)),
    "EUR": ("cent", Fraction(100)),
    "%": ("percent", Fraction(1)),
    "‰": ("percent", Fraction(1, 10)),
    "km²": ("m²", Fraction(10**6)),
    "km2": ("m²", Fraction(10**6)),
    "m²": ("m²", Fraction(1)),
    "m2": ("m²", Fraction(1)),
    "ha": ("m²", Fraction(10**4)),
    "m³": ("m³", Fraction(1)),
    "m3": ("m³", Fraction(1)),
    "km/h": ("km/h", Fraction(1)),
    "km": ("m", Fraction(1000)),
    "cm": ("m", Fraction(1, 100)),
    "mm": ("m", Fraction(1, 1000)),
    "m": ("m", Fraction(1)),
    "kg": ("kg", Fraction(1)),
    "t": ("kg", Fraction(1000)),
    "kWh": ("kWh", Fraction(1)),
    "MWh": ("kWh", Fraction(1000)),
    "GWh": ("kWh", Fraction(10**6)),
    "kW": ("kW", Fraction(1)),
    "MW": ("kW", Fraction(1000)),
    "h": ("heure", Fraction(1)),
    "°C": ("°C", Fraction(1)),
    "pour cent": ("percent", Fraction(1)),
    "p. 100": ("percent", Fraction(1)),
}
UNIT_WORDS: dict[str, tuple[str, Fraction]] = {
    "euro": ("cent", Fraction(100)),
    "centime": ("cent", Fraction(1)),
    "metre": ("m", Fraction(1)),
    "kilometre": ("m", Fraction(1000)),
    "hectare": ("m²", Fraction(10**4)),
    "are": ("m²", Fraction(100)),
    "tonne": ("kg", Fraction(1000)),
    "kilo": ("kg", Fraction(1)),
    "kilogramme": ("kg", Fraction(1)),
    "siecle": ("siecle", Fraction(1)),
    "an": ("an", Fraction(1)),
    "annee": ("an", Fraction(1)),
    "mois": ("mois", Fraction(1)),
    "semaine": ("semaine", Fraction(1)),
    "jour": ("jour", Fraction(1)),
    "heure": ("heure", Fraction(1)),
    "minute": ("minute", Fraction(1)),
}
SCALES: dict[str, int] = {
    "k": 10**3, "M": 10**6, "Md": 10**9, "Mds": 10**9, "millier": 10**3, "milliers": 10**3,
    "million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9,
}  # fmt: skip

# Between two numbers: what holds for the first holds for the second.
JOINTS = re.compile(r" ?(?:et|ou|a|,|/|-|–|—) ?")

# In letters ------------------------------------------------------------------------------------------------------

UNITS = {
    word: value
    for value, word in enumerate(
        (
            *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze"),
            *("douze", "treize", "quatorze", "quinze", "seize"),
        )
    )
} | {"une": 1}
TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "septante": 70, "huitante": 80, "octante": 80, "nonante": 90,
}  # fmt: skip
LARGE = {"million": 10**6, "millions": 10**6, "milliard": 10**9, "milliards": 10**9}
COLLECTIVES = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1000, "million": 10**6, "milliard": 10**9,
}  # fmt: skip
PARTS = {"tiers": 3, "quart": 4, "quarts": 4, "cinquieme": 5, "cinquiemes": 5, "dixieme": 10, "dixiemes": 10}
MULTIPLES = {"double": 2, "triple": 3, "quadruple": 4}
FREQUENCIES = {
    "annuel": Fraction(1), "bisannuel": Fraction(2), "biannuel": Fraction(2), "biennal": Fraction(1, 2),
    "semestriel": Fraction(2), "trimestriel": Fraction(4), "bimestriel": Fraction(6), "mensuel": Fraction(12),
    "bimensuel": Fraction(24), "hebdomadaire": Fraction(52),
}  # fmt: skip
# Words that say a number without any.
IMPLIED = {"neutralite carbone": Fraction(0)}

# Before a number: how firmly it is said.
BOUNDS: tuple[tuple[str, str], ...] = (
    ("over", r"(?:\+|plus) (?:de |d')|au moins |minimum |\+ ?"),
    ("under", r"moins (?:de |d')|au plus |jusqu'a |maximum "),
    ("nearly", r"pres (?:de |d')|presque |quasiment "),
    ("about", r"environ |autour de |quelque |a peu pres |de l'ordre de |[~≈] ?"),
)


# What a word processor puts in place of what a keyboard types.
TYPED = str.maketrans(dict.fromkeys("\u00a0\u202f\u2009\u2007\t\r", " ") | {"’": "'", "\u2011": "-", "\u2010": "-"})


def typed(text: str) -> str:
    """Plain spaces, apostrophes and hyphens, one character for one: places in the text stay what they are."""
    return text.translate(TYPED)


@cache
def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFD", character)[0].lower()
    return plain if len(plain) == 1 else character


def fold(text: str) -> str:
    """As `typed`, in lower case and without accents; still one character for one."""
    return "".join(map(_plain, typed(text)))
