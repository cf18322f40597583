"""A file is rehearsed, then taken over by acts, all or nothing; again, it changes nothing."""

from __future__ import annotations

import io
import json
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from chapitre.kernel.acts import audit, perform
from chapitre.kernel.exchange import takeover, writing
from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.exchange.report import Report, from_json
from chapitre.kernel.exchange.takeover import Refused
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.projection import to_point
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, Actor
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import Register
from tests.kernel.exchange.registers import RACKS, WAYS, Rack, Way, rack_acts

pytestmark = pytest.mark.usefixtures("racks")
AT = datetime(2025, 11, 18, 8, tzinfo=UTC)
ADMIN = Actor(ADMINISTRATOR)
TOWN = """Nom;Accroche;Places;Coût (€);Couvert;Ouvert le;Longitude;Latitude;id_local;Remarque
"Mairie, « côté
Est »";roue et cadre;12;1 234,50;oui;03/05/2019;2,384;48,810007;A-1;neuf
École;wheel;4;;;;;;A-2;
;par le cadre;3;100;non;2020-01-01;2,385;48,811;A-3;
"""


def rehearsed(tmp_path: Path, text: str | bytes, register: Register = RACKS) -> Report:
    path = tmp_path / "arceaux.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return takeover.rehearse(register, path, name="arceaux.csv", actor=ADMIN, at=AT)


def taken(tmp_path: Path, text: str | bytes, register: Register = RACKS) -> Report:
    path = tmp_path / "arceaux.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return takeover.take_over(register, path, name="arceaux.csv", actor=ADMIN, at=AT)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.created, report.changed, report.same, report.refused


def whats(report: Report) -> list[tuple[int, str, str]]:
    return [(one.line, one.column, one.what) for one in report.problems]


def test_a_rehearsal_tells_and_changes_nothing(tmp_path: Path) -> None:
    before = log.size()
    report = rehearsed(tmp_path, TOWN)
    assert counts(report) == (3, 0, 0, 0)
    assert report.good
    assert report.ignored == ["Remarque"]
    assert {(one.title, one.fact, one.how) for one in report.columns} >= {
        ("Nom", "name", ""),
        ("Coût (€)", "cost", "en €"),
        ("id_local", "key", ""),
        ("Longitude", "lon", ""),
    }
    assert report.new_examples[0].facts["opened_on"] == "2019-05-03"
    assert (Rack.objects.count(), log.size()) == (0, before)
    assert from_json(json.loads(json.dumps(report.as_json()))) == report


def test_taken_over_the_records_say_so_and_the_ledger_too(tmp_path: Path) -> None:
    report = taken(tmp_path, TOWN)
    assert counts(report) == (3, 0, 0, 0)
    first = Rack.objects.get(key="A-1")
    assert first.facts() == {
        "name": "Mairie, « côté\nEst »", "hold": "both", "places": 12, "cost": 123_450, "ground": None, "covered": True,
        "opened_on": "2019-05-03", "beside": None, "lon": 2_384_000, "lat": 48_810_007, "imported": True,
        "withdrawn": False,
    }  # fmt: skip
    assert Rack.objects.get(key="A-2").covered is False
    assert [entry.key for entry in log.entries(report.first or 0)] == ["A-1", "A-2", "A-3"]
    assert list(audit.check_records(RACKS)) == []


def test_again_it_changes_nothing_and_other_values_amend(tmp_path: Path) -> None:
    taken(tmp_path, TOWN)
    size = log.size()
    again = taken(tmp_path, TOWN)
    assert counts(again) == (0, 0, 3, 0)
    assert (log.size(), again.first) == (size, None)
    changed = taken(tmp_path, TOWN.replace(";12;", ";14;").replace("2020-01-01", ""))
    assert counts(changed) == (0, 2, 1, 0)
    assert changed.changed_examples[0].before == {"places": 12}
    assert changed.changed_examples[0].facts == {"places": 14}
    assert Rack.objects.get(key="A-1").places == 14
    assert Rack.objects.get(key="A-3").opened_on is None
    reason = Opening.objects.get(register=RACKS.name, key="A-1", field="reason")
    assert reason.value == f"Reprise du fichier arceaux.csv, {changed.sha256[:12]}"
    assert list(audit.check_records(RACKS)) == list(audit.check_openings()) == []


def test_an_empty_cell_that_may_not_be_unknown_leaves_what_stands(tmp_path: Path) -> None:
    taken(tmp_path, TOWN)
    assert counts(taken(tmp_path, "key;couvert\nA-1;\n")) == (0, 0, 1, 0)
    assert Rack.objects.get(key="A-1").covered is True


def test_every_error_by_line_and_column_and_nothing_done(tmp_path: Path) -> None:
    titles = "Clé;accroche;places;ouvert le;près de\n"
    text = titles + "A-1;roue;12;1/1/2020;\nA-2;par la roue;0;hier;Z-9\né;;;;\nA-2;frame;1;;\n"
    with pytest.raises(Refused) as refused:
        taken(tmp_path, text)
    report = refused.value.report
    assert [(line, column) for line, column, _what in whats(report)] == [
        (2, "accroche"),
        (3, "places"),
        (3, "ouvert le"),
        (4, "accroche"),
        (4, "places"),
        (4, "Clé"),
    ]
    assert report.problem_count == 6
    assert (report.refused, Rack.objects.count()) == (3, 0)
    assert rehearsed(tmp_path, text).problems == report.problems


