"""Finds room for a map's words: nothing is written over another word, a limit or the river."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from math import atan2, degrees, hypot

import numpy as np
import shapely
from shapely.geometry import LineString, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

# The room letters take in the usual sans, as shares of their size, with the spacing of a map's words.
CAPITAL, BROAD, USUAL, SLIM = 0.73, 0.88, 0.6, 0.33
STEP = 8
BEND = 40  # degrees: a street that turns more under its name cannot carry it


@dataclass
class Room:
    """What is taken on a map: words find their place one after the other, and each takes it."""

    frame: Polygon
    taken: list[BaseGeometry] = field(default_factory=list)

    def take(self, shape: BaseGeometry) -> None:
        self.taken.append(shape)

    def free(self, shape: BaseGeometry) -> bool:
        return shape.within(self.frame) and not any(shape.intersects(other) for other in self.taken)


@dataclass(frozen=True)
class Words:
    """Lines of text at a place: x is where their `anchor` stands (start, middle or end), y the first baseline."""

    lines: tuple[str, ...]
    x: float
    y: float
    anchor: str = "start"


def width(text: str, size: float) -> float:
    """The room a line takes, in units."""
    return size * sum(_room(letter) for letter in text)


def _room(letter: str) -> float:
    if letter in "mwœMW":
        return BROAD
    if letter in " ’.,-ijltfr\u00a0\u202f":
        return SLIM
    return CAPITAL if letter.isupper() else USUAL


def heart(area: BaseGeometry) -> tuple[int, int]:
    """The middle of the largest circle that the area holds."""
    largest = max(shapely.get_parts(area), key=lambda part: part.area)
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=2).coords[0]
    return round(x), round(y)


def inside(area: BaseGeometry, text: str, size: float, room: Room) -> Words | None:
    """A place for a name inside an area, as near as can be to its roomiest spot; in two lines if need be; or None."""
    for lines in _foldings(text):
        across, down = max(width(line, size) for line in lines), size * 1.27 * len(lines)
        middle = heart(area)
        options = sorted(_grid(area), key=lambda corner: hypot(corner[0] - middle[0], corner[1] - middle[1]))
        for x, y in options:
            frame = box(x - across / 2, y - down / 2, x + across / 2, y + down / 2)
            if frame.within(area) and room.free(frame):
                room.take(frame)
                return Words(lines, round(x - across / 2), round(y - down / 2 + size))
    return None


def spots(area: BaseGeometry) -> np.ndarray:
    """Where a number may stand in an area, its middle first: places in units, one a row."""
    found = np.array([heart(area), *_grid(area, 6)])
    inside = shapely.intersects_xy(area.buffer(-12), found[:, 0], found[:, 1])
    inside[0] = True
    return found[inside]


def aside(places: np.ndarray, dots: Sequence[tuple[float, float]], reach: float) -> tuple[int, int]:
    """Which of the places hides no dot: as far from them as `reach`, if any is, then as near as can be to the first."""
    best = 0
    if dots:
        gaps = np.hypot(*(places[:, None] - np.array(dots)[None, :]).transpose(2, 0, 1)).min(axis=1)
        far = np.hypot(*(places - places[0]).T)
        best = np.lexsort((far, -np.minimum(gaps, reach)))[0]
    return int(places[best][0]), int(places[best][1])


def centre(area: BaseGeometry, text: str, sizes: Iterable[float]) -> tuple[int, int, float]:
    """Where to centre a value in an area and the largest of the sizes that fits there; the last size if none does."""
    size = 0.0
    x, y = np.array(list(_grid(area, 5))).T
    shapely.prepare(area)
    for size in sizes:
        half, down = width(text, size) / 2, size * 0.4
        frames = shapely.box(x - half, y - down, x + half, y + down)
        fitting = np.flatnonzero(shapely.within(frames, area))
        if fitting.size:
            best = fitting[np.argmax(shapely.distance(frames[fitting], area.boundary))]
            return int(x[best]), int(y[best]), size
    return *heart(area), size


@dataclass(frozen=True)
class Arc:
    """A curve through a stretch's ends and middle, from left to right: letters stand evenly on it, as they would not on
    the stretch's own corners. Three points: the start, the one that bends it, the end."""

    start: tuple[float, float]
    bend: tuple[float, float]
    end: tuple[float, float]

    @classmethod
    def through(cls, line: LineString) -> Arc:
        start, middle, end = (line.interpolate(share, normalized=True) for share in (0, 0.5, 1))
        bend = (2 * middle.x - (start.x + end.x) / 2, 2 * middle.y - (start.y + end.y) / 2)
        return cls((start.x, start.y), bend, (end.x, end.y))

    @property
    def line(self) -> LineString:
        """The curve as a line of eight pieces."""
        (x, y), (u, v), (s, t) = self.start, self.bend, self.end
        shares = [place / 8 for place in range(9)]
        return LineString(
            [
                (
                    (1 - share) ** 2 * x + 2 * share * (1 - share) * u + share**2 * s,
                    (1 - share) ** 2 * y + 2 * share * (1 - share) * v + share**2 * t,
                )
                for share in shares
            ]
        )


