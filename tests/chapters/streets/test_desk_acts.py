"""The acts of the desk: each changes what it says, once; what is wrong is said in French, and changes nothing."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.streets import acts, notify
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel import clock
from chapitre.kernel.ledger import log
from chapitre.kernel.records import aside, files
from chapitre.kernel.records.models import Opening
from tests.chapters.streets.deskwork import (
    NOW,
    TOKEN,
    asked,
    at_desk,
    contested,
    do,
    fresh,
    page,
    plain,
    report,
    resident,
    resolved,
    send,
    told,
)
from tests.chapters.streets.pictures import photo, upload
from tests.factories import AT, HEAD, RESIDENT_

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def notified(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The acts (by number within the report) that were passed on to those who reported."""
    seen: list[int] = []
    monkeypatch.setattr(notify, "after_act", lambda receipt: seen.append(receipt.seq))
    return seen


def done(answer: Any, found: Report, words: str) -> str:
    """The act was done: back to the case, with its sentence. Returns that page."""
    assert answer.status_code == 302, plain(answer.content)[:3000]
    assert answer["Location"].startswith(f"/bureau/signalements/{found.key}")
    html = page(answer.client, answer["Location"])
    assert words in html
    return html


def refused(answer: Any, status: int, words: str, found: Report) -> str:
    """The act was refused: its page again, with the reason; the report and the ledger are as they were."""
    before = (found.seq, found.facts())
    html = plain(answer.content)
    assert answer.status_code == status, html[:3000]
    assert words in html and "Fiche " + found.key in html
    now = fresh(found)
    assert (now.seq, now.facts()) == before and len(log.history("streets.reports", found.key)) == found.seq
    return html


def openings(found: Report) -> dict[tuple[int, str], Any]:
    rows = Opening.objects.filter(key=found.key).order_by("pk")
    return {(one.seq, one.field): one.value for one in rows}


# Each act --------------------------------------------------------------------------------------------------------


def test_accepting(notified: list[int]) -> None:
    found = report()
    html = done(send(at_desk(), found, "accepter"), found, "Signalement accepté. Écriture 1.")
    assert fresh(found).state == "accepted" and notified == [2] and "accepté" in html
    assert log.entry(1).content()["role"] == "agent"


def test_asking() -> None:
    found = report()
    done(send(at_desk(), found, "demander", question="De quel côté ?"), found, "Question posée.")
    assert fresh(found).state == "asked" and openings(found) == {(2, "question"): "De quel côté ?"}


def test_passing_on_leads_back_to_the_queue_that_it_has_left() -> None:
    found = report()
    client = at_desk()
    answer = send(client, found, "transmettre", service="voirie", motif="Gravats du chantier.")
    assert answer.status_code == 302 and answer["Location"] == "/bureau"
    assert "Signalement transmis." in page(client, "/bureau")
    now = fresh(found)
    assert now.department == "voirie" and now.due_on == found.due_on
    assert openings(found) == {(2, "reason"): "Gravats du chantier."}
    # A head of department follows the case where it goes.
    done(send(at_desk("supervisor"), now, "transmettre", service="proprete"), found, "Signalement transmis.")


def test_resolving_with_a_photo() -> None:
    found = report()
    answer = send(at_desk(), found, "resoudre", photo=upload(photo()))
    done(answer, found, "Signalement résolu.")
    now = fresh(found)
    assert now.state == "resolved" and now.resolved_on == date(2025, 11, 18)
    name = openings(found)[2, "photo1"]["file"]
    assert files.path(name).exists() and at_desk().get(f"/signalements/{found.key}").status_code == 200


