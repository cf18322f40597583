"""The text of a `.pb` file: three tables of cells between semicolons, and where each cell stands.

Format: https://pabulib.org/format. One UTF-8 file; the sections META, PROJECTS and VOTES in this order, each a title
line, a line of column names and its rows; a cell that holds a semicolon, a quotation mark or a line break is quoted,
its quotation marks doubled. Pure: bytes in, cells out, and back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SECTIONS = ("META", "PROJECTS", "VOTES")
MOST_PROBLEMS = 20
INSIDE = re.compile(r'[^"]*(?:""[^"]*)*')  # what can stand between quotation marks
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufeff]")
NEEDS_QUOTES = re.compile(r'[;"\n]')

Place = tuple[int, int]  # line and column, from 1


@dataclass(frozen=True)
class Problem:
    """One thing to correct in a file: where, and what, in French and in English."""

    line: int
    column: int
    fr: str
    en: str

    def message(self, lang: str = "fr") -> str:
        if lang == "en":
            return f"line {self.line}, column {self.column}: {self.en}"
        return f"ligne {self.line}, colonne {self.column} : {self.fr}"


class PbError(ValueError):
    """The file cannot be read. `problems` lists the first things wrong with it, in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda one: (one.line, one.column))[:MOST_PROBLEMS])
        super().__init__("\n".join(one.message() for one in self.problems))


@dataclass(frozen=True)
class Row:
    """The cells of one row, without the spaces around them, and where each begins."""

    cells: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Section:
    """One of the three tables; `title` is where it begins."""

    title: Place
    header: Row
    rows: tuple[Row, ...]


def shown(text: str) -> str:
    """A cell as it is quoted in a sentence: short, on one line, and without what a terminal would obey."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in short)


def parse(data: bytes) -> dict[str, Section]:
    """The sections of a file. Raises PbError unless there are three, in order, with rows as long as their header."""
    text = _decode(data)
    if not text.strip():
        raise PbError([Problem(1, 1, "le fichier est vide", "the file is empty")])
    rows = _rows(text)
    titles = [index for index, row in enumerate(rows) if len(row.cells) == 1 and row.cells[0] in SECTIONS]
    found = tuple(rows[index].cells[0] for index in titles)
    if found != SECTIONS or titles[0] != 0:
        raise PbError([_no_sections(rows, titles, found)])
    ends = [*titles[1:], len(rows)]
    problems: list[Problem] = []
    sections = {}
    for name, start, end in zip(SECTIONS, titles, ends, strict=True):
        title = rows[start].places[0]
        if end < start + 2:
            fr, en = f"il manque les noms de colonnes de {name}", f"the column names of {name} are missing"
            problems.append(Problem(*title, fr, en))
            continue
        sections[name] = Section(title, rows[start + 1], tuple(rows[start + 2 : end]))
        problems += _uneven(sections[name])
    if problems:
        raise PbError(problems)
    return sections


def write(sections: Iterable[tuple[str, Sequence[str], Iterable[Sequence[str]]]]) -> str:
    """The text of a file: each section's name, column names and rows."""
    lines: list[str] = []
    for name, header, rows in sections:
        lines.append(name)
        lines += [";".join(map(_quoted, row)) for row in (header, *rows)]
    return "\n".join([*lines, ""])


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if NEEDS_QUOTES.search(cell) else cell


def _decode(data: bytes) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        fr, en = "ce n’est pas de l’UTF-8 : enregistrez le fichier dans ce codage", "not UTF-8: save the file as UTF-8"
        raise PbError([Problem(*_place(before, len(before)), fr, en)]) from None
    text = text.replace("\r\n", "\n")
    if (wrong := CONTROL.search(text)) is not None:
        code = f"U+{ord(wrong[0]):04X}"
        fr, en = f"caractère de commande {code}, à enlever", f"control character {code}: remove it"
        raise PbError([Problem(*_place(text, wrong.start()), fr, en)])
    return text.rstrip("\n")


