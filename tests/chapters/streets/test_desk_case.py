"""The page of one case: what each reader sees of it, what lies beside it, what may be done, who read an address."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from chapitre.chapters.streets import acts, casework
from chapitre.chapters.streets.models import Contact, ContactReading, Submission
from chapitre.chapters.streets.states import MACHINE
from chapitre.kernel import clock
from chapitre.kernel.people.actors import Actor
from tests.chapters.streets.deskwork import NOW, asked, at_desk, do, fresh, page, plain, report, resolved, told
from tests.factories import AT, HEAD, RESIDENT_

pytestmark = pytest.mark.django_db
WORDS = "Des gravats devant chez Mme Rey, au 12."


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def case(found: object) -> str:
    return f"/bureau/signalements/{found}"


def buttons(html: str) -> set[str]:
    """The acts that the page offers, by their address's last word."""
    return set(re.findall(r'(?:href|action)="/bureau/signalements/[\w-]+/(\w+)', html)) - {"adresse"}


def test_the_page_says_where_the_case_stands() -> None:
    found = report(AT - timedelta(days=10))
    html = page(at_desk(), case(found))
    assert "7 jours de retard" in html and "promis pour le 11 nov. 2025" in html
    assert "Place Voltaire, Centre-ville." in html and "habitant·e, par le site" in html
    assert '<span class="vh"> (prouvé)</span></a> signalements reçus' in html
    assert f'href="/signalements/{found.key}"' in html and "1 sur 1" in html


def test_a_number_that_nobody_has() -> None:
    assert at_desk().get(case("25-99999")).status_code == 404
    assert at_desk("supervisor").get(case("25-99999") + "/resoudre").status_code == 404


def test_each_act_has_its_entry_in_the_story() -> None:
    found = asked()
    do(acts.answered, found, actor=RESIDENT_, text="Du côté pair.")
    do(acts.reviewed, found, text="Du côté pair.")
    do(acts.reassigned, found, department="voirie", reason="À voir avec le chantier.")
    html = page(at_desk("supervisor"), case(found))
    story = [
        "Reçu", "Question posée", "agent·e, propreté", "« De quel côté de la rue ? »",
        "Réponse reçue", "habitant·e, par le lien de suivi", "Relu", "« Du côté pair. »",
        "Transmis au service « Voirie »", "« À voir avec le chantier. »",
    ]  # fmt: skip
    places = [html.index(one, html.index("Ce qui s’est passé")) for one in story]
    assert places == sorted(places)
    assert [int(one) for one in re.findall(r"écriture (?:</span>)?(\d+)</span>", html)] == [0, 1, 2, 3, 4]


# What is private --------------------------------------------------------------------------------------------------


def test_an_agent_reads_what_nobody_has_published_yet() -> None:
    found = told(photos=2)
    html = page(at_desk(), case(found))
    assert WORDS in html and len(re.findall(r'<img src="/bureau/photos/\w{64}\.jpg"', html)) == 2
    assert "Publier le point exact" in html and "Point exact, réservé aux agents" in html
    assert "Adresse électronique laissée." in html and "nadia@exemple.fr" not in html


@pytest.mark.parametrize(("role", "department"), [("agent", "voirie"), ("councillor", ""), ("auditor", "")])
def test_others_read_the_case_without_it(role: str, department: str) -> None:
    found = told(photos=1)
    client = at_desk(role, *([department] if department else []))
    html = page(client, case(found))
    assert "gravats" not in html and "/bureau/photos/" not in html and "nadia" not in html and not buttons(html)
    assert ("1 envoi à relire." in html) == (role == "auditor")
    assert "Vous lisez cette fiche sans pouvoir agir" in html or "« Propreté » : vous pouvez la lire, pas agir" in html


