"""Rounds of drand: real ones verify under the real key, and nothing else does."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.methods.beacons import (
    LARGEST,
    BadRound,
    Round,
    address_of,
    chain_hash,
    moment_of,
    read,
    round_after,
    verifies,
)
from tests.chapters.voice.rounds import FIRST, SECOND

CHAIN = beacons.current()


@pytest.mark.parametrize("chain", beacons.chains().values(), ids=lambda chain: chain.name)
def test_the_table_proves_itself(chain: beacons.Chain) -> None:
    assert chain_hash(chain) == chain.hash
    assert chain.scheme == "bls-unchained-g1-rfc9380"
    assert chain.hosts and all(re.fullmatch(r"[a-z0-9]+(\.[a-z0-9-]+)+", host) for host in chain.hosts)


@pytest.mark.parametrize("told", [FIRST, SECOND], ids=["1000", "657413"])
def test_a_real_round_verifies_and_gives_what_the_beacon_says(told: dict[str, object]) -> None:
    one = read(json.dumps(told))
    assert verifies(CHAIN, one)
    assert one.randomness == told["randomness"]


def test_the_recursion_limit_is_what_it_was() -> None:
    code = (
        "import sys; from chapitre.chapters.voice import beacons;"
        "from chapitre.chapters.voice.methods import beacons as m;"
        "was = sys.getrecursionlimit(); m.verifies(beacons.current(), m.Round(1, 'b4' * 48));"
        "assert 'py_ecc' in sys.modules and sys.getrecursionlimit() == was"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_another_number_or_another_signature_does_not() -> None:
    first, second = read(json.dumps(FIRST)), read(json.dumps(SECOND))
    assert not verifies(CHAIN, replace(first, number=1001))
    assert not verifies(CHAIN, replace(first, signature=second.signature))
    assert not verifies(replace(CHAIN, key=G2_GENERATOR), first)


@pytest.mark.parametrize("place", [0, 1, 13, 47])
def test_one_changed_byte_of_a_signature_is_seen(place: int) -> None:
    data = bytearray.fromhex(str(FIRST["signature"]))
    data[place] ^= 1
    assert not verifies(CHAIN, Round(1000, data.hex()))


def test_the_point_at_infinity_and_points_outside_the_group_sign_nothing() -> None:
    assert not verifies(CHAIN, Round(1000, "c0" + "00" * 47))
    assert not verifies(CHAIN, Round(1000, "ff" * 48))
    assert not verifies(CHAIN, Round(1000, outside()))
    assert not verifies(CHAIN, Round(1000, "b4"))


def outside() -> str:
    """A point of the curve that is not in the group of order r."""
    from py_ecc.bls.point_compression import decompress_G1
    from py_ecc.bls.typing import G1Compressed
    from py_ecc.optimized_bls12_381 import curve_order, is_inf, multiply

    for x in range(1, 100):
        try:
            point = decompress_G1(G1Compressed(2**383 + x))
        except ValueError:
            continue
        if not is_inf(multiply(point, curve_order)):
            return f"{2**383 + x:096x}"
    raise AssertionError("none below 100")


G2_GENERATOR = (
    "93e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e"
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8"
)


@given(st.datetimes(datetime(2023, 8, 24), datetime(2100, 1, 1)))
def test_the_round_of_an_hour_is_the_first_signed_after_it(naive: datetime) -> None:
    at = naive.replace(tzinfo=UTC)
    number = round_after(CHAIN, at)
    assert moment_of(CHAIN, number) > at >= moment_of(CHAIN, number - 1)


def test_the_hour_of_a_known_round() -> None:
    assert moment_of(CHAIN, 657_413) == datetime(2023, 9, 15, 11, 0, 3, tzinfo=UTC)
    assert round_after(CHAIN, datetime(2023, 9, 15, 11, tzinfo=UTC)) == 657_413
    assert round_after(CHAIN, moment_of(CHAIN, 1) - timedelta(days=1)) == 1
    assert address_of(CHAIN, 7).startswith("https://api.drand.sh/52db9ba7")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "json"),
        ("[]", "json"),
        ("[" * 5000, "json"),
        ("1" * 4000, "json"),
        ("[" * 1200 + "]" * 1200, "json"),
        ("{" + " " * LARGEST + "}", "json"),
        (json.dumps(FIRST | {"round": "1000"}), "round"),
        (json.dumps(FIRST | {"round": True}), "round"),
        (json.dumps(FIRST | {"round": 0}), "round"),
        (json.dumps(FIRST | {"round": 2**70}), "round"),
        (json.dumps(FIRST | {"signature": "b4"}), "signature"),
        (json.dumps(FIRST | {"signature": 12}), "signature"),
        (json.dumps(FIRST | {"randomness": "00" * 32}), "randomness"),
        (json.dumps(FIRST | {"randomness": 5}), "randomness"),
    ],
)
def test_what_is_no_round_is_refused_with_its_reason(text: str, reason: str) -> None:
    with pytest.raises(BadRound) as bad:
        read(text)
    assert bad.value.reason == reason


@given(
    st.text(max_size=200) | st.recursive(st.none() | st.integers() | st.text(), st.lists, max_leaves=5).map(json.dumps)
)
def test_any_text_is_a_round_or_a_bad_one(text: str) -> None:
    try:
        found = read(text)
    except BadRound:
        return
    assert len(found.randomness) == 64


def test_a_round_without_its_randomness_is_one() -> None:
    told = {name: FIRST[name] for name in ("round", "signature")}
    assert read(json.dumps(told)).randomness == FIRST["randomness"]
