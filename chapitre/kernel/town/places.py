"""Finding a place by its name, and naming the place where a point is."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from shapely.geometry import Point as Dot

from chapitre.kernel.geo.points import Point
from chapitre.kernel.geo.projection import project, to_point
from chapitre.kernel.town.current import town as current
from chapitre.kernel.town.kinds import KINDS, STREET
from chapitre.kernel.town.model import Label, Line, Town

AT = 40  # metres: nearer than that to a named place, one is there
LONGEST = 200  # characters of a query that are read
# What people write on an envelope, and what it stands for.
SHORT = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "boul": "boulevard", "bvd": "boulevard",
    "r": "rue", "pl": "place", "sq": "square", "all": "allee", "prom": "promenade", "ch": "chemin", "imp": "impasse",
    "st": "saint", "ste": "sainte",
}  # fmt: skip
TYPES = {"rue", "avenue", "boulevard", "place", "quai", "allee", "chemin", "promenade", "impasse", "venelle", "cours"}
LITTLE = {"de", "du", "des", "la", "le", "les", "l", "d", "a", "au", "aux", "et"}


@dataclass(frozen=True)
class Found:
    """A street or a place. `kind` is "rue" or a key of KINDS; the point is a street's middle."""

    name: str
    kind: str
    label: Label
    lon: int
    lat: int
    district: str


@dataclass(frozen=True)
class Location:
    """Where a point is, fit for publication: a point that tells no door, the place's name, its district's code."""

    lon: int
    lat: int
    name: str
    district: str


def locate(lon: int, lat: int, town: Town | None = None) -> Location | None:
    """The publishable place of a point in microdegrees; None outside the town.

    Named after the park it is in, a named place within 40 m, else the street it is snapped to, else the district.
    """
    town = town or current()
    snapped = town.atlas.snap(lon, lat)
    if snapped is None:
        return None
    near = town.atlas.nearest_place(lon, lat, AT)
    name = next((green.name for green in town.greens if green.shape.intersects(Dot(lon, lat))), None)
    if name is None and near is not None:
        name = town.places[near.index].name
    if name is None and snapped.street is not None:
        name = town.streets[snapped.street].name
    return Location(snapped.lon, snapped.lat, name or town.districts[snapped.district].label[0], snapped.district)


def search_places(text: str, limit: int = 8, town: Town | None = None) -> list[Found]:
    """Streets and places whose name answers the text, best first, at most `limit`.

    Every word must begin a word of the name: accents, case and usual abbreviations do not matter. Failing that, house
    number, postcode and the town's name are set aside, then the kind of street and little words, then spelling.
    """
    town = town or current()
    words = fold(text[:LONGEST])
    entries = _index(town)
    own = set(fold(town.name)) | set(town.postcodes)
    bare = [word for word in words if word not in own and not re.fullmatch(r"\d+(bis|ter)?|bis|ter", word)]
    core = [word for word in bare if word not in TYPES | LITTLE]
    for asked in (words, bare, core, _spelled(core, entries)):
        if asked:
            ranked = sorted((rank, entry.found.name, entry.found) for entry in entries if (rank := entry.rank(asked)))
            if ranked:
                return [found for _, _, found in ranked[:limit]]
    return []


def fold(text: str) -> list[str]:
    """The words of a text without case, accents, punctuation or abbreviations."""
    text = text.casefold().replace("œ", "oe").replace("æ", "ae")
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return [SHORT.get(word, word) for word in re.findall(r"[^\W_]+", plain)]


class Entry:
    """A street or place with the words it answers to: those of its name, then those of its kind."""

    def __init__(self, found: Found) -> None:
        self.found = found
        self.words = fold(found.name)
        self.aliases = [word for label in found.label for word in fold(label)] if found.kind in KINDS else []

    def rank(self, asked: Sequence[str]) -> tuple[int, int, int] | None:
        """How well this answers, smaller is better: words cut short or only of the kind, place of the first, length."""
        loose, first = 0, len(self.words)
        for word in asked:
            if word in self.words or word in self.aliases:
                first = min(first, 0 if word in self.aliases else self.words.index(word))
                continue
            begun = [place for place, own in enumerate(self.words) if own.startswith(word)]
            if begun:
                first = min(first, begun[0])
                loose += 1
            elif any(alias.startswith(word) for alias in self.aliases):
                loose += 2
            else:
                return None
        return loose, first, len(self.words)


@lru_cache(maxsize=2)
def _index(town: Town) -> list[Entry]:
    found = []
    for street in town.streets:
        found.append(_found(town, street.name, "rue", STREET, _middle(street.line)))
    for place in town.places:
        point = Point(round(place.point.x), round(place.point.y))
        found.append(_found(town, place.name, place.kind, KINDS[place.kind], point))
    return [Entry(one) for one in found if one is not None]


def _found(town: Town, name: str, kind: str, label: Label, point: Point) -> Found | None:
    district = town.atlas.district_of(*point)
    return None if district is None else Found(name, kind, label, point.lon, point.lat, district)


def _middle(line: Line) -> Point:
    longest = max(getattr(line, "geoms", [line]), key=lambda part: part.length)
    dot = project(longest).interpolate(0.5, normalized=True)
    return to_point(dot.x, dot.y)


def _spelled(words: Sequence[str], entries: Iterable[Entry]) -> list[str]:
    """The words as the town spells them; empty when one of them is like none of the town's."""
    known = sorted({word for entry in entries for word in entry.words})
    close = [difflib.get_close_matches(word, known, 1, 0.75) for word in words if len(word) > 2]
    return [match[0] for match in close] if all(close) else []
