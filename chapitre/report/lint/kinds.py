"""What a number in digits is, told by what stands around it: a quantity, the base of a rate, a year or a name. Pure.

The questions are asked in order; the first that answers decides. A number that nothing else claims is a quantity.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from chapitre.report.lint.tables import JOINTS, WORDS
from chapitre.report.lint.tokens import Draft, Token

LAST_WORD = re.compile(r"(?P<word>n°|nº|[a-z]+)\.?(?: (?:n°|nº))?[ '-]?(?:[lrd]\. ?)?$")
PAIRED = re.compile(r"(?:/ ?|\b(?:pour|sur) (?:les )?)$")
COUNTED = re.compile(r" ?(?P<word>[a-z]+(?:·[a-z]+)*)")
Question = Callable[[Draft, Token, Sequence[Token]], str]


def tell(text: Draft, tokens: Sequence[Token]) -> list[Token]:
    """The tokens, each with its kind; the base of a rate is given to the number that it divides."""
    told: list[Token] = []
    for token in tokens:
        kind = token.kind or next(kind for ask in QUESTIONS if (kind := ask(text, token, told)))
        if kind == "word":
            kind = _denominator(text, token, told) or _in_words(text, token, told)
        told.append(replace(token, kind=kind))
        if kind == "denominator":
            _give_base(told)
    return told


def _give_base(told: list[Token]) -> None:
    """The number before a denominator is a rate."""
    place = next(place for place in range(len(told) - 2, -1, -1) if told[place].kind in ("quantity", "word", "placed"))
    value = told[-1].value
    told[place] = replace(told[place], base=int(value) if value is not None else None)


def last_word(text: Draft, at: int) -> str:
    """The word just before a place, folded; "" where something else stands there."""
    found = LAST_WORD.search(text.before(at))
    return found["word"] if found else ""


def counts_a_noun(text: Draft, end: int) -> bool:
    """Whether a plural follows: something is counted."""
    after = COUNTED.match(text.folded, end)
    if after is None:
        return False
    word = after["word"]
    return ("·" in word or word.endswith(("s", "x"))) and word not in WORDS["small"]


def joined(text: Draft, token: Token, told: Sequence[Token], kind: str) -> bool:
    """Whether only "et", "ou", a comma or a stroke stands between it and a number of that kind."""
    if not told or told[-1].kind != kind:
        return False
    return JOINTS.fullmatch(text.folded[told[-1].end : token.start]) is not None


# Questions -------------------------------------------------------------------------------------------------------


def _denominator(text: Draft, token: Token, told: Sequence[Token]) -> str:
    """ "20 / 1 000", "un sur quatre": what divides the number before it, in the same clause."""
    value = token.value
    if value is None or value.denominator != 1 or token.measured or not PAIRED.search(text.before(token.start)):
        return ""
    before = [one for one in told if one.kind in ("quantity", "word", "placed")]
    if not before or re.search(r"[.;:\n]", text.folded[before[-1].end : token.start]):
        return ""
    ten = value >= 10 and set(str(value.numerator)[1:]) <= {"0"} and str(value.numerator)[0] == "1"
    small = value <= 10 and not text.before(token.start).endswith(("pour ", "les "))
    return "denominator" if ten or small else ""


def _measured(text: Draft, token: Token, told: Sequence[Token]) -> str:
    return "quantity" if token.measured else ""


def _name(text: Draft, token: Token, told: Sequence[Token]) -> str:
    """ "bus 25", "article 12", "n° 2025-14"."""
    word = last_word(text, token.start)
    if (word in WORDS["naming"] and not token.grouped) or word in WORDS["serial"]:
        return "name"
    if _capital_letter(text, token):
        return "name"
    follows = joined(text, token, told, "name") and not token.grouped
    if follows and text.folded[told[-1].end : token.start].strip() in ("et", "ou", "/", "-", "–"):
        return "name"
    enumerated = re.match(r" ?(?:,|et|ou) ?\d|[.)\n]|$", text.folded[token.end : token.end + 8])
    return "name" if follows and enumerated else ""


def _capital_letter(text: Draft, token: Token) -> bool:
    """A road: "A 86", "N 7"."""
    before = text.plain[max(0, token.start - 3) : token.start]
    return re.fullmatch(r"[ (][AND] ", before) is not None and not text.begins_sentence(token.start - 2)


def _year(text: Draft, token: Token, told: Sequence[Token]) -> str:
    """Four digits together, said as a date, or at least not as a count of something."""
    value = int(token.value or 0)
    if token.grouped or token.value is None or token.value.denominator != 1:
        return ""
    following_year = joined(text, token, told, "year") and "," not in text.folded[told[-1].end : token.start]
    if following_year and token.end - token.start == 2 and text.folded[token.start - 1] in "-/–":
        return "year"  # 2023-26
    if last_word(text, token.start) in ("annee", "annees") and token.end - token.start == 2:
        return "year"  # les années 80
    if not 1500 <= value <= 2199 or token.end - token.start != 4:
        return ""
    if last_word(text, token.start) in WORDS["dating"] or re.search(
        r"\b(?:rapport|partir) (?:a|de) $", text.before(token.start)
    ):
        return "year"
    return "" if counts_a_noun(text, token.end) and not following_year else "year"


def _proper(text: Draft, token: Token, told: Sequence[Token]) -> str:
    """A short number after a capital that no sentence asks for: "T Zen 5", "Paris 13"."""
    before = re.search(r"(?:^|\W)([A-ZÀ-Þ][\w-]*) $", text.plain[max(0, token.start - 30) : token.start])
    if before is None or token.grouped or token.end - token.start > 3:
        return ""
    opens = text.begins_sentence(token.start - len(before[1]) - 1)
    followed = re.match(r" [a-z]", text.folded[token.end : token.end + 2])
    return "" if opens or followed else "name"


def _quantity(text: Draft, token: Token, told: Sequence[Token]) -> str:
    return "quantity"


def _in_words(text: Draft, token: Token, told: Sequence[Token]) -> str:
    """A number in letters after "zone", "ligne"…: a name."""
    named = not token.measured and not token.implied and last_word(text, token.start) in WORDS["naming"]
    return "name" if named else "word"


QUESTIONS: tuple[Question, ...] = (_denominator, _measured, _name, _year, _proper, _quantity)
