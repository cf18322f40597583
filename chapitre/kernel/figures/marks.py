"""The mark that a figure carries wherever it is printed: what the number rests on, in line, sign and word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True)
class Evidence:
    """A kind of evidence: its code and its name, singular and plural, in each language."""

    code: str
    fr: tuple[str, str]
    en: tuple[str, str]

    def name(self, lang: str, plural: bool = False) -> str:
        return (self.fr if lang == "fr" else self.en)[plural]


# From the firmest to none: the order of every legend and of the report's strip.
EVIDENCE: dict[str, Evidence] = {
    kind.code: kind
    for kind in (
        Evidence("prouve", ("prouvé", "prouvés"), ("proved", "proved")),
        Evidence("repris", ("repris", "repris"), ("taken over", "taken over")),
        Evidence("decompte", ("décompte clos", "décomptes clos"), ("sealed tally", "sealed tallies")),
        Evidence("atteste", ("attesté", "attestés"), ("attested", "attested")),
        Evidence("statistique", ("statistique", "statistiques"), ("statistic", "statistics")),
        Evidence("mesure", ("mesuré", "mesurés"), ("measured", "measured")),
        Evidence("projete", ("projeté", "projetés"), ("projected", "projected")),
        Evidence("sans-preuve", ("sans preuve", "sans preuve"), ("no proof", "no proof")),
    )
}
SIZES = ("", "big", "huge", "word")


def firmness(kind: str) -> int:
    """The place of a kind among them: 0 the firmest. ValueError on an unknown kind."""
    return list(EVIDENCE).index(kind)


def least_firm(kinds: Iterable[str]) -> str:
    """What a number rests on that rests on all of these."""
    return max(kinds, key=firmness)


def mark(text: str, evidence: str, href: str, size: str = "", unit: str = "", lang: str = "fr") -> SafeString:
    """The HTML of a number and its mark: a link to `href`, or a plain span when `href` is "".

    `size` is "" (in a sentence), "big", "huge", or "word" (the kind's own name, in a legend). `unit` is printed small
    after the number. Everything given is escaped. KeyError on an unknown kind, ValueError on an unknown size.
    """
    if size not in SIZES:
        raise ValueError(f"unknown size of mark: {size}")
    kind = EVIDENCE[evidence]
    tag = "a" if href else "span"
    return format_html(
        '<{tag} class="fig{size}" data-evidence="{code}"{href}>{text}{unit}'
        '<svg class="mark" aria-hidden="true"><use href="#ev-{code}"/></svg>{spoken}</{tag}>',
        tag=tag,
        size=f" fig--{size}" if size else "",
        code=kind.code,
        href=format_html(' href="{}"', href) if href else "",
        text=text,
        unit=format_html('<span class="unit">{}</span>', unit) if unit else "",
        # A legend prints the kind's name itself: said twice, it would stutter.
        spoken="" if size == "word" else format_html('<span class="vh"> ({})</span>', kind.name(lang)),
    )


def word(evidence: str, lang: str = "fr", plural: bool = False) -> SafeString:
    """The kind's own name under its mark, as legends print it."""
    return mark(EVIDENCE[evidence].name(lang, plural), evidence, "", size="word", lang=lang)


def strokes(kinds: Iterable[str]) -> SafeString:
    """The strip of the report: one stroke a figure, in the order given."""
    return format_html_join("", '<i class="k-{}"></i>', ((EVIDENCE[kind].code,) for kind in kinds))
