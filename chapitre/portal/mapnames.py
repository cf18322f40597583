"""The words of a map as SVG: neighbours, rivers, streets, places."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from shapely.geometry import LineString, MultiPolygon, Point, box

from chapitre.kernel.town import Town
from chapitre.portal import maplabels
from chapitre.portal.maplabels import Room
from chapitre.portal.mapview import View, number, path

# Sizes in units, as the style sheet sets them; a river's name grows on a phone, where a unit is less than a pixel.
OUT, WATER, WATER_ON_PHONE, STREET, PLACE = 15, 18, 30, 9.5, 9.5
LANDMARKS = frozenset({"mairie", "gare", "metro", "ecole", "college", "culture", "commerce", "sante", "parc", "place"})
MOST_STREETS, MOST_PLACES = 9, 4


def around_the_town(ours: Town, view: View, land: MultiPolygon, language: str, name: str) -> SafeString:
    """The rivers' names and, in the room that is left outside the town, its neighbours'."""
    room = Room(view.frame.buffer(-8))
    room.take(land.buffer(6))
    rivers = _rivers(ours, view, language, room, name)
    rows: list[tuple[float, float, str]] = []
    for neighbour in ours.neighbours:
        area = view.units(neighbour.shape).intersection(view.frame).buffer(-3)
        words = None if area.is_empty else maplabels.inside(area, neighbour.short, OUT, room)
        if words is not None:
            rows += [(words.x, words.y + round(OUT * 1.27) * row, line) for row, line in enumerate(words.lines)]
    return rivers + format_html_join("", '<text class="lab-out" x="{}" y="{}">{}</text>', rows)


def around_a_point(ours: Town, view: View, marker: bool, name: str) -> SafeString:
    """The names of the streets and landmarks in a frame, those nearest to its middle first."""
    room = Room(view.frame.buffer(-3))
    x, y = view.left + view.width / 2, view.top + view.height / 2
    if marker:
        room.take(box(x - 20, y - 51, x + 20, y + 2))
    return _landmarks(ours, view, Point(x, y), room) + _streets(ours, view, Point(x, y), room, name)


def written(identity: str, line: LineString, classes: str, text: str, shift: str) -> SafeString:
    """A text that follows a line; `shift` lowers it (a length of CSS)."""
    return format_html(
        '<path id="{0}" fill="none" d="{1}"/><text class="{2}" dy="{4}" text-anchor="middle">'
        '<textPath href="#{0}" startOffset="50%">{3}</textPath></text>',
        identity,
        path(line, 1),
        classes,
        text,
        shift,
    )


def _rivers(ours: Town, view: View, language: str, room: Room, name: str) -> SafeString:
    parts = SafeString("")
    for place, water in enumerate(ours.waters):
        line = view.units(water.line)
        text = water.label[language == "en"]
        for size, classes in ((WATER_ON_PHONE, "lab-water"), (WATER, "lab-water lab-out")):
            # What has no room at a phone's size is `lab-out`: left out there.
            length = maplabels.width(text, size) * 0.95
            stretch = maplabels.along(line.intersection(view.frame.buffer(-6)), length, _middle(view), lambda _: True)
            if stretch is not None:
                parts += written(f"{name}-eau-{place}", stretch, classes, text, ".33em")
                break
        room.take(line.buffer(water.width * view.metre / 2 + 4))
    return parts


def _streets(ours: Town, view: View, centre: Point, room: Room, name: str) -> SafeString:
    near = []
    for street in ours.streets:
        line = view.drawn(street.line)
        if not line.is_empty:
            near.append((line.distance(centre) - (20 if street.main else 0), street.name, line))
    parts, count = SafeString(""), 0
    for _, text, line in sorted(near, key=lambda row: row[:2]):
        if count == MOST_STREETS:
            break
        stretch = maplabels.along(line, maplabels.width(text, STREET), centre, lambda found: _takes(room, found))
        if stretch is not None:
            parts += written(f"{name}-rue-{count}", stretch, "lab-street", text, "-.36em")
            count += 1
    return parts


def _takes(room: Room, stretch: LineString) -> bool:
    """Takes the room of a street's name, which lies just above its line, if it is free."""
    above = stretch.offset_curve(-STREET * 0.7)
    shape = above.buffer(STREET * 0.62, cap_style="flat")
    if shape.is_empty or not room.free(shape):
        return False
    room.take(shape)
    return True


def _landmarks(ours: Town, view: View, centre: Point, room: Room) -> SafeString:
    near = []
    for place in ours.places:
        dot = Point(view.xy(place.point.x, place.point.y))
        if place.kind in LANDMARKS and dot.within(room.frame):
            near.append((dot.distance(centre), place, dot))
    chosen: list[tuple[str, str, str, str, str]] = []
    for _, place, dot in sorted(near, key=lambda row: row[0]):
        words = maplabels.beside(dot.x, dot.y, place.name, PLACE, room) if len(chosen) < MOST_PLACES else None
        if words is not None:
            room.take(dot.buffer(3))
            chosen.append((number(dot.x), number(dot.y), number(words.x), number(words.y), place.name))
    return format_html_join(
        "", '<circle class="lab-dot" cx="{}" cy="{}" r="1.8"/><text class="lab-place" x="{}" y="{}">{}</text>', chosen
    )


def _middle(view: View) -> Point:
    return Point(view.left + view.width / 2, view.top + view.height / 2)
