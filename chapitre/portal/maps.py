"""Maps drawn on the server as SVG: the whole town, its districts by value, the streets around a point.

Colours come from the style sheet's classes alone. Shapes are those of the town's own files; what was drawn by hand
there is approximate, and the page that shows a map says so. Every map stands beside a list with the same facts.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.figures.units import group
from chapitre.kernel.town import Town, town
from chapitre.portal import maplabels, mapnames
from chapitre.portal.mapsheet import Sheet, sheet
from chapitre.portal.mapview import View, number, path

STATES = {"plain": "r5", "done": "r2", "no": "r4", "doing": "r1", "new": "r0", "late": "r3"}
"""The kinds of state, as in the classes `state--…`, in the order they are drawn: late ones lie on top."""
SHAPES = {
    "r0": SafeString('<circle class="r0" r="5"/>'),
    "r1": SafeString('<circle class="r1" r="5"/><path class="r1h" d="M0-5a5 5 0 0 0 0 10z"/>'),
    "r2": SafeString('<circle class="r2" r="5"/>'),
    "r3": SafeString('<path class="r3" d="M0-7l7 7-7 7-7-7z"/>'),
    "r4": SafeString('<path class="r4" d="M-4-4h8v8h-8z"/>'),
    "r5": SafeString('<circle class="r5" r="5"/>'),
}
MARK = SafeString(
    '<path class="mark" d="M0 0C-12-15-18-22-18-31a18 18 0 0 1 36 0C18-22 12-15 0 0Z"/>'
    '<circle class="mark-eye" cy="-31" r="5.5"/>'
)
PIN = 28  # units that a number keeps between its middle and a record's, as large as both are on a phone
VALUE_SIZES = (34, 24, 20)  # a phone's size, the usual one, the small one
BESIDE = 12  # units left free around a shape that is shown in its streets
FRAME = (340, 240)  # the smallest frame around several shapes, in units
NONE = SafeString("")


class Dot(NamedTuple):
    """A record on the map: its point in microdegrees and its kind of state, a key of STATES."""

    lon: int
    lat: int
    state: str


class Trace(NamedTuple):
    """A record that is a line or an area: its geometry in microdegrees and its kind of state, a key of STATES."""

    geometry: BaseGeometry
    state: str


class Pin(NamedTuple):
    """A numbered place, the number being that of the list beside the map."""

    lon: int
    lat: int
    number: int


def town_map(
    *,
    label: str | None,
    dots: Iterable[Dot] = (),
    traces: Iterable[Trace] = (),
    pins: Sequence[Pin] = (),
    projects: bool = True,
    name: str = "ville",
    ours: Town | None = None,
) -> SafeString:
    """The whole town: records as dots, lines and areas, its projects with their numbers, other numbered places.

    `label` says in words what the map shows; None hides it from screen readers, when the list beside it says it all.
    `name` begins the map's ids: maps of one page need different ones. `ours` is the town to draw, as its files say it
    unless one is given.
    """
    ours = ours or town()
    view = View.of(ours)
    under, words = _town_drawing(ours, _language(), projects, name)
    shown = list(dots)
    numbered = [(*view.xy(pin.lon, pin.lat), pin.number) for pin in pins]
    if projects:
        at = [view.xy(dot.lon, dot.lat) for dot in shown]
        numbered += [(*maplabels.aside(places, at, PIN), rank) for rank, places in _project_spots(ours)]
    over = _traces(view, traces) + _dots(view, shown, name, "dot dot--town") + _pins(numbered)
    return _svg(view, label, under + over + words)


def choropleth(
    values: Mapping[str, int | None],
    *,
    label: str | None,
    texts: Mapping[str, str] | None = None,
    name: str = "quartiers",
) -> SafeString:
    """The districts in five classes of value, each with its number.

    `values` by district code; a district without one, or with None, is blank. `texts` writes other words than the
    whole number (a percentage, days). Classes are fifths of the ranking: equal values share one.
    """
    ours = town()
    view, drawn = View.of(ours, side=28, top=24), sheet(ours)
    known = {code: value for code in ours.districts if (value := values.get(code)) is not None}
    parts, words = [_outside(drawn, view)], []
    for code, shape in drawn.districts.items():
        if code not in known:
            parts.append(_path("land", shape))
            continue
        shade = 1 + 5 * sum(other < known[code] for other in known.values()) // len(known)
        parts.append(_path(f"dist q{shade}", shape, 1))
        text = texts[code] if texts is not None and code in texts else group(str(known[code]), _language())
        words.append(_value(ours, code, text, shade))
    return _svg(view, label, _join([*parts, _waters(drawn, view), *words]))


def locator(
    lon: int,
    lat: int,
    *,
    label: str | None,
    dots: Iterable[Dot] = (),
    traces: Iterable[Trace] = (),
    marker: bool = True,
    width: int = 224,
    height: int = 168,
    name: str = "lieu",
) -> SafeString:
    """The streets around a point in microdegrees, with a marker on it. A unit is some 5 m: 224 by 168 is 1.1 by 0.8 km.

    `label` and `name` as in `town_map`.
    """
    view = View.of(town()).around(lon, lat, width, height)
    near = tuple(dot for dot in dots if view.frame.intersects(Point(view.xy(dot.lon, dot.lat))))
    under, words = _surroundings(town(), view, marker, near, name)
    x, y = view.xy(lon, lat)
    here = format_html('<g transform="translate({} {})">{}</g>', number(x), number(y), MARK) if marker else NONE
    return _svg(view, label, under + _traces(view, traces) + _dots(view, near, name) + words + here)


def around(trace: Trace, *, label: str | None, width: int = 224, height: int = 168, name: str = "lieu") -> SafeString:
    """The streets around a line or an area; the whole town where it is larger than that frame."""
    west, south, east, north = trace.geometry.bounds
    view = View.of(town())
    (left, bottom), (right, top) = view.xy(west, south), view.xy(east, north)
    if right - left > width - 2 * BESIDE or bottom - top > height - 2 * BESIDE:
        return town_map(label=label, traces=[trace], projects=False, name=name)
    middle = (round((west + east) / 2), round((south + north) / 2))
    return locator(*middle, label=label, traces=[trace], marker=False, width=width, height=height, name=name)


def framed(
    traces: Sequence[Trace],
    *,
    label: str | None,
    dots: Iterable[Dot] = (),
    least: tuple[int, int] = FRAME,
    name: str = "lieu",
) -> SafeString:
    """The streets around several lines and areas, in a frame that holds them all; records as dots among them."""
    view = View.of(town())
    edges = shapely.total_bounds([one.geometry for one in traces])
    (left, bottom), (right, top) = view.xy(edges[0], edges[1]), view.xy(edges[2], edges[3])
    middle = (round((edges[0] + edges[2]) / 2), round((edges[1] + edges[3]) / 2))
    width, height = (
        max(limit, round(side + 2 * BESIDE)) for limit, side in zip(least, (right - left, bottom - top), strict=True)
    )
    return locator(
        *middle, label=label, dots=dots, traces=traces, marker=False, width=width, height=height, name=name
    )  # fmt: skip


# What does not change from page to page -------------------------------------------------------------------------


@lru_cache(maxsize=16)
def _town_drawing(ours: Town, language: str, projects: bool, name: str) -> tuple[SafeString, SafeString]:
    """What lies under the records of the town's map, and the words over them."""
    view, drawn = View.of(ours), sheet(ours)
    under = [_outside(drawn, view), _path("land", drawn.land), _path("green", drawn.greens, 1)]
    under += [_path("road", drawn.main.simplify(0.4)), _waters(drawn, view), _rails(drawn, view)]
    under += [_path("proj", perimeter) for _, perimeter in drawn.projects if projects]
    return _join(under), mapnames.around_the_town(ours, view, language, name)


