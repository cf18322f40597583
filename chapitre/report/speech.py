"""Bounds of speech: which of "plus de", "près de", "environ" a value allows, and words for small numbers.

Pure: a phrase is a kind and a round number, chosen from the exact value; `holds` says what each kind promises.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Kind = Literal["exact", "over", "nearly", "about"]
Bound = Literal["=", ">=", "~"]

# Up to here a count is always said exactly: nobody rounds 38.
SMALL = 100
# How far a round number may stand from the value it speaks for.
CLOSE = Fraction(2, 100)
ABOUT = Fraction(5, 100)

WORDS: dict[str, dict[Kind, str]] = {
    "fr": {"exact": "", "over": "plus de", "nearly": "près de", "about": "environ"},
    "en": {"exact": "", "over": "more than", "nearly": "nearly", "about": "about"},
}
FRENCH_NUMBERS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit"),
    *("neuf", "dix", "onze", "douze", "treize", "quatorze", "quinze", "seize"),
)
ENGLISH_NUMBERS = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight"),
    *("nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
)
COLLECTIVES = {
    "fr": {
        10: "une dizaine",
        12: "une douzaine",
        15: "une quinzaine",
        20: "une vingtaine",
        30: "une trentaine",
        40: "une quarantaine",
        50: "une cinquantaine",
        60: "une soixantaine",
        100: "une centaine",
        1000: "un millier",
    },
    "en": {100: "about a hundred", 1000: "about a thousand"},
}


@dataclass(frozen=True)
class Phrase:
    """What is said of a value: a kind of bound and a number, both in the value's own unit."""

    kind: Kind
    number: Fraction


def holds(phrase: Phrase, value: Fraction) -> bool:
    """Whether the phrase is true of the value: the promise that `about` keeps.

    exact: the very value. over: the value is more. nearly: it is less, by 2 % at most. about: it is within 5 %.
    """
    match phrase.kind:
        case "exact":
            return value == phrase.number
        case "over":
            return value > phrase.number
        case "nearly":
            return value < phrase.number <= value * (1 + CLOSE)
        case "about":
            return abs(value - phrase.number) <= abs(value) * ABOUT


def _steps(value: Fraction) -> Iterator[int]:
    """The grids of round numbers, coarsest first: …, 1000, 500, 100, 50, 10, 5, 1."""
    power = 1
    while power * 10 <= value:
        power *= 10
    while power >= 1:
        yield power
        if power > 1:
            yield power // 2
        power //= 10


def about(value: Fraction) -> Phrase:
    """The roundest true thing to say of an exact value: 712 is "over 700", 698 "nearly 700", 700 is 700.

    Whole counts up to 100, and values below zero, are said exactly.
    """
    if value <= 0 or (value.denominator == 1 and value <= SMALL):
        return Phrase("exact", value)
    for step in _steps(value):
        near = Fraction((2 * value + step) // (2 * step) * step)
        if abs(near - value) <= value * CLOSE:
            if near == value:
                return Phrase("exact", value)
            return Phrase("over" if value > near else "nearly", near)
    return Phrase("exact", value)


def published(value: Fraction, bound: Bound) -> Phrase:
    """What may be said of a value that stands as published: as firmly as its source speaks, never more."""
    kinds: dict[Bound, Kind] = {"=": "exact", ">=": "over", "~": "about"}
    return Phrase(kinds[bound], value)


def worded(value: Fraction, lang: str, feminine: bool = False) -> str | None:
    """A whole number up to sixteen in letters, or None."""
    if value.denominator != 1 or not 0 <= value <= 16:
        return None
    if feminine and lang == "fr" and value == 1:
        return "une"
    return (FRENCH_NUMBERS if lang == "fr" else ENGLISH_NUMBERS)[int(value)]


def collective(value: Fraction, lang: str) -> str | None:
    """ "une centaine" for a value within 5 % of a hundred, the nearest such word, or None."""
    words = COLLECTIVES[lang]
    near = min(words, key=lambda size: abs(value - size))
    return words[near] if abs(value - near) <= near * ABOUT else None


def introduced(kind: Kind, following: str, lang: str) -> str:
    """The phrase before what it introduces, with its space or its elision: "plus de 700", "plus d’un siècle"."""
    words = WORDS[lang][kind]
    if not words:
        return following
    first = following.replace("\u00a0", " ").split(" ")[0]
    if lang == "fr" and words.endswith(" de") and first in ("un", "une"):
        return f"{words[:-1]}’{following}"
    return f"{words}\u00a0{following}"
