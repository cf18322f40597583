"""The list of a poll as the town hands it in: read once, for its letters and messages, and not kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

NAME = "nom"
POSTAL = ("complement", "adresse", "code_postal", "commune")
EMAIL = "courriel"
LARGEST = 4 * 1024 * 1024
MOST = 10_000  # entries of a list: their letters take half a minute
LINE = 38  # characters of one line of a French postal address (NF Z 10-011)
LINES = 5


class BadList(ValueError):
    """A list that cannot be used, in words, with its line."""


@dataclass(frozen=True)
class Entry:
    """One entry: the lines of its letter's address, the name first, or the address of its message."""

    lines: tuple[str, ...]
    email: str = ""


def read(data: bytes) -> list[Entry]:
    """The entries of a CSV file in UTF-8: nom, then what there is of POSTAL and EMAIL. Raises BadList."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadList(_("Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».")) from None
    head = text.partition("\n")[0]
    delimiter = ";" if head.count(";") > head.count(",") else ","
    rows = csv.DictReader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        if NAME not in (rows.fieldnames or ()):
            raise BadList(_("Il manque la colonne « nom »."))
        found = [_entry(row, number) for number, row in enumerate(rows, start=2)]
    except csv.Error as error:
        raise BadList(_("Ce fichier n’est pas un CSV : %s.") % error) from None
    return bounded(found)


def pasted(text: str) -> list[Entry]:
    """Entries typed one a line, the parts of an address between commas. Raises BadList."""
    lines = enumerate(text.replace("\0", "").splitlines(), start=1)
    parts = ((number, tuple(part.strip() for part in line.split(",") if part.strip())) for number, line in lines)
    return bounded([Entry(checked(found, number)) for number, found in parts if found])


def bounded(found: list[Entry]) -> list[Entry]:
    """Raises BadList on more than a list may have."""
    if len(found) > MOST:
        raise BadList(_("La liste a %(count)d inscriptions : %(most)d au plus.") % {"count": len(found), "most": MOST})
    return found


def _entry(row: Mapping[str, str | None], number: int) -> Entry:
    cells = {name: str(row.get(name) or "").replace("\0", "").strip() for name in (NAME, *POSTAL, EMAIL)}
    if not cells[NAME]:
        raise BadList(_("Ligne %(line)d : « %(column)s » est vide.") % {"line": number, "column": NAME})
    if cells[EMAIL]:
        return Entry((cells[NAME],), emailed(cells[EMAIL], number))
    town = f"{cells['code_postal']} {cells['commune'].upper()}".strip()
    return Entry(checked((cells[NAME], cells["complement"], cells["adresse"], town), number))


def emailed(address: str, number: int) -> str:
    """Raises BadList on what is no e-mail address."""
    try:
        validate_email(address)
    except ValidationError:
        told = {"line": number, "address": address[:60]}
        raise BadList(_("Ligne %(line)d : « %(address)s » n’est pas une adresse électronique.") % told) from None
    return address


def checked(lines: tuple[str, ...], number: int) -> tuple[str, ...]:
    """The lines of an address without the empty ones. Raises BadList on one that no window shows."""
    lines = tuple(one for one in lines if one)
    if len(lines) > LINES or any(len(one) > LINE for one in lines):
        told = {"line": number, "lines": LINES, "most": LINE}
        raise BadList(_("Ligne %(line)d : une adresse a %(lines)d lignes de %(most)d signes au plus.") % told)
    return lines
