"""The desk: who may, forms that come back with the reason, files that come along, the place, nothing done by halves."""

from __future__ import annotations

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Commitment, Document, Meeting, Organisation, Project
from chapitre.kernel.geo.models import Shape
from chapitre.kernel.ledger import log
from chapitre.kernel.records import aside, files
from chapitre.kernel.records.models import Opening
from chapitre.kernel.town import search_places, town
from chapitre.portal.registers import work
from tests.chapters.streets.deskwork import at_desk, resident
from tests.chapters.streets.pictures import photo
from tests.factories import AT
from tests.portal.registers.conftest import NOW
from tests.portal.registers.samples import PDF
from tests.portal.registers.world import ADMIN, DAY, meeting, project

pytestmark = pytest.mark.django_db
TOKEN = "jeton-de-ce-formulaire"
DEGREES = {"type": "Polygon", "coordinates": [[[2.37, 48.81], [2.38, 48.81], [2.38, 48.815], [2.37, 48.81]]]}


def send(client: Client, address: str, *, seq: int = 0, token: str = TOKEN, **fields: Any) -> Any:
    data = {"seq": seq, "jeton": token, "date_acte": NOW.date().isoformat(), **fields}
    return client.post(
        f"/bureau/registres/{address}", {name: value for name, value in data.items() if value is not None}
    )


