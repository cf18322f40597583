"""The folder that a guarantor checks, what she found, and that no answer leaves the desk by any other door."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import guarantors as acts
from chapitre.chapters.voice.juries import drawing, folders, guarantors, telling
from chapitre.chapters.voice.methods import draw, sortition
from chapitre.chapters.voice.methods.folders import folder_hash, unzipped
from chapitre.chapters.voice.methods.vouching import replaced, vouched
from chapitre.chapters.voice.models import FolderReading, PanelCheck, Seat
from chapitre.chapters.voice.models.private import PanelFolder, Volunteer
from chapitre.cli import main
from chapitre.kernel.acts import BadFact, Missing, OutOfOrder, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.acts.erase import erase, expire
from chapitre.kernel.ledger.commitments import commit
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADMIN, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def body() -> str:
    told = telling.panels_body(jurors.jury())
    assert told is not None
    return told


def found(**changes: Any) -> dict[str, Any]:
    told = {"folder": draw.opened(body())["folder"], "state": "sound", "checked_on": now().date()}
    told |= {"organisation": "étude Garance", "role": "bailiff", "objections": "", "person": ""}
    return told | changes


def test_the_folder_is_the_one_that_the_published_file_binds_the_town_to(tmp_path: Path) -> None:
    jurors.ready()
    files = unzipped(bytes(PanelFolder.objects.get().zip))
    assert set(files) == {
        "SHA256SUMS", "alternates.csv",
        "categories.csv", "certificate.json", "chances.csv", "openings.json", "panels.csv", "report.json",
        "respondents.csv",
    }  # fmt: skip
    assert folder_hash(files) == draw.opened(body())["folder"] == PanelFolder.objects.get().sha256
    pool = sortition.read_pool(files["categories.csv"], files["respondents.csv"]).pool
    assert pool is not None
    assert sortition.recheck(pool, files).problems == ()
    assert vouched(pool, files, body().encode()) == []
    (tmp_path / "panneaux.json").write_text(body(), encoding="ascii")
    (tmp_path / "garant.zip").write_bytes(bytes(PanelFolder.objects.get().zip))
    command = ["voice", "check", str(tmp_path / "garant.zip"), "--published", str(tmp_path / "panneaux.json")]
    assert main(command) == 0


def test_openings_are_those_of_the_ledger() -> None:
    jurors.ready()
    files = unzipped(bytes(PanelFolder.objects.get().zip))
    opened = [commit(bytes.fromhex(one["salt"]), "private.features", one["features"]) for one in openings(files)]
    assert opened == draw.opened(body())["pool"]


def openings(files: dict[str, bytes]) -> list[dict[str, Any]]:
    told: list[dict[str, Any]] = json.loads(files["openings.json"])
    return told


def test_no_answer_and_no_salt_is_in_a_public_file_or_page() -> None:
    jurors.drawn()
    files = unzipped(bytes(PanelFolder.objects.get().zip))
    salts = [one["salt"] for one in openings(files)]
    certificate = json.loads(files["certificate.json"])
    told = draw.opened(body())
    assert set(told) == {"format", "jury", "seats", "quotas", "fairness", "folder", "root", "pool", "panels", "waiting"}
    assert set(told["waiting"]) == {"listed", "dropout", "seals"}
    assert set(told["fairness"]) == {"method", "lowest", "highest", "gini", "gap", "slack", "fewest", "most"}
    assert certificate["claims"]
    client = Client()
    for name in ("jury", "jury_tirage", "jury_verifier", "jury_panneaux", "jury_resultat"):
        page = client.get(reverse(name, args=[KEY])).content.decode()
        assert not [one for one in (*salts, "openings", '"claims"', "Nom 1") if one in page], name
    assert json.dumps(told["panels"]).count("femme") == 0


def test_the_town_records_what_a_guarantor_found_and_says_so_everywhere() -> None:
    jurors.drawn()
    client = Client()
    pages = [reverse(name, args=[KEY]) for name in ("jury", "jury_tirage", "jury_verifier")]
    for url in pages:
        assert "Personne, hors de la Ville, n’a encore contrôlé" in client.get(url).content.decode()
    guarantors.record(jurors.jury(), **found(), actor=ADMIN, at=now())
    for url in pages:
        page = client.get(url).content.decode()
        assert "Les quotas des 20 panels ont été contrôlés par étude Garance (commissaire de justice)" in page
        assert "Personne, hors de la Ville" not in page
    guarantors.record(
        jurors.jury(),
        **found(state="objections", objections="Le panel 3 manque.", person="M. X"),
        actor=ADMIN,
        at=now(),
    )
    page = client.get(pages[0]).content.decode()
    assert "Le panel 3 manque." in page and "M. X" in page
    assert [one.sound for one in guarantors.checks(jurors.jury())] == [True, False]
    assert list(audit()) == []
    erase(acts.CHECKS, guarantors.checks(jurors.jury())[1].one.key, actor=ADMIN, at=now())
    assert "M. X" not in client.get(pages[0]).content.decode()


def test_nothing_is_sound_of_another_folder() -> None:
    jurors.ready()
    with pytest.raises(OutOfOrder, match="empreinte"):
        guarantors.record(jurors.jury(), **found(folder="ab" * 32), actor=ADMIN, at=now())
    with pytest.raises(BadFact):
        guarantors.record(
            jurors.jury(), **found(folder="ab", state="objections", objections="x"), actor=ADMIN, at=now()
        )
    with pytest.raises(Missing):
        guarantors.record(jurors.jury(), **found(state="objections"), actor=ADMIN, at=now())
    with pytest.raises(OutOfOrder):
        guarantors.record(jurors.jury(), **found(checked_on=now(9).date()), actor=ADMIN, at=now())
    assert PanelCheck.objects.count() == 0
    # By hand, without the desk's page: the public page still does not call it sound.
    facts = {"jury": KEY, "organisation": "étude", "role": "bailiff", "folder": "ab" * 32, "state": "sound"}
    perform(acts.panel_check.recorded, actor=ADMIN, at=now(), checked_on=now().date(), **facts)
    page = Client().get(reverse("jury", args=[KEY])).content.decode()
    assert "a contrôlé un autre dossier" in page


def test_no_check_before_the_panels_are_published() -> None:
    jurors.frozen()
    with pytest.raises(OutOfOrder, match="Publiez"):
        told = {"folder": "ab" * 32, "state": "sound", "checked_on": now().date()}
        guarantors.record(jurors.jury(), **told, organisation="x", role="other", actor=ADMIN, at=now())


def test_the_desk_hands_the_folder_over_and_writes_down_who_took_it() -> None:
    jurors.ready()
    url, zip_url = reverse("bureau_jury_garant", args=[KEY]), reverse("bureau_jury_dossier", args=[KEY])
    for client, status in ((Client(), 302), (at_desk("agent"), 403), (at_desk("councillor"), 403)):
        assert client.get(url).status_code == client.post(zip_url).status_code == status
    assert FolderReading.objects.count() == 0
    desk = at_desk("supervisor")
    assert desk.get(zip_url).status_code == 405
    answer = desk.post(zip_url)
    assert folder_hash(unzipped(answer.content)) == draw.opened(body())["folder"]
    assert "no-store" in answer.headers["Cache-Control"]
    assert FolderReading.objects.get().role == "supervisor"
    assert "Téléchargé une fois" in desk.get(url).content.decode()
    typed = {"garant": "étude Garance", "qualite": "bailiff", "jour": now().date().isoformat(), "verdict": "sound"}
    typed |= {"empreinte": draw.opened(body())["folder"].upper(), "objections": "", "personne": ""}
    assert desk.post(url, typed | {"empreinte": "ab" * 32}).status_code == 409
    assert desk.post(url, typed | {"garant": ""}).status_code == 422
    assert desk.post(url, typed).status_code == 302
    assert guarantors.checks(jurors.jury())[0].sound


def test_the_folder_goes_with_the_first_answer_in_it_and_readings_after_a_year() -> None:
    jurors.ready()
    folders.read(jurors.jury(), actor=ADMIN, at=now())
    first = min(one.expires_on for one in Volunteer.objects.all() if one.expires_on)
    assert PanelFolder.objects.get().expires_on == first
    expire(first + timedelta(days=1))
    assert PanelFolder.objects.count() == 0
    assert folders.read(jurors.jury(), actor=ADMIN, at=now(366)) is None
    desk = at_desk("supervisor")
    assert desk.post(reverse("bureau_jury_dossier", args=[KEY])).status_code == 404
    assert "Le dossier est effacé" in desk.get(reverse("bureau_jury_garant", args=[KEY])).content.decode()


def test_a_guarantor_reckons_who_was_to_be_called(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    jury = jurors.drawn()
    for number in draw.opened(body())["panels"][jury.panel - 1][:2]:
        drawing.give_up(Seat.objects.get(number=number), "work", actor=ADMIN, at=now())
    told = telling.result(jurors.jury(), body())
    (tmp_path / "garant.zip").write_bytes(bytes(PanelFolder.objects.get().zip))
    (tmp_path / "panneaux.json").write_text(body(), encoding="ascii")
    (tmp_path / "resultat.json").write_text(json.dumps(told), encoding="utf-8")
    command = ["voice", "check", str(tmp_path / "garant.zip"), "--result", str(tmp_path / "resultat.json")]
    assert main(command) == 1
    command += ["--published", str(tmp_path / "panneaux.json"), "--lang", "en"]
    assert main(command) == 0
    assert "every replacement called the person whom the rule names" in capsys.readouterr().out
    gone, came = told["replacements"][0]
    other = next(number for number in told["alternates"] if number != came)
    (tmp_path / "resultat.json").write_text(json.dumps(told | {"replacements": [[gone, other]]}), encoding="utf-8")
    assert main(command) == 1
    assert f"number {gone} was to be replaced by number {came}, not by number {other}" in capsys.readouterr().err


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"members": 1, "replacements": 2}', "null", '{"members": [1], "x": 2}']
)
def test_no_result_is_ever_a_traceback(text: str) -> None:
    jurors.ready()
    files = unzipped(bytes(PanelFolder.objects.get().zip))
    pool = sortition.read_pool(files["categories.csv"], files["respondents.csv"]).pool
    assert pool is not None
    for published in (body().encode(), b"{}"):
        assert replaced(pool, published, text.encode())


def test_a_volunteer_s_page_holds_what_her_browser_checks() -> None:
    jurors.ready()
    page = Client().get(reverse("jury_volontaire", args=[jurors.code(1)])).content.decode()
    told = json.loads(page.split('id="recu-json" type="application/json">')[1].split("</script>")[0])
    assert told["commitment"] in draw.opened(body())["pool"]
    assert commit(bytes.fromhex(told["salt"]), told["field"], told["features"]) == told["commitment"]
    assert f'data-panels="{reverse("jury_panneaux", args=[KEY])}"' in page and "voice/receipt" in page
