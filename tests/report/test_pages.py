"""The report's pages: the whole report, each chapter, in both languages, with the numbers as they are now."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.utils.html import strip_tags

from chapitre.kernel.acts import perform
from chapitre.kernel.figures import live, marks, sources
from chapitre.kernel.figures.values import Value
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.report import text
from chapitre.report.acts import edition_published
from chapitre.report.chapters import CHAPTERS

pytestmark = pytest.mark.django_db
Figured = Callable[..., None]


@pytest.fixture
def figured(monkeypatch: pytest.MonkeyPatch) -> Figured:
    """Gives figures other values, without any record: `figured({"streets.reports_received": 8801})`."""

    def give(numbers: dict[str, int | None]) -> None:
        def values(today: date) -> dict[str, Value]:
            found = {}
            for id, one in sources.declarations().items():
                stands = one.published if isinstance(one.published, int) else None
                written = one.published if isinstance(one.published, str) else None
                found[id] = Value(numbers.get(id, stands), 1, None, today, 0, written, evidence=one.evidence)
            return found

        monkeypatch.setattr(live, "values", values)

    return give


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def words(html: str) -> str:
    """The page as read: no tag, no hidden word, plain spaces."""
    shown = strip_tags(re.sub(r'<span class="vh">.*?</span>', "", html))
    return re.sub(r"\s+", " ", shown.replace("\u202f", " ").replace("\u00a0", " "))


def test_the_sentence_about_reports_follows_the_count(client: Client, figured: Figured) -> None:
    figured({"streets.reports_received": 8800, "streets.median_delay": 6})
    assert "elle a reçu 8 800 signalements sur l’espace public" in words(page(client, "/bilan"))
    assert "la moitié l’ont été en 6 jours ou moins" in words(page(client, "/bilan"))
    figured({"streets.reports_received": 8801, "streets.median_delay": 1})
    assert "elle a reçu 8 801 signalements sur l’espace public" in words(page(client, "/bilan"))
    assert "la moitié l’ont été en 1 jour ou moins" in words(page(client, "/bilan/streets"))
    figured({"streets.reports_received": 1})
    assert "elle a reçu 1 signalement sur l’espace public" in words(page(client, "/bilan"))


def test_a_town_without_reports_reads_too(client: Client, figured: Figured) -> None:
    counts = {one.id: 0 for one in sources.declarations().values() if one.value in ("count", "sum", "distinct")}
    figured(counts | {"streets.app_launch": None, "streets.median_delay": None, "streets.share_on_time": None})
    shown = words(page(client, "/bilan"))
    assert "Depuis que la Ville a lancé Ivry l’appli, elle a reçu 0 signalement sur l’espace public." in shown
    assert "Elle en a résolu 0. Elle en a rejeté 0, chaque fois" in shown
    assert "pas encore connu" not in shown


def test_each_number_leads_to_its_figure(client: Client, figured: Figured) -> None:
    figured({"streets.reports_received": 8800})
    html = page(client, "/bilan")
    link = re.search(r'<a class="fig" data-evidence="(\w+)" href="([^"]+)">8\u202f800<', html)
    assert link
    assert link.groups() == ("prouve", "/chiffres/streets.reports_received")


def test_the_strip_has_one_stroke_a_quantity(client: Client, figured: Figured) -> None:
    figured({})
    html = page(client, "/bilan")
    kinds = re.findall(r'<i class="k-([\w-]+)">', html)
    assert len(kinds) == 66
    order = list(marks.EVIDENCE)
    assert kinds == sorted(kinds, key=order.index)
    assert "66 chiffres dans le bilan :" in words(html)
    proved = sum(one.claim is not None and one.evidence == "prouve" for one in sources.declarations().values())
    assert f'<span>{proved} <span class="fig fig--word" data-evidence="prouve">' in html


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.code)
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_chapter_has_its_page(client: Client, figured: Figured, chapter: Any, lang: str) -> None:
    figured({})
    client.cookies["langue"] = lang
    html = page(client, f"/bilan/{chapter.code}")
    title = text.chapter_text(chapter.code, lang).title
    assert html.count("<h1>") == 1
    assert title in words(html)
    assert f'href="/bilan/{chapter.code}" aria-current="page"' in html
    assert title in words(page(client, "/bilan"))


def test_the_latest_edition_is_named(client: Client, figured: Figured) -> None:
    figured({})
    assert "publiée le" not in words(page(client, "/bilan"))
    for number in (6, 7):
        at = datetime(2025, 11, number, 12, tzinfo=UTC)
        given: dict[str, Any] = {
            "number": number,
            "size": 1,
            "root": "a" * 64,
            "manifest": "b" * 64,
            "verifier": "c" * 64,
        }
        perform(edition_published, str(number), actor=Actor(ADMINISTRATOR), at=at, **given)
    assert "Édition 7, publiée le 7 nov. 2025. Toutes les éditions" in words(page(client, "/bilan/streets"))


def test_neighbours(client: Client, figured: Figured) -> None:
    figured({})
    first, last = (page(client, f"/bilan/{one.code}") for one in (CHAPTERS[0], CHAPTERS[-1]))
    assert "Chapitre suivant" in first
    assert "Chapitre précédent" not in first
    assert "Chapitre précédent" in last
    assert "Chapitre suivant" not in last
    assert 'href="/bilan/editions">Éditions et errata' in last


def test_headings_go_down_one_step_at_a_time(client: Client, figured: Figured) -> None:
    figured({})
    for address in ("/bilan", "/bilan/streets"):
        levels = [int(level) for level in re.findall(r"<h(\d)", page(client, address))]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_no_id_twice(client: Client, figured: Figured) -> None:
    figured({})
    ids = re.findall(r'\bid="([^"]+)"', page(client, "/bilan"))
    assert len(ids) == len(set(ids))


def test_an_unknown_chapter_is_not_found(client: Client) -> None:
    assert client.get("/bilan/rien").status_code == 404


def test_pages_only_answer_reads(client: Client) -> None:
    assert client.post("/bilan").status_code == 405


def test_the_page_asks_the_figures_once(client: Client, monkeypatch: pytest.MonkeyPatch, figured: Figured) -> None:
    figured({})
    given, asked = live.values, []

    def counted(today: date) -> dict[str, Value]:
        asked.append(today)
        return given(today)

    monkeypatch.setattr(live, "values", counted)
    page(client, "/bilan")
    assert len(asked) == 1


def test_texts_are_read_once_a_process(client: Client, figured: Figured, monkeypatch: pytest.MonkeyPatch) -> None:
    figured({})
    page(client, "/bilan")
    monkeypatch.setattr(text, "read", None)
    page(client, "/bilan")