def test_only_the_first_problems_are_listed_and_all_are_counted(tmp_path: Path) -> None:
    report = rehearsed(tmp_path, "key;accroche;places\n" + "".join(f"K-{n};?;1\n" for n in range(500)))
    assert (len(report.problems), report.problem_count, report.refused) == (200, 500, 500)


def test_the_same_number_twice(tmp_path: Path) -> None:
    report = rehearsed(tmp_path, "key;accroche;places\nA;wheel;1\nB;wheel;1\nA;frame;2\n")
    assert whats(report) == [(4, "", "Même numéro que la ligne 2 : « A ».")]


def test_links_must_lead_somewhere_also_to_the_file_itself(tmp_path: Path) -> None:
    head = "key;accroche;places;près de\n"
    assert rehearsed(tmp_path, head + "A;wheel;1;B\nB;wheel;1;\n").good
    report = rehearsed(tmp_path, head + "A;wheel;1;C\nB;wheel;1;\n")
    assert [(line, column) for line, column, _ in whats(report)] == [(2, "près de")]
    taken(tmp_path, head + "C;wheel;1;\n")
    assert counts(taken(tmp_path, head + "A;wheel;1;C\n")) == (1, 0, 0, 0)


def test_columns_that_a_new_record_needs_are_named_once(tmp_path: Path) -> None:
    report = rehearsed(tmp_path, "key;nom\nA;x\nB;y\n")
    assert whats(report) == [(0, "", "Pour créer des fiches, il manque au fichier : accroche, places.")]
    assert report.refused == 2


def test_without_a_key_numbers_are_given_and_the_same_lines_again_are_the_same_records(tmp_path: Path) -> None:
    text = "accroche;places;ouvert le\nwheel;1;1/1/2020\nwheel;1;1/1/2020\nframe;2;\n"
    assert not rehearsed(tmp_path, text).keyed
    assert counts(taken(tmp_path, text)) == (3, 0, 0, 0)
    assert sorted(Rack.objects.values_list("key", flat=True)) == ["25-00001", "25-00002", "25-00003"]
    assert counts(taken(tmp_path, text)) == (0, 0, 3, 0)
    assert counts(taken(tmp_path, text + "frame;2;\n")) == (1, 0, 3, 0)
    assert list(audit.check_records(RACKS)) == []


def test_withdrawn_records_stay_as_they_are(tmp_path: Path) -> None:
    taken(tmp_path, TOWN)
    perform(rack_acts.withdrawn, "A-1", actor=ADMIN, at=AT, reason="Essai.")
    assert counts(taken(tmp_path, TOWN)) == (0, 0, 3, 0)
    assert whats(rehearsed(tmp_path, TOWN.replace(";12;", ";13;"))) == [
        (2, "", "La fiche A-1 est retirée : plus aucun acte n’est possible.")
    ]


def test_an_official_schema_is_recognised_and_goes_back_and_forth(tmp_path: Path) -> None:
    text = (
        "id_local,code_com,coordonneesxy,capacite,type_accroche,couverture,d_service,mobilier\n"
        'STSI01,94041,"[2.384,\n48.81]",14,CADRE ET ROUE,true,2019,ARCEAU\n'
    )
    report = taken(tmp_path, text)
    assert (counts(report), report.schema) == ((1, 0, 0, 0), "Stationnement cyclable")
    assert report.ignored == ["mobilier"]
    rack = Rack.objects.get(key="STSI01")
    assert (rack.places, rack.hold, rack.covered, rack.opened_on) == (14, "both", True, date(2019, 1, 1))
    perform(rack_acts.amended, "STSI01", actor=ADMIN, at=AT, opened_on=date(2019, 6, 1), reason="Retrouvé.")
    file = io.BytesIO()
    writing.write_official(RACKS, "stationnement-cyclable", file)
    assert counts(taken(tmp_path, file.getvalue())) == (0, 0, 1, 0)


def test_an_official_schema_that_the_register_does_not_speak_is_told(tmp_path: Path) -> None:
    text = "id_local,coordonneesxy,capacite,type_accroche,nom\nA,,1,ROUE,x\n"
    report = rehearsed(tmp_path, text.replace("nom", "à droite"), WAYS)
    assert report.other_schema == "Stationnement cyclable"