def test_the_address_is_shown_on_demand_and_each_reading_is_written_down() -> None:
    found = told()
    client = at_desk()
    assert client.get(case(found) + "/adresse").status_code == 405
    html = plain(client.post(case(found) + "/adresse").content)
    assert "mailto:nadia@exemple.fr" in html and "Lue une fois, mardi 18 nov. 2025, 11 h 12." in html
    client.post(case(found) + "/adresse")
    assert "Lue 2 fois" in page(client, case(found)) and "nadia" not in page(client, case(found))
    readings = ContactReading.objects.filter(record=found).order_by("pk")
    assert [(one.role, one.at, one.reader_id) for one in readings] == [
        ("agent", NOW, int(client.session["_auth_user_id"]))
    ] * 2


def test_readings_are_kept_a_year() -> None:
    found = told()
    actor = Actor("agent", frozenset({"proprete"}))
    casework.reveal(found.key, actor=actor, at=NOW - timedelta(days=366))
    assert casework.reveal(found.key, actor=actor, at=NOW) == "nadia@exemple.fr"
    assert ContactReading.objects.count() == 1


def test_nobody_else_reads_the_address() -> None:
    found = told()
    for role, department in (("agent", ["voirie"]), ("councillor", []), ("auditor", [])):
        answer = at_desk(role, *department).post(case(found) + "/adresse")
        assert answer.status_code == 403 and "nadia" not in answer.content.decode()
    assert not ContactReading.objects.exists()


def test_no_address_left_is_no_reading() -> None:
    found = told(email=None)
    client = at_desk()
    assert "la personne suit par son lien" in page(client, case(found))
    assert "L’adresse est déjà effacée." in plain(client.post(case(found) + "/adresse").content)
    assert not ContactReading.objects.exists() and Contact.objects.count() == 1


def status_of(client: Client, address: str) -> int:
    answer = client.get(address)
    if answer.streaming:
        b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


def test_photos_to_read_are_for_the_department_alone() -> None:
    found = told(photos=1)
    name = Submission.objects.get(record=found).photos[0]
    shown = at_desk().get(f"/bureau/photos/{name}")
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert "no-store" in shown["Cache-Control"] and "private" in shown["Cache-Control"]
    assert shown.content.startswith(b"\xff\xd8")
    for client in (at_desk("agent", "voirie"), at_desk("auditor"), at_desk("councillor")):
        assert status_of(client, f"/bureau/photos/{name}") == 404
    for wrong in ("0" * 64 + ".jpg", "..%2F..%2Fsecret_key", "x.jpg", name[:-4] + "%25.jpg"):
        assert status_of(at_desk("supervisor"), f"/bureau/photos/{wrong}") == 404
    assert status_of(at_desk("administrator"), f"/bureau/photos/{name}") == 200


def test_a_photo_once_read_is_no_longer_private() -> None:
    found = told(photos=2)
    first, second = Submission.objects.get(record=found).photos
    casework.review(
        found.key, actor=Actor("agent", frozenset({"proprete"}), 1), at=NOW, seq=1, token="a" * 8,
        text="Des gravats.", photos=(second,), point=None, accept=False,
    )  # fmt: skip
    client = at_desk()
    assert status_of(client, f"/bureau/photos/{first}") == status_of(client, f"/bureau/photos/{second}") == 404
    assert status_of(client, f"/photos/{found.key}/{second}") == 200
    assert status_of(client, f"/photos/{found.key}/{first}") == 404


# What is beside it --------------------------------------------------------------------------------------------------


def test_open_reports_within_a_hundred_metres_nearest_first() -> None:
    found = report()
    near = report(lon=2_384_500)  # some 37 m to the east
    nearer = report(lat=48_810_200)  # 22 m to the north
    report(lon=2_386_000)  # 147 m
    resolved(lat=48_810_100)
    assert [(one.report.key, one.metres) for one in casework.beside(found)] == [(nearer.key, 22), (near.key, 37)]
    html = page(at_desk(), case(found))
    listed = html[html.index("À moins de 100 m") :]
    assert listed.index(nearer.key) < listed.index(near.key)