def test_resolving_with_a_sentence() -> None:
    found = report()
    done(send(at_desk(), found, "resoudre", motif="Enlevé ce matin."), found, "Signalement résolu.")
    assert openings(found) == {(2, "reason"): "Enlevé ce matin."}


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"raison": "prive"}, "Ce lieu n’appartient pas à la ville : c’est à son propriétaire d’agir."),
        ({"raison": "impossible", "motif": "Mur privé."}, "Ce qui est demandé n’est pas possible. Mur privé."),
        ({"raison": "autre", "motif": "Ce banc est à sa place."}, "Ce banc est à sa place."),
    ],
)  # fmt: skip
def test_rejecting_with_a_usual_reason_or_ones_own(given: dict[str, str], reason: str) -> None:
    found = report()
    done(send(at_desk(), found, "rejeter", **given), found, "Signalement rejeté.")
    assert fresh(found).state == "rejected"
    assert openings(found)[2, "reason"].replace("\u00a0", " ") == reason


def test_reopening() -> None:
    found = resolved()
    done(send(at_desk(), found, "rouvrir", motif="Il en reste."), found, "Signalement rouvert.")
    now = fresh(found)
    assert (now.state, now.reopenings, now.contested, now.due_on) == ("reopened", 1, False, found.due_on)


def test_joining_to_a_neighbour_or_to_any_other() -> None:
    first, second, third = report(), report(), report(lon=2_390_000)
    done(send(at_desk(), second, "relier", voisin=first.key), second, "Signalement relié.")
    assert fresh(second).merged_into == first.key
    # To one that is joined itself: to the end of the chain.
    done(send(at_desk(), third, "relier", numero=second.key), third, "Signalement relié.")
    assert fresh(third).merged_into == first.key


def test_correcting_the_category_brings_its_department_and_its_delay() -> None:
    found = report(answer="yes")
    fields = {"sujet": "nid-de-poule", "recu_le": "2025-11-17", "lieu": found.place, "motif": "C’est un trou."}
    answer = send(at_desk("supervisor"), found, "corriger", **fields)
    html = done(answer, found, "Fiche corrigée.")
    now = fresh(found)
    assert (now.category, now.department, now.answer) == ("nid-de-poule", "voirie", None)
    assert now.received_on == date(2025, 11, 17) and now.due_on > now.received_on
    assert "Sujet : Dépôt sauvage, désormais Trou dans la chaussée." in html


def test_correcting_the_place() -> None:
    found = report()
    fields = {"sujet": found.category, "recu_le": "2025-11-18", "lieu": "rue Marat", "motif": "Au bout."}
    done(send(at_desk(), found, "corriger", **fields), found, "Fiche corrigée.")
    now = fresh(found)
    assert now.place == "rue Marat" and (now.lon, now.lat) != (found.lon, found.lat)
    assert now.due_on == found.due_on and now.category == found.category


def test_withdrawing() -> None:
    found = report()
    html = done(send(at_desk("supervisor"), found, "retirer", motif="Un canular.", sur="on"), found, "retiré du compte")
    assert fresh(found).withdrawn and "« Un canular. »" in html


@pytest.mark.django_db(transaction=True)
def test_erasing() -> None:
    found = told(photos=1)
    name = Submission.objects.get(record=found).photos[0]
    answer = send(at_desk("administrator"), found, "effacer", sur="on")
    html = done(answer, found, "Données effacées. Écriture 1.")
    assert not Submission.objects.exists() and not Contact.objects.exists() and not files.path(name).exists()
    assert "effacer" not in re.findall(r"/(\w+)\"", html), "nothing is left to erase"
    again = send(at_desk("administrator"), found, "effacer", sur="on")
    assert again.status_code == 302 and fresh(found).seq == 2, "sent twice, it is one tombstone"


# Reading what was sent --------------------------------------------------------------------------------------------


def test_publishing_what_an_agent_chose() -> None:
    found = told(photos=3)
    sent = Submission.objects.get(record=found).photos
    given = {"texte": "Des gravats.", "photos": [sent[2], sent[0]], "point": "on", "accepter": "on"}
    html = done(send(at_desk(), found, "relire", **given), found, "Relecture faite. Écriture 2.")
    now = fresh(found)
    assert (now.review, now.state, now.seq) == ("done", "accepted", 3)
    assert openings(found) == {
        (2, "text"): "Des gravats.",
        (2, "point"): [2_384_020, 48_810_030],
        (2, "photo1"): {"file": sent[0]},
        (2, "photo2"): {"file": sent[2]},
    }
    assert not Submission.objects.exists() and not files.path(sent[1]).exists() and files.path(sent[0]).exists()
    assert "« Des gravats. »" in html and "Mme Rey" not in html


