"""The index follows the ledger, answers as people ask, and forgets what is erased."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.commons.acts import organisation as bodies
from chapitre.kernel.ledger import log
from chapitre.kernel.search import find as finding
from chapitre.kernel.search import follow
from chapitre.kernel.search.models import Follower, Page
from tests import factories
from tests.factories import ADMIN, AT, CLEANING, HEAD, later

pytestmark = pytest.mark.django_db
REPORTS, BODIES = "streets.reports", "town.organisations"


def keys(text: str, register: str = REPORTS, **more: int) -> list[str]:
    """The keys that a question finds in a register, once the index is up to date."""
    follow.catch_up()
    return [
        hit.key for found in finding.find(text, [register], most=more.pop("most", 10), **more) for hit in found.hits
    ]


def reviewed(text: str, place: str = "place Voltaire") -> str:
    key = factories.report(text=text, place=place).key
    perform(acts.reviewed, key, actor=CLEANING, at=later(), text=text)
    return key


def organisation(name: str) -> str:
    return perform(bodies.recorded, actor=ADMIN, at=AT, name=name, kind="association").key


@pytest.mark.parametrize(
    "question",
    ["canapé", "CANAPE", "canap", "dépôt voltaire", "volt cana", "le canapé", "canapés", "av marat canapé"],
)
def test_words_accents_and_beginnings(question: str) -> None:
    key = reviewed("Un canapé est laissé là, avenue Marat.")
    factories.report(place="rue Barbès")
    assert keys(question) == [key]


@pytest.mark.parametrize("question", ["", "  ", "…", "canapé fauteuil", "anapé", "'\"*:()", "a" * 5000])
def test_what_finds_nothing(question: str) -> None:
    reviewed("Un canapé est laissé là.")
    assert keys(question) == []


def test_by_its_number() -> None:
    key = factories.report().key
    factories.report()
    assert keys(key) == [key]


def test_unread_words_are_not_found() -> None:
    factories.report(text="Un canapé est laissé là.")
    assert keys("canapé") == []


def test_titles_come_first_then_the_latest() -> None:
    first = organisation("Les Jardins partagés")
    second = organisation("Les Jardins de Gagarine")
    perform(bodies.recorded, actor=ADMIN, at=AT, name="Association X", kind="association")
    assert keys("jardins", BODIES) == [second, first]
    titled = organisation("Association des jardiniers")
    assert keys("association", BODIES)[:2] == [titled, keys("x", BODIES)[0]]


def test_paging_and_whether_there_are_more() -> None:
    made = [organisation(f"Amicale {number}") for number in range(5)]
    follow.catch_up()
    (found,) = finding.find("amicale", [BODIES], most=2, skip=2)
    assert [hit.key for hit in found.hits] == made[::-1][2:4] and found.more
    (found,) = finding.find("amicale", [BODIES], most=2, skip=4)
    assert [hit.key for hit in found.hits] == made[:1] and not found.more


def test_a_register_is_not_found_by_its_own_name() -> None:
    factories.report()
    assert keys("streets") == []


def test_a_correction_moves_it() -> None:
    key = factories.report(place="place Voltaire").key
    assert keys("voltaire") == [key]
    perform(acts.amended, key, actor=CLEANING, at=later(), place="rue Barbès", reason="Mauvaise rue.")
    assert keys("voltaire") == [] and keys("barbès") == [key]


def test_withdrawn_and_held_reports_are_not_found() -> None:
    key = factories.report().key
    held = factories.report(held=True).key
    assert keys("voltaire") == [key]
    perform(acts.withdrawn, key, actor=HEAD, at=later(), reason="Un essai.")
    assert keys("voltaire") == []
    perform(acts.reviewed, held, actor=CLEANING, at=later())
    assert keys("voltaire") == [held]


def test_how_far_behind() -> None:
    factories.report()
    assert follow.behind() == log.size() == 1
    assert follow.catch_up() == 1 and follow.behind() == 0 and follow.catch_up() == 0


def test_following_stands_aside_between_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside a loop that never lets go, a job that came to SQLite without the queue starved and the site stopped."""
    slept: list[float] = []
    monkeypatch.setattr(follow, "BATCH", 1)
    monkeypatch.setattr(follow.time, "monotonic", iter(range(100)).__next__)
    monkeypatch.setattr(follow.time, "sleep", slept.append)
    for _ in range(3):
        factories.report()
    assert follow.catch_up(share=0.25) == 3
    assert slept == [3.0, 3.0, 3.0]


def test_batches_join_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(follow, "BATCH", 2)
    made = [reviewed(f"Canapé {number}") for number in range(5)]
    assert keys("canapé") == made[::-1]


def test_another_form_is_read_again(monkeypatch: pytest.MonkeyPatch) -> None:
    key = reviewed("Un canapé est laissé là.")
    assert keys("canapé") == [key]
    Page.objects.update(words="old")
    assert keys("canapé") == []
    monkeypatch.setattr(follow, "_form", lambda: "new")
    assert keys("canapé") == [key] and Follower.objects.get().form == "new"


def test_reaches_are_exact_before_and_after_following() -> None:
    first = factories.report()
    assert follow.reaches([REPORTS, BODIES]).keys() == {REPORTS}
    follow.catch_up()
    perform(acts.accepted, first.key, actor=CLEANING, at=later())
    second = factories.report()
    for _ in range(2):
        reach = follow.reaches([REPORTS])[REPORTS]
        assert (reach.records, reach.last, reach.at) == (2, second.index, AT)
        follow.catch_up()


@pytest.mark.django_db(transaction=True)
def test_what_is_erased_is_found_nowhere() -> None:
    key = reviewed("Un zqxwvutsr est laissé là.")
    others = [reviewed(f"Un canapé {number}") for number in range(40)]
    assert keys("zqxwvutsr") == [key]
    assert _in_the_files(b"zqxwvutsr")
    erase(REPORTS, key, actor=ADMIN, at=later())
    assert not _in_the_files(b"zqxwvutsr")
    assert finding.find("zqxwvutsr", [REPORTS], most=5) == []
    assert keys("zqxwvutsr") == [] and keys("voltaire") == [*others[::-1], key][:10]
    assert key in keys("voltaire", most=100), "its facts are found again"


def _in_the_files(word: bytes) -> bool:
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM search_page WHERE words LIKE %s", [f"%{word.decode()}%"])
            return bool(cursor.fetchone()[0])
    path = Path(connection.settings_dict["NAME"])
    return any(word in file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
