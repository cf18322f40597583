"""Floods: a place is taken once, comes back with time, and no address is kept in clear."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from pytest_django import Settings

from chapitre.chapters.streets import flood
from chapitre.chapters.streets.flood import Limit, bursts, source_of, take, too_quick

TODAY = date(2025, 11, 18)


@pytest.fixture(autouse=True)
def _empty() -> None:
    cache.clear()


def test_places_are_taken_until_none_is_left_then_the_wait_is_told() -> None:
    limit = Limit("t", 3, 60)
    assert [take(limit, "a").allowed for _ in range(5)] == [True, True, True, False, False]
    assert 55 <= take(limit, "a").retry_after <= 60
    assert take(limit, "b").allowed


def test_a_place_comes_back_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = Limit("t", 1, 60)
    assert take(limit, "a").allowed and not take(limit, "a").allowed
    cache.delete("flood:t:a:0")  # what the cache does once the time is over
    assert take(limit, "a").allowed


def test_posts_at_the_same_moment_cannot_share_a_place() -> None:
    limit = Limit("t", 7, 60)
    with ThreadPoolExecutor(16) as pool:
        got = list(pool.map(lambda _n: take(limit, "a").allowed, range(64)))
    assert sum(got) == 7


def test_a_burst_of_one_source_is_held_and_does_not_hold_the_others() -> None:
    assert [bursts("a") for _ in range(flood.BURST.most + 2)] == [False] * flood.BURST.most + [True, True]
    assert not bursts("b")


def test_a_burst_of_many_sources_is_held(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flood, "EVERYBODY", Limit("everybody", 4, 600))
    assert [bursts(f"source-{n}") for n in range(6)] == [False] * 4 + [True] * 2


def request(direct: str, forwarded: str | None = None) -> str:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return source_of(RequestFactory().get("/", REMOTE_ADDR=direct, **headers), TODAY)  # type: ignore[arg-type]


def test_a_source_is_a_pseudonym_that_changes_every_day() -> None:
    asked = RequestFactory().get("/", REMOTE_ADDR="203.0.113.9")
    today, tomorrow = source_of(asked, TODAY), source_of(asked, TODAY + timedelta(days=1))
    assert today != tomorrow and "203" not in today and len(today) == 32
    assert today == request("203.0.113.9") != request("203.0.113.10")


def test_forwarded_addresses_count_only_behind_declared_proxies(settings: Settings) -> None:
    settings.PROXIES = 0
    assert request("10.0.0.1", "203.0.113.9") == request("10.0.0.1")
    settings.PROXIES = 1
    assert request("10.0.0.1", "6.6.6.6, 203.0.113.9") == request("203.0.113.9")
    assert request("10.0.0.1") == request("10.0.0.1", "")
    settings.PROXIES = 2
    assert request("10.0.0.1", "203.0.113.9, 10.0.0.2") == request("203.0.113.9", "203.0.113.9, 10.0.0.2")
    assert request("10.0.0.1", "203.0.113.9") == request("10.0.0.1", "")  # fewer hops than proxies: a lie


@pytest.mark.parametrize("lie", ["<script>", "999.1.1.1", "\x00", "fe80::1%eth0", ""])
def test_an_address_that_is_none_does_not_fail(lie: str, settings: Settings) -> None:
    settings.PROXIES = 1
    assert len(request("10.0.0.1", lie)) == 32


def test_a_household_is_one_ipv6_source() -> None:
    assert request("2001:db8:1:2::a") == request("2001:db8:1:2:ffff::b") != request("2001:db8:1:3::a")
    assert request("::ffff:203.0.113.9") == request("203.0.113.9")


def test_faster_than_a_person() -> None:
    now = datetime(2025, 11, 18, 8, tzinfo=UTC)
    assert too_quick(now, now + timedelta(seconds=1.9)) and not too_quick(now, now + timedelta(seconds=2))
