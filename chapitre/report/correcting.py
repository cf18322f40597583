"""Errata in the words of a page: beside the number that they are about, in lists, and in editions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from chapitre.kernel import dates
from chapitre.kernel.figures import errata
from chapitre.kernel.figures.errata import Erratum
from chapitre.kernel.words import said
from chapitre.report.states import KINDS


@dataclass(frozen=True)
class ShownErratum:
    """An erratum with its words; `gone` where its figure has no page any more."""

    key: str
    figure: str
    day: str
    label: str
    kind: str
    old: str
    new: str
    reason: str
    gone: bool


def shown(one: Erratum, lang: str) -> ShownErratum:
    """An erratum in one language, which is that of the page."""
    label = errata.label(one.figure)
    return ShownErratum(
        one.key,
        one.figure,
        dates.day(one.published_on, lang),
        label,
        said(KINDS[one.kind]),
        errata.printed(one.figure, one.old, lang),
        errata.printed(one.figure, one.new, lang),
        one.reason,
        label == one.figure,
    )


def by_figure(found: Iterable[Erratum], lang: str) -> dict[str, list[ShownErratum]]:
    """Every erratum shown, by figure, in their order."""
    grouped: dict[str, list[ShownErratum]] = {}
    for one in found:
        grouped.setdefault(one.figure, []).append(shown(one, lang))
    return grouped