@lru_cache(maxsize=4)
def _project_spots(ours: Town) -> list[tuple[int, np.ndarray]]:
    return [(rank, maplabels.spots(perimeter)) for rank, perimeter in sheet(ours).projects]


@lru_cache(maxsize=256)
def _surroundings(
    ours: Town, view: View, marker: bool, near: tuple[Dot, ...], name: str
) -> tuple[SafeString, SafeString]:
    """The streets in a frame, and their names where they hide no record."""
    drawn = sheet(ours)
    under = [_outside(drawn, view), _path("land", view.cut(drawn.land), 1), _path("green", view.cut(drawn.greens), 1)]
    under += [_path("road road--minor", view.cut(drawn.minor), 1), _path("road", view.cut(drawn.main), 1)]
    names = mapnames.around_a_point(ours, view, marker, [view.xy(dot.lon, dot.lat) for dot in near], name)
    return _join([*under, _waters(drawn, view), _rails(drawn, view)]), names


def _outside(drawn: Sheet, view: View) -> SafeString:
    return _join(_path("out", view.cut(shape)) for shape in drawn.outside)


def _rails(drawn: Sheet, view: View) -> SafeString:
    return _join(_path("rail", view.cut(line)) for line in drawn.rails)


def _waters(drawn: Sheet, view: View) -> SafeString:
    """The rivers as strokes, as wide as they are, cut far enough out that a stroke's end does not show."""
    rows = ((number(width), path(view.cut(line, width), 1)) for _, line, width in drawn.waters)
    return format_html_join("", '<path class="water" stroke-width="{}" d="{}"/>', (row for row in rows if row[1]))


