"""Charts as SVG, drawn on the server: values on the columns, at most three grid lines, what still runs in dashes.

A chart of columns is drawn twice, 692 and 328 units wide; the style sheet shows one of them, so that its text is never
scaled under 13 px. The table behind a chart is the page's own.
"""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from chapitre.kernel.figures.units import group as grouped

WIDE, NARROW, MARGIN = 692, 328, 260
FIGURE_WIDTH = 8
"""Units that one digit of a value takes at 13 px in bold, with its share of room."""


class Column(TypedDict):
    """One column: a period and an integer. `group` (a year) is printed under its first column."""

    label: str
    value: int
    group: NotRequired[str]
    running: NotRequired[bool]


def bar(value: int, largest: int) -> SafeString:
    """A horizontal bar as an SVG rectangle; the page's policy forbids a style attribute."""
    share = 0 if largest <= 0 else max(0, min(1000, 1000 * value // largest))
    return format_html(
        '<svg class="bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">'
        '<rect width="{}" height="10"/></svg>',
        share,
    )


def steps(largest: int) -> list[int]:
    """At most three round grid values under `largest`: 1, 2, 2.5 or 5 times a power of ten apart."""
    unit = 1
    while True:
        for tenths in (10, 20, 25, 50):
            apart = unit * tenths // 10
            if apart * 10 == unit * tenths and largest // apart <= 3:
                return [apart * i for i in range(1, largest // apart + 1)]
        unit *= 10


def columns(rows: Sequence[Column], label: str, lang: str = "fr") -> SafeString:
    """The chart, wide and narrow. `label` says in words what it shows; rows come in order."""
    wide = _columns(rows, label, lang, WIDE, "chart--wide")
    return wide + _columns(rows, label, lang, NARROW, "chart--narrow")


def sparkline(rows: Sequence[Column], label: str, lang: str = "fr") -> SafeString:
    """A margin's chart: bare columns, years under them, the highest complete value written."""
    largest = max((row["value"] for row in rows), default=0)
    slot = MARGIN / max(1, len(rows))
    full = [row["value"] for row in rows if not row.get("running")]
    top = max(full, default=0)
    parts = [
        _column(
            2 + i * slot, 80 - _height(row["value"], largest, 62), slot * 0.7, _height(row["value"], largest, 62), row
        )
        for i, row in enumerate(rows)
    ]
    parts += _groups(rows, slot, 95, 2)
    at = next((i for i, row in enumerate(rows) if row["value"] == top and not row.get("running")), None)
    if at is not None:
        parts.append(_value(2 + (at + 0.35) * slot, 80 - _height(top, largest, 62) - 6, top, MARGIN, lang))
    return _svg(MARGIN, 98, "chart--margin", label, [*parts, format_html('<path class="ax" d="M0 80H{}"/>', MARGIN)])


def _columns(rows: Sequence[Column], label: str, lang: str, width: int, css: str) -> SafeString:
    largest = max((row["value"] for row in rows), default=0)
    top, floor, left = 26, 220, 4
    slot = (width - left) / max(1, len(rows))
    written = _written(rows, slot, lang)
    grid = [(value, grouped(str(value), lang)) for value in (steps(largest) if largest else [])]
    if grid and len(written) < len(rows):
        # Some columns are silent: the grid speaks for them, in a margin of its own.
        left = FIGURE_WIDTH * len(grid[-1][1]) + 8
        slot = (width - left) / len(rows)
        written = _written(rows, slot, lang)
    parts: list[SafeString] = []
    for value, text in grid:
        y = floor - _height(value, largest, floor - top)
        parts.append(format_html('<path class="gr" d="M{} {}H{}"/>', left, round(y, 1), width))
        if len(written) < len(rows):
            parts.append(_text("far", left - 6, y + 4, text))
    named = all(slot >= FIGURE_WIDTH * len(row["label"]) + 4 for row in rows)
    for i, row in enumerate(rows):
        height = _height(row["value"], largest, floor - top)
        parts.append(_column(left + (i + 0.19) * slot, floor - height, slot * 0.62, height, row))
        middle = left + (i + 0.5) * slot
        if i in written:
            parts.append(_value(middle, floor - height - 6, row["value"], width, lang))
        if named:
            parts.append(_text("mid", middle, 238, row["label"]))
    foot = 258 if named else 240
    parts += _groups(rows, slot, foot, left + slot * 0.19)
    axis = format_html('<path class="ax" d="M{} {}H{}"/>', left, floor, width)
    return _svg(width, foot + 6, css, label, [*parts, axis])


def _written(rows: Sequence[Column], slot: float, lang: str) -> set[int]:
    """Which columns carry their value: all when there is room for each, otherwise the highest alone."""
    if not rows:
        return set()
    values = [row["value"] for row in rows]
    room = max(len(grouped(str(value), lang)) for value in values) * FIGURE_WIDTH
    return set(range(len(rows))) if room <= slot else {values.index(max(values))}


def _height(value: int, largest: int, room: float) -> float:
    return 0.0 if largest <= 0 else max(0.0, room * value / largest)


def _column(x: float, y: float, width: float, height: float, row: Column) -> SafeString:
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        "part" if row.get("running") else "b",
        round(x, 1),
        round(y, 1),
        round(width, 1),
        round(height, 1),
    )


def _groups(rows: Sequence[Column], slot: float, y: int, left: float) -> list[SafeString]:
    found, last, free = [], None, 0.0
    for i, row in enumerate(rows):
        name, x = row.get("group", ""), left + i * slot
        if name and name != last and x >= free:
            found.append(_text("v", x, y, name))
            free = x + FIGURE_WIDTH * (len(name) + 1)
        last = name
    return found


def _value(middle: float, y: float, value: int, width: int, lang: str) -> SafeString:
    """A value over its column, moved inwards where it would leave the drawing."""
    text = grouped(str(value), lang)
    half = FIGURE_WIDTH * len(text) / 2
    return _text("v mid", min(max(middle, half), width - half), y, text)


def _text(css: str, x: float, y: float, content: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', css, round(x, 1), round(y, 1), content)


def _svg(width: int, height: int, css: str, label: str, parts: Sequence[SafeString]) -> SafeString:
    return format_html(
        '<svg class="chart{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        f" {css}" if css else "",
        width,
        height,
        label,
        format_html_join("", "{}", ((part,) for part in parts)),
    )
