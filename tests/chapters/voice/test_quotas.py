"""Quotas proposed from the census: seen before they are written, changed by hand, each with its source."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.acts.census import census
from chapitre.chapters.voice.juries import quotas
from chapitre.chapters.voice.models import CensusCount, Jury, Quota
from chapitre.kernel.acts import Doubled, OutOfOrder, perform
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADMIN, AT, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]

SOURCE = "Insee, essai"
ROWS = {
    "genre": (("femme", 5300), ("homme", 4700)),
    "âge": (("moins de 40 ans", 6200), ("40 ans et plus", 3800)),
}
URL = reverse("bureau_jury_quotas", args=[KEY])


def count(category: str, value: str, people: int, year: int = 2021) -> None:
    facts = {"territory": "Ivry", "vintage": year, "category": category, "value": value, "people": people}
    perform(census.recorded, f"{year}-{value}".replace(" ", "-"), actor=ADMIN, at=AT, source=SOURCE, **facts)


@pytest.fixture
def jury() -> Jury:
    """A jury of 22 seats without quotas, and a census."""
    facts = {"name": "jury du parc", "project": None, "seats": 22, "called_on": AT.date()}
    perform(juries.jury.recorded, KEY, actor=ADMIN, at=AT, question="Quel parc ?", **facts)
    for category, rows in ROWS.items():
        for value, people in rows:
            count(category, value, people)
    return jurors.jury()


def typed(kept: tuple[str, ...] = tuple(ROWS), **changed: str) -> dict[str, object]:
    """What the form sends when nothing but `changed` was touched."""
    series = quotas.chosen("")
    assert series is not None
    sent: dict[str, object] = {"recensement": series.code, "tolerance": "0", "critere": list(kept)}
    for own in quotas.proposal(jurors.jury(), series, 0).values():
        for one in own:
            sent |= {f"min-{one.count.key}": str(one.least), f"max-{one.count.key}": str(one.most)}
    return sent | changed


def test_a_proposal_writes_nothing_until_it_is_agreed(jury: Jury) -> None:
    desk = at_desk("supervisor")
    page = desk.get(URL).content.decode()
    assert "11,7" in page and SOURCE in page  # 22 × 0.53 = 11.66 seats
    assert Quota.objects.count() == 0
    assert desk.post(URL, typed()).status_code == 302
    told = {one.value: (one.category, one.least, one.most, one.source) for one in Quota.objects.all()}
    assert told["femme"] == ("genre", 11, 12, "Insee, essai : 5\u202f300 sur 10\u202f000")
    assert told["40 ans et plus"] == ("âge", 8, 9, "Insee, essai : 3\u202f800 sur 10\u202f000")
    assert len(told) == 4
    assert "déjà ses quotas" in desk.get(URL).content.decode()


def test_a_tolerance_widens_and_what_is_typed_counts(jury: Jury) -> None:
    desk = at_desk("supervisor")
    assert 'value="10"' in desk.get(URL, {"tolerance": "1"}).content.decode()
    woman = CensusCount.objects.get(value="femme").key
    assert desk.post(URL, typed(kept=("genre",), **{f"min-{woman}": "9"})).status_code == 302
    assert list(Quota.objects.order_by("pk").values_list("value", "least")) == [("femme", 9), ("homme", 10)]


@pytest.mark.parametrize(
    ("least", "most", "word"),
    [("13", "12", "le minimum"), ("11", "23", "le minimum"), ("11", "11", "en a 22"), ("x", "12", "deux nombres")],
)
def test_quotas_that_cannot_be_met_come_back_as_typed(jury: Jury, least: str, most: str, word: str) -> None:
    desk = at_desk("supervisor")
    woman, man = (CensusCount.objects.get(value=value).key for value in ("femme", "homme"))
    sent = typed(**{f"min-{woman}": least, f"max-{woman}": most, f"max-{man}": "10"})
    answer = desk.post(URL, sent)
    assert answer.status_code == 422
    assert word in answer.content.decode()
    assert Quota.objects.count() == 0


def test_nothing_kept_fixes_nothing(jury: Jury) -> None:
    desk = at_desk("supervisor")
    for kept in ((), ("inconnu",)):
        assert desk.post(URL, typed(kept=kept)).status_code == 422
    assert desk.post(URL, {}).status_code == 422


def test_a_form_that_people_have_answered_does_not_change() -> None:
    jury = jurors.called()
    count("âge", "moins de 40 ans", 10)
    count("âge", "40 ans et plus", 10)
    jurors.answer(1, "femme")
    series = quotas.chosen("")
    assert series is not None
    with pytest.raises(OutOfOrder):
        quotas.fix(jury, quotas.proposal(jurors.jury(), series, 0), actor=ADMIN, at=now())
    desk = at_desk("supervisor")
    assert desk.post(URL, typed(kept=("âge",))).status_code == 409
    assert "ont déjà répondu" in desk.get(URL).content.decode()


def test_a_criterion_is_fixed_once(jury: Jury) -> None:
    series = quotas.chosen("")
    assert series is not None
    lines = quotas.proposal(jury, series, 0)
    assert quotas.fix(jury, lines, actor=ADMIN, at=now()) == 4
    with pytest.raises(OutOfOrder):
        quotas.fix(jury, lines, actor=ADMIN, at=now())
    assert Quota.objects.count() == 4


def test_the_latest_census_comes_first_and_each_can_be_chosen(jury: Jury) -> None:
    for value, people in ROWS["genre"]:
        count("genre", value, people, year=2022)
    assert [one.year for one in quotas.series()] == [2022, 2021]
    found = quotas.chosen("2021-Ivry"), quotas.chosen("rien")
    assert [one.year for one in found if one] == [2021, 2022]


def test_an_answer_is_counted_once(jury: Jury) -> None:
    with pytest.raises(Doubled):
        perform(
            census.recorded, "bis", actor=ADMIN, at=AT, territory="Ivry", vintage=2021, category="genre", value="femme",
            people=1, source=SOURCE,
        )  # fmt: skip


def test_without_a_census_the_page_says_what_to_do_and_strangers_do_not_see_it() -> None:
    facts = {"name": "jury du parc", "project": None, "seats": 22, "called_on": AT.date()}
    perform(juries.jury.recorded, KEY, actor=ADMIN, at=AT, question="Quel parc ?", **facts)
    assert "Aucun dénombrement" in at_desk("supervisor").get(URL).content.decode()
    for client, status in ((Client(), 302), (at_desk("agent"), 403)):
        assert client.get(URL).status_code == status
