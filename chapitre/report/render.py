"""A chapter's text with its numbers: the HTML of the site's pages and of the published editions alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from chapitre.kernel.figures.marks import mark
from chapitre.report.saying import Declared, Valued, say
from chapitre.report.text import Block, Clause, Part, Place, Section, Text


class Marked(Valued, Protocol):
    """What is read of a value: how to say it, and what it rests on."""

    @property
    def evidence(self) -> str: ...


@dataclass(frozen=True)
class Figures:
    """The figures a text is filled with. `link` gives the address of a figure's page."""

    declarations: Mapping[str, Declared]
    values: Mapping[str, Marked]
    link: Callable[[str], str]


@dataclass(frozen=True)
class ShownNote:
    """A note in the margin."""

    title: SafeString
    body: SafeString


@dataclass(frozen=True)
class ShownSection:
    """A section ready to print; `title` and `short` are plain text, "" for the opening."""

    anchor: str
    title: str
    short: str
    body: SafeString
    notes: tuple[ShownNote, ...]


@dataclass(frozen=True)
class ShownText:
    """A chapter ready to print."""

    anchor: str
    title: str
    short: str
    opening: ShownSection
    sections: tuple[ShownSection, ...]


def show(text: Text, figures: Figures) -> ShownText:
    """The text with every number as it is now. KeyError on a figure that is not declared."""
    writer = _Writer(figures, text.lang)
    opening, *others = (writer.section(one, first=not one.anchor) for one in text.sections)
    return ShownText(text.anchor, text.title, text.short, opening, tuple(others))


class _Writer:
    """Fills places and joins parts, in one language."""

    def __init__(self, figures: Figures, lang: str) -> None:
        self.figures = figures
        self.lang = lang

    def section(self, section: Section, first: bool) -> ShownSection:
        notes = tuple(ShownNote(self.line(note.title), self.blocks(note.blocks)) for note in section.notes)
        body = self.blocks(section.blocks, first)
        return ShownSection(section.anchor, section.title, section.short, body, notes)

    def blocks(self, blocks: Sequence[Block], first: bool = False) -> SafeString:
        made = []
        for place, block in enumerate(blocks):
            if block.tag == "p":
                lead = SafeString(' class="open"') if first and place == 0 else ""
                made.append(format_html("<p{}>{}</p>", lead, self.line(block.items[0])))
            else:
                items = format_html_join("", "<li>{}</li>", ((self.line(item),) for item in block.items))
                made.append(format_html("<ul>{}</ul>", items))
        return format_html_join("\n", "{}", ((one,) for one in made))

    def line(self, parts: Sequence[Part]) -> SafeString:
        # Texts are escaped when they are read, marks when they are made.
        return mark_safe("".join(self.part(one) for one in parts))  # noqa: S308

    def part(self, part: Part) -> str:
        if isinstance(part, Clause):
            known = all(self.known(one) for one in part.parts if isinstance(one, Place))
            return "".join(self.part(one) for one in part.parts) if known else ""
        return self.place(part) if isinstance(part, Place) else part

    def known(self, place: Place) -> bool:
        value = self.figures.values[place.id]
        return value.numerator is not None or value.edtf is not None

    def place(self, place: Place) -> str:
        value = self.figures.values[place.id]
        said = say(place, self.figures.declarations[place.id], value, self.lang)
        if not said.marked:
            return escape(said.after) + place.tail
        marked = mark(said.marked, value.evidence, self.figures.link(place.id), lang=self.lang)
        # A mark is an inline block: browsers break a line beside one, even at a no-break space.
        return f'<span class="nb">{escape(said.before)}{marked}{escape(said.after)}{place.tail}</span>'
