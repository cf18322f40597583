"""Vector tiles of a register, for maps of too many records to send: made once for each state of the ledger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from chapitre.kernel import clock
from chapitre.kernel.geo.features import geometries
from chapitre.kernel.geo.points import Box
from chapitre.kernel.geo.queries import within
from chapitre.kernel.geo.shape_queries import meeting
from chapitre.kernel.geo.tiles import Feature, tile, tile_box
from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import place
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of
from chapitre.portal.registers.filters import BadFilter, Selection

LAYER = "records"
ABOVE = 5_000  # records with a place: fewer go to the map as they are, with the list of those in its frame
MOST = 20_000  # records in one tile: beyond, dots cover one another and the tile would weigh megabytes
KEPT = 24 * 3600  # seconds; a tile of an older state of the ledger is never asked for again
TYPE = "application/vnd.mapbox-vector-tile"


def needed(selection: Selection) -> bool:
    """Whether the map of these records is made of tiles."""
    placed = selection.rows.filter(lon__isnull=False).order_by()
    return placed[: ABOVE + 1].count() > ABOVE


def template(register: Register) -> str:
    """The address of the register's tiles, as the moving map fills it."""
    return f"/tuiles/{register.name}/{{z}}/{{x}}/{{y}}.mvt"


def version(request: HttpRequest, register: Register, z: int, x: int, y: int) -> str:
    """Changes whenever the tile may: with the ledger, the day and the language."""
    return f'"{log.size()}-{clock.today():%Y%m%d}-{place()}"'


@require_safe
@etag(version)
def answer(request: HttpRequest, register: Register, z: int, x: int, y: int) -> HttpResponse:
    """`/tuiles/<register>/<z>/<x>/<y>.mvt`, with the filters of the register's list."""
    try:
        if register.geometry is None:
            raise BadFilter("tuile")
        selection, box = Selection.read(register, request.GET.dict()), tile_box(z, x, y)
    except (BadFilter, ValueError):
        return JsonResponse({"error": _("Cette tuile n’existe pas.")}, status=400)
    made = _made(selection, (z, x, y), box)
    return HttpResponse(made, content_type=TYPE, headers={"Cache-Control": "no-cache"})


def _made(selection: Selection, at: tuple[int, int, int], box: Box) -> bytes:
    """The tile, kept by state of the ledger; what is narrowed by a filter is made anew each time."""
    name = f"tile:{selection.register.name}:{log.size()}:{clock.today():%Y%m%d}:{place()}:{at}".replace(" ", "")
    plain = not selection.address()
    kept: bytes | None = cache.get(name) if plain else None
    if kept is None:
        kept = tile(*at, {LAYER: list(_features(_found(selection, box)))})
        if plain:
            cache.set(name, kept, KEPT)
    return kept


def _found(selection: Selection, box: Box) -> Iterable[Any]:
    if selection.register.geometry == "shape":
        return meeting(selection.rows, box).order_by("pk")[:MOST]
    return within(selection.rows, box, MOST)


def _features(found: Iterable[Any]) -> Iterator[Feature]:
    """Records with what the moving map says of them: see portal/static/chapitre/map/explore.js."""
    for record, geometry in geometries(found):
        if geometry is not None:
            kind, said = words.state(record)
            about = {"key": record.key, "state": kind, "late": False, "said": said, "label": words.title(record)}
            yield geometry, about | {"url": address_of(record.register, record.key)}
