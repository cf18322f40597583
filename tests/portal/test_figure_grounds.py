"""A figure's page says what its number rests on: the document, the source, the scenario, how a line is read."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest
from django.test import Client

from chapitre.kernel import clock
from chapitre.kernel.figures import sources
from tests.kernel.figures import papers
from tests.kernel.figures.town import TODAY, receive

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: TODAY)


def words(client: Client, id: str) -> str:
    answer = client.get(f"/chiffres/{id}")
    assert answer.status_code == 200
    return plain(unescape(re.sub(r"<[^>]+>", " ", answer.text)))


def plain(text: str) -> str:
    """Plain spaces, one at a time."""
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ").replace("\u202f", " "))


def test_a_document_is_shown_with_who_made_it_and_when(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.declare(monkeypatch, papers.figure())
    assert f"Le document {papers.KEY} n’est pas encore au registre" in words(client, papers.ATTESTED)
    assert 'data-evidence="sans-preuve"' in client.get(f"/chiffres/{papers.ATTESTED}").text
    papers.file_paper()
    shown = words(client, papers.ATTESTED)
    assert "Ce qui l’atteste Document Relevé des téléchargements" in shown
    assert "Établie par UMAY" in shown and "2 oct. 2025" in shown and "Au 30 sept. 2025" in shown
    assert "pas encore au registre" not in shown and "Aucune fiche de ce registre" not in shown
    client.cookies["langue"] = "en"
    assert "What attests it" in words(client, papers.ATTESTED)


def test_its_page_is_linked_and_its_file_downloaded(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    papers.declare(monkeypatch, papers.figure())
    name = f"{'a1' * 32}.pdf"
    papers.file_paper(file=name)
    html = client.get(f"/chiffres/{papers.ATTESTED}").text
    assert f'href="/registres/town.documents/{papers.KEY}"' in html
    assert f'href="/registres/town.documents/{papers.KEY}/pieces/{name}"' in html
    assert "Télécharger le document" in html and "a1" * 32 in html


def test_an_expression_shows_what_its_figures_rest_on(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    census = papers.figure("voice.census", evidence="statistique", document=None, published=60_000)
    census = replace(census, source=("Insee, 2021, https://www.insee.fr/", "Insee, 2021, https://www.insee.fr/"))
    share = papers.figure("voice.share", evidence="statistique", document=None, published=None, value="expression")
    share = replace(share, expression="voice.census / 2", operands=("voice.census",))
    share = replace(share, formula=["div", ["figure", "voice.census"], ["int", 2]])
    papers.declare(monkeypatch, census, share)
    assert "La statistique Pour : téléchargements de voice.census Insee, 2021" in words(client, "voice.share")
    assert '<a href="https://www.insee.fr/" rel="nofollow">' in client.get("/chiffres/voice.census").text


def test_how_an_ambiguous_line_is_read(client: Client) -> None:
    [one] = [one for one in sources.declarations().values() if one.claim == 37]
    assert one.reading is not None
    assert f"Comment nous lisons cette ligne {plain(one.reading[0])}" in words(client, one.id)


def test_imported_records_are_said_to_be(client: Client) -> None:
    receive(date(2025, 3, 3))
    assert "reprises d’un fichier" not in words(client, "streets.reports_received")
    receive(date(2025, 3, 3), imported=True)
    shown = words(client, "streets.reports_received")
    assert "Fiches derrière ce chiffre 2 Dont reprises d’un fichier 1" in shown
    assert "sans les actes qui l’ont fait" in shown


def test_a_yearly_mean_and_the_town_s_first_day_in_words(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    received = sources.declarations()["streets.reports_received"]
    where = 'received_on >= report_since and review != "held"'
    since = replace(received, id="streets.since", where=where, claim=None)
    mean = replace(received, id="streets.mean", value="expression", expression="streets.since / years", claim=None)
    mean = replace(mean, period=replace(mean.period, start=date(2020, 1, 1), end=date(2024, 12, 31)), along=None)
    formula = ["div", ["figure", "streets.since"], ["years", "2020-01-01", "2024-12-31"]]
    mean = replace(mean, unit="operation_par_an", formula=formula, operands=("streets.since",), examples=())
    mean = replace(mean, operand_hashes=(since.definition_hash,))
    papers.declare(monkeypatch, since, mean)
    shown = words(client, "streets.since")
    assert "Compter chaque signalement reçu le 1er janvier 2020 ou après, et dont la relecture" in shown
    assert "« report_since » est le premier jour que compte le bilan de la ville : 1er janv. 2020" in shown
    assert f"{since.label[0]} ÷ le nombre d’années du 1er janv. 2020 au 31 déc. 2024" in words(client, "streets.mean")


def test_a_figure_without_a_rule_counts_every_record(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    received = sources.declarations()["streets.reports_received"]
    papers.declare(monkeypatch, replace(received, id="streets.all", where=None, claim=None))
    assert "Compter chaque signalement." in words(client, "streets.all")
