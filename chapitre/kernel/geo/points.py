"""Points in integer microdegrees and the one sortable key (Morton order) that finds them again."""

import heapq
from math import cos, isqrt, radians
from typing import NamedTuple

LON_ZERO, LAT_ZERO = 180_000_000, 90_000_000
LON_BITS, LAT_BITS = 29, 28  # enough for 360 and 180 million
# Spreading 32 bits over 64 in five steps: each (shift, mask) pair halves the runs of bits that stay together.
_SPREAD = (
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)
METRES_PER_DEGREE = 111_195  # of latitude, on the mean sphere (6 371 km)


class Point(NamedTuple):
    """A place in integer microdegrees (EPSG:4326): longitude in ±180 000 000, latitude in ±90 000 000."""

    lon: int
    lat: int


class Box(NamedTuple):
    """A bounding box in integer microdegrees, its four edges included."""

    west: int
    south: int
    east: int
    north: int

    def holds(self, lon: int, lat: int) -> bool:
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def clamp(self, lon: int, lat: int) -> Point:
        """The point of the box that is nearest to the one given."""
        return Point(min(max(lon, self.west), self.east), min(max(lat, self.south), self.north))

    def clip(self, other: "Box") -> "Box | None":
        """What both boxes share, or None."""
        west, south = max(self.west, other.west), max(self.south, other.south)
        east, north = min(self.east, other.east), min(self.north, other.north)
        return Box(west, south, east, north) if west <= east and south <= north else None


WORLD = Box(-LON_ZERO, -LAT_ZERO, LON_ZERO, LAT_ZERO)


def micro(degrees: float) -> int:
    """Degrees as whole microdegrees (about 11 cm of latitude)."""
    return round(degrees * 1_000_000)


def _spread(value: int) -> int:
    for shift, mask in _SPREAD:
        value = (value | value << shift) & mask
    return value


def _gather(value: int) -> int:
    value &= 0x5555555555555555
    for shift, mask in ((1, _SPREAD[3][1]), (2, _SPREAD[2][1]), (4, _SPREAD[1][1]), (8, _SPREAD[0][1])):
        value = (value | value >> shift) & mask
    return (value | value >> 16) & 0xFFFFFFFF


def morton(lon: int, lat: int) -> int:
    """The point's key: longitude and latitude with their bits interleaved, 0 ≤ key < 2^57.

    The key grows with each coordinate, so that a box lies between the keys of its south-west and north-east corners.
    Raises ValueError outside the world.
    """
    if not WORLD.holds(lon, lat):
        raise ValueError(f"not a point in microdegrees: {lon}, {lat}")
    return _spread(lon + LON_ZERO) | _spread(lat + LAT_ZERO) << 1


def unmorton(key: int) -> Point:
    """The point whose key this is."""
    return Point(_gather(key) - LON_ZERO, _gather(key >> 1) - LAT_ZERO)


def ranges(box: Box, most: int = 4) -> list[tuple[int, int]]:
    """At most `most` inclusive ranges of keys, in order, that cover every point of the box.

    They leave out the `most - 1` widest gaps between the box's keys, so no other choice of as many ranges is tighter.
    The keys in a range may still lie outside the box: the caller checks coordinates again.
    """
    clipped = box.clip(WORLD)
    if clipped is None:
        return []
    gaps: list[tuple[int, int, int]] = []  # (width, last key before, first key after), the widest ones
    queue = [_piece(clipped)]
    while queue and most > 1:
        slack, low, high, piece = heapq.heappop(queue)
        if len(gaps) == most - 1 and -slack <= gaps[0][0]:
            break  # no gap left in any piece can be wider than those found
        if slack == 0:
            continue
        first, second = _split(piece, low, high)
        before, after = _key(first.east, first.north), _key(second.west, second.south)
        gap = (after - before - 1, before, after)
        if gap[0] > 0:
            heapq.heappush(gaps, gap)
            if len(gaps) > most - 1:
                heapq.heappop(gaps)
        heapq.heappush(queue, _piece(first))
        heapq.heappush(queue, _piece(second))
    edges = [_key(clipped.west, clipped.south)]
    for _, before, after in sorted(gaps, key=lambda gap: gap[1]):
        edges += [before, after]
    edges.append(_key(clipped.east, clipped.north))
    return list(zip(edges[::2], edges[1::2], strict=True))


def _key(lon: int, lat: int) -> int:
    return _spread(lon + LON_ZERO) | _spread(lat + LAT_ZERO) << 1


def _piece(box: Box) -> tuple[int, int, int, Box]:
    """A box with its keys' ends, first in a heap when it wastes most: keys spanned that are not in the box."""
    low, high = _key(box.west, box.south), _key(box.east, box.north)
    waste = high - low + 1 - (box.east - box.west + 1) * (box.north - box.south + 1)
    return -waste, low, high, box


def _split(box: Box, low: int, high: int) -> tuple[Box, Box]:
    """The two halves of a box on either side of the highest bit in which its corners' keys differ."""
    bit = (low ^ high).bit_length() - 1
    step = 1 << (bit >> 1)
    if bit & 1:
        edge = ((box.north + LAT_ZERO) & -step) - LAT_ZERO
        return box._replace(north=edge - 1), box._replace(south=edge)
    edge = ((box.east + LON_ZERO) & -step) - LON_ZERO
    return box._replace(east=edge - 1), box._replace(west=edge)


class Metric(NamedTuple):
    """How far apart two points of a town are, in whole numbers: a degree of longitude counts `narrow` thousandths
    of a degree of latitude, the cosine of the town's middle latitude (equirectangular projection)."""

    narrow: int

    @classmethod
    def of(cls, bounds: Box) -> "Metric":
        """The metric of a town from its bounds; ValueError if they are wider than 3 degrees."""
        if bounds.east - bounds.west > 3_000_000 or bounds.north - bounds.south > 3_000_000:
            raise ValueError("bounds wider than three degrees are no town")
        return cls(max(1, round(1000 * cos(radians((bounds.south + bounds.north) / 2_000_000)))))

    def square(self, a: Point, b: Point) -> int:
        """The squared distance in thousandths of a microdegree of latitude; under 2^63 inside a town."""
        return ((a.lon - b.lon) * self.narrow) ** 2 + ((a.lat - b.lat) * 1000) ** 2

    def metres(self, a: Point, b: Point) -> int:
        """The distance in whole metres."""
        return round(isqrt(self.square(a, b)) * METRES_PER_DEGREE / 1_000_000_000)

    def around(self, centre: Point, square: int) -> Box:
        """The smallest box that holds every point whose squared distance from the centre is at most `square`."""
        reach = isqrt(square) + 1
        across, up = reach // self.narrow + 1, reach // 1000 + 1
        return Box(centre.lon - across, centre.lat - up, centre.lon + across, centre.lat + up)

    def within(self, centre: Point, metres: int) -> Box:
        """The box that reaches `metres` to each side of the centre."""
        reach = metres * 1_000_000_000 // METRES_PER_DEGREE + 1
        return self.around(centre, reach * reach)
