"""The printed report: a tagged PDF (PDF/UA-1) of the edition's French text, set by typst with the fonts it carries."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation

from chapitre.kernel.figures import edtf, marks, sources, units
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.values import bound_words, shown
from chapitre.kernel.ledger import keys
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.kernel.town import town
from chapitre.report.chapters import CHAPTERS
from chapitre.report.correcting import by_figure
from chapitre.report.correcting import shown as shown_erratum
from chapitre.report.edition.book import Book
from chapitre.report.edition.nodes import Node, chapter_nodes
from chapitre.report.edition.page import ground, rule_words
from chapitre.report.edition.shelf import PDF_FILE
from chapitre.report.identities import PRINTED_SIGNS, printed, weighed
from chapitre.report.render import Figures
from chapitre.report.text import chapter_text

LAYOUT = Path(__file__).with_name("report.typ")
LANG = "fr"
# The colour of each kind's mark, as on the site.
COLOURS = {"projete": "#7a5408", "sans-preuve": "#a63f22"}
SEINE = "#0b5563"


def write_pdf(draft: Path, book: Book) -> None:
    """Writes bilan.pdf. The same content gives the same bytes: dated as the figures are, set in typst's own fonts."""
    (draft / PDF_FILE).write_bytes(compiled(book_nodes(book), book))


def compiled(nodes: Node, book: Book) -> bytes:
    """The PDF of an edition's content."""
    import typst  # 60 MB, for who publishes only

    noon = datetime.combine(book.today, time(12), UTC)
    compiler = typst.Compiler(
        LAYOUT.read_bytes(),
        ignore_system_fonts=True,
        sys_inputs={"report": json.dumps(nodes, ensure_ascii=False)},
    )
    pdf = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(noon.timestamp()))
    assert isinstance(pdf, bytes)
    return pdf


def book_nodes(book: Book) -> Node:
    """Everything that the printed report says."""
    declared, here = sources.declarations(), town()
    with translation.override(LANG):
        figures = Figures(declared, book.values, str, by_figure(book.errata, LANG))
        return {
            "town": here.name,
            "demonstration": here.demonstration,
            "term": f"{here.term.first.year}–{here.term.last.year}",
            "number": book.number,
            "date": {"year": book.today.year, "month": book.today.month, "day": book.today.day},
            "day": edtf.written(book.today.isoformat(), LANG),
            "size": units.group(str(book.size), LANG),
            "root": book.root,
            "key": format_vkey(keys.periods()[0].key),
            "marks": _marks(),
            "strip": _strip(book),
            "chapters": [chapter_nodes(chapter_text(one.code, LANG), one.number, figures) for one in CHAPTERS],
            "figures": [_figure(one, book) for one in declared.values()],
            "identities": [_identity(one) for one in weighed(book.values)],
            "errata": [vars(shown_erratum(one, LANG)) for one in book.errata],
        }


@cache
def _marks() -> dict[str, Node]:
    """Each kind of evidence: its name, its sign as the site draws it, and how its number is underlined."""
    sprite = render_to_string("components/sprite.html")
    drawn = dict(re.findall(r'<symbol id="ev-([\w-]+)"[^>]*>(.*?)</symbol>', sprite))
    return {code: _mark(code, drawn[code]) for code in marks.EVIDENCE}


def _mark(code: str, shapes: str) -> Node:
    colour = COLOURS.get(code, SEINE)
    shapes = shapes.replace("currentColor", colour).replace(' vector-effect="non-scaling-stroke"', "")
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-1 -1 22 28" fill="none" stroke="{colour}" stroke-width="2"'
        f' stroke-linecap="round" stroke-linejoin="round">{shapes}</svg>'
    )
    lines = 2 if code in ("prouve", "repris", "decompte") else 1
    dash = {"projete": "dashed", "sans-preuve": "dotted"}.get(code, "solid")
    names = marks.EVIDENCE[code].fr
    return {"name": names[0], "names": names[1], "svg": svg, "colour": colour, "lines": lines, "dash": dash}


def _strip(book: Book) -> list[Node]:
    """How many of the report's quantities rest on each kind of evidence, the firmest first."""
    kinds = [book.values[one.id].evidence for one in sources.stated()]
    counts = Counter(kinds)
    return [{"evidence": code, "count": counts[code]} for code in marks.EVIDENCE if counts[code]]


def _figure(one: Declaration, book: Book) -> Node:
    """A figure in the list at the end of the book."""
    value = book.values[one.id]
    text = shown(one, value, LANG).text
    found: dict[str, Any] = {"id": one.id, "text": text, "bound": bound_words(one, LANG), "evidence": value.evidence}
    found |= {"label": one.label[0], "definition": one.definition[0], "rule": rule_words(one, LANG)}
    found["chapter"] = one.chapter
    found["reading"] = one.reading[0] if one.reading else ""
    return found | {"ground": ground(one, book.papers.get(one.id), LANG)}


def _identity(one: Any) -> Node:
    left, right = printed(one, sources.declarations(), LANG)
    sign = PRINTED_SIGNS[one.identity.sign]
    return {"says": one.identity.says[0], "left": left, "sign": sign, "right": right, "written": one.identity.written}
