"""The report's text as plain data for the printed page: words, emphasis, links and numbers, ready for typst.

Each node is a dictionary with `is`: "text" (text), "em", "strong", "link" (href, body) and "figure" (before, text,
after, evidence, id, errata).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from typing import Any

from chapitre.report import waiting
from chapitre.report.render import Figures
from chapitre.report.saying import say
from chapitre.report.text import Block, Clause, Part, Place, Section, Text

Node = dict[str, Any]


def chapter_nodes(text: Text, number: int, figures: Figures) -> Node:
    """A chapter: its number, code and title, and its sections."""
    sections = [_section(one, figures, text.lang) for one in waiting.sections(text, figures.values)]
    return {"number": number, "code": text.anchor, "title": text.title, "sections": sections}


def _section(section: Section, figures: Figures, lang: str) -> Node:
    met: dict[str, Node] = {}

    def blocks(every: Sequence[Block]) -> list[Node]:
        return [{"is": one.tag, "items": [line(item) for item in one.items]} for one in every]

    def line(parts: Iterable[Part]) -> list[Node]:
        writer = _Line(figures, lang)
        for part in parts:
            writer.add(part)
        met.update({one.key: _erratum(one) for id in writer.met for one in figures.errata.get(id, ())})
        return writer.nodes

    found = {"title": section.title, "anchor": section.anchor, "blocks": blocks(section.blocks)}
    notes = [{"title": line(one.title), "blocks": blocks(one.blocks)} for one in section.notes]
    return found | {"notes": notes, "errata": list(met.values())}


def _erratum(one: Any) -> Node:
    names = ("key", "day", "label", "kind", "old", "new", "reason")
    return {name: getattr(one, name) for name in names}


class _Line(HTMLParser):
    """Reads a line's parts; its HTML is what `text` makes: em, strong and links."""

    def __init__(self, figures: Figures, lang: str) -> None:
        super().__init__(convert_charrefs=True)
        self.figures = figures
        self.lang = lang
        self.nodes: list[Node] = []
        self.open: list[list[Node]] = [self.nodes]
        self.met: list[str] = []

    def add(self, part: Part) -> None:
        if isinstance(part, Clause):
            known = all(self._known(one.id) for one in part.parts if isinstance(one, Place))
            for inside in part.parts if known else ():
                self.add(inside)
        elif isinstance(part, Place):
            self._place(part)
        else:
            self._words(part)

    def _words(self, html: str) -> None:
        self.feed(html)
        self.close()  # nothing waits for more: each part is whole
        self.reset()

    def _known(self, id: str) -> bool:
        value = self.figures.values[id]
        return value.numerator is not None or value.edtf is not None

    def _place(self, place: Place) -> None:
        value = self.figures.values[place.id]
        said = say(place, self.figures.declarations[place.id], value, self.lang)
        if said.marked:
            self.met.append(place.id)
            node: Node = {"is": "figure", "before": said.before, "text": said.marked, "after": said.after}
            node |= {"evidence": value.evidence, "id": place.id, "errata": bool(self.figures.errata.get(place.id))}
            self.open[-1].append(node)
        elif said.after:
            self.handle_data(said.after)
        if place.tail:
            self._words(place.tail)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        node: Node = {"is": "link" if tag == "a" else tag, "body": []}
        if tag == "a":
            node["href"] = dict(attributes)["href"]
        self.open[-1].append(node)
        self.open.append(node["body"])

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        # Lines of the source are wrapped; on paper they flow.
        self.open[-1].append({"is": "text", "text": data.replace("\n", " ")})
