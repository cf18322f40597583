"""The catalogue: for people, as RDF, as a Data Package and as CSV on the Web, each held against an outside reader."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import frictionless
import pytest
from django.test import Client
from rdflib import DCAT, DCTERMS, FOAF, RDF, SKOS, Graph, Literal, URIRef
from rdflib.namespace import Namespace

from chapitre.kernel.records.registers import registers
from chapitre.kernel.town.publisher import Publisher
from chapitre.opendata import fields
from tests.opendata.conftest import PROJECTS, REPORTS, Town

# rdflib's own reader of JSON-LD still uses a class that rdflib has given up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
# DCAT-AP 3.0: the mandatory properties, and the class that the value of each other one must be of.
MANDATORY = {
    DCAT.Catalog: (DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.dataset),
    DCAT.Dataset: (DCTERMS.title, DCTERMS.description),
    DCAT.Distribution: (DCAT.accessURL,),
    DCAT.DataService: (DCTERMS.title, DCAT.endpointURL),
    FOAF.Agent: (FOAF.name,),
}
OF_CLASS = {
    DCTERMS.publisher: FOAF.Agent,
    DCTERMS.license: DCTERMS.LicenseDocument,
    DCTERMS.language: DCTERMS.LinguisticSystem,
    DCTERMS.spatial: DCTERMS.Location,
    DCTERMS["format"]: DCTERMS.MediaTypeOrExtent,
    DCAT.mediaType: DCTERMS.MediaType,
    DCAT.theme: SKOS.Concept,
    DCAT.themeTaxonomy: SKOS.ConceptScheme,
    DCAT.distribution: DCAT.Distribution,
    DCAT.dataset: DCAT.Dataset,
    DCAT.service: DCAT.DataService,
    DCAT.servesDataset: DCAT.Dataset,
    DCAT.contactPoint: VCARD.Organization,
    DCAT.landingPage: FOAF.Document,
    FOAF.homepage: FOAF.Document,
    DCTERMS.conformsTo: DCTERMS.Standard,
    DCTERMS.accrualPeriodicity: DCTERMS.Frequency,
}
ONCE = (DCTERMS.modified, DCTERMS.publisher, DCTERMS.license, DCAT.downloadURL, DCAT.mediaType, DCTERMS["format"])


def graph(client: Client, extension: str) -> Graph:
    answer = client.get(f"/donnees/catalogue.{extension}")
    assert answer.status_code == 200
    form = {"ttl": "turtle", "jsonld": "json-ld"}[extension]
    return Graph().parse(data=answer.content, format=form)


def test_the_page_lists_every_register(client: Client, small_town: Town) -> None:
    text = client.get("/donnees").text
    for one in registers.values():
        assert f'href="/donnees/{one.name}"' in text
        assert f'href="/donnees/{one.name}.csv"' in text
    assert "6 fiches, changées le 18" in text and "Aucune fiche pour l’instant" in text


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(registers))
def test_every_register_has_its_page(client: Client, db: None, name: str, language: str) -> None:
    client.cookies["langue"] = language
    answer = client.get(f"/donnees/{name}")
    assert answer.status_code == 200 and answer.text.count("<h1>") == 1
    for column in fields.columns(registers[name]):
        assert f'class="mono">{column.name}</th>' in answer.text


def test_no_such_register(client: Client, db: None) -> None:
    for path in ("/donnees/rue.rien", "/donnees/rue.rien.csv", "/donnees/rue.rien.csv-metadata.json"):
        assert client.get(path).status_code == 404


def test_past_forms_are_told(client: Client, db: None) -> None:
    assert "the yes-or-no fact `hazard`" in client.get("/donnees/streets.reports").text.replace("&#x27;", "'")


@pytest.mark.parametrize("extension", ["ttl", "jsonld"])
def test_the_rdf_is_dcat_ap(client: Client, small_town: Town, extension: str) -> None:
    told = graph(client, extension)
    for kind, properties in MANDATORY.items():
        subjects = set(told.subjects(RDF.type, kind))
        assert subjects, kind
        for subject in subjects:
            for wanted in properties:
                assert list(told.objects(subject, wanted)), (subject, wanted)
    for wanted, kind in OF_CLASS.items():
        for _, value in told.subject_objects(wanted):
            assert (value, RDF.type, kind) in told, (wanted, value)
    for single in ONCE:
        for subject in set(told.subjects(single)):
            assert len(set(told.objects(subject, single))) == 1, (subject, single)
    assert len(set(told.subjects(RDF.type, DCAT.Dataset))) == len(registers)


def test_both_forms_say_the_same(client: Client, small_town: Town) -> None:
    one, other = graph(client, "ttl"), graph(client, "jsonld")
    assert set(one) == set(other) and len(one) > 100


def test_what_the_rdf_says_of_a_register(client: Client, small_town: Town) -> None:
    told = graph(client, "ttl")
    (me,) = told.subjects(DCTERMS.identifier, Literal(REPORTS))
    assert Literal("signalements", lang="fr") in set(told.objects(me, DCTERMS.title))
    assert str(told.value(me, DCTERMS.modified)) == "2025-11-18"
    files = {str(told.value(one, DCAT.downloadURL)) for one in told.objects(me, DCAT.distribution)}
    assert {url.rpartition(".")[2] for url in files} == {"csv", "xlsx", "geojson", "parquet", "jsonl"}
    for url in files:
        answer = client.get("/donnees" + url.partition("/donnees")[2])
        assert answer.status_code == 200
        assert b"".join(answer)


def test_the_rdf_names_whom_to_write_to(client: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not list(graph(client, "ttl").subjects(RDF.type, VCARD.Organization))
    from chapitre.kernel.town import town

    monkeypatch.setitem(town().__dict__, "publisher", Publisher(name="Ville", email="donnees@ville.test"))
    told = graph(client, "ttl")
    (contact,) = told.subjects(RDF.type, VCARD.Organization)
    assert told.value(contact, VCARD.hasEmail) == URIRef("mailto:donnees@ville.test")


def test_the_rdf_is_not_sent_twice(client: Client, small_town: Town) -> None:
    etag = client.get("/donnees/catalogue.ttl")["ETag"]
    assert client.get("/donnees/catalogue.ttl", headers={"if-none-match": etag}).status_code == 304
    assert client.get("/donnees/catalogue.jsonld", headers={"if-none-match": etag}).status_code == 200


def fetch(client: Client, folder: Path, names: list[str]) -> dict[str, Any]:
    """The Data Package of these registers, its files beside it."""
    package = client.get("/donnees/datapackage.json").json()
    assert {one["name"] for one in package["resources"]} == set(registers)
    package["resources"] = [one for one in package["resources"] if one["name"] in names]
    for one in package["resources"]:
        path = "/donnees" + one["path"].partition("/donnees")[2]
        (folder / f"{one['name']}.csv").write_bytes(b"".join(client.get(path)))
        one["path"] = f"{one['name']}.csv"
    (folder / "datapackage.json").write_text(json.dumps(package))
    return dict(package)


def test_frictionless_finds_nothing_wrong(client: Client, small_town: Town, tmp_path: Path) -> None:
    fetch(client, tmp_path, sorted(registers))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])


def test_frictionless_would_find_a_wrong_code(client: Client, small_town: Town, tmp_path: Path) -> None:
    fetch(client, tmp_path, [REPORTS])
    path = tmp_path / f"{REPORTS}.csv"
    path.write_text(path.read_text().replace("depot-sauvage", "depot-inconnu", 1))
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert "constraint" in str(report.flatten(["type", "message"]))


@pytest.mark.parametrize("name", [REPORTS, PROJECTS])
def test_csv_on_the_web_describes_the_file(client: Client, small_town: Town, name: str) -> None:
    told = client.get(f"/donnees/{name}.csv-metadata.json")
    assert told["Content-Type"] == "application/csvm+json"
    columns = {one["name"]: one for one in told.json()["tableSchema"]["columns"]}
    answer = client.get(f"/donnees/{name}.csv")
    assert f'{name}.csv-metadata.json>; rel="describedby"' in answer["Link"]
    rows = list(csv.DictReader(io.StringIO(b"".join(answer).decode(), newline="")))
    assert rows and list(rows[0]) == list(columns)
    for row in rows:
        for column, text in row.items():
            assert fits(text, columns[column]), (column, text)


def fits(text: str, column: dict[str, Any]) -> bool:
    """Whether a cell is what CSV on the Web says of its column."""
    if text == "":
        return not column.get("required")
    datatype = column["datatype"] if isinstance(column["datatype"], dict) else {"base": column["datatype"]}
    if datatype["base"] in ("integer", "double"):
        number = float(text)
        return datatype.get("minimum", number) <= number <= datatype.get("maximum", number)
    pattern = {"boolean": "true|false", "date": r"\d{4}-\d\d-\d\d"}.get(
        datatype["base"], datatype.get("format", "(?s).*")
    )
    return re.fullmatch(pattern, text) is not None and len(text) <= datatype.get("maxLength", len(text))