def _place(text: str, position: int) -> Place:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _rows(text: str) -> list[Row]:
    """The rows of the text; a line without quotation marks, as most are, is only split."""
    lines = text.split("\n")
    rows: list[Row] = []
    problems: list[Problem] = []
    number = 0
    while number < len(lines) and len(problems) < MOST_PROBLEMS:
        line = lines[number]
        if not line.strip():
            problems.append(Problem(number + 1, 1, "ligne vide, à enlever", "empty line: remove it"))
            number += 1
        elif '"' in line:
            row, number = _quoted_row(lines, number)
            rows.append(row)
        else:
            number += 1
            rows.append(_row(line.split(";"), number))
    if problems:
        raise PbError(problems)
    return rows


def _row(cells: list[str], line: int) -> Row:
    places, column = [], 1
    for cell in cells:
        places.append((line, column + len(cell) - len(cell.lstrip())))
        column += len(cell) + 1
    return Row(tuple(cell.strip() for cell in cells), tuple(places))


def _quoted_row(lines: list[str], number: int) -> tuple[Row, int]:
    """A row with quotation marks in it, and the number of the line after it; a quoted cell may hold line breaks."""
    cells: list[str] = []
    places: list[Place] = []
    line, column = lines[number], 0
    while True:
        places.append((number + 1, column + 1))
        if line.startswith('"', column):
            cell, number, column = _quoted_cell(lines, number, column)
            line = lines[number]
        else:
            end = line.find(";", column)
            end = len(line) if end < 0 else end
            cell, column = line[column:end].strip(), end
        cells.append(cell)
        if column == len(line):
            return Row(tuple(cells), tuple(places)), number + 1
        if line[column] != ";":
            fr, en = (
                "après le guillemet fermant, il faut un point-virgule",
                "a closing quotation mark wants a semicolon",
            )
            raise PbError([Problem(number + 1, column + 1, fr, en)])
        column += 1


def _quoted_cell(lines: list[str], number: int, column: int) -> tuple[str, int, int]:
    """The cell that opens here, the number of the line where it closes, and the column after it."""
    opened, parts, start = number, [], column + 1
    while True:
        found = INSIDE.match(lines[number], start)
        assert found is not None  # nothing at all would do
        parts.append(found[0])
        if found.end() < len(lines[number]):
            return "\n".join(parts).replace('""', '"').strip(), number, found.end() + 1
        number, start = number + 1, 0
        if number == len(lines):
            fr, en = "ce guillemet ne se referme pas", "this quotation mark is never closed"
            raise PbError([Problem(opened + 1, column + 1, fr, en)])


def _no_sections(rows: list[Row], titles: list[int], found: tuple[str, ...]) -> Problem:
    """The first place where the titles are not those that a file has, in their order."""
    if not titles or titles[0] != 0:
        return Problem(1, 1, "le fichier commence par une ligne META", "the file begins with a line META")
    for index, name, wanted in zip(titles, found, SECTIONS, strict=False):
        if name != wanted:
            fr, en = f"la section {wanted} vient ici, pas {name}", f"the section {wanted} comes here, not {name}"
            return Problem(*rows[index].places[0], fr, en)
    if len(found) > len(SECTIONS):
        place = rows[titles[len(SECTIONS)]].places[0]
        return Problem(*place, "cette section vient une deuxième fois", "this section comes a second time")
    wanted = SECTIONS[len(found)]
    place = rows[-1].places[-1]
    return Problem(*place, f"le fichier finit sans section {wanted}", f"the file ends without a section {wanted}")


def _uneven(section: Section) -> list[Problem]:
    wide = len(section.header.cells)
    return [
        Problem(
            *row.places[min(wide, len(row.cells) - 1)],
            f"cette ligne a {len(row.cells)} cases, il en faut {wide}",
            f"this row has {len(row.cells)} cells and needs {wide}",
        )
        for row in section.rows
        if len(row.cells) != wide
    ]
