"""The words of a map as SVG: neighbours, rivers, streets, places."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

import numpy as np
import shapely
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from shapely.geometry import LineString, Point, box
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.town import Town
from chapitre.portal import maplabels
from chapitre.portal.maplabels import Arc, Room, Words
from chapitre.portal.mapsheet import sheet
from chapitre.portal.mapview import View, number

# Sizes in units, as the style sheet sets them; a river's name grows on a phone, where a unit is less than a pixel.
OUT, WATER, WATER_ON_PHONE, STREET, PLACE = 15, 18, 30, 9.5, 9.5
LANDMARKS = frozenset({"mairie", "gare", "metro", "ecole", "college", "culture", "commerce", "sante", "parc", "place"})
ABOVE, BELOW = -0.7, 0.8  # where the middle of a street's name lies, in letters from its line
MOST_STREETS, MOST_PLACES = 9, 3
NEAR = 14  # units: nearer than that to the marker, a landmark is what the marker shows


def around_the_town(ours: Town, view: View, language: str, name: str) -> SafeString:
    """The rivers' names and, in the room that is left outside the town, its neighbours'."""
    room = Room(view.frame.buffer(-5))
    room.take(sheet(ours).land.buffer(6))
    rivers = _rivers(ours, view, language, room, name)
    rows: list[tuple[float, float, str]] = []
    for words in _neighbours(ours, view, room):
        rows += [(words.x, words.y + round(OUT * 1.27) * row, line) for row, line in enumerate(words.lines)]
    return rivers + format_html_join("", '<text class="lab-out" x="{}" y="{}">{}</text>', rows)


def neighbours(ours: Town) -> list[tuple[str, tuple[float, float]]]:
    """Where the neighbours' names go on the town's map: each name, in one line or two, with its middle in
    microdegrees."""
    view = View.of(ours)
    room = Room(view.frame.buffer(-5))
    room.take(sheet(ours).land.buffer(6))
    _rivers(ours, view, "fr", room, "")
    found = []
    for words in _neighbours(ours, view, room):
        across = max(maplabels.width(line, OUT) for line in words.lines)
        down = OUT * (1.27 * len(words.lines) - 1.6) / 2
        found.append(("\n".join(words.lines), view.lonlat(words.x + across / 2, words.y + down)))
    return found


def around_a_point(ours: Town, view: View, marker: bool, dots: Iterable[tuple[float, float]], name: str) -> SafeString:
    """The names of the streets and landmarks in a frame, those nearest to its middle first; none hides a dot."""
    room = Room(view.frame.buffer(-3))
    x, y = view.left + view.width / 2, view.top + view.height / 2
    for dot in dots:
        room.take(Point(dot).buffer(7))
    room.take(sheet(ours).land.boundary.buffer(1))
    if marker:
        room.take(box(x - 20, y - 51, x + 20, y + 2))
    return _landmarks(ours, view, Point(x, y), marker, room) + _streets(ours, view, Point(x, y), room, name)


def written(identity: str, arc: Arc, classes: str, text: str, shift: str) -> SafeString:
    """A text that follows a curve; `shift` lowers it (a length of CSS)."""
    start, bend, end = (",".join(map(number, point)) for point in (arc.start, arc.bend, arc.end))
    return format_html(
        '<path id="{0}" fill="none" d="M{1}Q{2} {3}"/><text class="{4}" dy="{6}" text-anchor="middle">'
        '<textPath href="#{0}" startOffset="50%">{5}</textPath></text>',
        identity,
        start,
        bend,
        end,
        classes,
        text,
        shift,
    )


def _neighbours(ours: Town, view: View, room: Room) -> list[Words]:
    found = []
    for neighbour, shape in zip(ours.neighbours, sheet(ours).outside, strict=True):
        area = view.cut(shape, 0).buffer(-3)
        words = None if area.is_empty else maplabels.inside(area, neighbour.short, OUT, room)
        if words is not None:
            found.append(words)
    return found


def _rivers(ours: Town, view: View, language: str, room: Room, name: str) -> SafeString:
    parts = SafeString("")
    for place, (water, line, width) in enumerate(sheet(ours).waters):
        text = water.label[language == "en"]
        for size, classes in ((WATER_ON_PHONE, "lab-water"), (WATER, "lab-water lab-out")):
            # What has no room at a phone's size is `lab-out`: left out there.
            length = maplabels.width(text, size) * 1.05
            arc = maplabels.along(view.cut(line, -6), length, _middle(view), lambda _: True)
            if arc is not None:
                parts += written(f"{name}-eau-{place}", arc, classes, text, ".33em")
                break
        room.take(line.buffer(width / 2 + 2))
    return parts


def _streets(ours: Town, view: View, centre: Point, room: Room, name: str) -> SafeString:
    drawn = sheet(ours)
    found = np.flatnonzero(shapely.intersects(drawn.lines, room.frame))
    far = shapely.distance(drawn.lines[found], centre)
    # A main street is named before a small one that is a little nearer.
    near = [(gap - 20 * drawn.streets[place].main, place) for gap, place in zip(far, found, strict=True)]
    parts, count = SafeString(""), 0
    for _, place in sorted(near):
        if count == MOST_STREETS:
            break
        text = drawn.streets[place].name
        line, length = view.cut(drawn.lines[place], 0), maplabels.width(text, STREET)
        for side, shift in ((ABOVE, "-.36em"), (BELOW, "1.1em")):
            arc = maplabels.along(line, length, centre, partial(_takes, room, side))
            if arc is not None:
                parts += written(f"{name}-rue-{count}", arc, "lab-street", text, shift)
                count += 1
                break
    return parts


def strip(line: LineString, side: float) -> BaseGeometry:
    """The room of a street's name, which is written just above or below its line."""
    return line.offset_curve(side * STREET).buffer(STREET * 0.6, cap_style="flat")


def _takes(room: Room, side: float, line: LineString) -> bool:
    shape = strip(line, side)
    if shape.is_empty or not room.free(shape):
        return False
    room.take(shape)
    return True


def _landmarks(ours: Town, view: View, centre: Point, marker: bool, room: Room) -> SafeString:
    drawn = sheet(ours)
    far = shapely.distance(drawn.dots, centre)
    near = [
        (far[rank], rank)
        for rank in np.flatnonzero(shapely.within(drawn.dots, room.frame))
        if drawn.places[rank].kind in LANDMARKS and not (marker and far[rank] < NEAR)
    ]
    chosen: list[tuple[str, ...]] = []
    for _, rank in sorted(near):
        place, dot = drawn.places[rank], drawn.dots[rank]
        free = len(chosen) < MOST_PLACES and room.free(dot.buffer(3))
        words = maplabels.beside(dot.x, dot.y, place.name, PLACE, room) if free else None
        if words is not None:
            room.take(dot.buffer(3))
            chosen.append((number(dot.x), number(dot.y), number(words.x), number(words.y), words.anchor, place.name))
    return format_html_join(
        "",
        '<circle class="lab-dot" cx="{}" cy="{}" r="1.8"/>'
        '<text class="lab-place" x="{}" y="{}" text-anchor="{}">{}</text>',
        chosen,
    )


def _middle(view: View) -> Point:
    return Point(view.left + view.width / 2, view.top + view.height / 2)