def plain(answer: Any) -> str:
    return answer.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def said(answer: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", plain(answer)).split())


def new_meeting(client: Client, **fields: Any) -> Any:
    given = {"kind": "public", "subject": "Le parc", "held_on": "2025-11-30", **fields}
    return send(client, "town.meetings/+recorded", **given)


# Who may --------------------------------------------------------------------------------------------------------------


def test_who_is_not_of_the_staff_stays_outside() -> None:
    meeting("r-1")
    assert resident().get("/bureau/registres").status_code == 403
    for role in ("councillor", "auditor"):
        reader = at_desk(role)
        assert reader.get("/bureau/registres").status_code == 200
        assert "+recorded" not in reader.get("/bureau/registres/town.meetings").text
        assert reader.get("/bureau/registres/town.meetings/+recorded").status_code == 403
        assert send(reader, "town.meetings/r-1/withdrawn", seq=1, reason="Non", sur="on").status_code == 403
    assert not Meeting.objects.get().withdrawn


def test_an_act_for_others_says_whose_it_is() -> None:
    meeting("r-1")
    answer = at_desk("agent").get("/bureau/registres/town.meetings/r-1/withdrawn")
    assert answer.status_code == 403
    assert "« Retirer du compte » revient à : administrateur·rice et responsable de service." in plain(answer)
    page = at_desk("agent").get("/bureau/registres/town.meetings/r-1").text
    assert "r-1/held" in page and "r-1/withdrawn" not in page


def test_registers_are_those_one_acts_on_then_those_one_reads() -> None:
    own, _, others = said(at_desk("agent").get("/bureau/registres")).partition("À lire seulement")
    assert "Réunions" in own and "Projets urbains" in others and "Projets urbains" not in own
    assert "À lire seulement" in said(at_desk("councillor").get("/bureau/registres"))


def test_no_act_of_that_name_no_page() -> None:
    desk, one = at_desk("administrator"), meeting("r-1")
    for address in ("+held", "+imported", "+nothing", "r-1/recorded", "r-1/nothing", "r-1/imported", "r-2/held"):
        assert desk.get(f"/bureau/registres/town.meetings/{address}").status_code == 404
    assert desk.get(f"/bureau/registres/town.posts/{one.key}/filled").status_code == 404


# Forms that come back -------------------------------------------------------------------------------------------------


def test_what_is_wrong_is_said_at_each_field_and_changes_nothing() -> None:
    desk = at_desk("administrator")
    answer = new_meeting(desk, kind="fête", subject="", held_on="hier", lon="2.38", lat="nord", numero="é 1")
    text = said(answer)
    assert answer.status_code == 422 and not Meeting.objects.exists() and log.size() == 0
    for sentence in (
        "Ce choix n’existe pas", "Ce champ est nécessaire", "Écrivez une date", "s’écrivent en degrés",
        "sans accent ni espace", "À corriger avant de continuer",
    ):  # fmt: skip
        assert sentence in text
    assert 'value="nord"' in answer.text and 'href="#id_held_on"' in answer.text


def test_an_act_is_not_dated_in_the_future_and_may_be_dated_before() -> None:
    desk = at_desk("administrator")
    assert "pas encore venu" in said(new_meeting(desk, date_acte=(NOW.date() + timedelta(1)).isoformat()))
    assert new_meeting(desk, date_acte="2025-11-03").status_code == 302
    entry = log.history("town.meetings", Meeting.objects.get().key)[0].content()
    assert (entry["on_date"], entry["recorded_at"][:10], entry["role"]) == ("2025-11-03", "2025-11-18", "administrator")
    assert "3 nov. 2025, écrit mardi 18 nov. 2025" in said(
        desk.get(f"/registres/town.meetings/{Meeting.objects.get().key}")
    )


def test_a_record_may_be_given_its_number_once() -> None:
    desk = at_desk("administrator")
    assert new_meeting(desk, numero="parc-1").status_code == 302
    answer = new_meeting(desk, numero="parc-1", token="un-autre-formulaire")
    assert answer.status_code == 409 and "La fiche parc-1 existe déjà" in said(answer)
    assert 'value="Le parc"' in answer.text and Meeting.objects.get().key == "parc-1"


def test_a_form_that_lost_its_token_is_asked_again() -> None:
    answer = new_meeting(at_desk("administrator"), jeton=None)
    assert answer.status_code == 422 and "Cette page est incomplète" in said(answer)


def test_somebody_acted_meanwhile_the_form_comes_back_on_the_record_as_it_is() -> None:
    desk, one = at_desk("administrator"), meeting("r-1", place="Mairie")
    perform(acts.meeting.amended, "r-1", actor=ADMIN, at=AT, place="Halles", held_on=date(2025, 12, 1), reason="Salle")
    facts = {"kind": one.kind, "subject": "Cœur de ville", "place": "Mairie", "held_on": DAY.isoformat()}
    answer = send(desk, "town.meetings/r-1/amended", seq=1, state="announced", reason="Titre", **facts)
    assert answer.status_code == 409 and "a changé depuis que vous l’avez ouverte" in said(answer)
    # What was written stays; what was left alone is what the other act made of it.
    assert (
        'value="Cœur de ville"' in answer.text
        and 'value="Halles"' in answer.text
        and 'value="2025-12-01"' in answer.text
    )
    assert 'name="seq" value="2"' in answer.text
    fresh = facts | {"place": "Halles", "held_on": "2025-12-01"}
    assert send(desk, "town.meetings/r-1/amended", seq=2, state="announced", reason="Titre", **fresh).status_code == 302
    row = Meeting.objects.get()
    assert (row.subject, row.place, row.held_on) == ("Cœur de ville", "Halles", date(2025, 12, 1))
    body = log.history("town.meetings", "r-1")[-1].content()
    assert list(Opening.objects.filter(key="r-1", seq=3).values_list("value", flat=True)) == ["Titre"]
    assert body["act"] == "amended"


def test_an_act_out_of_order_says_so_before_and_after() -> None:
    desk = at_desk("administrator")
    meeting("r-1")
    perform(acts.meeting_cancelled, "r-1", actor=ADMIN, at=AT, reason="Salle fermée")
    page = desk.get("/bureau/registres/town.meetings/r-1/held")
    assert page.status_code == 409 and "la fiche est dans l’état « annulée »" in said(page)
    answer = send(desk, "town.meetings/r-1/held", seq=2, attendance="12")
    assert answer.status_code == 409 and Meeting.objects.get().state == "cancelled"


def test_a_grave_act_asks_twice_and_ends_the_record() -> None:
    desk = at_desk("administrator")
    meeting("r-1")
    answer = send(desk, "town.meetings/r-1/withdrawn", seq=1, reason="Saisie deux fois")
    assert (
        answer.status_code == 422 and "Cochez cette case" in said(answer) and "Oui, retirer du compte" in said(answer)
    )
    assert "btn--warn" in answer.text
    assert send(desk, "town.meetings/r-1/withdrawn", seq=1, reason="Saisie deux fois", sur="on").status_code == 302
    page = said(desk.get("/bureau/registres/town.meetings/r-1"))
    assert "Retirée du compte." in page and "plus aucun acte n’est possible" in page and "Saisie deux fois" in page
    assert desk.get("/bureau/registres/town.meetings/r-1/held").status_code == 409


def test_a_step_asks_for_its_own_facts_and_dates_itself() -> None:
    desk = at_desk("administrator")
    meeting("r-1")
    assert "Ce champ est nécessaire" in said(send(desk, "town.meetings/r-1/held", seq=1, attendance=""))
    answer = send(
        desk, "town.meetings/r-1/held", seq=1, attendance="1 250", date_acte="2025-11-16", minutes="On a dit."
    )
    assert answer.status_code == 302
    row = Meeting.objects.get()
    assert (row.state, row.attendance, row.held_on) == ("held", 1250, date(2025, 11, 16))
    page = said(desk.get("/registres/town.meetings/r-1"))
    assert "État : annoncée, désormais tenue." in page and "Présence : 1 250 personnes." in page
    assert "Date : 17 nov. 2025, désormais 16 nov. 2025." in page and "Compte rendu : « On a dit. »" in page


def test_what_may_be_unknown_can_be_emptied_and_only_that() -> None:
    desk, one = at_desk("administrator"), meeting("r-1", place="Mairie", starts_at="18:30")
    facts = {
        "kind": one.kind,
        "subject": one.subject,
        "held_on": DAY.isoformat(),
        "state": "announced",
        "starts_at": "18:30",
    }
    assert send(desk, "town.meetings/r-1/amended", seq=1, reason="Vide", place="", **facts).status_code == 302
    assert (Meeting.objects.get().place, Meeting.objects.get().starts_at) == (None, "18:30")
    assert "Lieu : Mairie, désormais rien." in said(desk.get("/registres/town.meetings/r-1"))
    answer = send(desk, "town.meetings/r-1/amended", seq=2, reason="Vide", **facts | {"subject": ""})
    assert answer.status_code == 422 and "Ce champ est nécessaire" in said(answer)


# Files ----------------------------------------------------------------------------------------------------------------


def pdf(body: bytes = PDF, name: str = "releve.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, body)


def file_paper(client: Client, **fields: Any) -> Any:
    given = {"title": "Relevé", "kind": "statement", "issuer": "UMAY", "dated_on": "2025-10-02", **fields}
    return send(client, "town.documents/+filed", **given)


def test_a_document_is_kept_as_it_is_and_downloaded_by_its_hash(client: Client) -> None:
    assert file_paper(at_desk("administrator"), document=pdf()).status_code == 302
    row, name = Document.objects.get(), files.name_of(PDF, "pdf")
    assert row.sha256 == name.partition(".")[0] and files.path(name).read_bytes() == PDF
    address = f"/registres/town.documents/{row.key}"
    page = client.get(address).text
    assert f'href="{address}/pieces/{name}"' in page and row.sha256 in page
    answer = client.get(f"{address}/pieces/{name}")
    assert b"".join(answer.streaming_content) == PDF
    assert (answer["Content-Type"], answer["Content-Disposition"][:10]) == ("application/pdf", "attachment")
    assert client.get(f"/registres/town.meetings/{row.key}/pieces/{name}").status_code == 404


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (pdf(b"\x89PNG"), "n’est pas un PDF"),
        (pdf(b"x" * 2000 + PDF), "n’est pas un PDF"),
        (pdf(PDF + b"\0" * (20 * 1024 * 1024)), "La limite est de 20 Mo"),
        (pdf(b""), "vide"),
        (None, "Choisissez le fichier"),
    ],
    ids=["png", "late", "heavy", "empty", "none"],
)
def test_a_document_is_a_pdf_that_can_be_kept(sent: SimpleUploadedFile | None, why: str) -> None:
    answer = file_paper(at_desk("administrator"), document=sent)
    assert answer.status_code == 422 and why in said(answer)
    assert not Document.objects.exists() and not list(files.folder().glob("**/*.pdf"))


