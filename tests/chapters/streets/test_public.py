"""Public pages: what stands open is shown, nothing else; each act has its proof; the map has its list."""

from __future__ import annotations

import ast
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client

from chapitre.chapters.streets import acts, browse
from chapitre.chapters.streets.models import Contact, Report
from chapitre.chapters.streets.views import public
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.ledger import canonical, keys, log, merkle
from chapitre.kernel.ledger.commitments import commit
from chapitre.kernel.ledger.tlogproof import verify_proof
from chapitre.kernel.records import files
from tests import factories
from tests.chapters.streets import pictures
from tests.chapters.streets.conftest import text
from tests.factories import AT, CLEANING, HEAD, RESIDENT_, later

pytestmark = pytest.mark.django_db


def jpeg(n: int = 0) -> str:
    return files.store(pictures.photo(64 + n, 48))


def page(client: Client, key: str) -> str:
    answer = client.get(f"/signalements/{key}")
    assert answer.status_code == 200
    return text(answer)


# One report ---------------------------------------------------------------------------------------------------------


def test_facts_are_public_at_once_words_and_photos_after_review(client: Client) -> None:
    photo = jpeg()
    done = factories.report(text="Un matelas.", photos=(photo,), email="a@example.org", follow="f" * 64)
    before = page(client, done.key)
    assert "Dépôt sauvage" in before and "place Voltaire" in before and "21 nov. 2025" in before
    assert "Un matelas." not in before and "a@example.org" not in before
    assert client.get(f"/photos/{done.key}/{photo}").status_code == 404
    perform(acts.reviewed, done.key, actor=CLEANING, at=later(), text="Un matelas.", photos=(photo,))
    after = client.get(f"/signalements/{done.key}")
    assert "Un matelas." in text(after) and f"/photos/{done.key}/{photo}" in after.content.decode()
    assert "a@example.org" not in text(after)
    shown = client.get(f"/photos/{done.key}/{photo}")
    assert shown.status_code == 200 and shown["Content-Type"] == "image/jpeg"
    assert b"".join(shown.streaming_content) == files.path(photo).read_bytes()  # type: ignore[attr-defined]


def test_the_story_tells_each_act_its_role_and_its_entry(client: Client) -> None:
    done = factories.report()
    perform(acts.accepted, done.key, actor=CLEANING, at=later(1))
    perform(acts.asked, done.key, actor=CLEANING, at=later(2), question="Est-il encore là ?")
    perform(acts.answered, done.key, actor=RESIDENT_, at=later(3), text="Secret jusqu’à relecture.")
    perform(acts.resolved, done.key, actor=HEAD, at=later(4), reason="Enlevé ce matin.")
    told = page(client, done.key)
    for words in ("Reçu", "Accepté", "Est-il encore là", "Réponse reçue", "Enlevé ce matin.", "agent·e, propreté"):
        assert words in told
    assert "Secret" not in told
    for index in range(5):
        assert f"acte={index + 1}" in client.get(f"/signalements/{done.key}").content.decode()


def test_late_says_how_late_and_closed_says_when(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    done = factories.report()
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 28))
    assert "7 jours de retard" in page(client, done.key)
    perform(acts.rejected, done.key, actor=CLEANING, at=AT + timedelta(days=10), reason="Terrain privé.")
    told = page(client, done.key)
    assert "retard" not in told and "rejeté" in told and "Terrain privé." in told


def test_joined_reports_point_at_each_other(client: Client) -> None:
    one = factories.report()
    two = factories.report(joins=one.key)
    assert f'href="/signalements/{one.key}"' in client.get(f"/signalements/{two.key}").content.decode()
    assert two.key in page(client, one.key) and "y est relié" in page(client, one.key)


def test_withdrawn_says_so_with_its_reason(client: Client) -> None:
    done = factories.report()
    perform(acts.withdrawn, done.key, actor=HEAD, at=later(), reason="C’était un essai.")
    told = page(client, done.key)
    assert "Retiré du compte" in told and "C’était un essai." in told


@pytest.mark.django_db(transaction=True)
def test_erased_says_so_and_its_photo_is_gone(client: Client) -> None:
    photo = jpeg()
    done = factories.report(text="Un matelas.", photos=(photo,))
    perform(acts.reviewed, done.key, actor=CLEANING, at=later(), text="Un matelas.", photos=(photo,))
    erase("streets.reports", done.key, actor=HEAD, at=later(2))
    answer = client.get(f"/signalements/{done.key}")
    assert "Effacé." in text(answer) and "Un matelas." not in text(answer)
    assert client.get(f"/photos/{done.key}/{photo}").status_code == 404 and not files.path(photo).exists()


