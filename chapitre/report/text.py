"""Reads the report's text files: headings, paragraphs, lists, notes, links, and the places where numbers go.

The whole language is in docs/report.md. Parsing gives plain frozen data, so that a text is read once a process. A town
that has a text of its own for a chapter has it in its folder, in both languages; for the others the house's stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from html import escape
from pathlib import Path

from chapitre.kernel.town import Town, town
from chapitre.report.chapters import CHAPTERS
from chapitre.report.typography import typeset

FOLDER = Path(__file__).parent / "text"
OF_TOWN = "report"
"""Where a town's own texts stand in its folder."""

INLINE = re.compile(
    r"\{\{(?P<place>.*?)\}\}|\[\[(?P<clause>.+?)\]\]|\*\*(?P<strong>.+?)\*\*|\*(?P<em>.+?)\*|\[(?P<label>[^\]]+)\]\((?P<href>[^)\s]+)\)",
    re.DOTALL,
)
PLACE = re.compile(r'(?P<id>[a-z_]+\.[a-z0-9_]+)(?:\s*\|\s*(?P<form>[A-Za-z]+)(?::"(?P<given>[^"]*)")?)?')
LITERAL = re.compile(r'"(?P<text>[^"]+)"')
HEADING = re.compile(r"(?P<level>#{1,2}) (?P<title>.+?) \{#(?P<anchor>[a-z-]+)(?: (?P<short>[^}]+))?\}")
HREF = re.compile(r"/[^/\s]\S*|/|#[a-z-]+|https://\S+")
# What follows a number on the same line: its punctuation, or the word it counts.
TAIL = re.compile(r"\s?\S*")
# A number begins a sentence after these: its phrase then takes a capital.
SENTENCE_END = re.compile(r"(^|[.!?…]\s+)$")
# Words that the value alone may choose.
BOUND_BEFORE = re.compile(
    r"\b(plus d[e’']|moins de|près d[e’']|environ|au moins|more than|less than|over|nearly|almost|about|at least)\s*$",
    re.IGNORECASE,
)


class TextError(ValueError):
    """A line of a text that cannot be read, named by file and line."""


@dataclass(frozen=True)
class Place:
    """Where a figure goes: its id, the form asked for and what it is given.

    `start`: a sentence begins here. `optional`: it stands in a clause that is left out while the value is unknown.
    `tail`: the safe HTML that must stay on its line.
    """

    id: str
    form: str
    given: tuple[str, ...]
    start: bool
    optional: bool
    line: int
    tail: str = ""


@dataclass(frozen=True)
class Clause:
    """Words that are said only when every figure in them is known."""

    parts: tuple[str | Place, ...]


Part = str | Place | Clause
"""A piece of a line: safe HTML, a figure's place, or words that depend on one."""


@dataclass(frozen=True)
class Block:
    """A paragraph (`p`, one item) or a list (`ul`)."""

    tag: str
    items: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True)
class Note:
    """A note in the margin of a section."""

    title: tuple[Part, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Section:
    """A part of a chapter under its heading; the opening of a chapter has neither heading nor anchor."""

    anchor: str
    title: str
    short: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]

    def places(self) -> Iterator[Place]:
        """Every figure's place, in the order of the text."""
        lines = [item for block in self.blocks for item in block.items]
        for note in self.notes:
            lines += [note.title, *(item for block in note.blocks for item in block.items)]
        for line in lines:
            for part in line:
                inside = part.parts if isinstance(part, Clause) else (part,)
                yield from (one for one in inside if isinstance(one, Place))


@dataclass(frozen=True)
class Text:
    """A chapter's text. `title` and `short` are plain, for headings and for the list of chapters.

    `source` is the file as written.
    """

    path: Path
    lang: str
    anchor: str
    title: str
    short: str
    sections: tuple[Section, ...]
    source: str

    def places(self) -> Iterator[Place]:
        """Every figure's place, in the order of the text."""
        for section in self.sections:
            yield from section.places()


