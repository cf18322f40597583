"""Reads the town's shape files, one GeoJSON a layer, into the objects of the model."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from shapely.geometry import LineString, MultiLineString, MultiPolygon, Polygon
from shapely.geometry import Point as Dot

from chapitre.kernel.geo import geojson
from chapitre.kernel.town.kinds import KINDS
from chapitre.kernel.town.model import Area, Green, Neighbour, Place, Rail, Street, Water
from chapitre.kernel.town.reading import Table, TownError

AREA = (Polygon, MultiPolygon)
LINE = (LineString, MultiLineString)
Made = TypeVar("Made")


@dataclass(frozen=True)
class Shape:
    """An area that a table of town.toml names by code."""

    area: Area
    approximate: bool


class Coded:
    """The areas of a layer by their code; each belongs to one table of town.toml, and each table to one area."""

    def __init__(self, file: str, shapes: dict[str, Shape]) -> None:
        self.file = file
        self._left = shapes

    def take(self, code: str, table: Table) -> Shape:
        if code not in self._left:
            raise TownError(self.file or table.file, table.path.rstrip("."), f"aucune forme n’a le code « {code} »")
        return self._left.pop(code)

    def close(self) -> None:
        if self._left:
            raise TownError(self.file, next(iter(self._left)), "aucune table de town.toml n’a ce code")


class Row:
    """One feature of a layer, its properties read with errors that name it."""

    def __init__(self, file: str, number: int, feature: geojson.Feature) -> None:
        self.file, self.feature = file, feature
        name = feature.properties.get("name") or feature.properties.get("code")
        self.key = str(name) if name else f"objet n° {number}"

    def error(self, message: str) -> TownError:
        return TownError(self.file, self.key, message)

    def text(self, name: str, other: str | None = None) -> str:
        value = self.feature.properties.get(name, other)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"la propriété « {name} » manque")
        return value

    def choice(self, name: str, allowed: Any) -> str:
        value = self.text(name)
        if value not in allowed:
            raise self.error(f"« {name} » vaut « {value} » ; attendu : {', '.join(allowed)}")
        return value

    def width(self) -> int:
        value = self.feature.properties.get("width")
        if type(value) is not int or value <= 0:
            raise self.error("la propriété « width » est une largeur en mètres entiers")
        return value

    @property
    def approximate(self) -> bool:
        value = self.feature.properties.get("approximate")
        if not isinstance(value, bool):
            raise self.error("la propriété « approximate » est true (tracé à la main) ou false (d’après une source)")
        return value

    def geometry(self, kinds: tuple[type, ...], expected: str) -> Any:
        if not isinstance(self.feature.geometry, kinds):
            raise self.error(f"{expected} est attendu")
        return self.feature.geometry

    def area(self) -> Area:
        return self.geometry(AREA, "un polygone")

    def line(self) -> Any:
        return self.geometry(LINE, "une ligne")


@dataclass(frozen=True)
class Layers:
    """All the layers of a town. Only the outline must be there."""

    outline: Area
    districts: Coded
    projects: Coded
    streets: tuple[Street, ...]
    places: tuple[Place, ...]
    neighbours: tuple[Neighbour, ...]
    waters: tuple[Water, ...]
    rails: tuple[Rail, ...]
    greens: tuple[Green, ...]

    @classmethod
    def read(cls, table: Table, folder: Path) -> "Layers":
        """The layers named in the table `shapes`. Raises TownError."""
        layers = cls(
            outline=_outline(table, folder),
            districts=_coded(table, "districts", folder),
            projects=_coded(table, "projects", folder),
            streets=_rows(table, "streets", folder, _street),
            places=_rows(table, "places", folder, _place),
            neighbours=_rows(table, "neighbours", folder, _neighbour),
            waters=_rows(table, "waters", folder, _water),
            rails=_rows(table, "rails", folder, lambda row: Rail(row.text("name"), row.line(), row.approximate)),
            greens=_rows(table, "greens", folder, _green),
        )
        table.close()
        return layers


def _rows(
    table: Table, layer: str, folder: Path, make: Callable[[Row], Made], required: bool = False
) -> tuple[Made, ...]:
    if not required and not table.has(layer):
        return ()
    name = table.text(layer, r"[\w./-]+\.geojson", "un fichier .geojson du même dossier est attendu")
    path = (folder / name).resolve()
    if not path.is_relative_to(folder):
        raise table.error(layer, "le fichier doit être dans le dossier de la ville")
    try:
        features = geojson.read(path)
    except geojson.GeoJSONError as error:
        raise TownError(name, "", str(error)) from None
    return tuple(make(Row(name, number, feature)) for number, feature in enumerate(features, 1))


def _outline(table: Table, folder: Path) -> Area:
    areas = _rows(table, "outline", folder, Row.area, required=True)
    if len(areas) != 1:
        raise table.error("outline", "un seul contour est attendu")
    return areas[0]


def _coded(table: Table, layer: str, folder: Path) -> Coded:
    rows = _rows(table, layer, folder, lambda row: row)
    shapes: dict[str, Shape] = {}
    for row in rows:
        code = row.text("code")
        if code in shapes:
            raise row.error("ce code est donné deux fois")
        shapes[code] = Shape(row.area(), row.approximate)
    return Coded(rows[0].file if rows else "", shapes)


def _street(row: Row) -> Street:
    return Street(row.text("name"), row.choice("kind", ("main", "minor")) == "main", row.line(), row.approximate)


def _place(row: Row) -> Place:
    return Place(row.text("name"), row.choice("kind", KINDS), row.geometry((Dot,), "un point"), row.approximate)


def _neighbour(row: Row) -> Neighbour:
    name = row.text("name")
    return Neighbour(row.text("code"), name, row.text("short", name), row.area(), row.approximate)


def _water(row: Row) -> Water:
    name = row.text("name")
    return Water((name, row.text("name_en", name)), row.line(), row.width(), row.approximate)


def _green(row: Row) -> Green:
    return Green(row.text("name"), row.choice("kind", KINDS), row.area(), row.approximate)
