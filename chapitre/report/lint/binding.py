"""Which figure a number of a draft stands on: the same value, said no more firmly, in the same unit, in like words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from chapitre.kernel.figures import units
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.values import Value
from chapitre.report.lint.tables import WORDS, fold
from chapitre.report.lint.tokens import Draft, Token
from chapitre.report.speech import ABOUT, Phrase, holds

Stems = frozenset[str]

CLOSE = Fraction(5, 4)  # "plus de 700" is said of 701 to 875
STEM = 6  # letters: "verbalisées" and "verbalisation" are one word
HEAD, NEAR = 2, 6  # words that follow a number: what it counts, and what else is said of it


@dataclass(frozen=True)
class Known:
    """A figure as a draft may speak of it. `dimension` is what its minor unit counts, "" for counted things."""

    id: str
    value: Fraction
    dimension: str
    base: int | None
    bound: str
    evidence: str
    name: Stems  # of its label and unit
    more: Stems  # of its definition


def known_figures(declarations: Mapping[str, Declaration], values: Mapping[str, Value]) -> list[Known]:
    """Every figure that has a number now; dates are not counted things."""
    found = []
    for id, one in declarations.items():
        value = values[id].exact
        if value is None or one.is_date:
            continue
        unit = units.unit(one.unit)
        patterns = " ".join(form.replace("#", " ") for form in unit.scale.patterns["fr"])
        bound = one.bound if one.value == "published" else "="
        name, more = stems(f"{one.label[0]} {patterns}"), stems(one.definition[0])
        base = re.search(r"pour (\d[\d ]*)", fold(patterns))
        found.append(
            Known(
                id,
                value,
                dimension(unit),
                int(base[1].replace(" ", "")) if base else None,
                bound,
                values[id].evidence,
                name,
                more - name,
            )
        )
    return found


def dimension(unit: units.Unit) -> str:
    """What a unit measures, in the words of the linter's tables; "" if it counts things."""
    return unit.minor or (unit.key if unit.inside else "")


def stems(text: str) -> Stems:
    """The words that tell one figure from another, cut to what their forms share."""
    words = re.findall(r"[a-z]{2,}", re.sub(r"·[a-z]+", "", fold(text)))
    return frozenset(stem(word) for word in words if word not in WORDS["common"] and len(word) > 2)


def stem(word: str) -> str:
    """A folded word without its plural, and only its first letters."""
    return word.removesuffix("s").removesuffix("x")[:STEM]


class Binder:
    """Finds the figure behind a number."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.known = list(known)

    @cached_property
    def weight(self) -> Mapping[str, int]:
        """What a shared word is worth: the fewer figures have it, the more it tells."""
        met = Counter(word for one in self.known for word in one.name | one.more)
        return {word: max(1, 24 // times) for word, times in met.items()}

    def bound(self, text: Draft, token: Token) -> Known | None:
        """The figure that gives this very number, or else one that the phrase is true of; the likeliest in words."""
        true = [one for one in self.known if agrees(token, one)]
        very = [one for one in true if token.value is not None and abs(one.value) == abs(token.value)]
        return self._likeliest(text, token, very) or self._likeliest(text, token, true)

    def near(self, text: Draft, token: Token) -> Known | None:
        """The figure that the words speak of, though it has another value."""
        return self._likeliest(text, token, [one for one in self.known if alike(token, one)], near_only=True)

    def _likeliest(self, text: Draft, token: Token, among: list[Known], near_only: bool = False) -> Known | None:
        head, own, line = _rings(text, token)
        if near_only:
            line = frozenset()
        named = [one for one in among if token.implied or (own | line) & one.name]
        scored = [(self._score(one, head, own, line), one) for one in named]
        best = max(scored, key=lambda pair: pair[0], default=None)
        return best[1] if best and best[0] > 0 else None

    def _score(self, one: Known, head: Stems, own: Stems, line: Stems) -> int:
        shared = (
            (12, head & one.name),
            (8, own & one.name),
            (2, line & one.name),
            (2, own & one.more),
            (1, line & one.more),
        )
        return sum(times * sum(self.weight[word] for word in words) for times, words in shared)


def alike(token: Token, one: Known) -> bool:
    """Whether number and figure count the same kind of thing."""
    return token.implied or (token.dimension == one.dimension and token.base == one.base)


def agrees(token: Token, one: Known) -> bool:
    """Whether what is said is true of the figure, and no firmer than its source."""
    if token.value is None or not alike(token, one):
        return False
    said, value = abs(token.value), abs(one.value)
    if token.phrase == "over":
        return said < value <= said * CLOSE or (said == value and one.bound == ">=")
    if token.phrase == "under":
        return value < said <= value * CLOSE
    if token.phrase == "nearly":
        return holds(Phrase("nearly", said), value)
    if token.phrase == "about":
        return abs(said - value) <= value * ABOUT
    rounded = value.denominator != 1 and said in {units.rounded(value, decimals) for decimals in range(3)}
    return (said == value or rounded) and one.bound == "="


def _rings(text: Draft, token: Token) -> tuple[Stems, Stems, Stems]:
    """The words around a number: what it counts, what belongs to it (up to the next number or stop), its line."""
    after = re.split(r"[.,;:()\n\d]", text.folded[token.end : token.end + 90])[0]
    before = re.split(r"[.,;:()\n\d]", text.before(token.start, 90))[-1]
    following, leading = re.findall(r"[\w·]+", after)[:NEAR], re.findall(r"[\w·]+", before)[-NEAR:]
    return stems(" ".join(following[:HEAD])), stems(" ".join(following + leading)), stems(_line(text, token))


def _line(text: Draft, token: Token) -> str:
    """The line, or the joined lines, around a number."""
    start = text.folded.rfind("\n", 0, token.start) + 1
    end = text.folded.find("\n", token.end)
    return text.folded[start : end if end >= 0 else None]
