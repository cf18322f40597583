"""How an exact value is written: units, scales, grouped digits, in French and in English."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

NARROW = "\u202f"
NO_BREAK = "\u00a0"
LANGUAGES = ("fr", "en")
# Beyond this many decimals a share is as good as whole, and says so by its phrase rather than by more digits.
MOST_DECIMALS = 6


class UnitError(ValueError):
    """A unit, or a scale of a unit, that units.toml does not have or writes wrongly."""


@dataclass(frozen=True)
class Scale:
    """One way to write a unit: `divisor` minor units make one printed unit."""

    name: str
    divisor: int
    decimals: int
    pad: bool
    patterns: Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Unit:
    """A unit of units.toml. `minor` names what the published integer counts, "" when that is the unit itself."""

    key: str
    minor: str
    inside: bool
    whole: int | None
    scale: Scale
    scales: Mapping[str, Scale]
    auto: tuple[Scale, ...]  # largest first

    def pick(self, value: Fraction) -> Scale:
        """The largest automatic scale at which the value is at least one and is written exactly, or the plain one."""
        for scale in self.auto:
            if abs(value) >= scale.divisor and (value / scale.divisor * 10**scale.decimals).denominator == 1:
                return scale
        return self.scale

    def named(self, name: str) -> Scale:
        """The scale of this name (`M`); UnitError if the unit has none."""
        if name not in self.scales:
            raise UnitError(f"the unit {self.key} has no scale {name}")
        return self.scales[name]


@dataclass(frozen=True)
class Shown:
    """A value as printed: the number alone, the unit alone, both together."""

    number: str
    unit: str
    text: str


def _patterns(key: str, table: Mapping[str, object]) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for lang in LANGUAGES:
        given = table.get(lang)
        if not isinstance(given, list) or not 1 <= len(given) <= 2 or any(text.count("#") != 1 for text in given):
            raise UnitError(f"units.toml, {key}: {lang} wants one or two patterns with one # each")
        texts = [text.replace(" ", NO_BREAK) for text in given]
        found[lang] = (texts[0], texts[-1])
    return found


def _scale(key: str, name: str, table: Mapping[str, object]) -> Scale:
    divisor, decimals = table.get("divisor", 1), table.get("decimals", 0)
    if not isinstance(divisor, int) or divisor < 1 or not isinstance(decimals, int) or decimals < 0:
        raise UnitError(f"units.toml, {key}: divisor and decimals are positive integers")
    return Scale(name, divisor, decimals, bool(table.get("pad", False)), _patterns(key, table))


def read(source: str) -> dict[str, Unit]:
    """The units of a TOML text; UnitError names the first table that is wrong."""
    found: dict[str, Unit] = {}
    for key, table in tomllib.loads(source).items():
        others = table.get("scale", {})
        scales = {name: _scale(f"{key}.{name}", name, other) for name, other in others.items()}
        auto = sorted((scales[n] for n, o in others.items() if o.get("auto")), key=lambda s: -s.divisor)
        found[key] = Unit(
            key=key,
            minor=str(table.get("minor", "")),
            inside=bool(table.get("inside", False)),
            whole=table.get("whole"),
            scale=_scale(key, "", table),
            scales=scales,
            auto=tuple(auto),
        )
    return found


@cache
def units() -> dict[str, Unit]:
    """The units of units.toml, read once a process."""
    return read((Path(__file__).parent / "units.toml").read_text(encoding="utf-8"))


def unit(key: str) -> Unit:
    """The unit of this key; UnitError if there is none."""
    if key not in units():
        raise UnitError(f"there is no unit {key} in units.toml")
    return units()[key]


def group(digits: str, lang: str) -> str:
    """Digits by threes: "8 800" with narrow no-break spaces in French, "8,800" in English."""
    separator = NARROW if lang == "fr" else ","
    return f"{int(digits):,}".replace(",", separator)


def rounded(value: Fraction, decimals: int) -> Fraction:
    """The value at so many decimals, halves away from zero."""
    scaled = abs(value) * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Fraction(whole, 10**decimals) * (-1 if value < 0 else 1)


def number(value: Fraction, lang: str, decimals: int = 0, pad: bool = False) -> str:
    """A number with at most (`pad`: with exactly, unless whole) so many decimals, halves away from zero."""
    near = rounded(value, decimals)
    whole, rest = divmod(abs(near), 1)
    text = group(str(whole), lang)
    if rest:
        digits = str(rest * 10**decimals).rjust(decimals, "0")
        text += ("," if lang == "fr" else ".") + (digits if pad else digits.rstrip("0"))
    return f"−{text}" if near < 0 else text


def singular(value: Fraction, lang: str) -> bool:
    """Whether a noun after this value is singular: below 2 in French, exactly 1 in English."""
    return abs(value) < 2 if lang == "fr" else abs(value) == 1


def _decimals(which: Unit, form: Scale, printed: Fraction, quotient: bool) -> int:
    """How many decimals to print: one at least for a quotient of counts, enough to keep a share off 0 and the whole."""
    if which.whole is None:
        return max(form.decimals, 1) if quotient else form.decimals
    decimals, ends = form.decimals, (0, which.whole)
    while printed not in ends and rounded(printed, decimals) in ends and decimals < MOST_DECIMALS:
        decimals += 1
    return decimals


def show(key: str, numerator: int, denominator: int = 1, lang: str = "fr", scale: str = "") -> Shown:
    """A value (`numerator`/`denominator` minor units of the unit `key`) as printed, rounded for display only.

    A share is never rounded to nothing or to the whole: it takes the decimals that keep it apart. `scale` names one of
    the unit's other scales. UnitError on an unknown unit or scale.
    """
    which = unit(key)
    value = Fraction(numerator, denominator)
    form = which.named(scale) if scale else which.pick(value)
    printed = value / form.divisor
    decimals = _decimals(which, form, printed, quotient=denominator != 1)
    near = rounded(printed, decimals)
    sign = "−" if near < 0 else ""
    digits = number(abs(near), lang, decimals, form.pad)
    pattern = form.patterns[lang][0 if singular(near, lang) else 1]
    return Shown(sign + digits, pattern.replace("#", "").strip(), sign + pattern.replace("#", digits))
