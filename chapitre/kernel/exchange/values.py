"""Cells as facts: numbers, days, yes or no, codes and texts, written as French towns write them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.clock import civil
from chapitre.kernel.exchange.measures import MEASURES
from chapitre.kernel.exchange.official import Cell
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import Pair, said

Value = str | int | bool | date | None
Read = Callable[[Cell], Value]
"""Reads a cell that holds something; None if it holds blanks alone. Raises Wrong."""

SPACES = " \u00a0\u202f\u2009\t"
BLANKS = SPACES + "\r\n\ufeff"
GROUPED = rf"[0-9]{{1,3}}(?:[{SPACES}][0-9]{{3}})+"
NUMBER = re.compile(rf"([+\-−]?)({GROUPED}|[0-9]*)(?:[.,]([0-9]+))?")
MEASURED = re.compile(rf"(.*?[0-9])[{SPACES}]*([^0-9\s.,;]+[23]?)")
FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: 0?0[:h]00(?::00)?)?", re.ASCII)
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
YES = frozenset({"oui", "o", "vrai", "true", "t", "yes", "y", "1", "x"})
NO = frozenset({"non", "n", "faux", "false", "f", "no", "0"})
LONGEST_NUMBER = 30  # characters
MANY = 8  # codes that an error lists
REMEMBERED = 20_000  # different texts of a column whose reading is kept


class Wrong(ValueError):
    """A cell that cannot be read; the message, in the reader's language, says why."""