def test_a_file_is_kept_while_the_form_is_put_right_and_gone_if_refused() -> None:
    desk = at_desk("administrator")
    answer = file_paper(desk, document=pdf(), title="")
    kept = re.search(r'name="garde_document" value="([0-9a-f]{32})"', answer.text)
    assert (
        answer.status_code == 422 and kept and aside.get(kept[1]) == PDF and "Vos fichiers sont gardés" in answer.text
    )
    refused = file_paper(desk, garde_document=kept[1], dated_on="2025-12-31")  # the act itself refuses that
    assert refused.status_code == 422 and "Cette valeur n’est pas permise ici." in said(refused)
    assert not list(files.folder().glob("**/*.pdf")) and f'value="{kept[1]}"' in refused.text
    assert file_paper(desk, garde_document=kept[1]).status_code == 302
    assert files.path(files.name_of(PDF, "pdf")).exists() and aside.get(kept[1]) is None


def test_a_photo_is_redrawn_and_shown(client: Client) -> None:
    desk = at_desk("administrator")
    facts = {"title": "Le square", "chapter": "climate", "kind": "promise", "promised_on": date(2024, 1, 1)}
    key = perform(acts.commitment.recorded, actor=ADMIN, at=AT, **facts).key
    bad = send(desk, f"town.commitments/{key}/done", seq=1, photo=SimpleUploadedFile("a.jpg", b"non"))
    assert bad.status_code == 422 and "n’est pas une photo" in said(bad)
    sent = SimpleUploadedFile("a.jpg", photo())
    assert send(desk, f"town.commitments/{key}/done", seq=1, photo=sent, summary="Ouvert.").status_code == 302
    assert Commitment.objects.get().state == "done"
    page = client.get(f"/registres/town.commitments/{key}").text
    (name,) = set(re.findall(r"pieces/([0-9a-f]{64}\.jpg)", page))
    answer = client.get(f"/registres/town.commitments/{key}/pieces/{name}")
    assert answer["Content-Type"] == "image/jpeg" and b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


