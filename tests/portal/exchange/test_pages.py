"""A file at the desk: handed in, looked at, confirmed, done; or refused, abandoned, interrupted."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from chapitre.kernel import clock
from chapitre.kernel.commons.models import Organisation
from chapitre.kernel.exchange import handing
from chapitre.kernel.exchange.models import SILENCE, Import, State, folder
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.chapters.streets.deskwork import at_desk
from tests.portal.registers.pages import problems

pytestmark = pytest.mark.django_db
REGISTER = "town.organisations"
PAGE = f"/bureau/registres/{REGISTER}/importer"
TITLES = "Numéro;Nom;Nature;SIREN;Partenaire depuis;jusqu’au\n"
GOOD = TITLES + "assoc-1;Les Amis du Port;association;;01/02/2020;\nassoc-2;Vélo ici;association;;;\n"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def head() -> Client:
    return at_desk("supervisor")


def sent(client: Client, text: str | bytes, name: str = "organismes.csv", **more: Any) -> Any:
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(PAGE, {"file": SimpleUploadedFile(name, data)}, **more)


def shown(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.text[-2000:]
    assert problems(answer) == []
    return str(answer.text)


def test_from_the_register_to_the_ledger(head: Client) -> None:
    assert f'href="{PAGE}"' in shown(head, f"/bureau/registres/{REGISTER}")
    assert "Vérifier le fichier" in shown(head, PAGE)
    answer = sent(head, GOOD)
    row = Import.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{PAGE}/{row.pk}")
    assert (row.state, row.name, row.role) == ("checked", "organismes.csv", "supervisor")
    text = shown(head, f"{PAGE}/{row.pk}")
    for words in ("Ce fichier peut être repris", "Reprendre 2 fiches", "Les Amis du Port", "1er\u00a0févr.\u00a02020"):
        assert words in text
    assert (Organisation.objects.count(), log.size()) == (0, 0)
    assert head.post(f"{PAGE}/{row.pk}", {"geste": "confirmer"}).status_code == 302
    text = shown(head, f"{PAGE}/{row.pk}")
    assert "C’est fait. Les écritures commencent au numéro 0." in text
    assert Organisation.objects.get(key="assoc-1").imported
    assert list(folder().iterdir()) == []
    assert "organismes.csv" in shown(head, PAGE)


def test_again_and_changed(head: Client) -> None:
    for text in (GOOD, GOOD):
        sent(head, text)
        head.post(f"{PAGE}/{Import.objects.latest('pk').pk}", {"geste": "confirmer"})
    assert "Tout y était déjà" in shown(head, f"{PAGE}/{Import.objects.latest('pk').pk}")
    sent(head, GOOD.replace("Vélo ici", "Vélo ici, Ivry"))
    text = shown(head, f"{PAGE}/{Import.objects.latest('pk').pk}")
    assert "Reprendre 1 fiche<" in text
    assert "Vélo ici</del>" in text and "Vélo ici, Ivry</ins>" in text


def test_errors_are_listed_by_line_and_column_and_nothing_can_be_confirmed(head: Client) -> None:
    sent(head, GOOD + "assoc-3;Trois;banque;;hier;\n")
    row = Import.objects.get()
    text = shown(head, f"{PAGE}/{row.pk}")
    for words in ("2 choses à corriger dans le fichier", "« banque » n’est pas une valeur connue", "« hier »"):
        assert words in text
    assert "Reprendre 2" not in text
    head.post(f"{PAGE}/{row.pk}", {"geste": "confirmer"})
    assert (Import.objects.get().state, Organisation.objects.count()) == ("refused", 0)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"a;b\n1;2\n", "Aucune colonne n’est reconnue"),
        (b"%PDF-1.4", "Ce n’est pas un tableau"),
        (b"PK\x03\x04x", "abîmé"),
    ],
)
def test_what_is_no_file_of_this_register_is_refused_in_words(head: Client, data: bytes, words: str) -> None:
    sent(head, data)
    text = shown(head, f"{PAGE}/{Import.objects.get().pk}")
    assert "rien n’a été écrit" in text and words in text


def test_no_file_an_empty_one_or_one_too_large(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Choisissez un fichier" in head.post(PAGE).text
    answer = sent(head, b"")
    assert (answer.status_code, "Ce fichier est vide" in answer.text) == (422, True)
    from chapitre.portal.exchange import uploads, views

    monkeypatch.setattr(uploads.TableUploadHandler, "most", 100)
    monkeypatch.setattr(views, "LARGEST", {"csv": 100})
    assert "trop lourd" in sent(head, b"x" * 5000).text
    assert Import.objects.count() == 0


def test_what_is_said_follows_the_readers_language(head: Client) -> None:
    head.cookies["langue"] = "en"
    sent(head, GOOD + "assoc-3;Trois;banque;;;\n")
    text = shown(head, f"{PAGE}/{Import.objects.get().pk}")
    assert "“banque” is not a known value" in text


def test_a_file_let_go(head: Client) -> None:
    sent(head, GOOD)
    row = Import.objects.get()
    answer = head.post(f"{PAGE}/{row.pk}", {"geste": "abandonner"}, follow=True)
    assert "rien n’a été écrit" in answer.text
    assert (Import.objects.count(), list(folder().iterdir())) == (0, [])
    assert head.get(f"{PAGE}/{row.pk}").status_code == 404


def test_while_a_job_works_the_page_shows_how_far_it_is(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    row = Import.objects.create(
        register=REGISTER, name="x.csv", state=State.TAKING, at=clock.now(), beat=clock.now(), role="supervisor",
        language="fr", done=1200, about=5000,
    )  # fmt: skip
    text = shown(head, f"{PAGE}/{row.pk}")
    assert '<progress aria-labelledby="avance" max="5000" value="1200">' in text
    assert '<noscript><meta http-equiv="refresh"' in text
    head.post(f"{PAGE}/{row.pk}", {"geste": "abandonner"})
    assert Import.objects.filter(pk=row.pk).exists()
    Import.objects.update(done=5000)
    assert "le registre s’écrit" in shown(head, f"{PAGE}/{row.pk}")


def test_an_interrupted_job_is_told_and_may_begin_again(head: Client) -> None:
    sent(head, GOOD)
    late = clock.now() - SILENCE - timedelta(seconds=1)
    Import.objects.update(state=State.TAKING, beat=late)
    row = Import.objects.get()
    assert "Le travail s’est interrompu" in shown(head, f"{PAGE}/{row.pk}")
    head.post(f"{PAGE}/{row.pk}", {"geste": "confirmer"})
    assert (Import.objects.get().state, Organisation.objects.count()) == ("done", 2)


def test_a_job_that_fails_says_that_nothing_was_written(head: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    sent(head, GOOD)

    def fail(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("no disk")

    monkeypatch.setattr(handing.takeover, "take_over", fail)
    row = Import.objects.get()
    row.state = State.TAKING
    with pytest.raises(RuntimeError):
        handing.take(row)
    assert "s’est arrêté en chemin" in shown(head, f"{PAGE}/{row.pk}")


def test_confirmed_twice_it_is_taken_over_once(head: Client) -> None:
    sent(head, GOOD)
    row = Import.objects.get()
    assert handing.confirm(row, Actor(ADMINISTRATOR), clock.now())
    assert not handing.confirm(row, Actor(ADMINISTRATOR), clock.now())
    assert log.size() == 2


def test_files_that_nobody_confirmed_go_after_a_day(head: Client) -> None:
    sent(head, GOOD)
    sent(head, GOOD)
    head.post(f"{PAGE}/{Import.objects.latest('pk').pk}", {"geste": "confirmer"})
    handing.sweep(clock.now() + timedelta(hours=23))
    assert Import.objects.count() == 2
    handing.sweep(clock.now() + timedelta(hours=25))
    assert (Import.objects.get().state, list(folder().iterdir())) == ("done", [])


@pytest.mark.parametrize(
    ("role", "status"), [("agent", 403), ("councillor", 403), ("auditor", 403), ("administrator", 200)]
)
def test_only_heads_hand_files_in(role: str, status: int) -> None:
    assert at_desk(role).get(PAGE).status_code == status


def test_visitors_sign_in_first_and_other_registers_take_none(client: Client, head: Client) -> None:
    assert client.get(PAGE).status_code == 302
    assert head.get("/bureau/registres/streets.reports/importer").status_code == 404
    assert head.get("/bureau/registres/no.such/importer").status_code == 404
    assert "importer" not in shown(head, "/bureau/registres/streets.reports")


def test_a_post_without_its_token_is_refused() -> None:
    strict = at_desk("supervisor")
    strict.handler.enforce_csrf_checks = True
    assert sent(strict, GOOD).status_code == 403
    assert Import.objects.count() == 0


def test_a_file_of_another_register_is_not_shown_here(head: Client) -> None:
    sent(head, GOOD)
    pk = Import.objects.get().pk
    assert head.get(f"/bureau/registres/town.posts/importer/{pk}").status_code == 404
