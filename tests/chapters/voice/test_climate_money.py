"""The climate envelope on the demonstration: every euro has its line, its payments, its result; a wrong one is told."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.climate import demo as climate
from chapitre.chapters.voice import envelope
from chapitre.chapters.voice.acts import pledges
from chapitre.chapters.voice.demo import pledges as demo
from chapitre.kernel import clock
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.figures import live
from chapitre.kernel.people.actors import SUPERVISOR, Actor

pytestmark = pytest.mark.django_db
TODAY = date(2025, 11, 18)
HEAD = Actor(SUPERVISOR)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)
    demonstration = Demonstration(date(2025, 11, 17), [], lambda _line: None)
    climate._conference(demonstration)
    demo.load(demonstration)
    demonstration.write()


def page(client: Client) -> str:
    answer = client.get("/participer/climat")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_three_editions_share_the_envelope_and_every_sum_agrees(client: Client) -> None:
    found = envelope.editions(TODAY)
    assert [one.envelope for one in found] == [29_400_000, 28_700_000, 11_900_000]
    assert sum(one.envelope for one in found) == demo.ENVELOPE_CENTS
    assert all(one.holds for one in found) and all(trace.holds for one in found for trace in one.traces)
    assert all(trace.decision and trace.line for one in found for trace in one.traces)
    segments = envelope.bar(found)
    assert sum(one.cents for one in segments) == demo.ENVELOPE_CENTS and sum(one.width for one in segments) <= 1000
    told = page(client)
    assert "ne s’accorde pas" not in told and told.count("s’accorde") >= 4


def test_the_figures_are_the_page_s_sums() -> None:
    found, values = envelope.editions(TODAY), live.values(TODAY)
    paid = sum(one.paid for one in found)
    assert values["voice.pledges_spent"].exact == paid > 0
    assert values["voice.pledges_envelope"].exact == values["climate.conference_budget"].exact == demo.ENVELOPE_CENTS
    assert values["voice.pledges_kept_share"].exact == Fraction(400, 7)
    assert (values["voice.pledges_kept"].exact, values["voice.pledges_made"].exact) == (4, 7)


def test_a_payment_beyond_its_line_is_told(client: Client) -> None:
    facts: dict[str, Any] = {"object": "erreur", "amount_cents": 30_000_000, "paid_on": TODAY}
    perform(pledges.payment.recorded, "trop", actor=HEAD, at=AT, pledge="ENG-7", payee=None, **facts)
    assert [trace.pledge.key for one in envelope.editions(TODAY) for trace in one.traces if not trace.holds] == [
        "ENG-7"
    ]
    assert "ne s’accorde pas" in page(client)
    perform(pledges.payment.withdrawn, "trop", actor=HEAD, at=AT, reason="Saisie deux fois.")
    assert "ne s’accorde pas" not in page(client)


def test_a_line_that_is_not_what_was_set_aside_is_told(client: Client) -> None:
    perform(commons.payment.amended, "CLIMAT-2", actor=HEAD, at=AT, amount_cents=1, reason="Essai.")
    assert "ne s’accorde pas" in page(client)


def test_a_pledge_more_than_the_envelope_is_told(client: Client) -> None:
    perform(
        pledges.pledge.recorded, "ENG-9", actor=HEAD, at=AT, conference="conference-climat-2025", subject="de plus",
        pledged_on=TODAY, carrier=None, district=None, document=None,
    )  # fmt: skip
    assert envelope.editions(TODAY)[2].holds
    perform(pledges.pledge_decided, "ENG-9", actor=HEAD, at=AT, envelope_cents=100, payment=None, decision=None)
    assert not envelope.editions(TODAY)[2].holds
    assert "ne s’accorde pas" in page(client)


def test_it_speaks_english_and_a_town_without_conference_says_so(client: Client) -> None:
    client.cookies["langue"] = "en"
    told = page(client)
    assert "Engagement" not in told and "réservés" not in told and "agrees" in told


@pytest.mark.parametrize("key", ["climat-2021", "climat-2023", "climat-2025"])
def test_an_edition_withdrawn_is_no_longer_shown(key: str) -> None:
    perform(pledges.edition.withdrawn, key, actor=HEAD, at=AT, reason="Essai.")
    assert key not in [one.edition.key for one in envelope.editions(TODAY)]