def test_publishing_nothing() -> None:
    found = told(photos=1)
    html = done(send(at_desk(), found, "relire", texte=""), found, "Relecture faite.")
    assert openings(found) == {} and fresh(found).state == "received"
    assert "Rien de ce qui a été envoyé n’est publié." in html


def test_a_photo_that_another_report_shows_stays() -> None:
    shown, found = told(photos=1, key="25-80001"), told(photos=1, key="25-80002")
    name = Submission.objects.get(record=found).photos[0]
    send(at_desk(), shown, "relire", texte="", photos=[name])
    send(at_desk(), found, "relire", texte="", token="un autre jeton")
    assert files.path(name).exists()


def test_photos_of_elsewhere_cannot_be_published() -> None:
    other, found = told(photos=2, key="25-80001"), told(photos=1, key="25-80002")
    foreign = Submission.objects.get(record=other).photos[1]
    refused(send(at_desk(), found, "relire", texte="", photos=[foreign]), 422, "À corriger", found)


def test_two_sendings_are_read_together() -> None:
    found = told()
    do(acts.resolved, found, reason="Fait.")
    do(acts.reopened, found, actor=RESIDENT_, at=AT + timedelta(minutes=90), text="Pas fini.")
    html = page(at_desk(), f"/bureau/signalements/{found.key}")
    assert "Mme Rey, au 12.\n\nPas fini." in html


def test_nothing_left_to_read() -> None:
    found = report()
    refused(send(at_desk(), found, "relire", texte="Encore."), 409, "Tout est déjà relu", found)


def test_contested_reports_are_read_like_others() -> None:
    found = contested()
    done(send(at_desk(), found, "relire", texte="Tout est encore là."), found, "Relecture faite.")
    assert fresh(found).contested


# What is refused ---------------------------------------------------------------------------------------------------

VERBS = (
    "accepter", "relire", "demander", "transmettre", "resoudre", "rejeter", "rouvrir", "relier", "corriger",
    "retirer", "effacer",
)  # fmt: skip
FIELDS = {
    "texte": "Des gravats.", "question": "Où ?", "service": "voirie", "motif": "Un mot.", "raison": "rien",
    "numero": "25-70001", "sujet": "graffiti", "recu_le": "2025-11-18", "lieu": "place Voltaire", "sur": "on",
}  # fmt: skip

CORRECT = {"sujet": "graffiti", "recu_le": "2025-11-18", "lieu": "place Voltaire", "motif": "Une erreur."}


@pytest.mark.parametrize("verb", VERBS)
def test_who_may_not_act(verb: str) -> None:
    report(key="25-70001")
    found = told()
    anonymous = Client().post(f"/bureau/signalements/{found.key}/{verb}", {"seq": 1, "jeton": TOKEN, **FIELDS})
    assert anonymous.status_code == 302 and anonymous["Location"].startswith("/compte/connexion/")
    for client in (resident(), at_desk("councillor"), at_desk("auditor")):
        answer = send(client, found, verb, **FIELDS)
        assert answer.status_code == 403 and "Cette page ne vous est pas ouverte" in answer.content.decode()
    assert fresh(found).seq == 1


@pytest.mark.parametrize("verb", VERBS)
def test_another_department_may_not_act_and_keeps_what_it_wrote(verb: str) -> None:
    report(key="25-70001")
    found = told()
    html = refused(send(at_desk("agent", "voirie"), found, verb, **FIELDS), 403, "Vous n’avez pas le droit", found)
    if verb in ("rejeter", "rouvrir", "transmettre"):
        assert "Un mot." in html
    assert "Mme Rey" not in html


