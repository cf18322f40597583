"""A jury on the site: who has a letter answers, the desk leads the draw, anybody re-does it, nobody learns a name."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice import posting
from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.juries import drawing
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelFile, Seat
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel.acts import perform
from chapitre.kernel.ledger.commitments import commit
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADDRESSES, ADMIN, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def text(client: Client, url: str, status: int = 200) -> str:
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_letter_s_code_opens_the_form_and_its_answers_come_back_as_a_receipt() -> None:
    jurors.called()
    client, code = Client(), jurors.code(1)
    typed = code.replace("-", " ").upper()
    answer = client.post(reverse("jury_code"), {"code": typed})
    assert answer.headers["Location"] == reverse("jury_volontaire", args=[code])
    assert "Quel parc" in text(client, answer.headers["Location"])
    url = jurors.answer(1, "femme")
    page = client.get(url)
    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"  # under no-referrer browsers could not post its form
    assert "Me retirer" in page.content.decode()
    told = json.loads(text(client, reverse("jury_recu", args=[code])))
    assert told["features"] == [["genre", "femme"]]
    assert commit(bytes.fromhex(told["salt"]), told["field"], told["features"]) == told["commitment"]
    client.post(url, {"retirer": "1"})
    assert Volunteer.objects.count() == 0
    assert "Se porter volontaire" in text(client, url)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ({"critere_0": "femme", "nom": "A", "courriel": "a@b.test"}, "accord"),
        ({"critere_0": "femme", "nom": "A", "accord": "on"}, "pouvoir vous joindre"),
        ({"critere_0": "martien", "nom": "A", "courriel": "a@b.test", "accord": "on"}, "Genre"),
        ({"nom": "A", "courriel": "a@b.test", "accord": "on"}, "Choisissez une réponse"),
    ],
)
def test_a_form_that_lacks_something_comes_back_and_keeps_nothing(typed: dict[str, str], word: str) -> None:
    jurors.called()
    answer = Client().post(reverse("jury_volontaire", args=[jurors.code(1)]), typed)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert Volunteer.objects.count() == 0
    assert not Invitation.objects.get(number=1).answered


def test_one_letter_makes_one_volunteer() -> None:
    jurors.called()
    url = jurors.answer(1, "femme")
    typed = {"critere_0": "homme", "nom": "A", "courriel": "a@b.test", "accord": "on"}
    assert Client().post(url, typed).status_code == 409
    assert Volunteer.objects.count() == 1


def test_a_code_that_is_none_opens_nothing() -> None:
    jurors.called()
    for code in ("0" * 26, "x", "é" * 26, "0000-0000"):
        assert Client().get(reverse("jury_volontaire", args=[code])).status_code == 404
        assert Client().post(reverse("jury_code"), {"code": code}).status_code == 422


def test_the_desk_leads_a_draw_from_the_letters_to_a_replacement() -> None:
    facts = {"name": "jury du parc", "project": None, "seats": 3, "called_on": now().date()}
    perform(juries.jury.recorded, KEY, actor=ADMIN, at=now(), question="Quel parc ?", **facts)
    for value in ("femme", "homme"):
        quota = {"jury": KEY, "category": "genre", "value": value, "least": 1, "most": 2, "source": None}
        perform(juries.quota.recorded, f"{KEY}-{value}", actor=ADMIN, at=now(), **quota)
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    assert KEY in text(desk, reverse("bureau_jurys"))

    def do(deed: str, status: int = 302, **typed: object) -> None:
        answer = desk.post(url, {"acte": deed, "seq": jurors.jury().seq, **typed})
        assert answer.status_code == status, answer.content.decode()

    do("inviter", 422, combien="9")
    do("inviter", 422, combien="9", adresses=SimpleUploadedFile("a.csv", ADDRESSES))
    do("inviter", 409, combien="9", adresses=SimpleUploadedFile("a.csv", ADDRESSES), avant=now().date().isoformat())
    do("inviter", combien="9", adresses=SimpleUploadedFile("a.csv", ADDRESSES), avant=now(20).date().isoformat())
    assert desk.get(reverse("bureau_jury_courriers", args=[KEY])).content.startswith(b"%PDF")
    for number in range(1, 9):
        jurors.answer(number, "femme" if number % 2 else "homme")
    assert "assez" in text(desk, url)
    do("publier", 409)
    do("arreter")
    do("calculer", 422, suppleances="0", departs="15")
    do("calculer", 422, suppleances="2", departs="cent")
    assert 'value="15"' in text(desk, url)
    do("calculer", suppleances="2", departs="10")
    assert (jurors.jury().alternates, jurors.jury().dropout) == (2, 10)
    assert PanelFile.objects.get().problem == ""
    drawing.make_panels(jurors.jury(), 20, PanelFile.objects.get())
    do("publier")
    do("annoncer", 409, source="Loto", jour=now().date().isoformat())
    do("annoncer", 422, source="Loto", jour="bientôt")
    do("annoncer", source="Loto", jour=now(2).date().isoformat())
    do("tirer", 409, graine="1 2 3", temoins="une élue")
    assert "Loto" in text(desk, url)


def test_the_desk_accepts_and_replaces_by_the_published_order() -> None:
    jurors.drawn()
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    first, second = Seat.objects.order_by("number")[:2]
    assert desk.post(url, {"acte": "accepter", "siege": first.key}).status_code == 302
    assert desk.post(url, {"acte": "remplacer", "siege": second.key, "raison": ""}).status_code == 422
    assert desk.post(url, {"acte": "remplacer", "siege": second.key, "raison": "work"}).status_code == 302
    assert desk.post(url, {"acte": "rien"}).status_code == 422
    assert sorted(Seat.objects.values_list("state", flat=True)) == ["accepted", "declined", "drawn", "drawn"]
    assert f"remplace le {second.number}" in text(desk, url)


def test_the_desk_s_page_is_for_those_who_run_juries() -> None:
    jurors.called()
    for client, status in ((Client(), 302), (at_desk("agent"), 403), (at_desk("councillor"), 403)):
        for name in ("bureau_jury", "bureau_jury_courriers"):
            assert client.get(reverse(name, args=[KEY])).status_code == status


def test_anybody_re_does_the_draw_from_the_published_files() -> None:
    jurors.drawn()
    client = Client()
    body = text(client, reverse("jury_panneaux", args=[KEY]))
    told = json.loads(text(client, reverse("jury_resultat", args=[KEY])))
    assert draw.problems(body, told) == []
    assert "def problems" in text(client, reverse("jury_verifieur"))
    page = text(client, reverse("jury_tirage", args=[KEY]))
    assert f"<li>{told['members'][0]}</li>" in page and f"<li>{told['alternates'][0]}</li>" in page
    assert f"{told['alternates'][0]}, {told['alternates'][1]}</span>" in text(client, reverse("jury", args=[KEY]))
    assert "panneaux.json" in text(client, reverse("jury_verifier", args=[KEY]))


def test_nothing_of_a_draw_is_shown_before_its_panels_are_published() -> None:
    jurors.frozen()
    PanelFile.objects.create(jury=KEY, body="{}")
    for name in ("jury_panneaux", "jury_resultat", "jury_tirage", "jury_verifier"):
        text(Client(), reverse(name, args=[KEY]), 404)


def test_a_volunteer_reads_her_number_and_her_chance() -> None:
    jurors.drawn()
    panels = draw.opened(PanelFile.objects.get().body)["panels"]
    page = text(Client(), reverse("jury_volontaire", args=[jurors.code(1)]))
    pool = drawing.pool_of(jurors.jury())
    number = [one.code for one in pool].index(Invitation.objects.get(number=1).code) + 1
    assert f"Votre numéro est le {number}." in page
    assert f"dans {sum(number in one for one in panels)} des 20 panels" in page


def test_no_public_page_says_who_volunteered_or_who_was_written_to() -> None:
    jury = jurors.drawn()
    drawing.give_up(Seat.objects.order_by("number")[0], "work", actor=ADMIN, at=now())
    client = Client()
    secrets = ["Nom 1", "exemple.test", "rue Invent", "quai Invent"]
    secrets += list(Invitation.objects.values_list("code", flat=True))
    secrets += [one.salts["features"] for one in Volunteer.objects.all()]
    names = ("jury", "jury_tirage", "jury_verifier", "jury_panneaux", "jury_resultat")
    urls = [reverse(name, args=[KEY]) for name in names]
    urls += [reverse("registre_ecritures", args=["voice.juries", KEY]), reverse("jurys")]
    urls += [reverse("registre", args=["voice.seats"]), reverse("registre_fiche", args=["voice.seats", f"{KEY}-1"])]
    for url in urls:
        answer = client.get(url)
        if answer.status_code == 404:
            continue  # number 1 was not drawn this time
        page = answer.content.decode()
        assert not [one for one in secrets if one in page], url
    assert Jury.objects.get(pk=jury.pk).facts()["volunteers"] == 8


def test_the_public_page_tells_what_became_of_each_point() -> None:
    jury = jurors.drawn()
    perform(juries.jury_sitting, KEY, actor=ADMIN, at=now())
    perform(juries.jury_reported, KEY, actor=ADMIN, at=now(), opinion="Planter.")
    facts = {"jury": KEY, "subject": "planter cent arbres", "given_on": now().date()}
    perform(juries.recommendation.recorded, "P-1", actor=ADMIN, at=now(), **facts)
    url = reverse("jury", args=[KEY])
    assert "pas encore répondu" in text(Client(), url)
    perform(juries.recommendation_accepted, "P-1", actor=ADMIN, at=now(), motive="Soixante cette année.")
    perform(juries.recommendation_carried, "P-1", actor=ADMIN, at=now(), outcome="Cent dix sont plantés.")
    page = text(Client(), url)
    for words in ("Soixante cette année.", "Cent dix sont plantés.", f"Le panel n° {jury.panel}"):
        assert words in page
    assert "Planter." in page


def test_a_letter_names_its_town_in_french() -> None:
    assert [posting.of(name) for name in ("Ivry-sur-Seine", "Paris", "Évry")] == [
        "d’Ivry-sur-Seine",
        "de Paris",
        "d’Évry",
    ]
