"""The pages of an edition: the report's text with its figures frozen, in both languages, in plain files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.safestring import SafeString

from chapitre.kernel import dates
from chapitre.kernel.figures import marks, sources
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.values import Value, bound_words, shown
from chapitre.kernel.records.registers import registers
from chapitre.kernel.rules import explain
from chapitre.kernel.town import town
from chapitre.report.chapters import CHAPTERS
from chapitre.report.correcting import by_figure
from chapitre.report.correcting import shown as shown_erratum
from chapitre.report.edition.book import Book
from chapitre.report.edition.told import written_rule
from chapitre.report.identities import weighed
from chapitre.report.identityviews import shown_identity
from chapitre.report.render import Figures, show
from chapitre.report.text import chapter_text

STYLES = (
    "chapitre/tokens.css",
    "chapitre/base.css",
    "chapitre/components.css",
    "chapitre/pages/report.css",
    "report/report.css",
    "report/editions.css",
    "chapitre/print.css",
)
PAGES = {"fr": "index.html", "en": "index-en.html"}


@dataclass(frozen=True)
class Line:
    """A figure in the edition's own list: everything one needs to read it without the site."""

    id: str
    anchor: str
    mark: SafeString
    bound: str
    label: str
    definition: str
    reading: str
    ground: str
    rule: str
    written: str


def write_pages(draft: Path, book: Book) -> None:
    """Writes index.html, index-en.html and style.css into the folder."""
    css = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES]
    (draft / "style.css").write_text("\n".join(css), encoding="utf-8")
    for lang, name in PAGES.items():
        with translation.override(lang):
            text = render_to_string("report/edition.html", _context(book, lang))
        (draft / name).write_text(text, encoding="utf-8")


def _context(book: Book, lang: str) -> dict[str, object]:
    """What a page of the edition shows."""
    declared = sources.declarations()
    figures = Figures(declared, book.values, anchor, by_figure(book.errata, lang))
    return {
        "lang": lang,
        "town": town(),
        "number": book.number,
        "size": book.size,
        "today": book.today,
        "other": PAGES["en" if lang == "fr" else "fr"],
        "chapters": [(one, show(chapter_text(one.code, lang), figures)) for one in CHAPTERS],
        "lines": [line(one, book.values[one.id], book.papers.get(one.id), lang) for one in declared.values()],
        "errata": [shown_erratum(one, lang) for one in book.errata],
        "identities": [shown_identity(one, book.values, lang, anchor) for one in weighed(book.values)],
    }


def anchor(id: str) -> str:
    """Where a figure stands in the edition's own list."""
    return f"#{id}"


def line(one: Declaration, value: Value, paper: Mapping[str, Any] | None, lang: str) -> Line:
    """A figure's line."""
    at = 0 if lang == "fr" else 1
    printed = shown(one, value, lang)
    return Line(
        id=one.id,
        anchor=one.id,
        bound=bound_words(one, lang),
        mark=marks.mark(printed.text, value.evidence, "", lang=lang),
        label=one.label[at],
        definition=one.definition[at],
        reading=one.reading[at] if one.reading else "",
        ground=ground(one, paper, lang),
        rule=rule_words(one, lang),
        written=written_rule(one),
    )


def ground(one: Declaration, paper: Mapping[str, Any] | None, lang: str) -> str:
    """What the number rests on besides records, in one line: its scenario, its source, its document and the hash."""
    at = 0 if lang == "fr" else 1
    words = [pair[at] for pair in (one.scenario, one.source) if pair is not None]
    if paper is not None:
        told = [paper["title"], paper["issuer"], dates.day(date.fromisoformat(paper["dated_on"]), lang)]
        words.append(", ".join(told + ([f"SHA-256 {paper['sha256']}"] if paper["sha256"] else [])) + ".")
    return " ".join(words)


def rule_words(one: Declaration, lang: str) -> str:
    """A figure's rule as a sentence; "" where nothing is counted."""
    if one.register is None or one.rule is None:
        return ""
    return explain(one.rule, registers[one.register].rules, lang)