def along(line: BaseGeometry, length: float, prefer: Point, fits: Callable[[LineString], bool]) -> Arc | None:
    """The curve to write a text of that length on, along a line; or None. Among the stretches that hardly bend and
    whose curve fits, the straighter first, then the nearer to a point."""
    found = []
    for stretch in _stretches(line, length):
        bend = _bend(stretch)
        if bend <= BEND:
            found.append((bend // 10, stretch.distance(prefer), Arc.through(stretch)))
    for _, _, arc in sorted(found, key=lambda option: option[:2]):
        if fits(arc.line):
            return arc
    return None


def beside(x: float, y: float, text: str, size: float, room: Room) -> Words | None:
    """A place for a name beside a dot: right, left, below or above; or None."""
    long, high = width(text, size), size * 1.05
    places = (("start", x + 4, y), ("end", x - 4, y), ("middle", x, y + 4 + high / 2), ("middle", x, y - 4 - high / 2))
    for anchor, at, middle in places:
        left = at - {"start": 0, "middle": long / 2, "end": long}[anchor]
        frame = box(left, middle - high / 2, left + long, middle + high / 2)
        if room.free(frame):
            room.take(frame)
            return Words((text,), round(at, 1), round(middle + size * 0.35, 1), anchor)
    return None


def _grid(area: BaseGeometry, step: int = STEP) -> Iterator[tuple[int, int]]:
    west, north, east, south = (round(edge) for edge in area.bounds)
    return ((x, y) for x in range(west, east, step) for y in range(north, south, step))


def _foldings(text: str) -> Iterator[tuple[str, ...]]:
    """The text on one line, then on two, broken after a hyphen or at a space."""
    yield (text,)
    breaks = [found.end() for found in re.finditer(r"[ -]", text)]
    for place in sorted(breaks, key=lambda place: abs(place - len(text) / 2)):
        yield text[:place].rstrip(" "), text[place:]


def _stretches(line: BaseGeometry, length: float, step: float = 10) -> Iterator[LineString]:
    for part in shapely.get_parts(line):
        if not isinstance(part, LineString) or part.length < length:
            continue
        for place in range(int((part.length - length) // step) + 1):
            stretch = LineString(substring(part, place * step, place * step + length).coords)
            yield stretch if stretch.coords[-1][0] >= stretch.coords[0][0] else stretch.reverse()


def _bend(line: LineString) -> float:
    """How far a line turns in all, in degrees."""
    points = line.coords
    headings = [degrees(atan2(b[1] - a[1], b[0] - a[0])) for a, b in pairwise(points) if a != b]
    turns = (abs((after - before + 180) % 360 - 180) for before, after in pairwise(headings))
    return sum(turns)