def test_a_burst_waits_for_review(client: Client) -> None:
    done = factories.report(held=True, text="Achetez ceci.")
    told = page(client, done.key)
    assert "compté à part" in told and "Achetez" not in told


@pytest.mark.parametrize("path", ["", "/preuve", "/ecritures.json"])
@pytest.mark.parametrize("key", ["25-99999", "x", "%00", "é", "..", "a" * 300])
def test_an_unknown_number_is_a_page_that_does_not_exist(client: Client, key: str, path: str) -> None:
    assert client.get(f"/signalements/{key}{path}").status_code == 404


# Proof --------------------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("key")
def test_each_act_has_a_proof_that_a_stranger_can_check(client: Client) -> None:
    done = factories.report()
    perform(acts.accepted, done.key, actor=CLEANING, at=later(1))
    factories.report()
    for act in (1, 2):
        answer = client.get(f"/signalements/{done.key}/preuve", {"acte": act})
        assert f"{done.key}-{act}.tlog-proof" in answer["Content-Disposition"]
        leaf = bytes(log.history("streets.reports", done.key)[act - 1].leaf)
        verify_proof(answer.content.decode(), leaf, keys.origin(), [period.key for period in keys.periods()])
    assert client.get(f"/signalements/{done.key}/preuve")["Content-Disposition"].count("-2.tlog-proof") == 1


@pytest.mark.usefixtures("key")
@pytest.mark.parametrize("act", ["0", "3", "-1", "x", "", "9" * 30, "²"])
def test_a_proof_of_no_act_does_not_exist(client: Client, act: str) -> None:
    done = factories.report()
    assert client.get(f"/signalements/{done.key}/preuve", {"acte": act}).status_code == 404


def test_entries_and_openings_can_be_checked_by_a_program(client: Client) -> None:
    done = factories.report(text="Un matelas.", email="a@example.org", follow="f" * 64)
    perform(acts.reviewed, done.key, actor=CLEANING, at=later(), text="Un matelas.")
    told = json.loads(client.get(f"/signalements/{done.key}/ecritures.json").content)
    bodies = [canonical.decode(one["body"].encode()) for one in told["entries"]]
    assert [merkle.leaf_hash(one["body"].encode()).hex() for one in told["entries"]] == [
        one["leaf"] for one in told["entries"]
    ]
    [opening] = told["openings"]
    made = bodies[opening["seq"] - 1]["commitments"][opening["field"]]
    assert made == commit(bytes.fromhex(opening["salt"]), opening["field"], opening["value"])
    assert "a@example.org" not in json.dumps(told) and Contact.objects.get().salts["email"] not in json.dumps(told)


# The map and its list -----------------------------------------------------------------------------------------------


@pytest.fixture
def town_of_reports(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """One report of each sort, by name; today is 18 November 2025."""
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    day = timedelta(days=1)
    made = {
        "open": factories.report(),
        "late": factories.report(at=AT - 20 * day, category="graffiti", district="petit-ivry"),
        "old": factories.report(at=AT - 400 * day, category="rats"),
        "resolved": factories.report(at=AT - 40 * day),
        "held": factories.report(held=True),
        "withdrawn": factories.report(),
    }
    perform(acts.resolved, made["resolved"].key, actor=CLEANING, at=AT, reason="Fait.")
    perform(acts.resolved, made["old"].key, actor=CLEANING, at=AT - 399 * day, reason="Fait.")
    perform(acts.withdrawn, made["withdrawn"].key, actor=HEAD, at=AT, reason="Essai.")
    return {name: one.key for name, one in made.items()}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", {"open", "late"}),
        ("etat=retard", {"late"}),
        ("etat=resolus", {"resolved"}),
        ("etat=resolus&periode=30", set()),
        ("etat=tous", {"open", "late", "resolved"}),
        ("quartier=petit-ivry", {"late"}),
        ("sujet=depot-sauvage", {"open"}),
        ("periode=30", {"open", "late"}),
        ("etat=rejetes", set()),
    ],
)
def test_filters_say_the_same_to_the_list_and_to_the_map(
    client: Client, town_of_reports: dict[str, str], query: str, expected: set[str]
) -> None:
    wanted = {town_of_reports[name] for name in expected}
    listed = client.get(f"/carte?{query}")
    assert listed.status_code == 200
    assert {one.key for one in listed.context["listing"].reports} == wanted
    drawn = json.loads(client.get(f"/carte/signalements.json?{query}").content)
    assert {one["properties"]["key"] for one in drawn["features"]} == wanted and drawn["more"] is False