@pytest.mark.parametrize("verb", ["retirer", "effacer"])
def test_what_only_heads_may_do(verb: str) -> None:
    found = told()
    refused(send(at_desk(), found, verb, **FIELDS), 403, "droit", found)


@pytest.mark.parametrize(
    ("verb", "given", "words"),
    [
        ("demander", {"question": "  "}, "Écrivez la question à poser."),
        ("transmettre", {"service": ""}, "Choisissez le service."),
        ("transmettre", {"service": "proprete"}, "Ce service n’existe pas."),
        ("resoudre", {"motif": " "}, "Il faut une photo de ce qui a été fait, ou une phrase qui le dit."),
        ("rejeter", {}, "Choisissez un motif."),
        ("rejeter", {"raison": "autre"}, "Écrivez le motif"),
        ("rejeter", {"raison": "impossible", "motif": " "}, "Écrivez le motif"),
        ("relier", {}, "Choisissez un signalement voisin"),
        ("relier", {"numero": "25-99999"}, "Aucun signalement ne porte le numéro 25-99999."),
        ("corriger", CORRECT | {"sujet": "depot-sauvage"}, "Rien à corriger"),
        ("corriger", CORRECT | {"recu_le": "2025-11-19"}, "pas encore venu"),
        ("corriger", CORRECT | {"recu_le": "hier"}, "Écrivez une date"),
        ("corriger", CORRECT | {"sujet": "lune"}, "Ce sujet n’existe pas."),
        ("corriger", CORRECT | {"lieu": "rue de la Lune"}, "Aucun lieu"),
        ("corriger", CORRECT | {"lieu": "rue"}, "Plusieurs lieux"),
        ("corriger", CORRECT | {"motif": ""}, "Dites pourquoi"),
        ("retirer", {"motif": "Un essai."}, "Cochez cette case"),
        ("retirer", {"sur": "on"}, "Écrivez le motif"),
        ("effacer", {}, "Cochez cette case"),
        ("rejeter", {"raison": "autre", "motif": "x" * 2001}, "2001 signes, la limite est de 2000"),
    ],
)  # fmt: skip
def test_what_is_missing_is_said_and_what_was_written_stays(verb: str, given: dict[str, str], words: str) -> None:
    found = told()
    html = refused(send(at_desk("supervisor"), found, verb, **given), 422, words, found)
    for name in ("motif", "numero", "lieu"):
        if given.get(name, "").strip():
            assert given[name] in html


def test_joining_refuses_itself_what_follows_it_and_what_is_withdrawn() -> None:
    first, second, third = report(), report(), report()
    do(acts.merged, second, into=first.key, own=second.key)
    do(acts.withdrawn, third, actor=HEAD, reason="Un essai.")
    client = at_desk()
    refused(send(client, first, "relier", numero=first.key), 422, "relié à lui-même", first)
    refused(send(client, first, "relier", numero=second.key), 422, "relié à lui-même", first)
    refused(send(client, first, "relier", numero=third.key), 422, "est retiré du compte", first)


@pytest.mark.parametrize(
    ("verb", "given"),
    [
        ("accepter", {}),
        ("demander", {"question": "Où ?"}),
        ("resoudre", {"motif": "Encore."}),
        ("transmettre", {"service": "voirie"}),
    ],
)  # fmt: skip
def test_out_of_order(verb: str, given: dict[str, str]) -> None:
    found = resolved()
    words = "n’est pas possible ici : la fiche est dans l’état « résolu »."
    html = refused(send(at_desk(), found, verb, **given), 409, words, found)
    assert all(one in html for one in given.values())


def test_a_page_that_cannot_be_used_now_says_so() -> None:
    found = resolved()
    html = page(at_desk(), f"/bureau/signalements/{found.key}/demander", 409)
    assert "n’est pas possible ici" in html and '<form method="post" enctype' not in html
    assert at_desk().get(f"/bureau/signalements/{found.key}/dormir").status_code == 404


