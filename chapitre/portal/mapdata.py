"""What the moving map draws its ground from: the town's own shapes as GeoJSON."""

from __future__ import annotations

import json
from functools import lru_cache

import shapely
from django.utils.translation import get_language
from shapely.geometry import Point as Dot

from chapitre.kernel.geo.geojson import collection, feature
from chapitre.kernel.geo.projection import project, unproject
from chapitre.kernel.town import Town
from chapitre.portal import mapnames
from chapitre.portal.mapnames import LANDMARKS


def background(ours: Town) -> bytes:
    """The JSON of `/carte/fond.json`, in degrees.

    `bounds`: west, south, east, north of the town; `limits`: those of all that is drawn; `layers`: one GeoJSON
    collection each, of features with a `name`: out, neighbour (where its name goes, in one line or two), land, green,
    road (`main`: bool), rail, water, river (centrelines), project, place.
    """
    return _background(ours, (get_language() or "fr").startswith("en"))


@lru_cache(maxsize=4)
def _background(ours: Town, english: bool) -> bytes:
    banks = [unproject(project(water.line).buffer(water.width / 2)) for water in ours.waters]
    river = shapely.union_all(banks)
    layers = {
        "out": [feature(one.shape, name=one.short) for one in ours.neighbours],
        "neighbour": [feature(Dot(point), name=name) for name, point in mapnames.neighbours(ours)],
        "land": [feature(ours.outline.difference(river), name=ours.name)],
        "green": [feature(one.shape.difference(river), name=one.name) for one in ours.greens],
        "road": [feature(one.line, name=one.name, main=one.main) for one in ours.streets],
        "rail": [feature(one.line, name=one.name) for one in ours.rails],
        "water": [feature(bank, name=one.label[english]) for one, bank in zip(ours.waters, banks, strict=True)],
        "river": [feature(one.line, name=one.label[english]) for one in ours.waters],
        "project": [feature(one.shape.difference(river), name=one.label[english]) for one in ours.projects.values()],
        "place": [feature(one.point, name=one.name) for one in ours.places if one.kind in LANDMARKS],
    }
    drawn = shapely.union_all([ours.outline, *(one.shape for one in ours.neighbours)]).bounds
    bounds, limits = ([round(edge) / 1_000_000 for edge in box] for box in (ours.bounds, drawn))
    document = {"bounds": bounds, "limits": limits, "layers": {name: collection(rows) for name, rows in layers.items()}}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