@pytest.mark.parametrize("format", ["csv", "xlsx", "geojson", "parquet"])
def test_every_format_comes_back_unchanged(tmp_path: Path, format: str) -> None:
    taken(tmp_path, TOWN)
    line = {"type": "LineString", "coordinates": [[2.384, 48.81], [2.385, 48.811]]}
    feature = {"type": "Feature", "id": "W-1", "properties": {"à droite": "piste"}, "geometry": line}
    other = {"type": "Feature", "id": "W-2", "properties": {"à droite": "aucun"}, "geometry": None}
    way = json.dumps({"type": "FeatureCollection", "features": [feature, other]})
    assert counts(taken(tmp_path, way, WAYS)) == (2, 0, 0, 0)
    assert Way.objects.get(key="W-1").length_m == 133
    assert shapes_store.get(Way.objects.get(key="W-1").shape or "")
    for register in (RACKS, WAYS):
        file = io.BytesIO()
        writing.write(register, format, file)
        report = rehearsed(tmp_path, file.getvalue(), register)
        assert whats(report) == []
        assert counts(report) == (0, 0, report.lines, 0)


def test_geometries_in_metres_are_read_where_the_file_says_so(tmp_path: Path) -> None:
    crs = {"type": "name", "properties": {"name": "EPSG:2154"}}
    point = {"type": "Point", "coordinates": [655_000.0, 6_857_000.0]}
    feature = {"type": "Feature", "properties": {"id": "A", "hold": "wheel", "places": 1}, "geometry": point}
    taken(tmp_path, json.dumps({"type": "FeatureCollection", "crs": crs, "features": [feature]}))
    rack = Rack.objects.get(key="A")
    assert (rack.lon, rack.lat) == to_point(655_000, 6_857_000)


def test_checks_of_the_table_are_told_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.db import models

    rule = models.CheckConstraint(
        name="covered_is_dear", condition=~models.Q(covered=True) | models.Q(cost__isnull=False)
    )
    unique = models.UniqueConstraint(name="one_name", fields=["name"])
    monkeypatch.setattr(Rack._meta, "constraints", [*Rack._meta.constraints, rule, unique])
    text = (
        "key;nom;accroche;places;couvert\nA;x;wheel;1;oui\nB;y;wheel;1;non\nC;y;wheel;1;non\nD;;wheel;1;\nE;;wheel;1;\n"
    )
    assert Counter(line for line, _, _ in whats(rehearsed(tmp_path, text))) == {2: 1, 3: 1, 4: 1}
    taken(tmp_path, "key;nom;accroche;places\nZ;z;wheel;1\n")
    report = rehearsed(tmp_path, "key;nom;accroche;places\nA;z;wheel;1\nZ;t;wheel;1\n")
    assert report.good
    report = rehearsed(tmp_path, "key;nom;accroche;places\nA;z;wheel;1\n")
    assert whats(report) == [(2, "", "Une autre fiche a déjà cette valeur, qui doit être unique : nom.")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a;b\n1;2\n", "Aucune colonne n’est reconnue"),
        ("nom;name\n1;2\n", "disent la même chose"),
        ('{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"?"}},'
         '"features":[{"type":"Feature","properties":{"nom":"a"},"geometry":null}]}', "système de coordonnées"),
    ],
)  # fmt: skip
def test_files_that_are_not_of_this_register_are_refused_whole(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ReadError, match=words):
        rehearsed(tmp_path, text)


def test_only_heads_take_files_over(tmp_path: Path) -> None:
    path = tmp_path / "arceaux.csv"
    path.write_text(TOWN)
    with pytest.raises(Refused) as refused:
        takeover.take_over(RACKS, path, name="x", actor=Actor(AGENT), at=AT)
    assert "droit" in refused.value.report.problems[0].what


def test_registers_without_the_acts_are_not_importable(tmp_path: Path) -> None:
    from chapitre.kernel.records.registers import registers

    assert takeover.importable(RACKS)
    with pytest.raises(ReadError, match="ne se reprend pas"):
        rehearsed(tmp_path, TOWN, registers["streets.reports"])


def test_progress_is_told(tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    path = tmp_path / "long.csv"
    path.write_text("key;accroche;places\n" + "".join(f"K-{n};wheel;1\n" for n in range(2500)))
    takeover.rehearse(RACKS, path, name="x", actor=ADMIN, at=AT, say=lambda done, about: said.append((done, about)))
    assert said == [(1000, 2501), (2000, 2501), (2500, 2501)]


def test_more_records_than_one_turn_may_write_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(takeover, "MOST_WRITTEN", 2)
    with pytest.raises(ReadError, match="plus de 2 fiches"):
        taken(tmp_path, TOWN)
    assert Rack.objects.count() == 0
    monkeypatch.setattr(takeover, "MOST_WRITTEN", 3)
    taken(tmp_path, TOWN)
    monkeypatch.setattr(takeover, "MOST_WRITTEN", 0)
    assert counts(taken(tmp_path, TOWN)) == (0, 0, 3, 0)


def test_the_same_however_the_file_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from chapitre.kernel.acts import bulk

    monkeypatch.setattr(takeover, "BATCH", 2)
    monkeypatch.setattr(bulk, "BATCH", 1)
    assert counts(taken(tmp_path, TOWN)) == (3, 0, 0, 0)
    assert counts(taken(tmp_path, TOWN.replace(";12;", ";14;"))) == (0, 1, 2, 0)
    assert list(audit.check_records(RACKS)) == []
