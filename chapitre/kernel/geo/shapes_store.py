"""The public table of shapes: written once under the hash of their form, read by it, checked against it."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Exists, OuterRef
from shapely.geometry.base import BaseGeometry

from chapitre.kernel.geo.canonical import ShapeError, decode, digest
from chapitre.kernel.geo.drawn import Drawn, draw
from chapitre.kernel.geo.models import Shape, Shaped

CHUNK = 500  # hashes asked for, and rows written, at once


def put(geometry: BaseGeometry) -> str:
    """Keeps a line or an area in microdegrees and returns its hash; again changes nothing. Raises ShapeError.

    Put first, then perform, in one transaction, so that no record is ever seen without its shape:

        with log.writer():
            put(geometry)
            perform(opened, actor=…, at=…, **facts_of_shape(geometry))

    Where the act is refused, the shape goes with the transaction. Where it was put in another one it stays, unused
    and harmless: it is public, small, says nothing of anybody, and may serve the next time. Nothing sweeps it.
    """
    return put_many([draw(geometry)])[0]


def put_many(shapes: Iterable[Drawn]) -> list[str]:
    """Keeps shapes, and returns their hashes in their order."""
    drawn = list(shapes)
    # In the order of their names: two writers that put the same shapes wait for each other, never both at once.
    rows = {one.form.hash: one for one in sorted(drawn, key=lambda one: one.form.hash)}
    Shape.objects.bulk_create(map(_row, rows.values()), batch_size=CHUNK, ignore_conflicts=True)
    return [one.form.hash for one in drawn]


def _row(drawn: Drawn) -> Shape:
    form = drawn.form
    sizes = {"length_m": drawn.length_m, "area_m2": drawn.area_m2}
    return Shape(hash=form.hash, kind=form.kind, body=form.body, **form.bounds._asdict(), **sizes)


def get(hash: str) -> Shape:
    """The shape of that name. Raises Shape.DoesNotExist."""
    return Shape.objects.get(pk=hash)


def many(hashes: Iterable[str | None], using: str = "default") -> dict[str, Shape]:
    """The shapes of those names by name; names that are None or unknown are left out."""
    wanted = sorted({hash for hash in hashes if hash is not None})
    found: dict[str, Shape] = {}
    for start in range(0, len(wanted), CHUNK):
        found |= Shape.objects.using(using).in_bulk(wanted[start : start + CHUNK])
    return found


def check_shapes(models: Mapping[str, type[Shaped]], using: str = "default") -> Iterator[tuple[str, str]]:
    """Everything wrong with the shapes, as (where, what): a body that is not what its name says, a measure that is
    not its body's, a record of one of the models, by name, whose shape is missing. Streams."""
    for shape in Shape.objects.using(using).order_by("pk").iterator(CHUNK):
        yield from ((f"shape {shape.hash}", what) for what in _wrong(shape))
    for name, model in models.items():
        manager: Any = model._base_manager
        kept = Shape.objects.using(using).filter(pk=OuterRef("shape"))
        lost = manager.using(using).filter(~Exists(kept), shape__isnull=False).order_by("pk")
        for row in lost.iterator(CHUNK):
            yield f"{name} {row}", f"its shape {row.shape} is missing"


def _wrong(shape: Shape) -> Iterator[str]:
    if digest(shape.body) != shape.hash:
        yield "the body has another hash"
        return
    try:
        drawn = draw(decode(shape.body).geometry)
    except ShapeError as error:
        yield f"the body is no canonical shape: {error}"
        return
    told, found = _row(drawn), shape
    for name in ("kind", "west", "south", "east", "north"):
        if getattr(told, name) != getattr(found, name):
            yield f"{name} is {getattr(found, name)}, the body says {getattr(told, name)}"
    for name in ("length_m", "area_m2"):
        one, other = getattr(told, name), getattr(found, name)
        # Another version of PROJ may round the last unit otherwise.
        if (one is None) != (other is None) or (one is not None and abs(one - other) > 1):
            yield f"{name} is {other}, the body says {one}"