def test_the_reports_joined_to_it_and_the_one_it_is_joined_to() -> None:
    first, second = report(), report()
    do(acts.merged, second, into=first.key, own=second.key)
    client = at_desk()
    assert f'href="/bureau/signalements/{second.key}">{second.key}' in page(client, case(first))
    assert f'href="/bureau/signalements/{first.key}">{first.key}' in page(client, case(second))


# What may be done ---------------------------------------------------------------------------------------------------

VERBS = {
    "accepted": "accepter", "asked": "demander", "reassigned": "transmettre", "resolved": "resoudre",
    "rejected": "rejeter", "reopened": "rouvrir", "merged": "relier", "amended": "corriger", "withdrawn": "retirer",
}  # fmt: skip


def in_state(state: str) -> object:
    found = report()
    way = {
        "received": [], "accepted": [(acts.accepted, {})], "asked": [(acts.asked, {"question": "Où ?"})],
        "answered": [(acts.asked, {"question": "Où ?"}), (acts.answered, {"text": "Là.", "actor": RESIDENT_})],
        "resolved": [(acts.resolved, {"reason": "Fait."})], "rejected": [(acts.rejected, {"reason": "Privé."})],
        "reopened": [(acts.resolved, {"reason": "Fait."}), (acts.reopened, {"reason": "Non."})],
        "merged": [(acts.merged, {"into": report().key, "own": found.key})],
    }  # fmt: skip
    for act, params in way[state]:
        do(act, found, **params)
    assert fresh(found).state == state
    return found


@pytest.mark.parametrize(
    "state", ["received", "accepted", "asked", "answered", "reopened", "resolved", "rejected", "merged"]
)
def test_only_the_acts_of_the_machine_are_offered(state: str) -> None:
    found = in_state(state)
    expected = {verb for name, verb in VERBS.items() if state in MACHINE[name][0]}
    reading = {"relire"} if state == "answered" else set()
    assert buttons(page(at_desk("supervisor"), case(found))) == expected | reading | (
        {"effacer"} if state in ("asked", "answered", "resolved", "rejected", "reopened") else set()
    )
    assert buttons(page(at_desk(), case(found))) == (expected | reading) - {"retirer"}


def test_one_solid_button_the_act_that_comes_next() -> None:
    client = at_desk()

    def solid(found: object) -> list[str]:
        html = page(client, case(found))
        return re.findall(r'<(?:a|button) class="btn btn--main[^>]*>\s*([^<]+?)\s*<', html)

    assert solid(told()) == ["Publier ce qui reste"]
    assert solid(report()) == ["Accepter"]
    assert solid(in_state("accepted")) == ["Résoudre, avec photo"]
    assert solid(resolved()) == []


def test_nothing_is_offered_on_a_withdrawn_report() -> None:
    found = report()
    do(acts.withdrawn, found, actor=HEAD, reason="Un essai.")
    html = page(at_desk("supervisor"), case(found))
    # Its public reason may still have to be erased.
    assert buttons(html) == {"effacer"}
    assert "plus aucun acte n’est possible" in page(at_desk(), case(found))


def test_before_and_after_in_the_list_one_came_by() -> None:
    first, second, third = (report(AT - timedelta(days=n), category="graffiti") for n in (3, 2, 1))
    report(AT - timedelta(days=2))
    client = at_desk()
    html = page(client, f"{case(second)}?file=proprete&sujet=graffiti")
    assert "2 sur 3" in html
    assert re.search(rf'rel="prev" href="/bureau/signalements/{first.key}\?file=proprete&amp;sujet=graffiti"', html)
    assert re.search(rf'rel="next" href="/bureau/signalements/{third.key}\?', html)
    assert "2 sur" not in page(client, f"{case(second)}?file=jardins"), "a list that does not exist is no list"


def test_a_case_takes_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    found = told(photos=2)
    client = at_desk()
    page(client, case(found))
    with django_assert_max_num_queries(40):
        page(client, case(found))
