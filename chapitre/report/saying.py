"""What a text says of a figure: the words before it, the number under its mark, the words after it.

Pure: given a declaration and a value. A figure whose value stands as published is said as firmly as its source speaks
(`bound`); a figure counted from records is said from its exact value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from chapitre.kernel.figures import edtf, units
from chapitre.kernel.words import capital
from chapitre.report import speech
from chapitre.report.speech import Bound, Phrase
from chapitre.report.text import Place

UNKNOWN = {"fr": "pas encore connu", "en": "not known yet"}


class Declared(Protocol):
    """The part of a declaration that a text reads."""

    @property
    def unit(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def bound(self) -> str: ...


class Valued(Protocol):
    """The part of a value that a text reads: a pair of integers, or a date (EDTF); neither when it is unknown."""

    @property
    def numerator(self) -> int | None: ...
    @property
    def denominator(self) -> int: ...
    @property
    def edtf(self) -> str | None: ...


@dataclass(frozen=True)
class Said:
    """A figure in a sentence; `marked` is "" where only a word is chosen by the value. Spaces are inside the parts."""

    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class Saying:
    """One place to fill: what was asked, of which figure, with which exact value, in which language."""

    place: Place
    declared: Declared
    exact: Fraction
    lang: str

    @property
    def phrase(self) -> Phrase:
        """The firmest phrase the source allows, with the exact value."""
        if self.declared.value == "published":
            bounds: dict[str, Bound] = {"=": "=", ">=": ">=", "~": "~"}
            return speech.published(self.exact, bounds[self.declared.bound])
        return Phrase("exact", self.exact)

    @property
    def unit(self) -> units.Unit:
        return units.unit(self.declared.unit)

    def printed(self, value: Fraction, scale: str = "") -> str:
        """The number, with its unit where the unit belongs to it."""
        shown = units.show(self.unit.key, value.numerator, value.denominator, self.lang, scale)
        return shown.text if self.unit.inside else shown.number

    def said(self, phrase: Phrase, text: str, after: str = "") -> Said:
        """The phrase before a text that is under the mark."""
        whole = speech.introduced(phrase.kind, text, self.lang)
        return Said(whole[: len(whole) - len(text)], text, after)


def _plain(one: Saying) -> Said:
    return one.said(one.phrase, one.printed(one.phrase.number))


def _bare(one: Saying) -> Said:
    value = one.exact
    return Said("", units.show(one.unit.key, value.numerator, value.denominator, one.lang).number, "")


def _about(one: Saying) -> Said:
    phrase = speech.about(one.exact) if one.phrase.kind == "exact" else one.phrase
    return one.said(phrase, one.printed(phrase.number))


def _words(one: Saying) -> Said:
    word = speech.worded(one.phrase.number, one.lang, feminine="f" in one.place.given)
    if word is None:
        return _plain(one)
    text = word
    if one.unit.inside:
        shown = units.show(one.unit.key, int(one.phrase.number), 1, one.lang)
        text = shown.text.replace(shown.number, word)
    return one.said(one.phrase, text)


def _collective(one: Saying) -> Said:
    after_noun, after_number = one.place.given
    word = speech.collective(one.exact, one.lang)
    exactly = one.phrase.kind == "exact" and one.exact in speech.COLLECTIVES[one.lang]
    if word is None or one.phrase.kind == "over" or exactly:
        said = _about(one)
        return Said(said.before, said.marked, f" {after_number}")
    return Said("", word, f" {after_noun}")


def _plural(one: Saying) -> Said:
    alone, several = one.place.given
    return Said("", "", alone if units.singular(one.exact, one.lang) else several)


def _change(one: Saying) -> Said:
    less, more = one.place.given
    phrase = Phrase(one.phrase.kind, abs(one.exact))
    return one.said(phrase, one.printed(phrase.number), f" {less if one.exact < 0 else more}")


def _millions(one: Saying) -> Said:
    scale = one.unit.named("M")
    step = Fraction(scale.divisor, 10**scale.decimals)
    floor = one.phrase.kind == "over"
    near = (one.exact // step if floor else units.rounded(one.exact / step, 0)) * step
    if not speech.holds(Phrase("about", near), one.exact):
        return _plain(one)
    phrase = Phrase(one.phrase.kind, near)
    if one.phrase.kind == "exact" and near != one.exact:
        phrase = Phrase("over" if near < one.exact else "about", near)
    return one.said(phrase, one.printed(near, "M"))


FORMS: dict[str, tuple[Callable[[Saying], Said], tuple[int, ...]]] = {
    "": (_plain, (0,)),
    "bare": (_bare, (0,)),
    "about": (_about, (0,)),
    "words": (_words, (0, 1)),
    "collective": (_collective, (2,)),
    "plural": (_plural, (2,)),
    "change": (_change, (2,)),
    "M": (_millions, (0,)),
}
DATED = ("", "in", "year")
# What is made in these ways is unknown as long as no record counts.
UNCERTAIN = ("median", "min", "max", "expression")


def _dated(form: str, date: str, lang: str) -> Said:
    if form == "in":
        before, text = edtf.placed(date, lang)
        return Said(f"{before}\u00a0", text, "")
    return Said("", edtf.year(date) if form == "year" else edtf.written(date, lang), "")


def problem(place: Place, declared: Declared) -> str | None:
    """Why this place cannot be filled by this figure, or None."""
    if declared.value in UNCERTAIN and not place.optional:
        return "it may be unknown: put the words that need it between [[ and ]]"
    if declared.unit == "date":
        if place.form not in DATED or place.given:
            return f"a date is written alone or with {', '.join(DATED[1:])}, not with {place.form}"
        return None
    if place.form not in FORMS:
        return f"there is no form {place.form} ({', '.join(name for name in FORMS if name)})"
    if len(place.given) not in FORMS[place.form][1]:
        return f"{place.form} takes {' or '.join(map(str, FORMS[place.form][1]))} words, separated by a comma"
    if place.form == "words" and place.given not in ((), ("f",)):
        return 'words takes "f" or nothing'
    if place.form == "M" and "M" not in units.unit(declared.unit).scales:
        return f"the unit {declared.unit} is not written in millions"
    if place.form == "bare" and declared.value == "published" and declared.bound != "=":
        return "its source gives a bound, which a bare number would hide"
    return None


def say(place: Place, declared: Declared, value: Valued, lang: str) -> Said:
    """What the text says at this place. The place has no `problem`."""
    if value.edtf is not None:
        said = _dated(place.form, value.edtf, lang)
    elif value.numerator is None:
        said = Said("", "", place.given[1]) if place.form == "plural" else Said("", UNKNOWN[lang], "")
    else:
        exact = Fraction(value.numerator, value.denominator)
        said = FORMS[place.form][0](Saying(place, declared, exact, lang))
    if not place.start:
        return said
    if said.before:
        return Said(capital(said.before), said.marked, said.after)
    return Said("", capital(said.marked), said.after if said.marked else capital(said.after))
