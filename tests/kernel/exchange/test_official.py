"""The schemas are those of schema.data.gouv.fr, and what is written in them is valid to their own judge."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from frictionless import Resource, Schema, validate

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.exchange import official, schemas, takeover, writing
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.registers import registers
from chapitre.kernel.town import town
from tests.kernel.exchange.registers import RACKS
from tests.kernel.exchange.test_takeover import AT, TOWN

SHARED = Path("/work/shared/data/schemas")
FILES = {
    "stationnement-cyclable": "etalab_schema-stationnement-cyclable",
    "arbre": "NaturalSolutions_schema-arbre",
    "subventions": "scdl_subventions",
    "deliberations": "scdl_deliberations",
    "equipements": "scdl_equipements",
    "comptage-site": "etalab_schema-comptage-mobilites-site",
    "comptage-mesure": "etalab_schema-comptage-mobilites-measure",
    "site-economique": "cnigfr_sites-economiques-site-eco",
}


def schema_file(name: str) -> Path:
    path = SHARED / f"{FILES[name]}.json"
    if not path.exists():
        pytest.skip(f"the official schema {path.name} is not on this machine")
    return path


def table_schema(name: str) -> Schema:
    """An official schema as frictionless takes it: two of them have a name that it refuses."""
    told: dict[str, Any] = json.loads(schema_file(name).read_text())
    told["name"] = name
    return Schema.from_descriptor({key: told[key] for key in ("name", "fields")})


@pytest.mark.parametrize("name", FILES)
def test_columns_are_those_of_the_official_file(name: str) -> None:
    told, ours = json.loads(schema_file(name).read_text()), schemas.schemas()[name]
    assert list(ours.columns) == [one["name"] for one in told["fields"]]
    assert ours.required == {one["name"] for one in told["fields"] if one.get("constraints", {}).get("required")}
    assert (ours.id or "") in ("", *ours.columns)


def test_cycle_ways_are_those_of_the_official_file() -> None:
    path = SHARED / "etalab_schema-amenagements-cyclables.json"
    if not path.exists():
        pytest.skip(f"the official schema {path.name} is not on this machine")
    told = json.loads(path.read_text())["properties"]["features"]["items"]["properties"]["properties"]
    ours = schemas.schemas()["amenagements-cyclables"]
    assert list(ours.columns) == list(told["properties"])
    assert ours.required == set(told["required"])


def test_a_file_is_recognised_by_the_columns_it_must_have() -> None:
    known = schemas.schemas()["subventions"]
    found = schemas.recognised([*known.required, "autre"])
    assert found == known
    assert schemas.recognised(sorted(known.required)[1:]) is None


@pytest.mark.usefixtures("racks")
def test_racks_are_valid_to_the_judge(tmp_path: Path) -> None:
    source, made = tmp_path / "town.csv", tmp_path / "made.csv"
    lines = TOWN.replace("École;wheel;4;;;;;;", "École;wheel;4;;;;2,386;48,812;")
    source.write_text(lines)
    takeover.take_over(RACKS, source, name="x", actor=Actor(ADMINISTRATOR), at=AT)
    with made.open("wb") as file:
        assert writing.write_official(RACKS, "stationnement-cyclable", file) == 3
    judged = validate(Resource(path=made.name, basepath=str(tmp_path), schema=table_schema("stationnement-cyclable")))
    assert judged.valid, judged.flatten(["rowNumber", "fieldName", "message"])


# For each form of the house, a line as another town's file may have it.
SAMPLES: dict[tuple[str, str], dict[str, str]] = {
    ("town.decisions", "deliberations"): {
        "COLL_NOM": "Ville", "COLL_SIRET": "21940041300015", "DELIB_ID": "2024-118", "DELIB_DATE": "2024-06-27",
        "DELIB_MATIERE_CODE": "8.5", "DELIB_MATIERE_NOM": "x", "DELIB_OBJET": "Charte de la qualité, « neuf »",
        "VOTE_POUR": "38", "VOTE_CONTRE": "4",
    },
    ("town.payments", "subventions"): {
        "nomAttribuant": "Ville", "idAttribuant": "21940041300015", "dateConvention": "2024-06-27",
        "nomBeneficiaire": "Ose", "objet": "nettoyages avec les habitant·es", "montant": "4500.50",
        "nature": "aide en numéraire", "conditionsVersement": "unique", "datesPeriodeVersement": "2024-06-27",
        "notificationUE": "non", "pourcentageSubvention": "1",
    },
    ("mobility.racks", "stationnement-cyclable"): {
        "id_local": "STSI01", "coordonneesxy": "[2.387,48.812]", "capacite": "14", "type_accroche": "CADRE ET ROUE",
        "mobilier": "RATELIER", "couverture": "true", "d_service": "2017",
    },
    ("mobility.counters", "comptage-site"): {
        "site_id": "C01-Baix", "site_name": "Baix", "xlong": "2.387", "ylat": "48.812",
        "infrastructure_type": "GREENWAY", "en service depuis": "2020-01-01",
    },
    ("mobility.counts", "comptage-mesure"): {
        "channel_id": "C01-Baix", "start_datetime": "2019-09-01T00:00:00+02:00", "count": "20",
    },
}  # fmt: skip
SHAPED = {"amenagements-cyclables"}  # GeoJSON: see the test below


def table(told: dict[str, str], schema: schemas.Schema) -> str:
    """A file of one line, with every column of the schema and those that the register wants besides."""
    names = [*schema.columns, *(name for name in told if name not in schema.columns)]
    return ";".join(names) + "\n" + ";".join(told.get(name, "") for name in names) + "\n"


@pytest.mark.django_db
def test_every_form_of_the_house_is_read_written_valid_and_read_again(tmp_path: Path) -> None:
    facts = {"name": "Ose", "kind": "association"}
    perform(commons.organisation.recorded, "ose", actor=Actor(ADMINISTRATOR), at=AT, **facts)
    for number, ((register, name), told) in enumerate(SAMPLES.items()):
        source, made = tmp_path / f"town{number}.csv", tmp_path / f"made{number}.csv"
        declared, schema = registers[register], schemas.schemas()[name]
        source.write_text(table(told, schema))
        report = takeover.take_over(declared, source, name="x", actor=Actor(ADMINISTRATOR), at=AT)
        assert (report.schema, report.created) == (schema.title, 1)
        with made.open("wb") as file:
            assert writing.write_official(declared, name, file) == 1
        judged = validate(Resource(path=made.name, basepath=str(tmp_path), schema=table_schema(name)))
        assert judged.valid, (register, judged.flatten(["rowNumber", "fieldName", "message"]))
        assert takeover.rehearse(declared, made, name="x", actor=Actor(ADMINISTRATOR), at=AT).same == 1


@pytest.mark.django_db
def test_cycle_ways_are_read_written_valid_and_read_again(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[2.384, 48.81], [2.385, 48.811]]}
    told = {"id_local": "W1", "code_com_d": "94041", "code_com_g": "94041", "ame_d": "RAMPE", "ame_g": "AUCUN",
            "statut_d": "EN SERVICE", "d_service": 2019, "nom": "Quai"}  # fmt: skip
    collection = {"type": "FeatureCollection", "features": [{"type": "Feature", "properties": told, "geometry": line}]}
    source, made = tmp_path / "town.geojson", tmp_path / "made.geojson"
    source.write_text(json.dumps(collection))
    ways = registers["mobility.cycle_segments"]
    report = takeover.take_over(ways, source, name="x", actor=Actor(ADMINISTRATOR), at=AT)
    assert (report.schema, report.created) == ("Aménagements cyclables", 1)
    with made.open("wb") as file:
        writing.write_official(ways, "amenagements-cyclables", file)
    path = SHARED / "etalab_schema-amenagements-cyclables.json"
    if path.exists():
        schema = json.loads(path.read_text())
        del schema["allOf"]  # what is elsewhere on the web
        jsonschema.validate(json.loads(made.read_text()), schema)
    assert takeover.rehearse(ways, made, name="x", actor=Actor(ADMINISTRATOR), at=AT).same == 1


@pytest.mark.django_db
def test_what_a_schema_does_not_tell_is_filled_in_for_new_records(tmp_path: Path) -> None:
    path, racks = tmp_path / "racks.csv", registers["mobility.racks"]
    path.write_text(
        table(SAMPLES["mobility.racks", "stationnement-cyclable"], schemas.schemas()["stationnement-cyclable"])
    )
    takeover.take_over(racks, path, name="x", actor=Actor(ADMINISTRATOR), at=AT)
    facts = racks.objects.objects.get(key="STSI01").facts()
    point = (2_387_000, 48_812_000)
    assert (facts["racks"], facts["district"]) == (7, town().atlas.district_of(*point))
    assert facts["district"] is not None


def test_every_form_of_the_house_has_its_sample() -> None:
    declared = {(register, name) for register, forms in official.officials.items() for name in forms}
    assert {(register, name) for register, name in declared if name not in SHAPED} == set(SAMPLES)


def test_every_form_of_the_house_names_columns_and_facts_that_are() -> None:
    for register, forms in official.officials.items():
        for name, form in forms.items():
            assert (form.register, form.schema.name) == (register, name)
            missing = form.schema.required - set(form.columns)
            assert not missing, f"{register} in {name} leaves out {sorted(missing)}"