def folded(text: str) -> str:
    """A text without case, accents and punctuation, its words one space apart: « Ouvert le » is "ouvert le"."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(re.findall(r"[^\W_]+", bare))


def reader(register: Register, fact: str, *, unit: str | None = None, codes: Mapping[str, str] | None = None) -> Read:
    """What reads the cells of a column for a fact. `unit`: what the column counts in, if not in the fact's own minor
    unit; `codes`: another schema's words for the fact's codes."""
    declared, about = register.rules.fields[fact], register.about[fact]
    if declared.type == "int":
        units = MEASURES.get(about.unit or "", {})
        read = _integer(declared.low, declared.high, units, units.get(unit or "", 1))
    elif declared.type == "bool":
        read = _boolean
    elif declared.type == "date":
        read = _day_within(declared.low, declared.high)
    elif declared.values:
        read = _code(about.values, codes or {})
    else:
        column: Any = register.objects._meta.get_field(fact)
        read = _text(column.max_length)
    return _remembering(read)


def _remembering(read: Read) -> Read:
    """The same for texts read before: columns repeat themselves."""
    known: dict[str, Value] = {}

    def remembered(cell: Cell) -> Value:
        if type(cell) is not str:  # True, 1 and 1.0 are one key of a dictionary
            return read(cell)
        if cell not in known:
            if len(known) > REMEMBERED:
                known.clear()
            known[cell] = read(cell)
        return known[cell]

    return remembered


def plain(cell: Cell) -> str:
    """A cell as the text that somebody would have written."""
    if isinstance(cell, str):
        return cell.strip(BLANKS)
    if isinstance(cell, bool):
        return _("oui") if cell else _("non")
    return format(Decimal(repr(cell)), "f") if isinstance(cell, float) else str(cell or 0)


# Texts and codes ----------------------------------------------------------------------------------------------------


def _text(most: int) -> Read:
    def read(cell: Cell) -> str | None:
        text = plain(cell).replace("\r\n", "\n").replace("\r", "\n")
        if FORBIDDEN.search(text):
            raise Wrong(_("Un caractère de ce texte ne s’imprime pas : « %s ».") % ascii(text[:40]))
        if len(text) > most:
            raise Wrong(_("%(count)d caractères : c’est trop (%(most)d au plus).") % {"count": len(text), "most": most})
        return text or None

    return read


def _code(values: Mapping[str, Pair], theirs: Mapping[str, str]) -> Read:
    """Codes by themselves or by their words; a word that two codes share names neither."""
    known: dict[str, str | None] = {}
    for code, pair in values.items():
        for word in {folded(pair[0]), folded(pair[1])}:
            known[word] = None if word in known else code
    known |= {folded(code): code for code in values} | {folded(word): code for word, code in theirs.items()}

    def read(cell: Cell) -> str | None:
        text = plain(cell)
        if not text or text in values:
            return text or None
        code = known.get(folded(text))
        if code is None:
            raise Wrong(_("« %(value)s » n’est pas une valeur connue : %(known)s.") % _choice(text, theirs or values))
        return code

    return read


def _choice(text: str, known: Mapping[str, Any]) -> dict[str, str]:
    words = [one if isinstance(pair, str) else said(pair) for one, pair in known.items()]
    more = ["…"] if len(words) > MANY else []
    return {"value": text[:60], "known": " ; ".join([*words[:MANY], *more])}


def _boolean(cell: Cell) -> bool | None:
    if isinstance(cell, bool):
        return cell
    word = folded(plain(cell))
    if word in YES or word in NO:
        return word in YES
    if not plain(cell):
        return None
    raise Wrong(_("« %s » ne dit ni oui ni non.") % plain(cell)[:60])


# Numbers and days ---------------------------------------------------------------------------------------------------


def number(cell: Cell) -> Decimal | None:
    """A number with a decimal comma or point, its thousands spaced or not. Raises Wrong."""
    if isinstance(cell, bool):
        raise Wrong(_("Un nombre est attendu, pas « %s ».") % plain(cell))
    if not isinstance(cell, str):
        return Decimal(repr(cell))
    text = cell.strip(BLANKS)
    if not text:
        return None
    found = NUMBER.fullmatch(text) if len(text) <= LONGEST_NUMBER else None
    if found is None or not (found[2] or found[3]):
        raise Wrong(_("« %s » n’est pas un nombre.") % text[:60])
    whole = "".join(found[2].split())
    return Decimal(f"{'-' if found[1] in ('-', '−') else ''}{whole or 0}.{found[3] or 0}")


def _integer(low: int, high: int, units: Mapping[str, int], worth: int) -> Read:
    """Whole minor units of what is written in units worth so many of them, or in the one that the cell itself names."""

    def read(cell: Cell) -> int | None:
        factor = worth
        if isinstance(cell, str) and units and (named := MEASURED.fullmatch(cell.strip(BLANKS))):
            if named[2].casefold() not in units:
                raise Wrong(_("« %(unit)s » n’est pas une unité connue ici : %(known)s.") % _units(named[2], units))
            cell, factor = named[1], units[named[2].casefold()]
        told = number(cell)
        if told is None:
            return None
        value = told * factor
        if value != int(value):
            raise Wrong(_("« %s » n’est pas un nombre entier : l’unité est-elle la bonne ?") % plain(cell)[:60])
        if not low <= value <= high:
            raise Wrong(_("%(value)s est hors des bornes : de %(low)d à %(high)d.") % _bounds(int(value), low, high))
        return int(value)

    return read


def _units(unit: str, units: Iterable[str]) -> dict[str, str]:
    return {"unit": unit[:20], "known": ", ".join(units)}


def _bounds(value: int, low: int, high: int) -> dict[str, int]:
    return {"value": value, "low": low, "high": high}


def day(cell: Cell) -> date | None:
    """A civil day: 31/12/2024, 2024-12-31, or a moment, in Paris where it says its offset. Raises Wrong."""
    text = plain(cell)
    if not text:
        return None
    try:
        if found := FRENCH_DAY.fullmatch(text):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := ISO_DAY.fullmatch(text):
            return date(int(found[1]), int(found[2]), int(found[3]))
        moment = datetime.fromisoformat(text) if "-" in text and len(text) > 10 else None
        if moment is not None:
            return civil(moment) if moment.tzinfo else moment.date()
    except (ValueError, OverflowError):
        raise Wrong(_("« %s » n’est pas un jour du calendrier.") % text[:60]) from None
    raise Wrong(_("« %s » n’est pas une date : écrivez 31/12/2024 ou 2024-12-31.") % text[:60])


def _day_within(low: date, high: date) -> Read:
    def read(cell: Cell) -> date | None:
        value = day(cell)
        if value is not None and not low <= value <= high:
            raise Wrong(_("« %s » est trop loin dans le temps.") % plain(cell)[:60])
        return value

    return read


def first_of_year(cell: Cell) -> date | None:
    """The first day of a year, or the day itself where the cell tells it."""
    text = plain(cell)
    return date(int(text), 1, 1) if re.fullmatch(r"[12]\d{3}", text, re.ASCII) else day(cell)
