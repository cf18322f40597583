"""The tiles of a register: what they hold, when they change, and which maps are made of them."""

from __future__ import annotations

from typing import Any

import mapbox_vector_tile  # type: ignore[import-untyped]
import pytest
from django.core.cache import cache
from django.test import Client

from chapitre.kernel.town import town
from chapitre.portal import maptiles
from tests import factories

pytestmark = pytest.mark.django_db
WORLD = "/tuiles/streets.reports/0/0/0.mvt"


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    cache.clear()


def read(body: bytes) -> dict[str, dict[str, Any]]:
    layers = mapbox_vector_tile.decode(body)
    return {one["properties"]["key"]: one for one in layers.get(maptiles.LAYER, {"features": []})["features"]}


def test_a_tile_holds_the_records_that_lie_in_it(client: Client) -> None:
    key = factories.report().key
    answer = client.get(WORLD)
    assert answer["Content-Type"] == maptiles.TYPE
    (found,) = read(answer.content).values()
    assert found["geometry"]["type"] == "Point"
    assert found["properties"]["url"] == f"/signalements/{key}"
    # A degree and more east of Greenwich: out of the buffer of the tile on its other side.
    assert town().middle.lon > 1_000_000
    assert read(client.get("/tuiles/streets.reports/3/3/2.mvt").content) == {}
    assert list(read(client.get("/tuiles/streets.reports/3/4/2.mvt").content)) == [key]


def test_a_tile_is_made_once_and_again_after_an_act(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.report()
    made: list[tuple[int, ...]] = []
    whole = maptiles.tile
    monkeypatch.setattr(maptiles, "tile", lambda *at: (made.append(at[:3]), whole(*at))[1])
    first = client.get(WORLD)
    assert client.get(WORLD).content == first.content and len(made) == 1
    assert client.get(WORLD, headers={"if-none-match": first["ETag"]}).status_code == 304
    factories.report(factories.later())
    again = client.get(WORLD, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200 and len(read(again.content)) == 2 and len(made) == 2


def test_a_tile_is_narrowed_like_the_list(client: Client) -> None:
    key = factories.report().key
    assert list(read(client.get(f"{WORLD}?category=depot-sauvage").content)) == [key]
    assert read(client.get(f"{WORLD}?channel=app").content) == {}
    assert list(read(client.get(WORLD).content)) == [key]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/tuiles/streets.reports/1/2/0.mvt", 400),
        ("/tuiles/streets.reports/99/0/0.mvt", 400),
        (f"{WORLD}?category=nulle", 400),
        ("/tuiles/town.posts/0/0/0.mvt", 400),
        ("/tuiles/nulle.part/0/0/0.mvt", 404),
    ],
)
def test_what_is_no_tile_is_refused(client: Client, path: str, status: int) -> None:
    assert client.get(path).status_code == status


def test_only_large_maps_are_made_of_tiles(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    factories.report()
    factories.report(factories.later())
    address = 'data-tiles="/tuiles/streets.reports/{z}/{x}/{y}.mvt"'
    for path in ("/registres/streets.reports", "/rue?couche=streets.reports"):
        monkeypatch.setattr(maptiles, "ABOVE", 2)
        assert address not in client.get(path).text
        monkeypatch.setattr(maptiles, "ABOVE", 1)
        assert address in client.get(path).text
