"""The report's pages: the whole of it on one page, and each chapter on its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.figures import errata, live, marks, sources
from chapitre.report.chapters import CHAPTERS, Chapter
from chapitre.report.correcting import by_figure
from chapitre.report.models import Edition
from chapitre.report.render import Figures, ShownText, show
from chapitre.report.text import chapter_text


@dataclass(frozen=True)
class Entry:
    """A line of the list of chapters."""

    chapter: Chapter
    short: str
    title: str
    url: str
    current: bool


@dataclass(frozen=True)
class ShownChapter:
    """A chapter to print, with its number."""

    chapter: Chapter
    text: ShownText


@dataclass(frozen=True)
class Kind:
    """A kind of evidence in the strip's legend: how many figures rest on it, and its name under its mark."""

    count: int
    word: SafeString


@dataclass(frozen=True)
class Strip:
    """One stroke a quantity of the report, from the firmest evidence to none."""

    total: int
    strokes: SafeString
    kinds: tuple[Kind, ...]


def language() -> str:
    """The language of the page, fr or en."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def page_of(id: str) -> str:
    """The address of a figure's page."""
    return reverse("chiffre", args=[id])


def strip(values: Mapping[str, live.Value], lang: str) -> Strip:
    """The strip of the report's quantities; milestones and figures that no claim rests on have no stroke."""
    kinds = [values[one.id].evidence for one in sources.stated()]
    counts = Counter(kinds)
    legend = [Kind(counts[code], marks.word(code, lang, counts[code] > 1)) for code in marks.EVIDENCE if counts[code]]
    return Strip(len(kinds), marks.strokes(sorted(kinds, key=list(marks.EVIDENCE).index)), tuple(legend))


def _entries(lang: str, current: Chapter | None) -> list[Entry]:
    """The list of chapters; on the page of the whole report they are its own parts."""
    found = []
    for chapter in CHAPTERS:
        text = chapter_text(chapter.code, lang)
        url = f"#{chapter.code}" if current is None else reverse("bilan_chapitre", args=[chapter.code])
        found.append(Entry(chapter, text.short, text.title, url, chapter == current))
    return found


def _shown(chapters: Sequence[Chapter], values: Mapping[str, live.Value], lang: str) -> list[ShownChapter]:
    figures = Figures(sources.declarations(), values, page_of, by_figure(errata.standing(), lang))
    return [ShownChapter(one, show(chapter_text(one.code, lang), figures)) for one in chapters]


def _context(lang: str, today: date, current: Chapter | None) -> dict[str, object]:
    """What both pages show around the text."""
    return {
        "entries": _entries(lang, current),
        "as_of": today,
        "edition": Edition.objects.filter(withdrawn=False).order_by("-number").first(),
    }


@require_safe
def report(request: HttpRequest) -> HttpResponse:
    """`/bilan`: the whole report."""
    lang, today = language(), clock.today()
    values = live.values(today)
    context = {"chapters": _shown(CHAPTERS, values, lang), "strip": strip(values, lang)}
    return render(request, "report/report.html", context | _context(lang, today, None))


@require_safe
def chapter(request: HttpRequest, code: str) -> HttpResponse:
    """`/bilan/<chapter>`: one chapter."""
    lang, today = language(), clock.today()
    place = next(place for place, one in enumerate(CHAPTERS) if one.code == code)
    context = _context(lang, today, CHAPTERS[place])
    entries: list[Entry] = context["entries"]  # type: ignore[assignment]
    shown = _shown([CHAPTERS[place]], live.values(today), lang)[0]
    context |= {
        "shown": shown,
        "before": entries[place - 1] if place else None,
        "after": entries[place + 1] if place + 1 < len(entries) else None,
    }
    return render(request, "report/chapter.html", context)
