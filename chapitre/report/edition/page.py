"""The pages of an edition: the report's text with its figures frozen, in both languages, in plain files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
from chapitre.report.edition.errata import Correction
from chapitre.report.render import Figures, show
from chapitre.report.states import KINDS
from chapitre.report.text import chapter_text

STYLES = (
    "chapitre/tokens.css",
    "chapitre/base.css",
    "chapitre/components.css",
    "chapitre/pages/report.css",
    "report/report.css",
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


@dataclass(frozen=True)
class ErratumLine:
    """A correction, in words."""

    figure: str
    kind: str
    old: str
    new: str
    reason: str


def write_pages(
    draft: Path,
    values: Mapping[str, Value],
    papers: Mapping[str, Mapping[str, Any]],
    *,
    number: int,
    size: int,
    today: date,
    owed: Sequence[Correction],
    reasons: Mapping[str, str],
) -> None:
    """Writes index.html, index-en.html and style.css into the folder. `papers`: by figure, the document it rests on."""
    css = [Path(str(finders.find(name))).read_text(encoding="utf-8") for name in STYLES]
    (draft / "style.css").write_text("\n".join(css), encoding="utf-8")
    for lang, name in PAGES.items():
        with translation.override(lang):
            figures = Figures(sources.declarations(), values, anchor)
            at = 0 if lang == "fr" else 1
            context = {
                "lang": lang,
                "town": town(),
                "number": number,
                "size": size,
                "today": today,
                "other": PAGES["en" if lang == "fr" else "fr"],
                "chapters": [(one, show(chapter_text(one.code, lang), figures)) for one in CHAPTERS],
                "lines": [
                    line(one, values[one.id], papers.get(one.id), lang) for one in sources.declarations().values()
                ],
                "errata": [
                    ErratumLine(one.figure, KINDS[one.kind][at], one.old, one.new or "–", reasons[one.figure])
                    for one in owed
                ],
            }
            text = render_to_string("report/edition.html", context)
        (draft / name).write_text(text, encoding="utf-8")


def anchor(id: str) -> str:
    """Where a figure stands in the edition's own list."""
    return f"#{id}"


def line(one: Declaration, value: Value, paper: Mapping[str, Any] | None, lang: str) -> Line:
    """A figure's line."""
    at = 0 if lang == "fr" else 1
    rule = ""
    if one.register is not None and one.rule is not None:
        rule = explain(one.rule, registers[one.register].rules, lang)
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
        rule=rule,
        written=one.where or one.expression or "",
    )


def ground(one: Declaration, paper: Mapping[str, Any] | None, lang: str) -> str:
    """What the number rests on besides records, in one line: its scenario, its source, its document and the hash."""
    at = 0 if lang == "fr" else 1
    words = [pair[at] for pair in (one.scenario, one.source) if pair is not None]
    if paper is not None:
        told = [paper["title"], paper["issuer"], dates.day(date.fromisoformat(paper["dated_on"]), lang)]
        words.append(", ".join(told + ([f"SHA-256 {paper['sha256']}"] if paper["sha256"] else [])) + ".")
    return " ".join(words)