# Pieces of SVG --------------------------------------------------------------------------------------------------


def _svg(view: View, label: str | None, body: SafeString) -> SafeString:
    about = format_html('role="img" aria-label="{}"', label) if label is not None else SafeString('aria-hidden="true"')
    return format_html(
        '<svg class="map" viewBox="{}" width="{}" height="{}" {}>{}</svg>',
        view.viewbox,
        number(view.width),
        number(view.height),
        about,
        body,
    )


def _path(classes: str, shape: BaseGeometry, digits: int = 0) -> SafeString:
    drawn = path(shape, digits)
    return format_html('<path class="{}" d="{}"/>', classes, drawn) if drawn else NONE


def _traces(view: View, traces: Iterable[Trace]) -> SafeString:
    """Lines and areas, coloured by their state; an area is also outlined."""
    return _join(
        _path(
            f"trace trace--{'area' if shapely.get_dimensions(one.geometry) == 2 else 'line'} trace--{one.state}",
            view.units(one.geometry).simplify(0.3),
            1,
        )
        for one in traces
    )


def _dots(view: View, dots: Iterable[Dot], name: str, classes: str = "dot") -> SafeString:
    """Records as uses of one shape a state: a page may hold many."""
    shown = sorted(dots, key=lambda dot: list(STATES).index(dot.state))
    used = {STATES[dot.state] for dot in shown}
    shapes = format_html_join(
        "", '<g id="{}-{}" class="{}">{}</g>', ((name, code, classes, SHAPES[code]) for code in sorted(used))
    )
    rows = ((name, STATES[dot.state], *map(number, view.xy(dot.lon, dot.lat))) for dot in shown)
    uses = format_html_join("", '<use href="#{}-{}" x="{}" y="{}"/>', rows)
    return format_html("<defs>{}</defs>{}", shapes, uses) if shown else NONE


def _pins(numbered: Iterable[tuple[float, float, int]]) -> SafeString:
    return format_html_join(
        "",
        '<g class="pin"><circle cx="{0}" cy="{1}" r="12"/><text x="{0}" y="{2}">{3}</text></g>',
        ((number(x), number(y), number(y + 5), rank) for x, y, rank in numbered),
    )


def _value(ours: Town, code: str, text: str, shade: int) -> SafeString:
    # Digits are all as wide: the place found for one number serves every other of as many digits.
    x, y, size = _value_place(ours, code, re.sub(r"\d", "0", text))
    classes = f"val val--{'paper' if shade > 3 else 'ink'}{'' if size == VALUE_SIZES[0] else ' val--small'}"
    return format_html('<text class="{}" x="{}" y="{}" dy=".35em">{}</text>', classes, x, y, text)


@lru_cache(maxsize=1024)
def _value_place(ours: Town, code: str, text: str) -> tuple[int, int, float]:
    return maplabels.centre(sheet(ours).districts[code], text, VALUE_SIZES)


def _join(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"
