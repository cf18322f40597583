"""The cells of a CSV file as people make them: whatever the encoding, the separator, the quotes and the line ends.

Pure: bytes in; rows out, with the line and the column where each cell begins, and what is wrong. Never an exception.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

MARKS = ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"), (b"\xef\xbb\xbf", "utf-8"))
SEPARATORS = ",;\t|"
INSIDE = re.compile(r'[^"]*(?:""[^"]*)*')  # what can stand between quotation marks
LINE_END = re.compile(r"\r\n|\r|\n")
SPACES = " \u00a0\u202f\t"
MOST_CELLS = 3_000_000  # thirteen thousand panels of a hundred and ten
MOST_PROBLEMS = 1000  # of one kind, that a file is told of
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")

Place = tuple[int, int]  # line and column, in characters, from 1


@dataclass(frozen=True)
class Problem:
    """One thing to correct in a file: where, and what, in French and in English."""

    file: str
    line: int
    column: int
    fr: str
    en: str

    def message(self, lang: str = "fr") -> str:
        """Where and what, in one line."""
        if lang == "en":
            return f"{self.file}, line {self.line}, column {self.column}: {self.en}"
        return f"{self.file}, ligne {self.line}, colonne {self.column} : {self.fr}"


@dataclass(frozen=True)
class Row:
    """The cells of one row, cleaned, and where each begins."""

    cells: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Table:
    """A header and rows as long as it, with what was wrong on the way."""

    file: str
    header: Row
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def decoded(data: bytes) -> str:
    """The text: by its byte order mark; else UTF-8; else Windows-1252, which spreadsheets in France still write."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace").lstrip("\ufeff")
    for encoding in ("utf-8", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def cleaned(text: str) -> str:
    """A cell as it is compared: composed accents, single spaces, none around."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def read_table(file: str, data: bytes) -> Table:
    """The table in a file's bytes."""
    text = decoded(data)
    scanner = _Scanner(file, text)
    rows = scanner.rows()
    if rows is None:
        fr = f"plus de {MOST_CELLS // 10**6} millions de cellules : est-ce le bon fichier ?"
        en = f"more than {MOST_CELLS // 10**6} million cells: is this the right file?"
        return Table(file, Row((), ()), (), (Problem(file, scanner.line, 1, fr, en),))
    if not rows:
        empty = Problem(file, 1, 1, "le fichier est vide", "the file is empty")
        return Table(file, Row((), ()), (), (*scanner.problems, empty))
    header, *body = rows
    problems = scanner.problems + _lengths(file, header, body)
    width = len(header.cells)
    fitting = (Row(row.cells[:width], row.places[:width]) for row in body if len(row.cells) >= width)
    return Table(file, header, tuple(fitting), tuple(problems))


def _lengths(file: str, header: Row, rows: Iterable[Row]) -> list[Problem]:
    """The rows that are not as long as the header; empty cells too many are no harm."""
    problems: list[Problem] = []
    width = len(header.cells)
    for row in rows:
        if len(problems) == MOST_PROBLEMS:
            break
        if len(row.cells) < width:
            line, column = row.places[-1]
            count = width - len(row.cells)
            fr = f"il manque {count} cellule{'s' if count > 1 else ''} sur cette ligne (l’en-tête en a {width})"
            en = f"{count} cell{'s are' if count > 1 else ' is'} missing on this line (the header has {width})"
            problems.append(Problem(file, line, column, fr, en))
        elif any(row.cells[width:]):
            extra = next(place for place in range(width, len(row.cells)) if row.cells[place])
            fr = f"une cellule de trop : « {shown(row.cells[extra])} » (l’en-tête a {width} colonnes)"
            en = f"one cell too many: “{shown(row.cells[extra])}” (the header has {width} columns)"
            problems.append(Problem(file, *row.places[extra], fr, en))
    return problems


def shown(text: str) -> str:
    """A cell as it is quoted in a sentence: short, and without what a terminal would obey."""
    short = text if len(text) <= 40 else text[:39] + "…"
    return "".join(one if one.isprintable() else "\N{REPLACEMENT CHARACTER}" for one in short)


class _Scanner:
    """Reads one text from its start to its end."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.problems: list[Problem] = []
        self.place, self.line, self.line_start = 0, 1, 0
        first = LINE_END.split(text, 1)[0]
        self.separator = max(SEPARATORS, key=lambda one: (first.count(one), -SEPARATORS.index(one)))
        self.plain = re.compile(f"[^{re.escape(self.separator)}\r\n]*")

    def rows(self) -> list[Row] | None:
        """Every row that is not blank; None if there are more than MOST_CELLS cells."""
        rows, count = [], 0
        while self.place < len(self.text):
            cells: list[str] = []
            places: list[Place] = []
            while True:
                places.append((self.line, self.place - self.line_start + 1))
                cells.append(cleaned(self._cell()))
                count += 1
                if count > MOST_CELLS:
                    return None
                if not self.text.startswith(self.separator, self.place):
                    break
                self.place += 1
            self._end_line()
            if any(cells):
                rows.append(Row(tuple(cells), tuple(places)))
        return rows

    def _cell(self) -> str:
        start = self.place
        while self.place < len(self.text) and self.text[self.place] in SPACES and not self._at_separator():
            self.place += 1
        if self.text.startswith('"', self.place):
            return self._quoted(start)
        found = self.plain.match(self.text, start)
        raw = found[0] if found else ""
        self._refuse_controls(raw, start)
        self.place = start + len(raw)
        return raw

    def _at_separator(self) -> bool:
        return self.text[self.place] == self.separator

    def _quoted(self, start: int) -> str:
        opening = self.place
        found = INSIDE.match(self.text, opening + 1)
        end = found.end() if found else opening + 1
        if end >= len(self.text):
            self._note(opening, "ce guillemet n’est jamais refermé", "this quotation mark is never closed")
            raw = self.plain.match(self.text, start)
            self.place = raw.end() if raw else len(self.text)
            return raw[0] if raw else ""
        raw_text = self.text[opening + 1 : end]
        self._refuse_controls(raw_text, opening + 1)
        self._count_lines(opening, end)
        self.place = end + 1
        rest = self.plain.match(self.text, self.place)
        after = rest[0] if rest else ""
        if after.strip(SPACES):
            self._note(self.place, "du texte suit un guillemet fermant", "text follows a closing quotation mark")
        self.place += len(after)
        return raw_text.replace('""', '"')

    def _end_line(self) -> None:
        found = LINE_END.match(self.text, self.place)
        if found:
            self.place = self.line_start = found.end()
            self.line += 1

    def _count_lines(self, start: int, end: int) -> None:
        for found in LINE_END.finditer(self.text, start, end):
            self.line += 1
            self.line_start = found.end()

    def _refuse_controls(self, raw: str, start: int) -> None:
        found = FORBIDDEN.search(raw)
        if found:
            fr, en = "caractère illisible : est-ce bien un fichier CSV ?", "unreadable character: is this a CSV file?"
            self._note(start + found.start(), fr, en)

    def _note(self, place: int, fr: str, en: str) -> None:
        if len(self.problems) < MOST_PROBLEMS:
            self.problems.append(Problem(self.file, self.line, max(1, place - self.line_start + 1), fr, en))
