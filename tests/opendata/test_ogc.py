"""OGC API Features: the requirements of Part 1 (Core, GeoJSON, HTML, OpenAPI 3.0) and of Part 3's queryables."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.streets.models import Report
from chapitre.kernel.geo.points import Box
from chapitre.kernel.records.registers import registers
from chapitre.opendata.ogc import asked, documents
from chapitre.opendata.ogc.asked import After, BadParameter
from tests import factories
from tests.opendata.conftest import BODIES, PROJECTS, REPORTS, Town

ITEMS = f"/ogc/collections/{REPORTS}/items"
RESOURCES = ["", "/conformance", "/api", "/collections", *(f"/collections/{name}" for name in sorted(registers))]
RESOURCES += [f"/collections/{name}/items" for name in sorted(registers)]


def get(client: Client, path: str, status: int = 200, **asked_for: Any) -> Any:
    answer = client.get(path, {"f": "json", **asked_for})
    assert answer.status_code == status, answer.content
    assert answer["Access-Control-Allow-Origin"] == "*"
    return answer.json()


def ids(document: Any) -> list[str]:
    return [one["id"] for one in document["features"]]


def follow(client: Client, path: str, **asked_for: Any) -> Iterator[Any]:
    """Every page, by the links that say next."""
    document = get(client, path, **asked_for)
    while True:
        yield document
        links = [one["href"] for one in document["links"] if one["rel"] == "next"]
        if not links:
            return
        document = client.get("/ogc" + links[0].partition("/ogc")[2]).json()


# Resources ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("path", RESOURCES)
def test_every_resource_has_both_forms(client: Client, db: None, path: str, language: str) -> None:
    client.cookies["langue"] = language
    document = get(client, f"/ogc{path}")
    page = client.get(f"/ogc{path}", headers={"accept": "text/html,*/*;q=0.8"})
    assert page.status_code == 200 and page["Content-Type"].startswith("text/html")
    assert page.text.count("<h1>") == 1 and page["Vary"]
    if path != "/api":
        rels = {one["rel"]: one for one in document["links"]}
        assert rels["self"]["type"] != "text/html" and rels["alternate"]["type"] == "text/html"


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/geo+json"),
        ("*/*", "application/geo+json"),
        ("application/geo+json", "application/geo+json"),
        ("application/json", "application/geo+json"),
        ("text/html", "text/html"),
        ("application/json;q=0.3, text/html;q=0.9", "text/html"),
        ("text/html;q=0.2, application/geo+json", "application/geo+json"),
    ],
)
def test_the_reader_s_preference(client: Client, db: None, accept: str, kind: str) -> None:
    answer = client.get(ITEMS, headers={"accept": accept} if accept else {})
    assert answer["Content-Type"].partition(";")[0] == kind
    assert "Accept" in answer["Vary"]


def test_landing_page_leads_everywhere(client: Client, db: None) -> None:
    rels = {one["rel"]: one["href"] for one in get(client, "/ogc")["links"]}
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data", "license"} <= set(rels)
    for rel in ("service-desc", "service-doc", "conformance", "data"):
        assert client.get("/ogc" + rels[rel].partition("/ogc")[2]).status_code == 200
    assert "/conf/core" in str(get(client, "/ogc/conformance")["conformsTo"])


def test_every_register_is_a_collection(client: Client, small_town: Town) -> None:
    told = {one["id"]: one for one in get(client, "/ogc/collections")["collections"]}
    assert set(told) == set(registers)
    assert "extent" in told[REPORTS] and "extent" not in told[BODIES]
    for one in told.values():
        rels = {link["rel"] for link in one["links"]}
        assert {"items", "describedby", "license", "http://www.opengis.net/def/rel/ogc/1.0/queryables"} <= rels
        assert get(client, f"/ogc/collections/{one['id']}") == one


def test_the_description_is_whole(client: Client, db: None) -> None:
    """OpenAPI 3.0: what is referred to is there, what stands in a path is declared, names are given once."""
    answer = client.get("/ogc/api?f=json")
    assert answer["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    described = answer.json()
    assert described["openapi"].startswith("3.0") and described["info"]["title"] and described["info"]["version"]
    for reference in re.findall(r'"\$ref": ?"#/([^"]+)"', json.dumps(described)):
        found: Any = described
        for part in reference.split("/"):
            found = found[part]
    operations = [told["get"] for told in described["paths"].values()]
    names = [one["operationId"] for one in operations]
    assert len(names) == len(set(names)) == 4 + 5 * len(registers)
    for path, told in described["paths"].items():
        declared = {one["name"] for one in told["get"]["parameters"] if one.get("in") == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path))
        own = [one["name"] for one in told["get"]["parameters"] if "name" in one]
        assert len(own) == len(set(own)) and all("schema" in one for one in told["get"]["parameters"] if "name" in one)
        assert "200" in told["get"]["responses"]
    own = {one.get("name") for one in described["paths"][f"/collections/{REPORTS}/items"]["get"]["parameters"]}
    assert {"district", "state", "received_on"} <= own


# Features -------------------------------------------------------------------------------------------------------------


def test_points_areas_and_what_stands_nowhere(client: Client, small_town: Town) -> None:
    point = get(client, ITEMS)["features"][0]
    assert point["geometry"] == {"type": "Point", "coordinates": [2.381, 48.8105]}
    assert point["properties"]["received_on"] == "2024-01-10" and "lon" not in point["properties"]
    (area,) = get(client, f"/ogc/collections/{PROJECTS}/items")["features"]
    assert area["geometry"]["type"] == "Polygon" and area["id"] == small_town.project
    bodies = get(client, f"/ogc/collections/{BODIES}/items")
    assert [one["geometry"] for one in bodies["features"]] == [None, None, None]
    assert bodies["numberMatched"] == bodies["numberReturned"] == 3


def test_properties_are_those_of_the_schema(client: Client, small_town: Town) -> None:
    for name in (REPORTS, PROJECTS, BODIES):
        schema = get(client, f"/ogc/collections/{name}/schema")["properties"]
        for one in get(client, f"/ogc/collections/{name}/items")["features"]:
            assert {*one["properties"], "geometry"} == set(schema)
        queryables = get(client, f"/ogc/collections/{name}/queryables")["properties"]
        assert set(queryables) == set(asked.queryables(registers[name]))


def test_one_feature(client: Client, small_town: Town) -> None:
    key = small_town.reports[2]
    one = get(client, f"{ITEMS}/{key}")
    assert one["id"] == key and one["properties"]["district"] == "centre-ville"
    rels = {link["rel"]: link["href"] for link in one["links"]}
    assert rels["canonical"].endswith(f"/signalements/{key}") and rels["collection"].endswith(REPORTS)
    assert f"/signalements/{key}" in client.get(f"{ITEMS}/{key}?f=html").text
    assert "Agrocité" in client.get(f"/ogc/collections/{PROJECTS}/items/{small_town.project}?f=html").text


@pytest.mark.parametrize("limit", [1, 2, 4, 100])
@pytest.mark.parametrize(
    "more",
    [
        {},
        {"bbox": "2.3,48.8,2.4,48.9"},
        {"datetime": "2024-02-01/.."},
        {"bbox": "2.3,48.8,2.4,48.9", "state": "received"},
    ],
)
def test_pages_join_up(client: Client, small_town: Town, limit: int, more: dict[str, str]) -> None:
    """By the links alone: each record once, none left out, whatever the size of a page."""
    for number in range(3):  # at the very same place: their keys tell them apart
        factories.report(lon=2_382_000, lat=48_811_000, key=f"25-1000{number}")
    whole = ids(get(client, ITEMS, limit=1000, **more))
    pages = list(follow(client, ITEMS, limit=limit, **more))
    assert [key for page in pages for key in ids(page)] == whole and len(set(whole)) == len(whole) >= 8
    assert all(page["numberReturned"] <= limit for page in pages)
    assert len(pages) == -(-len(whole) // limit)


def test_a_page_goes_on_where_the_last_one_ended(client: Client, small_town: Town) -> None:
    """A record that comes in meanwhile neither moves the next page nor is shown twice."""
    pages = follow(client, ITEMS, limit=4)
    first = next(pages)
    new = factories.report().key
    assert ids(first) + ids(next(pages)) == [*small_town.reports, new]


def test_a_box(client: Client, small_town: Town) -> None:
    assert ids(get(client, ITEMS, bbox="2.382,48.811,2.384,48.812")) == small_town.reports[1:4]
    assert ids(get(client, ITEMS, bbox="2.382,48.811,0,2.384,48.812,100")) == small_town.reports[1:4]
    assert ids(get(client, ITEMS, bbox="3,48,4,49")) == []
    projects = f"/ogc/collections/{PROJECTS}/items"
    assert ids(get(client, projects, bbox="2.383,48.811,2.39,48.82")) == [small_town.project]
    assert ids(get(client, projects, bbox="2.384,48.811,2.39,48.82")) == []


def test_what_has_no_place_answers_any_box(client: Client, small_town: Town) -> None:
    """Requirement fc-bbox-response, C."""
    assert len(ids(get(client, f"/ogc/collections/{BODIES}/items", bbox="3,48,4,49"))) == 3
    Report._base_manager.filter(key__in=small_town.reports[:2]).update(lon=None, lat=None)
    for limit in (1, 100):
        found = [
            key for page in follow(client, ITEMS, bbox="2.382,48.811,2.384,48.812", limit=limit) for key in ids(page)
        ]
        assert found == [*small_town.reports[2:4], *small_town.reports[:2]]


def test_a_box_across_the_antimeridian(client: Client, small_town: Town) -> None:
    assert ids(get(client, ITEMS, bbox="170,-50,3,50", limit=3)) == small_town.reports[:3]
    assert ids(get(client, ITEMS, bbox="170,-50,-170,50")) == []
    assert ids(get(client, f"/ogc/collections/{PROJECTS}/items", bbox="170,-50,3,50")) == [small_town.project]


@pytest.mark.parametrize(
    ("interval", "months"),
    [
        ("2024-02-10", [2]),
        ("2024-02-10T12:30:00Z", [2]),
        ("2024-02-10T00:00:00+01:00", [2]),
        ("2024-02-10/2024-04-09", [2, 3]),
        ("../2024-02-10", [1, 2]),
        ("/2024-02-10", [1, 2]),
        ("2024-05-11/..", [6]),
        ("2024-05-11/", [6]),
        ("2019-01-01/2019-12-31", []),
    ],
)
def test_dates(client: Client, small_town: Town, interval: str, months: list[int]) -> None:
    assert ids(get(client, ITEMS, datetime=interval)) == [small_town.reports[month - 1] for month in months]


def test_what_has_no_date_answers_any_interval(client: Client, small_town: Town) -> None:
    found = ids(get(client, f"/ogc/collections/{BODIES}/items", datetime="2022-01-01/.."))
    assert found == small_town.bodies[1:]


def test_facts(client: Client, small_town: Town) -> None:
    assert ids(get(client, ITEMS, withdrawn="true")) == small_town.reports[5:]
    assert ids(get(client, ITEMS, received_on="2024-03-10")) == small_town.reports[2:3]
    assert ids(get(client, ITEMS, district="petit-ivry")) == []
    assert "numberMatched" not in get(client, ITEMS, district="petit-ivry")
    assert ids(get(client, f"/ogc/collections/{PROJECTS}/items", number="1")) == [small_town.project]


# What cannot be read --------------------------------------------------------------------------------------------------

BAD = [
    {"limit": "0"}, {"limit": "-1"}, {"limit": "dix"}, {"limit": "1.5"}, {"limit": "٣"},
    {"bbox": "1,2,3"}, {"bbox": "1,2,3,4,5"}, {"bbox": "a,b,c,d"}, {"bbox": "2,49,3,48"}, {"bbox": "200,0,201,1"},
    {"bbox": "nan,0,1,1"}, {"bbox": "0,0,inf,1"}, {"bbox": ""},
    {"datetime": "hier"}, {"datetime": "2024-13-01"}, {"datetime": "../.."}, {"datetime": "/"}, {"datetime": ""},
    {"datetime": "2024-02-01/2024-01-01"}, {"datetime": "2024-01-01/2024-02-01/2024-03-01"}, {"datetime": "2024"},
    {"district": "atlantide"}, {"reopenings": "beaucoup"}, {"reopenings": "9999999"}, {"contested": "oui"},
    {"received_on": "demain"}, {"place": "x" * 500}, {"place": "a\x00b"}, {"nimporte": "quoi"}, {"lon": "1"},
    {"apres": "x"}, {"apres": "9" * 30}, {"apres": "-1"}, {"f": "xml"}, {"reopenings": "9" * 30},
]  # fmt: skip


@pytest.mark.parametrize("wrong", BAD, ids=str)
def test_what_cannot_be_read_is_refused_in_words(client: Client, db: None, wrong: dict[str, str]) -> None:
    (name,) = wrong
    answer = client.get(ITEMS, wrong)
    assert answer.status_code == 400
    told = answer.json()
    assert told["code"] == "InvalidParameterValue" and name in told["description"]
    page = client.get(ITEMS, wrong, headers={"accept": "text/html"})
    assert page.status_code == 400 and "ne se lit pas" in page.text
    assert name == "f" or "ne se lit pas" in client.get(ITEMS, {**wrong, "f": "html"}).text


def test_more_than_can_be_given_is_no_error(client: Client, small_town: Town) -> None:
    """Requirement fc-limit-response: what is asked beyond the most is given up to it."""
    assert len(ids(get(client, ITEMS, limit=10**9))) == 6


@pytest.mark.parametrize("path", ["/ogc?x=1", "/ogc/collections?limit=3", "/ogc/conformance?f=pdf", f"{ITEMS}/x?a=1"])
def test_unknown_parameters_are_refused_everywhere(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/ogc/collections/rue.rien", "/ogc/collections/rue.rien/items", f"{ITEMS}/99-99999", "/ogc/nulle-part"]
)
def test_what_there_is_not(client: Client, db: None, path: str) -> None:
    assert client.get(path).status_code == 404
    if "nulle" not in path:
        assert client.get(path).json()["code"] == "NotFound"
        assert "Cela n’existe pas" in client.get(path, headers={"accept": "text/html"}).text


def test_only_reading(client: Client, db: None) -> None:
    for method in (client.post, client.put, client.delete, client.patch):
        assert method(ITEMS).status_code == 405
    assert client.options(ITEMS).status_code == 204


# Pure parts -----------------------------------------------------------------------------------------------------------


@given(st.builds(After, st.integers(0, 10**17), st.none() | st.integers(0, 2**57)))
def test_where_a_page_ended_is_read_back(after: After) -> None:
    assert asked.read(registers[REPORTS], {"apres": str(after)}).after == after


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    for name in ("limit", "bbox", "datetime", "apres", "place", "reopenings", "received_on", "contested"):
        try:
            read = asked.read(registers[REPORTS], {name: text})
        except BadParameter as refused:
            assert name in str(refused)
        else:
            assert read.limit <= asked.MOST and all(isinstance(box, Box) for box in read.boxes)


def test_schemas_hold_for_every_register() -> None:
    for one in registers.values():
        assert set(documents.queryables_schema(one)["properties"]) <= set(one.facts)
