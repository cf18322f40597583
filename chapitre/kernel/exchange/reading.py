"""A file as a stream of lines: CSV, XLSX, GeoJSON or Parquet, told apart by what is in it, within bounds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.exchange import csvfile, opener
from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.exchange.official import Cell

CSV, XLSX, GEOJSON, PARQUET = "csv", "xlsx", "geojson", "parquet"
MEGABYTE = 1024 * 1024
LARGEST: Mapping[str, int] = {
    CSV: 300 * MEGABYTE,
    XLSX: 60 * MEGABYTE,
    GEOJSON: 120 * MEGABYTE,
    PARQUET: 200 * MEGABYTE,
}
MOST_LINES, MOST_COLUMNS = 1_000_000, 300

Line = tuple[int, tuple[Cell, ...]]


@dataclass(frozen=True)
class Table:
    """A file being read: the names of its columns, and its lines as (number, cells), the empty ones left out.

    A cell is None where nothing is known; a geometry is GeoJSON text. A line may have fewer cells than there are
    columns, or more: then it is wrong. The number is that of the line where it begins (CSV, XLSX), or of the object.
    """

    kind: str
    columns: tuple[str, ...]
    lines: Iterator[Line]
    about: int  # how many lines there are, or a little more: newlines in cells count
    told: Mapping[str, str] = field(default_factory=dict)  # how it was read: encoding, delimiter, sheet


@contextmanager
def opened(path: Path) -> Iterator[Table]:
    """The table of a file. Raises ReadError, here or while lines are read."""
    kind = kind_of(path)
    size = path.stat().st_size
    if size > LARGEST[kind]:
        raise ReadError(
            _("Le fichier pèse %(size)d Mo ; c’est %(most)d Mo au plus pour ce format. Coupez-le en plusieurs.")
            % {"size": size // MEGABYTE, "most": LARGEST[kind] // MEGABYTE}
        )
    with csvfile.opened(path) if kind == CSV else _outside(kind, path) as found:
        columns, lines, about, told = found
        yield Table(kind, _checked(columns), _counted(lines), about, told)


def kind_of(path: Path) -> str:
    """Which of the four a file is, by its first bytes. Raises ReadError on nothing, and on another kind."""
    with path.open("rb") as file:
        start = file.read(4096)
    if not start.strip():
        raise ReadError(_("Le fichier est vide."))
    if start.startswith(b"PK"):
        return XLSX
    if start.startswith(b"PAR1"):
        return PARQUET
    if start.startswith((b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"SQLite")):
        raise ReadError(_("Ce n’est pas un tableau : un fichier CSV, XLSX, GeoJSON ou Parquet est attendu."))
    return GEOJSON if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith((b"{", b"[")) else CSV


def _checked(columns: Iterable[str]) -> tuple[str, ...]:
    """The columns' names, if they can serve. Raises ReadError."""
    names = tuple(columns)
    while names and not names[-1]:
        names = names[:-1]
    if not names:
        raise ReadError(_("Le fichier n’a pas de ligne de titres."))
    if len(names) > MOST_COLUMNS:
        raise ReadError(_("%(count)d colonnes : c’est trop (%(most)d au plus).") % _counts(len(names), MOST_COLUMNS))
    doubled = sorted({name for name in names if name and names.count(name) > 1})
    if doubled:
        raise ReadError(_("Deux colonnes portent le même titre : « %s ».") % doubled[0])
    return names


def _counted(lines: Iterator[Line]) -> Iterator[Line]:
    """The lines, up to the most that are read. Raises ReadError beyond."""
    for count, line in enumerate(lines):
        if count == MOST_LINES:
            raise ReadError(_("Plus de %d lignes : coupez le fichier en plusieurs.") % MOST_LINES)
        yield line


def _counts(count: int, most: int) -> dict[str, int]:
    return {"count": count, "most": most}


Opened = tuple[list[str], Iterator[Line], int, dict[str, str]]


@contextmanager
def _outside(kind: str, path: Path) -> Iterator[Opened]:
    """A file opened by a process of its own (see opener.py), which sends its lines. Raises ReadError."""
    environment = {**os.environ, "POLARS_MAX_THREADS": "1"}
    with path.open("rb") as file, tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [sys.executable, "-I", opener.__file__, kind], stdin=file, stdout=subprocess.PIPE, stderr=said,
            env=environment,
        )  # fmt: skip
        try:
            lines = _sent(process)
            head = next(lines)
            yield head["columns"], _told(lines), head["about"], head["told"]
        finally:
            process.kill()
            process.wait()
            if process.stdout:
                process.stdout.close()


def _told(lines: Iterator[Any]) -> Iterator[Line]:
    for number, cells in lines:
        yield number, tuple(cells)


def _sent(process: subprocess.Popen[bytes]) -> Iterator[Any]:
    """What the opener sends, a JSON value a line, until it says that this was all. Raises ReadError."""
    assert process.stdout is not None
    for line in process.stdout:
        value = json.loads(line)
        if value == opener.END:
            return
        yield value
    raise ReadError(_fault(process.wait()))


def _fault(code: int) -> str:
    """What an opener that ended too early says by its exit code."""
    sentences = {
        opener.NOT_READABLE: _("Le fichier est abîmé, ou n’est pas du format qu’il annonce."),
        opener.LOCKED: _("Le classeur est protégé par un mot de passe : enregistrez-le sans, puis recommencez."),
        opener.NO_FEATURES: _("Une collection d’objets GeoJSON (FeatureCollection) est attendue."),
        opener.EMPTY: _("Le fichier n’a pas de ligne de titres."),
    }
    return sentences.get(code, _("Le fichier, une fois ouvert, est trop gros pour être lu."))
