"""CSV as towns have it: whatever encoding and delimiter, with a BOM or not, with newlines in cells."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from chapitre.kernel.exchange.errors import ReadError

BLOCK = 1024 * 1024
SAMPLE = 64 * 1024  # characters by which the delimiter is told
DELIMITERS = (";", ",", "\t", "|")
LONGEST = 2_000_000  # characters of a cell: the outline of a large district fits
BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
NAMES = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "Windows-1252", "latin-1": "Latin-1"}

Cells = tuple[str | None, ...]


@contextmanager
def opened(path: Path) -> Iterator[tuple[list[str], Iterator[tuple[int, Cells]], int, dict[str, str]]]:
    """Column names, numbered lines, about how many, and how it was read. Raises ReadError, here or at a line."""
    encoding = encoding_of(path)
    delimiter = delimiter_of(path, encoding)
    csv.field_size_limit(LONGEST)
    with path.open(encoding=encoding, newline="") as file:
        lines = _lines(file, delimiter)
        _number, names = next(lines, (0, ()))
        told = {"encoding": NAMES[encoding], "delimiter": delimiter}
        yield [" ".join((name or "").split()) for name in names], lines, _newlines(path), told


def _newlines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(BLOCK), b""))


def encoding_of(path: Path) -> str:
    """UTF-8 or UTF-16 where a mark says so, UTF-8 where the whole file is, else Windows-1252, else Latin-1."""
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in BOMS:
        if start.startswith(mark):
            if not _decodes(path, encoding):
                raise ReadError(_("Le fichier est abîmé : son texte ne se lit pas en %s.") % NAMES[encoding])
            return encoding
    return next((one for one in ("utf-8", "cp1252") if _decodes(path, one)), "latin-1")


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while block := file.read(BLOCK):
                decoder.decode(block)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def delimiter_of(path: Path, encoding: str) -> str:
    """The delimiter that cuts most of the first lines into as many cells as the titles, and into most cells."""
    with path.open(encoding=encoding, newline="") as file:
        sample = file.read(SAMPLE)
        whole = not file.read(1)
    if sample[:4].lower() == "sep=" and sample[4:5] in DELIMITERS:  # Excel's own way to say it
        return sample[4]
    return max(DELIMITERS, key=lambda one: _fit(sample, one, whole))


def _fit(sample: str, delimiter: str, whole: bool) -> tuple[bool, float, int]:
    """How well a delimiter fits; the last line of a sample may be cut, and does not count."""
    try:
        rows = [row for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error:
        rows = []
    if not rows:
        return False, 0.0, 0
    titles, *others = rows if whole else rows[:-1] or rows
    width = len(titles)
    same = sum(len(row) == width for row in others) / len(others) if others else 1.0
    return width > 1 and same > 0.5, round(same, 1), width


def _lines(file: Iterable[str], delimiter: str) -> Iterator[tuple[int, Cells]]:
    """Numbered lines, the empty ones left out; a line is numbered by where it begins."""
    reader = csv.reader(file, delimiter=delimiter)
    number = 1
    try:
        for row in reader:
            if any(row) and not (number == 1 and len(row) <= 2 and row[0].lower() == "sep="):
                yield number, tuple([cell or None for cell in row])
            number = reader.line_num + 1
    except csv.Error:
        raise ReadError(
            _("Ligne %d : une cellule n’en finit pas. Un guillemet est-il resté ouvert ?") % number
        ) from None
