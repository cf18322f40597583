"""What a town is made of: the frozen objects that town.toml and its shapes are read into."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry import Point as Dot

from chapitre.kernel.geo.points import Box, Metric, Point
from chapitre.kernel.geo.shapes import Atlas
from chapitre.kernel.town.publisher import Publisher

Label = tuple[str, str]  # French, English
Area = Polygon | MultiPolygon
Line = LineString | MultiLineString


@dataclass(frozen=True)
class Term:
    """The council's term of office: first and last civil day."""

    first: date
    last: date
    note: str


@dataclass(frozen=True)
class Department:
    """A trade of the town's staff: who a report goes to."""

    code: str
    label: Label
    email: str | None


@dataclass(frozen=True)
class District:
    """A part of the town. The districts cover it once."""

    code: str
    label: Label
    shape: Area
    approximate: bool


@dataclass(frozen=True)
class Project:
    """The perimeter of an urban project, with its number on the map (1, 2, …)."""

    code: str
    label: Label
    number: int
    shape: Area
    approximate: bool


@dataclass(frozen=True)
class Street:
    """A street's name and centreline; `main` streets are drawn on small maps."""

    name: str
    main: bool
    line: Line
    approximate: bool


@dataclass(frozen=True)
class Place:
    """A named place or facility. `kind` is a key of `kinds.KINDS`."""

    name: str
    kind: str
    point: Dot
    approximate: bool


@dataclass(frozen=True)
class Neighbour:
    """A commune around the town; `short` is the name that a small map has room for."""

    code: str
    name: str
    short: str
    shape: Area
    approximate: bool


@dataclass(frozen=True)
class Water:
    """A river: its centreline and its width in metres."""

    label: Label
    line: Line
    width: int
    approximate: bool


@dataclass(frozen=True)
class Rail:
    """A railway line."""

    name: str
    line: Line
    approximate: bool


@dataclass(frozen=True)
class Green:
    """A park, a garden, a cemetery."""

    name: str
    kind: str
    shape: Area
    approximate: bool


@dataclass(frozen=True, eq=False)
class Town:
    """A town as it describes itself. All shapes are in microdegrees; mappings keep the file's order."""

    name: str
    slug: str
    insee: str
    postcodes: tuple[str, ...]
    time_zone: str
    languages: tuple[str, ...]
    demonstration: bool
    origin: str
    term: Term
    report_since: date
    report_until: date  # the last day that its yearly means count
    streets_since: date  # the first day that its street reports count
    departments: Mapping[str, Department]
    districts: Mapping[str, District]
    projects: Mapping[str, Project]
    outline: Area
    streets: tuple[Street, ...]
    places: tuple[Place, ...]
    neighbours: tuple[Neighbour, ...]
    waters: tuple[Water, ...]
    rails: tuple[Rail, ...]
    greens: tuple[Green, ...]
    folder: Path
    publisher: Publisher = field(default_factory=Publisher)
    siret: str | None = None  # by which official files name who publishes them

    @cached_property
    def bounds(self) -> Box:
        """The smallest box around the town."""
        west, south, east, north = self.outline.bounds
        return Box(round(west), round(south), round(east), round(north))

    @cached_property
    def middle(self) -> Point:
        """The middle of the town's box."""
        return Point((self.bounds.west + self.bounds.east) // 2, (self.bounds.south + self.bounds.north) // 2)

    @cached_property
    def metric(self) -> Metric:
        """How distances are measured in this town."""
        return Metric.of(self.bounds)

    @cached_property
    def atlas(self) -> Atlas:
        """The town's shapes, indexed once."""
        return Atlas(
            self.outline,
            {code: district.shape for code, district in self.districts.items()},
            [street.line for street in self.streets],
            [place.point for place in self.places],
        )