def chapter_text(code: str, lang: str) -> Text:
    """The text of a chapter in a language, read once a process. Raises TextError."""
    return _text(town(), code, lang)


@cache
def _text(here: Town, code: str, lang: str) -> Text:
    own = here.folder / OF_TOWN
    folder = own if (own / "fr" / f"{code}.md").exists() else FOLDER
    path = folder / lang / f"{code}.md"
    return read(path.read_text(encoding="utf-8"), path, lang)


def every_text() -> Iterator[Text]:
    """All the texts, in both languages. Raises TextError at the first that cannot be read."""
    for lang in ("fr", "en"):
        for chapter in CHAPTERS:
            yield chapter_text(chapter.code, lang)


def read(source: str, path: Path, lang: str) -> Text:
    """A text from its source. Raises TextError, which names the file and the line."""
    return _Reader(path, lang).read(source.splitlines())


@dataclass
class _Pending:
    """A section being read; while a note is open, `note` holds its line and title and `aside` its blocks."""

    anchor: str = ""
    title: str = ""
    short: str = ""
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    note: tuple[int, str] | None = None
    aside: list[Block] = field(default_factory=list)

    def closed(self) -> Section:
        return Section(self.anchor, self.title, self.short, tuple(self.blocks), tuple(self.notes))


class _Reader:
    """One pass over the lines of a file."""

    def __init__(self, path: Path, lang: str) -> None:
        self.path = path
        self.lang = lang
        self.head: tuple[str, str, str] | None = None
        self.sections = [_Pending()]

    def error(self, line: int, message: str) -> TextError:
        return TextError(f"{self.path.parent.name}/{self.path.name}, line {line}: {message}")

    def read(self, lines: list[str]) -> Text:
        for number, chunk in _chunks(lines):
            if chunk.startswith("#"):
                self._heading(chunk, number)
            elif chunk.startswith(":::"):
                self._note(chunk, number)
            else:
                section = self.sections[-1]
                (section.aside if section.note else section.blocks).append(self._block(chunk, number))
        self._whole_note()
        if not self.head:
            raise self.error(1, "a text begins with its title, `# Title {#anchor Short title}`")
        return Text(self.path, self.lang, *self.head, tuple(one.closed() for one in self.sections), "\n".join(lines))

    def _whole_note(self) -> None:
        if note := self.sections[-1].note:
            raise self.error(note[0], "this note does not end")

    def _heading(self, line: str, number: int) -> None:
        self._whole_note()
        match = HEADING.fullmatch(line)
        if not match:
            raise self.error(number, "a heading is `## Title {#anchor Short title}`")
        title, short = (typeset(text, self.lang) for text in (match["title"], match["short"] or match["title"]))
        if len(match["level"]) == 2:
            self.sections.append(_Pending(match["anchor"], title, short))
        elif self.head:
            raise self.error(number, "a text has one title")
        else:
            self.head = (match["anchor"], title, short)

    def _note(self, line: str, number: int) -> None:
        section = self.sections[-1]
        title = line.removeprefix(":::").removeprefix("note").strip()
        if section.note is None:
            if not title:
                raise self.error(number, "a note begins with `:::note Title` and ends with `:::`")
            section.note = (number, title)
        elif title:
            raise self.error(number, "a note inside a note")
        else:
            begun, words = section.note
            section.notes.append(Note(tuple(self._inline(words, begun)), tuple(section.aside)))
            section.note, section.aside = None, []

    def _block(self, chunk: str, number: int) -> Block:
        if not chunk.startswith("- "):
            if (at := chunk.find("\n- ")) >= 0:
                raise self.error(number + chunk.count("\n", 0, at) + 1, "a list begins after an empty line")
            return Block("p", (tuple(self._inline(chunk, number)),))
        items, line = [], number
        for item in re.split(r"\n(?=- )", chunk):
            items.append(tuple(self._inline(item[2:], line)))
            line += item.count("\n") + 1
        return Block("ul", tuple(items))

    def _inline(self, text: str, line: int, before: str = "", optional: bool = False) -> Iterator[Part]:
        """The parts of a text that begins on `line`, after `before` in its sentence."""
        at = 0
        place: Place | None = None
        for match in (*INLINE.finditer(text), None):
            plain = self._plain(text[at : match.start() if match else None], line + text.count("\n", 0, at))
            if place:
                tail = TAIL.match(plain)[0]  # type: ignore[index]  # it matches nothing at the least
                yield replace(place, tail=tail)
                plain, place = plain[len(tail) :], None
            if plain:
                yield plain
            if match is None:
                return
            here = line + text.count("\n", 0, match.start())
            for part in self._marked(match, here, before + text[: match.start()], optional):
                if match["place"] is not None and isinstance(part, Place):
                    place = part
                else:
                    yield part
            at = match.end()

    def _marked(self, match: re.Match[str], line: int, before: str, optional: bool) -> Iterator[Part]:
        if match["place"] is not None:
            yield self._place(match["place"].strip(), line, before, optional)
        elif match["clause"] is not None:
            yield self._clause(match["clause"], line, before)
        elif match["href"] is not None:
            if not HREF.fullmatch(match["href"]):
                raise self.error(line, f"a link leads to /…, #… or https://…, not to {match['href']}")
            yield f'<a href="{escape(match["href"])}">'
            yield from self._inline(match["label"], line, before, optional)
            yield "</a>"
        else:
            tag = "strong" if match["strong"] is not None else "em"
            yield f"<{tag}>"
            yield from self._inline(match[tag], line, before, optional)
            yield f"</{tag}>"

    def _clause(self, text: str, line: int, before: str) -> Clause:
        parts = [one for one in self._inline(text, line, before, True) if not isinstance(one, Clause)]
        if not any(isinstance(one, Place) for one in parts):
            raise self.error(line, "[[ ]] holds words that depend on a figure, and that figure")
        return Clause(tuple(parts))

    def _place(self, source: str, line: int, before: str, optional: bool) -> str | Place:
        if literal := LITERAL.fullmatch(source):
            return escape(typeset(literal["text"], self.lang)).replace(" ", "\u00a0")
        match = PLACE.fullmatch(source)
        if not match:
            raise self.error(line, f"{{{{ {source} }}}} is neither a figure nor a quoted name")
        if bound := BOUND_BEFORE.search(before):
            raise self.error(line, f"“{bound[1]}” before {match['id']}: the value chooses its own bound")
        given = tuple(typeset(one.strip(), self.lang) for one in (match["given"] or "").split(",") if one.strip())
        return Place(match["id"], match["form"] or "", given, bool(SENTENCE_END.search(before)), optional, line)

    def _plain(self, text: str, line: int) -> str:
        if number := re.search(r"\d+", text):
            line += text.count("\n", 0, number.start())
            raise self.error(
                line, f'the number {number[0]} is bound to no figure; a name or a year is {{{{ "2020" }}}}'
            )
        if stray := re.search(r"\{\{|\}\}|\[\[|\]\]", text):
            raise self.error(line + text.count("\n", 0, stray.start()), f"{stray[0]} without its other half")
        return escape(typeset(text, self.lang), quote=False)


def _chunks(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Paragraphs, and single lines (headings, note marks), each with the number of its first line."""
    chunk: list[str] = []
    start = 0
    for number, line in enumerate([*lines, ""], start=1):
        single = line.startswith(("#", ":::"))
        if chunk and (not line.strip() or single):
            yield start, "\n".join(chunk)
            chunk = []
        if single:
            yield number, line.rstrip()
        elif line.strip():
            start = start if chunk else number
            chunk.append(line.strip())