# The place ------------------------------------------------------------------------------------------------------------


def test_a_place_is_two_numbers_or_the_name_of_a_street() -> None:
    desk = at_desk("administrator")
    assert new_meeting(desk, lon="2,384000", lat="48.811000", numero="r-1").status_code == 302
    row = Meeting.objects.get(key="r-1")
    assert (row.lon, row.lat) == (2_384_000, 48_811_000)
    assert row.district == town().atlas.district_of(row.lon, row.lat)  # left to choose: the place says it
    street = search_places("place Voltaire", limit=1)[0]
    assert new_meeting(desk, lieu=street.name, numero="r-2", token="un-autre-formulaire").status_code == 302
    assert Meeting.objects.get(key="r-2").lon is not None
    answer = new_meeting(desk, lieu="rue qui n’existe pas", numero="r-3", token="un-troisieme-formulaire")
    assert answer.status_code == 422 and "Aucun lieu de la commune" in said(answer)


def amend(client: Client, one: Project, **fields: Any) -> Any:
    given = {
        "number": one.number, "name": one.name, "state": one.state, "started_on": "2011-01-10",
        "lon": f"{one.lon / 1e6:.6f}", "lat": f"{one.lat / 1e6:.6f}", "reason": "Plan", **fields,
    }  # fmt: skip
    return send(client, f"town.projects/{one.key}/amended", seq=one.seq, **given)


def test_a_drawing_is_pasted_or_sent_and_measured() -> None:
    desk = at_desk("administrator")
    facts = {"number": "7", "name": "Quais", "state": "study"}
    answer = send(desk, "town.projects/+recorded", **facts, numero="quais", geojson=json.dumps(DEGREES))
    assert answer.status_code == 302
    row = Project.objects.get(key="quais")
    shape = Shape.objects.get(pk=row.shape)
    assert row.area_m2 == shape.area_m2 and 100_000 < row.area_m2 < 300_000 and row.lon is not None
    sent = SimpleUploadedFile("plan.geojson", json.dumps(DEGREES).encode())
    bad = send(
        desk, "town.projects/+recorded", token="un-autre-formulaire", **facts | {"name": ""}, fichier_geojson=sent
    )
    assert bad.status_code == 422 and "48.815" in bad.text  # the drawing of the file is in the form that comes back
    wrong = send(desk, "town.projects/+recorded", token="un-troisieme-formulaire", **facts, geojson='{"type": "Point"')
    assert wrong.status_code == 422 and "ne peut pas être lu" in said(wrong)


def test_a_drawing_stays_when_it_is_left_alone_and_ends_with_another_place() -> None:
    desk, one = at_desk("administrator"), project()
    assert "Rien à corriger" in said(amend(desk, one))
    assert amend(desk, one, name="Ivry-Port, les quais").status_code == 302
    now = Project.objects.get()
    assert (now.shape, now.area_m2) == (one.shape, one.area_m2)
    assert amend(desk, now, geojson=json.dumps(DEGREES), token="un-autre-formulaire").status_code == 302
    drawn = Project.objects.get()
    assert drawn.shape != one.shape and drawn.area_m2 != one.area_m2
    moved = amend(desk, drawn, lon="2.384000", lat="48.811000", token="un-troisieme-formulaire")
    assert moved.status_code == 302
    last = Project.objects.get()
    assert (last.lon, last.lat, last.shape, last.area_m2) == (2_384_000, 48_811_000, None, None)
    assert "Le lieu sur la carte a changé." in said(desk.get(f"/registres/town.projects/{one.key}"))


def test_a_shape_goes_with_the_act_that_is_refused() -> None:
    desk = at_desk("administrator")
    project("quais", shape=None)
    facts = {"number": "7", "name": "Quais", "state": "study", "numero": "quais"}
    answer = send(desk, "town.projects/+recorded", **facts, geojson=json.dumps(DEGREES))
    assert answer.status_code == 409 and not Shape.objects.exists() and "48.815" in answer.text


def test_files_go_with_a_failure_of_any_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("the disk is on fire")

    monkeypatch.setattr(work, "perform", fail)
    with pytest.raises(RuntimeError):
        file_paper(at_desk("administrator"), document=pdf())
    assert not list(files.folder().glob("**/*.pdf")) and not Document.objects.exists()


def test_the_same_form_twice_is_one_act() -> None:
    desk = at_desk("administrator")
    meeting("r-1")
    for _ in range(2):
        assert send(desk, "town.meetings/r-1/held", seq=1, attendance="12").status_code == 302
    assert Meeting.objects.get().seq == 2
    given = {"name": "UMAY", "kind": "association"}
    for _ in range(2):
        assert send(desk, "town.organisations/+recorded", **given).status_code == 302
    assert Organisation.objects.count() == 1
