"""Phases as bars on a line of years, drawn on the server: what was promised above, what is kept below, today across.

Drawn twice, 692 and 328 units wide, as the house's charts are; the style sheet shows one of them. The table behind it
is the page's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from chapitre.chapters.building.pages.phases import Row

WIDE, NARROW = 692, 328
LETTER = 7.2  # units that a letter takes at 13 px, on average
HEAD, LINE, BAR, GAP = 40, 17, 7, 16
LABEL = 56  # units that a year needs beside another


@dataclass(frozen=True)
class Scale:
    """Days as units along the line, from the first of January of one year to that of another."""

    first: int
    last: int
    width: int

    def x(self, day: date) -> float:
        """Where a day stands."""
        start, end = date(self.first, 1, 1).toordinal(), date(self.last, 1, 1).toordinal()
        return round(self.width * (day.toordinal() - start) / (end - start), 1)

    @property
    def years(self) -> list[int]:
        """The years that are written: every one, or every second, fifth or tenth where there is no room."""
        room = self.width // LABEL
        step = next(step for step in (1, 2, 5, 10, 20, 50, 100) if (self.last - self.first) / step <= room)
        return [year for year in range(self.first, self.last) if year % step == 0]


def drawn(rows: Sequence[Row], today: date, label: str) -> SafeString:
    """The chart, wide and narrow; nothing of no phase."""
    if not rows:
        return SafeString("")
    first = min(min(one.starts_on, one.started_on or one.starts_on) for one in rows).year
    last = max(max(one.ends_on, one.end) for one in rows).year + 1
    return _chart(rows, Scale(first, last, WIDE), today, label, "chart--wide") + _chart(
        rows, Scale(first, last, NARROW), today, label, "chart--narrow"
    )


def _chart(rows: Sequence[Row], scale: Scale, today: date, label: str, css: str) -> SafeString:
    parts: list[SafeString] = []
    y = HEAD
    for one in rows:
        for line in wrapped(one.title, int(scale.width / LETTER)):
            parts.append(_text("v", 0, y + 12, line))
            y += LINE
        parts += _bars(one, scale, today, y)
        y += 2 * BAR + GAP
    ruled = [_rule("gr", scale.x(date(year, 1, 1)), 24, y) for year in scale.years]
    ruled += [_text("", min(scale.x(date(year, 1, 1)) + 4, scale.width - 30), 34, str(year)) for year in scale.years]
    if date(scale.first, 1, 1) <= today < date(scale.last, 1, 1):
        parts += _today(scale, today, y)
    return format_html(
        '<svg class="chart gantt {}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        css,
        scale.width,
        y,
        label,
        format_html_join("", "{}", ((part,) for part in (*ruled, *parts))),
    )


def _bars(one: Row, scale: Scale, today: date, y: int) -> list[SafeString]:
    """What was promised, as an outline; under it what is kept, and in dashes what is still said."""
    under = y + BAR + 2
    bars = [_bar("promised", scale, one.starts_on, one.ends_on, y)]
    if one.started_on:
        until = one.ended_on or min(today, one.end) if one.running or one.ended_on else one.started_on
        bars.append(_bar(f"kept kept--{one.kind}", scale, one.started_on, max(until, one.started_on), under))
    if one.kind != "no" and one.ended_on is None:
        begin = max(today, one.started_on or one.starts_on) if one.running else one.starts_on
        if one.expected_on or one.running:
            bars.append(_bar("said", scale, min(begin, one.end), one.end, under))
    return bars


def _bar(css: str, scale: Scale, start: date, end: date, y: int) -> SafeString:
    left = scale.x(start)
    return format_html(
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
        css,
        left,
        y,
        round(max(scale.x(end) - left, 2.0), 1),
        BAR,
    )


def _today(scale: Scale, today: date, bottom: int) -> list[SafeString]:
    x = scale.x(today)
    word = _("aujourd’hui")
    room = LETTER * len(word) / 2
    middle = min(max(x, room), scale.width - room)
    return [_rule("today", x, 18, bottom), _text("mid now", middle, 13, word)]


def wrapped(text: str, room: int) -> list[str]:
    """The words of a text on lines of so many letters."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def _rule(css: str, x: float, top: int, bottom: int) -> SafeString:
    return format_html('<path class="{}" d="M{} {}V{}"/>', css, x, top, bottom)


def _text(css: str, x: float, y: float, content: str) -> SafeString:
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', css, x, y, content)
