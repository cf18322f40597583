"""The numbers of a text in letters: numerals, "une centaine", "la moitié", "une réunion annuelle". Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from chapitre.report.lint.numerals import WORD, Numeral, numerals
from chapitre.report.lint.tables import (
    COLLECTIVES,
    FREQUENCIES,
    IMPLIED,
    MONTHS,
    MULTIPLES,
    PARTS,
    WORDS,
)
from chapitre.report.lint.tokens import PLACE, Draft, Token, free, measure, phrase

FREQUENCY = re.compile(
    rf"\b(?:{'|'.join(sorted(WORDS['events']))})(?: [a-z]+)?? (?P<how>(?:{'|'.join(FREQUENCIES)})(?:le|lle)?s?)\b"
)
COLLECTIVE = re.compile(
    rf"\b(?:(?P<one>une?)|(?P<vague>des|plusieurs|quelques)) (?P<noun>{'|'.join(COLLECTIVES)})(?P<s>s?)\b"
)
PART = re.compile(
    rf"\b(?:la moitie|(?P<top>un|le) (?P<part>{'|'.join(PARTS)})(?= d)"
    rf"|(?P<tops>(?:les )?(?:deux|trois)) (?P<parts>{'|'.join(PARTS)}))\b"
)
MULTIPLE = re.compile(
    rf"\b(?:le|du) (?P<size>{'|'.join(MULTIPLES)})\b(?= d|[,.])|\b(?P<done>doubl|tripl|quadrupl)es?\b"
)
DONE = {"doubl": 2, "tripl": 3, "quadrupl": 4}
TOPS = {"un": 1, "le": 1, "deux": 2, "trois": 3}
NEAR = 4  # words: how far a number may stand from the adjective that says how often


def letters(text: Draft, found: list[Token]) -> list[Token]:
    """Every number in letters that no number in digits covers; `found` are those in digits."""
    made: list[Token] = []
    for source in (_implied, _frequencies, _collectives, _parts, _multiples, _numerals):
        for one in source(text, found):
            if free([*found, *made], one.start, one.end):
                made.append(one)
    return made


def _token(text: Draft, start: int, end: int, value: Fraction | None, **more: object) -> Token:
    made = Token(start, end, value, "word", in_words=True, phrase=phrase(text, start))
    return replace(made, **more)  # type: ignore[arg-type]


def _implied(text: Draft, found: list[Token]) -> Iterator[Token]:
    for words, value in IMPLIED.items():
        for match in re.finditer(rf"\b{words}\b", text.folded):
            yield _token(text, *match.span(), value, implied=True)


def _frequencies(text: Draft, found: list[Token]) -> Iterator[Token]:
    """ "une organisation annuelle" is one a year; "trois opérations annuelles" has its number already."""
    for match in FREQUENCY.finditer(text.folded):
        before = text.before(match.start(), 60)
        counted = re.search(rf"(?:\d|{PLACE})[^.;:]*$", before)
        governed = counted is not None and len(counted[0].split()) <= NEAR
        in_words = any(one.value > 1 and one.end >= len(before) - 30 for one in numerals(before))
        if not governed and not in_words:
            how = next(value for word, value in FREQUENCIES.items() if match["how"].startswith(word))
            yield _token(text, *match.span("how"), how)


def _collectives(text: Draft, found: list[Token]) -> Iterator[Token]:
    for match in COLLECTIVE.finditer(text.folded):
        if bool(match["vague"]) != bool(match["s"]):
            continue
        value = None if match["vague"] else Fraction(COLLECTIVES[match["noun"]])
        _, dimension, factor = measure(text, match.end())
        yield _token(
            text, *match.span(), None if value is None else value * factor, dimension=dimension, phrase="about"
        )


def _parts(text: Draft, found: list[Token]) -> Iterator[Token]:
    for match in PART.finditer(text.folded):
        top, part = match["top"] or match["tops"], match["part"] or match["parts"]
        share = Fraction(TOPS[top.removeprefix("les ")], PARTS[part]) if top else Fraction(1, 2)
        yield _token(text, *match.span(), 100 * share, dimension="percent", phrase="about")


def _multiples(text: Draft, found: list[Token]) -> Iterator[Token]:
    for match in MULTIPLE.finditer(text.folded):
        # Folded, "double" may be "doublé": the participle is told by its accent.
        if match["done"] and "é" not in text.plain[match.start() : match.end()]:
            continue
        yield _token(
            text, *match.span(), Fraction(MULTIPLES.get(match["size"] or "", DONE.get(match["done"] or "", 2)))
        )


# Numerals --------------------------------------------------------------------------------------------------------


def _numerals(text: Draft, found: list[Token]) -> Iterator[Token]:
    for one in numerals(text.folded):
        if _is_compound(text, one) or _is_proper(text, one) or not _counts(text, one):
            continue
        if date := _date_end(text, one):
            yield _token(text, one.start, date, None, kind="year")
            continue
        end, dimension, factor = measure(text, one.end)
        if one.value == 1 and (noun := re.match(r" \w+", text.folded[one.end : one.end + 30])):
            end = max(end, one.end + noun.end())  # "un siècle": the word alone would say nothing
        yield _token(text, one.start, end, one.value * factor, dimension=dimension)


def _is_compound(text: Draft, one: Numeral) -> bool:
    """ "deux-roues", "quatre-vingt-deuxième": a word of which the number is only a part."""
    return re.search(r"\w-$", text.folded[: one.start][-2:]) is not None or (
        re.match(r"-\w", text.folded[one.end : one.end + 2]) is not None
    )


def _is_proper(text: Draft, one: Numeral) -> bool:
    """ "les Trente Glorieuses", "rue des Quatre Vents": a capital that no sentence asks for."""
    word = text.plain[one.start : one.end]
    if not word[0].isupper() or (word.isupper() and len(word) > 1):
        return False
    following = re.match(r" (\w)", text.plain[one.end : one.end + 2])
    return not text.begins_sentence(one.start) or bool(following and following[1].isupper())


def _counts(text: Draft, one: Numeral) -> bool:
    """Whether the word is a number here: "un" is mostly an article, "neuf" often means new."""
    word = text.folded[one.start : one.end]
    after = text.folded[one.end : one.end + 40]
    following = WORD.search(after) if after[:1] == " " else None
    noun = following[0] if following else ""
    if word == "neuf":
        return noun.endswith(("s", "x")) and noun not in ("dans", "sous", "mais")
    if word not in ("un", "une"):
        return True
    if phrase(text, one.start) != "exact" or noun.removesuffix("s") in WORDS["measured"]:
        return True
    return (
        re.match(r" fois (?:par|tous|chaque)\b| \w+ (?:sur (?:\d|deux|trois|quatre|cinq|six|dix)|pour 10)", after)
        is not None
    )


def _date_end(text: Draft, one: Numeral) -> int | None:
    """Where a date in letters ends: "douze mai deux mille vingt-cinq", "en deux mille vingt"; None if it is none."""
    after = re.match(rf" (?:{'|'.join(MONTHS)})\b", text.folded[one.end : one.end + 12])
    if after and 1 <= one.value <= 31:
        end = one.end + after.end()
        year = next((other for other in numerals(text.folded[end : end + 60]) if other.start == 1), None)
        written = re.match(r" \d{4}\b", text.folded[end : end + 5])
        return end + (year.end if year else written.end() if written else 0)
    before = text.before(one.start)
    if 1500 <= one.value <= 2199 and re.search(r"\b(?:en|depuis|des|l'an|annee|ici|apres|avant|fin|debut) $", before):
        return one.end
    return None
