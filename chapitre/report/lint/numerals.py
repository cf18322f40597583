"""Numbers in letters, as French writes them: "vingt et un", "quatre-vingt-dix-sept", "deux mille cinq cents". Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chapitre.report.lint.tables import LARGE, TENS, UNITS

WORD = re.compile(r"[^\W\d_]+")
HUNDRED = ("cent", "cents")
NUMERALS = frozenset({*UNITS, *TENS, *LARGE, *HUNDRED, "mille"})


@dataclass(frozen=True)
class Numeral:
    """A number in letters and where it stands; `words` counts its words."""

    start: int
    end: int
    value: int
    words: int


def numerals(folded: str) -> list[Numeral]:
    """Every number in letters of a folded text, the longest first at each place; articles among them."""
    found: list[Numeral] = []
    at = 0
    while match := WORD.search(folded, at):
        at = match.end()
        # Not after an apostrophe that belongs to a name, nor where letters and digits mix.
        if match[0] in NUMERALS and not folded[: match.start()].endswith(tuple("0123456789")):
            one = _longest(folded, match)
            if one is not None:
                found.append(one)
                at = one.end
    return found


def _longest(folded: str, first: re.Match[str]) -> Numeral | None:
    """The longest number that begins with this word; None where the word alone is none ("cents", "millions")."""
    sum_, best = _Sum(), None
    match: re.Match[str] | None = first
    words = 0
    while match and sum_.takes(match[0]):
        words += 1
        best = Numeral(first.start(), match.end(), sum_.value, words)
        following = WORD.match(folded, match.end() + 1) if folded[match.end() : match.end() + 1] in (" ", "-") else None
        if following and following[0] == "et" and sum_.takes_and():
            following = WORD.match(folded, following.end() + 1)
            if not following or following[0] not in ("un", "une", "onze"):
                break
        match = following if following and following[0] in NUMERALS else None
    return best


class _Sum:
    """A number being read: thousands and above in `total`, what is below in `current`."""

    def __init__(self) -> None:
        self.total = 0
        self.current = 0
        self.ceiling = 10**12  # a larger word than the last large one cannot follow
        self.last = ""

    @property
    def value(self) -> int:
        return self.total + self.current

    def takes_and(self) -> bool:
        return self.last in TENS

    def takes(self, word: str) -> bool:
        """Adds the word if the number can go on with it."""
        taken = self._below_hundred(word) or self._hundred(word) or self._large(word)
        if taken:
            self.last = word
        return taken

    def _below_hundred(self, word: str) -> bool:
        tens = self.current % 100
        if word in ("vingt", "vingts") and self.last == "quatre":
            return self._plus(76, tens == 4)
        if word in TENS:
            return self._plus(TENS[word], tens == 0 and self.last not in UNITS)
        if word not in UNITS:
            return False
        value = UNITS[word]
        if self.last == "dix":
            return self._plus(value, 7 <= value <= 9)
        if self.last in UNITS or (value == 0 and self.last):
            return False
        round_ = tens % 10 == 0 if 1 <= value <= 9 else tens in (0, 60, 80)
        return self._plus(value, round_)

    def _hundred(self, word: str) -> bool:
        if word not in HUNDRED:
            return False
        if self.current == 0:  # "cent", "mille cent"; never "cents" alone, nor "zéro cent"
            return self._plus(100, word == "cent" and self.last != "zero")
        if 2 <= self.current <= 9:
            self.current *= 100
            return True
        return False

    def _plus(self, value: int, allowed: bool) -> bool:
        self.current += value if allowed else 0
        return allowed

    def _large(self, word: str) -> bool:
        if word != "mille" and word not in LARGE:
            return False
        size = 1000 if word == "mille" else LARGE[word]
        alone = word == "mille" and self.current == 0 and self.last not in ("mille", "zero")
        if size >= self.ceiling or not (self.current > 0 or alone):
            return False
        self.total += max(self.current, 1) * size
        self.current, self.ceiling = 0, size
        return True