@pytest.mark.parametrize("query", ["etat=zzz", "sujet=%00", "quartier=paris", "periode=12"])
def test_a_filter_that_does_not_exist_is_refused(client: Client, query: str) -> None:
    assert client.get(f"/carte?{query}").status_code == 400
    answer = client.get(f"/carte/signalements.json?{query}")
    assert answer.status_code == 400 and "n’existe pas" in json.loads(answer.content)["error"]


def test_the_moving_map_reads_what_it_expects(client: Client, town_of_reports: dict[str, str]) -> None:
    drawn = json.loads(client.get("/carte/signalements.json?etat=retard").content)
    [feature] = drawn["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [2.384, 48.81]}
    assert feature["properties"] == {
        "key": town_of_reports["late"],
        "state": "new",
        "late": True,
        "category": "graffiti",
        "label": "Graffiti, place Voltaire",
        "url": f"/signalements/{town_of_reports['late']}",
    }


@pytest.mark.parametrize(
    "box", ["1,2,3", "a,b,c,d", "2,48,1,49", "nan,nan,nan,nan", "inf,0,1,1", "-181,0,1,1", "1" * 999, ",,,", "0,0,0,91"]
)
def test_a_box_that_is_none_is_refused(client: Client, box: str) -> None:
    answer = client.get("/carte/signalements.json", {"bbox": box})
    assert answer.status_code == 400 and "bbox" in json.loads(answer.content)["error"]


def test_a_box_holds_what_lies_in_it(client: Client) -> None:
    factories.report()
    inside, beside, far = "2.38,48.80,2.39,48.82", "2.3841,48.80,2.39,48.82", "10,40,11,41"
    counts = [len(json.loads(client.get("/carte/signalements.json", {"bbox": box}).content)["features"])
              for box in (inside, beside, far)]  # fmt: skip
    assert counts == [1, 0, 0]


def test_the_answer_is_capped_and_says_so(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "DOTS", 3)
    factories.reports(*[clock.today()] * 5)
    drawn = json.loads(client.get("/carte/signalements.json").content)
    assert len(drawn["features"]) == 3 and drawn["more"] is True


def test_an_answer_already_known_is_not_sent_again(client: Client) -> None:
    first = client.get("/carte/signalements.json")
    again = client.get("/carte/signalements.json", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    factories.report()
    assert client.get("/carte/signalements.json", headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_the_list_has_pages_and_never_counts_without_end(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browse, "PAGE", 2)
    monkeypatch.setattr(browse, "COUNTED", 4)
    made = [one.key for one in factories.reports(*[clock.today()] * 5)]
    shown: list[str] = []
    for number in ("1", "2", "3"):
        answer = client.get("/carte", {"page": number})
        shown += [one.key for one in answer.context["listing"].reports]
        assert "Plus de 4 signalements" in text(answer)
    assert shown == made[::-1] and 'rel="next"' not in answer.content.decode()


@pytest.mark.parametrize("number", ["0", "-1", "x", "9999999", "²", "1" * 500])
def test_a_page_that_does_not_exist_is_the_first(client: Client, number: str) -> None:
    assert client.get("/carte", {"page": number}).context["listing"].number == 1


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("lon=2384000&lat=48810000", 200),
        ("lon=2352000&lat=48856000", 404),
        ("lon=999999999999&lat=1", 404),
        ("lon=x&lat=1", 400),
        ("lon=1e5&lat=1", 400),
        ("", 400),
    ],
)
def test_the_place_of_a_point(client: Client, query: str, status: int) -> None:
    answer = client.get(f"/signaler/lieu.json?{query}")
    assert answer.status_code == status
    told = json.loads(answer.content)
    assert set(told) == ({"lon", "lat", "name", "district"} if status == 200 else {"error"})


@pytest.mark.parametrize(
    "path", ["/carte", "/carte/signalements.json", "/signaler/lieu.json", "/signalements/25-00001"]
)
def test_public_pages_take_no_post(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405


# What a public page reads -------------------------------------------------------------------------------------------


def test_no_public_module_imports_a_private_one() -> None:
    """The import contract says it of the whole tree; this says it of the page's own modules, by their text."""
    folder = Path(public.__file__).parent.parent
    for name in ("views/public.py", "browse.py", "display.py", "timeline.py", "menus.py"):
        for node in ast.walk(ast.parse((folder / name).read_text())):
            if isinstance(node, ast.ImportFrom) and node.module:
                assert not node.module.endswith(("models.private", ".follow", ".intake", ".notify")), name
                assert node.module != "chapitre.chapters.streets.models", name


def test_one_query_an_index_each(client: Client, django_assert_max_num_queries: object) -> None:
    done = factories.report()
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get(f"/signalements/{done.key}")
    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get("/carte/signalements.json")
    assert Report.objects.get().key == done.key