def test_a_report_that_changed_meanwhile_is_read_again_first() -> None:
    found = report()
    do(acts.accepted, found)
    client = at_desk()
    answer = send(client, found, "rejeter", raison="autre", motif="Pas chez nous.")
    html = plain(answer.content)
    assert answer.status_code == 409 and "a changé depuis que vous l’avez ouverte" in html and "Pas chez nous." in html
    assert fresh(found).seq == 2
    # The page that came back knows the report as it is now: sent again, it goes through.
    fields = dict(re.findall(r'name="(seq|jeton)" value="([^"]+)"', html))
    assert fields["seq"] == "2" and fields["jeton"] != TOKEN
    again = send(client, found, "rejeter", seq=2, token=fields["jeton"], raison="autre", motif="Pas chez nous.")
    done(again, found, "Signalement rejeté.")


def test_a_form_sent_twice_does_one_thing(notified: list[int]) -> None:
    found = report()
    client = at_desk()
    first = send(client, found, "resoudre", motif="Fait.")
    second = send(client, found, "resoudre", motif="Fait.")
    assert first["Location"] == second["Location"] and first.status_code == second.status_code == 302
    assert fresh(found).seq == 2 and notified == [2]


def test_a_review_sent_twice_does_one_thing(notified: list[int]) -> None:
    found = told(photos=1)
    name = Submission.objects.get(record=found).photos[0]
    client = at_desk()
    for _ in range(2):
        answer = send(client, found, "relire", texte="Des gravats.", photos=[name], accepter="on")
    assert answer.status_code in (302, 422) and fresh(found).seq == 3 and notified == [2, 3]
    assert files.path(name).exists()


def test_the_same_token_of_somebody_else_does_nothing_in_their_name() -> None:
    found = report()
    send(at_desk(), found, "accepter")
    answer = send(at_desk("supervisor"), found, "accepter")
    assert answer.status_code == 409 and fresh(found).seq == 2


@pytest.mark.parametrize("field", ["seq", "jeton"])
def test_a_form_without_its_marks_is_asked_for_again(field: str) -> None:
    found = report()
    data = {"seq": "1", "jeton": TOKEN, field: ""}
    answer = at_desk().post(f"/bureau/signalements/{found.key}/accepter", data)
    refused(answer, 422, "Cette page est incomplète", found)


def test_a_photo_stays_when_something_else_was_wrong() -> None:
    found = report()
    do(acts.accepted, found)
    client = at_desk()
    answer = send(client, found, "resoudre", photo=upload(photo()))
    kept = re.search(r'name="gardee" value="(\w{32})"', answer.content.decode())
    assert answer.status_code == 409 and kept is not None and aside.get(kept[1]) is not None
    assert "Il faut une photo" not in answer.content.decode() and len(list(aside.folder().iterdir())) == 1
    assert not files.folder().exists() or not list(files.folder().rglob("*.jpg")), "nothing is kept beside records"
    done(send(client, fresh(found), "resoudre", token="un autre jeton", gardee=kept[1]), found, "Signalement résolu.")
    assert "photo1" in {field for _, field in openings(found)} and aside.get(kept[1]) is None


def test_a_file_that_is_no_photo() -> None:
    found = report()
    answer = send(at_desk(), found, "resoudre", photo=upload(b"%PDF-1.4 not a picture", "rapport.pdf"))
    refused(answer, 422, "« rapport.pdf » n’est pas une photo", found)


def test_acts_need_the_sites_own_form() -> None:
    found = report()
    client = at_desk()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    answer = send(strict, found, "accepter")
    assert answer.status_code == 403 and fresh(found).seq == 1


def test_english_reasons_are_written_in_french() -> None:
    found = asked()
    client = at_desk()
    client.cookies["langue"] = "en"
    assert "This place is not the town’s" in page(client, f"/bureau/signalements/{found.key}/rejeter")
    send(client, found, "rejeter", raison="rien")
    assert openings(found)[3, "reason"] == "Nous sommes passé·es et n’avons rien trouvé à cet endroit."
