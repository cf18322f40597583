"""A chapter's text with its numbers: the HTML of the site's pages and of the published editions alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from chapitre.kernel.figures.marks import mark
from chapitre.report import waiting
from chapitre.report.correcting import ShownErratum
from chapitre.report.saying import Declared, Valued, say
from chapitre.report.text import Block, Clause, Part, Place, Section, Text


class Marked(Valued, Protocol):
    """What is read of a value: how to say it, and what it rests on."""

    @property
    def evidence(self) -> str: ...
    @property
    def records(self) -> int | None: ...


@dataclass(frozen=True)
class Figures:
    """The figures a text is filled with, and the errata about them. `link` gives the address of a figure's page."""

    declarations: Mapping[str, Declared]
    values: Mapping[str, Marked]
    link: Callable[[str], str]
    errata: Mapping[str, Sequence[ShownErratum]] = field(default_factory=dict)


@dataclass(frozen=True)
class ShownNote:
    """A note in the margin; `anchor` is "" where nothing leads to it."""

    title: SafeString
    body: SafeString
    anchor: str = ""


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
    said = waiting.sections(text, figures.values)
    opening, *others = (_Writer(figures, text.lang, one.anchor or text.anchor).section(one) for one in said)
    return ShownText(text.anchor, text.title, text.short, opening, tuple(others))


class _Writer:
    """Fills the places of one section and joins its parts, in one language; `corrected` are the errata met."""

    def __init__(self, figures: Figures, lang: str, anchor: str) -> None:
        self.figures = figures
        self.lang = lang
        self.anchor = anchor
        self.corrected: dict[str, ShownErratum] = {}

    def section(self, section: Section) -> ShownSection:
        body = self.blocks(section.blocks, first=not section.anchor)
        notes = [ShownNote(self.line(note.title), self.blocks(note.blocks)) for note in section.notes]
        notes += [self.erratum(one) for one in self.corrected.values()]
        return ShownSection(section.anchor, section.title, section.short, body, tuple(notes))

    def erratum(self, one: ShownErratum) -> ShownNote:
        """What was published before of a number of this section, and why it is otherwise now."""
        title = format_html("{}", _("Erratum du %(day)s") % {"day": one.day})
        body = format_html(
            "<p>{}, {}. <del>{}</del> <ins>{}</ins> {}</p>", one.label, one.kind, one.old, one.new, one.reason
        )
        return ShownNote(title, body, self.anchor_of(one))

    def anchor_of(self, one: ShownErratum) -> str:
        return f"erratum-{one.key}-{self.anchor}"

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
        return (
            f'<span class="nb">{escape(said.before)}{marked}{self.sign(place)}{escape(said.after)}{place.tail}</span>'
        )

    def sign(self, place: Place) -> str:
        """The sign beside a number that errata are about, which leads to the latest; they stand in the margin."""
        about = self.figures.errata.get(place.id, ())
        self.corrected |= {one.key: one for one in about}
        if not about:
            return ""
        return format_html('<a class="corrected" href="#{}">{}</a>', self.anchor_of(about[0]), _("erratum"))
