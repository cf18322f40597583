"""The queues: who reads which, what is in them, in what order, how they are narrowed, paged and exported."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta

import pytest
from django.test import Client

from chapitre.chapters.streets import acts, worklists
from chapitre.kernel import clock
from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import Actor
from tests.chapters.streets.deskwork import NOW, asked, at_desk, contested, do, page, report, resident, resolved, told
from tests.factories import AT, HEAD, RESIDENT_

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 18)
AGENT = Actor("agent", frozenset({"proprete"}))
SUPERVISOR = Actor("supervisor")


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def keys(html: str) -> list[str]:
    return re.findall(r'class="key-c mono">([\w-]+)<', html)


def tabs(html: str) -> dict[str, str]:
    found = re.findall(r'<a href="\?file=([\w-]+)"[^>]*>(.*?)</a>', html)
    return {code: re.sub(r"<[^>]+>", "", words) for code, words in found}


def test_an_agent_reads_her_departments_and_a_supervisor_all() -> None:
    report()
    mine = tabs(page(at_desk("agent", "proprete", "voirie"), "/bureau"))
    assert list(mine) == ["proprete", "voirie", "a-relire", "reponses", "contestes"]
    assert list(tabs(page(at_desk("supervisor"), "/bureau")))[:3] == ["proprete", "voirie", "eclairage"]


def test_who_may_not_open_the_desk() -> None:
    anonymous = Client().get("/bureau")
    assert anonymous.status_code == 302 and anonymous["Location"] == "/compte/connexion/?next=/bureau"
    refused = resident().get("/bureau")
    assert refused.status_code == 403 and "Cette page ne vous est pas ouverte" in refused.content.decode()


@pytest.mark.parametrize(
    "address", ["/bureau", "/bureau/nouveau", "/bureau/liste.csv", "/bureau/signalements/25-00001"]
)
def test_without_a_second_factor_the_desk_stays_shut(address: str) -> None:
    client = Client()
    client.force_login(accounts.create_staff("neuve@ville.test", "quatre mots sans lien", "agent", ["proprete"]))
    answer = client.get(address)
    assert answer.status_code == 302 and answer["Location"] == "/compte/cles/"


@pytest.mark.parametrize("role", ["councillor", "auditor"])
def test_councillors_and_auditors_read_the_queues(role: str) -> None:
    found = report()
    html = page(at_desk(role), "/bureau")
    assert keys(html) == [found.key] and "Nouveau signalement" not in html


@pytest.mark.parametrize("role", ["agent", "councillor", "auditor"])
def test_the_public_menu_leads_whoever_may_to_the_desk(role: str) -> None:
    assert re.findall(r'<a href="/bureau">Le bureau</a>', page(at_desk(role), "/carte")) != []
    assert "/bureau" not in page(resident(), "/carte")


def test_another_departments_queue_does_not_exist_for_an_agent() -> None:
    client = at_desk("agent", "proprete")
    for address in (
        "?file=voirie",
        "?file=jardins",
        "?quartier=lune",
        "?sujet=x",
        "?etat=x",
        "?apres=x",
        "?avant=20251399-1",
    ):
        assert client.get(f"/bureau{address}").status_code == 404, address


def test_late_first_under_their_headings() -> None:
    week_late = report(AT - timedelta(days=10))  # promised three days later
    today = report(AT - timedelta(days=3))
    sunday = report(AT + timedelta(hours=1))  # promised on Friday the 21st
    later = report(category="graffiti")  # promised on the 28th
    html = page(at_desk(), "/bureau")
    assert keys(html) == [week_late.key, today.key, sunday.key, later.key]
    headings = re.findall(r'scope="rowgroup">(.*?)</th>', html)
    assert headings == [
        "En retard : 1",
        "Aujourd’hui, mardi 18 novembre 2025 : 1",
        "Cette semaine : 1",
        "Plus tard : 1",
    ]
    assert "7 jours de retard" in html and "dont 1 en retard" in tabs(html)["proprete"]


def test_the_week_ends_on_sunday() -> None:
    assert worklists.span(date(2025, 11, 23), TODAY) == "week"
    assert worklists.span(date(2025, 11, 24), TODAY) == "later"
    assert worklists.span(date(2025, 11, 24), date(2025, 11, 23)) == "later"
    assert worklists.span(date(2025, 11, 17), TODAY) == "late"


def test_each_queue_holds_its_own() -> None:
    open_, closed, question, contest = report(), resolved(), asked(), contested()
    unread, burst = told(key="25-90001"), told(key="25-90002", held=True)
    do(acts.answered, question, actor=RESIDENT_, text="Du côté pair.")
    withdrawn = report()
    do(acts.withdrawn, withdrawn, actor=HEAD, reason="Un essai.")
    client = at_desk()
    assert set(keys(page(client, "/bureau"))) == {one.key for one in (open_, question, contest, unread, burst)}
    # What was answered or contested is read before it is public, too.
    assert set(keys(page(client, "/bureau?file=a-relire"))) == {unread.key, question.key, contest.key}
    assert keys(page(client, "/bureau?file=rafales")) == [burst.key]
    assert keys(page(client, "/bureau?file=reponses")) == [question.key]
    assert keys(page(client, "/bureau?file=contestes")) == [contest.key]
    assert keys(page(client, "/bureau?etat=resolved")) == [closed.key]
    assert set(keys(page(client, "/bureau?etat=clos"))) == {closed.key}
    counts = tabs(page(client, "/bureau"))
    assert counts["proprete"].split()[1] == "5" and counts["a-relire"].endswith("3")
    assert counts["rafales"] == "Envois en rafale 1" and counts["contestes"].endswith("1")


def test_bursts_are_named_only_when_there_are_some() -> None:
    report()
    assert "rafales" not in tabs(page(at_desk(), "/bureau"))


def test_an_agents_common_queues_hold_nothing_of_other_departments() -> None:
    told(category="nid-de-poule")
    contested(category="nid-de-poule")
    client = at_desk("agent", "proprete")
    for queue in ("a-relire", "contestes", "reponses"):
        assert keys(page(client, f"/bureau?file={queue}")) == []
    assert "Rien n’attend ici." in page(client, "/bureau?file=contestes")


def test_filters_narrow_and_say_when_nothing_is_left() -> None:
    here, there = report(), report(district="ivry-port", place="quai Marcel-Boyer", category="graffiti")
    client = at_desk()
    assert keys(page(client, "/bureau?quartier=ivry-port")) == [there.key]
    assert keys(page(client, "/bureau?sujet=depot-sauvage")) == [here.key]
    assert keys(page(client, "/bureau?etat=accepted")) == []
    assert "Aucun signalement ne répond à ces filtres." in page(client, "/bureau?etat=accepted")


@pytest.mark.parametrize("words", ["voltaire", "place Vol", "VOLTAIRE", "pl voltaire", "vôltaire"])
def test_a_street_is_found_by_its_words(words: str) -> None:
    found = report()
    report(place="quai Marcel-Boyer")
    client = at_desk()
    answer = client.get("/bureau", {"q": words})
    assert keys(answer.content.decode()) == [found.key]


def test_a_place_that_the_town_no_longer_lists_is_found_as_it_is_written() -> None:
    found = report(place="passage du Vieux-Four")
    assert keys(page(at_desk(), "/bureau?q=vieux-four")) == [found.key]


def test_a_number_leads_to_the_report_whatever_its_queue() -> None:
    found = resolved(category="nid-de-poule", key="25-03174")
    client = at_desk("agent", "proprete")
    for words in ("25-03174", "3174", " 25-3174 "):
        answer = client.get("/bureau", {"q": words})
        assert answer.status_code == 302 and answer["Location"] == f"/bureau/signalements/{found.key}", words
    assert client.get("/bureau", {"q": "24-03174"}).status_code == 200


def test_pages_of_fifty_go_forth_and_back_without_losing_one() -> None:
    made = [report(AT - timedelta(hours=n)).key for n in range(120)]
    client, seen, address = at_desk(), [], "/bureau"
    ranks = []
    while address:
        html = page(client, address)
        seen.append(keys(html))
        ranks += re.findall(r"(\d+) à (\d+) sur (\d+)", html)
        following = re.search(r'rel="next" href="([^"]+)"', html)
        address = f"/bureau{following[1].replace('&amp;', '&')}" if following else ""
    assert [len(one) for one in seen] == [50, 50, 20]
    assert sorted(key for one in seen for key in one) == sorted(made)
    assert ranks == [("1", "50", "120"), ("51", "100", "120"), ("101", "120", "120")]
    back = re.search(r'rel="prev" href="([^"]+)"', html)
    assert back is not None
    assert keys(page(client, f"/bureau{back[1].replace('&amp;', '&')}")) == seen[1]


def test_a_page_stays_where_it_is_when_an_earlier_report_leaves() -> None:
    for n in range(60):
        report(AT - timedelta(hours=n))
    selection = worklists.select(AGENT, {})
    first = worklists.page(selection)
    do(acts.resolved, first.reports[0], reason="Fait.")
    second = worklists.page(selection, first.after)
    assert second.reports[0].key not in {one.key for one in first.reports} and len(second.reports) == 10


def test_the_archives_go_from_the_most_recent_back_across_states() -> None:
    old, recent = resolved(at=AT - timedelta(days=9)), resolved(at=AT - timedelta(days=1))
    between = report(AT - timedelta(days=5))
    do(acts.rejected, between, reason="Ce lieu n’est pas à la ville.")
    selection = worklists.select(AGENT, {"etat": "clos"})
    assert [one.key for one in worklists.page(selection).reports] == [recent.key, between.key, old.key]
    assert worklists.totals(selection, TODAY) is None
    around = worklists.around(selection, worklists.page(selection).reports[1])
    assert (around.previous, around.next) == (recent.key, old.key)


def test_neighbours_in_a_queue_also_for_a_report_that_has_left_it() -> None:
    first, second, third = (report(AT - timedelta(days=n)) for n in (5, 4, 3))
    selection = worklists.select(AGENT, {})
    around = worklists.around(selection, second)
    assert (around.rank, around.total, around.previous, around.next) == (2, 3, first.key, third.key)
    do(acts.resolved, second, reason="Fait.")
    around = worklists.around(selection, second)
    assert (around.rank, around.previous, around.next) == (None, first.key, third.key)


def test_the_list_as_a_file_holds_facts_alone() -> None:
    found = told(place="=cmd|' /C calc'!A0")
    answer = at_desk().get("/bureau/liste.csv?file=proprete")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="proprete-2025-11-18.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text), delimiter=";"))
    assert rows[0]["numéro"] == found.key and rows[0]["sujet"] == "Dépôt sauvage" and rows[0]["reçu le"] == "2025-11-18"
    assert rows[0]["lieu"].startswith("'="), "a spreadsheet must not take a place for a formula"
    assert "gravats" not in text and "nadia" not in text


def test_a_long_export_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    made = {report(AT - timedelta(hours=n)).key for n in range(12)}
    monkeypatch.setattr(worklists, "EXPORTED", 5)
    selection = worklists.select(SUPERVISOR, {"file": "proprete"})
    assert [one.key for one in worklists.every(selection)] != [] and {
        one.key for one in worklists.every(selection)
    } == made
    do(acts.resolved, worklists.page(selection).reports[0], reason="Fait.")
    archive = worklists.select(SUPERVISOR, {"file": "proprete", "etat": "tous"})
    assert {one.key for one in worklists.every(archive)} == made


def test_english_desk() -> None:
    report()
    client = at_desk()
    client.cookies["langue"] = "en"
    html = page(client, "/bureau")
    assert "Fly-tipping" in html and ">received</span>" in html and "Town centre" in html


def test_the_list_takes_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for n in range(60):
        report(AT - timedelta(hours=n))
    client = at_desk("supervisor")
    with django_assert_max_num_queries(14):
        page(client, "/bureau")
