"""A table as an Excel workbook: dates are dates, numbers are numbers, and no text is ever taken for a formula."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from chapitre.kernel.exchange.sheet import DATE, DEGREES, INTEGER, YESNO, Sheet

LINES = 1_000_000  # of one sheet of the workbook: Excel ends at 1 048 576
LONGEST = 32_767  # characters of a cell
FIRST_YEAR = 1901  # Excel's calendar begins in 1900, with a leap day that never was

Put = Callable[[int, int, Any], object]


def write_xlsx(sheet: Sheet, file: BinaryIO) -> int:
    """The names in a first line that stays in sight. Shapes are left out: a cell is too small for them."""
    book = Workbook(file, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, dated = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
    count, page, puts = 0, None, []
    for count, (values, _place) in enumerate(sheet.lines, start=1):
        line = (count - 1) % LINES
        if page is None or line == 0:
            page = _page(book, sheet, bold)
            puts = [_put(page, column.kind, dated) for column in sheet.columns]
        for place, (put, value) in enumerate(zip(puts, values, strict=True)):
            if value is not None:
                put(line + 1, place, value)
    if page is None:
        _page(book, sheet, bold)
    book.close()
    return count


def _page(book: Workbook, sheet: Sheet, bold: Any) -> Worksheet:
    page = book.add_worksheet()
    page.freeze_panes(1, 1)
    for place, name in enumerate(sheet.names):
        page.write_string(0, place, name, bold)
    return page


def _put(page: Worksheet, kind: str, dated: Any) -> Put:
    """How the values of a kind are put in a cell."""
    if kind == INTEGER:
        return page.write_number
    if kind == YESNO:
        return page.write_boolean
    if kind == DEGREES:
        return lambda line, place, micro: page.write_number(line, place, micro / 1_000_000)
    if kind == DATE:
        return lambda line, place, value: _put_date(page, line, place, value, dated)
    return lambda line, place, value: page.write_string(line, place, str(value)[:LONGEST])


def _put_date(page: Worksheet, line: int, place: int, value: str, dated: Any) -> None:
    day = date.fromisoformat(value)
    if day.year < FIRST_YEAR:
        page.write_string(line, place, value)
    else:
        page.write_datetime(line, place, day, dated)
