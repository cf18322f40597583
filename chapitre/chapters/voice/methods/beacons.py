"""Rounds of drand, public randomness that nobody chooses: which one an hour announces, and whether its signature holds.

A chain signs one round every few seconds with a key of which no one holds enough. A round's randomness is the SHA-256
of its signature, and the signature is a BLS one over the round's number: 48 bytes of G1, the chain's key in G2 (scheme
`bls-unchained-g1-rfc9380`). Times are aware and in UTC, periods in seconds.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

DOMAIN = b"BLS_SIG_BLS12381G1_XMD:SHA-256_SSWU_RO_NUL_"
"""What the scheme hashes messages to the curve under."""
LARGEST = 4096
"""Bytes in which a round fits many times over: nothing longer is read as one."""
SIGNATURE, RANDOMNESS = re.compile(r"[0-9a-f]{96}"), re.compile(r"[0-9a-f]{64}")
FAR = 10**10
"""Rounds, some nine centuries of them: nobody waits for a later one."""


class BadRound(ValueError):
    """This is no round: `reason` is what is wrong, "json", "round", "signature" or "randomness"."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Chain:
    """A beacon: what it is called, what its signatures are checked with, and the hosts that give its rounds."""

    name: str
    hash: str
    key: str
    group: str
    scheme: str
    period: int
    genesis: int
    hosts: tuple[str, ...]
    source: str


@dataclass(frozen=True)
class Round:
    """A round as it is published: its number and its signature, in hexadecimal."""

    number: int
    signature: str

    @property
    def randomness(self) -> str:
        """What the round gives to draw with: 64 hexadecimal digits."""
        return hashlib.sha256(bytes.fromhex(self.signature)).hexdigest()


def chain_hash(chain: Chain) -> str:
    """The hash that names a chain, computed from what it stands for."""
    head = struct.pack(">Iq", chain.period, chain.genesis)
    told = head + bytes.fromhex(chain.key) + bytes.fromhex(chain.group) + chain.name.encode()
    return hashlib.sha256(told).hexdigest()


def round_after(chain: Chain, at: datetime) -> int:
    """The first round signed after an instant, never at it: it is unknown while the clock still shows that hour."""
    return max(0, (int(at.timestamp()) - chain.genesis) // chain.period + 1) + 1


def moment_of(chain: Chain, number: int) -> datetime:
    """When a round is signed."""
    return datetime.fromtimestamp(chain.genesis + (number - 1) * chain.period, UTC)


def path_of(chain: Chain, number: int) -> str:
    """Where each host of the chain gives a round."""
    return f"/{chain.hash}/public/{number}"


def address_of(chain: Chain, number: int) -> str:
    """Where anybody reads a round: at the first host of its chain."""
    return f"https://{chain.hosts[0]}{path_of(chain, number)}"


def read(text: str) -> Round:
    """The round that a text says, as the beacon's hosts write it. Raises BadRound; checks no signature."""
    if len(text) > LARGEST:
        raise BadRound("json")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        raise BadRound("json") from None
    if not isinstance(told, dict):
        raise BadRound("json")
    number, signature, random = told.get("round"), told.get("signature"), told.get("randomness")
    if type(number) is not int or not 1 <= number <= FAR:
        raise BadRound("round")
    if not isinstance(signature, str) or not SIGNATURE.fullmatch(signature):
        raise BadRound("signature")
    found = Round(number, signature)
    # Hosts are leaving this field out, since it follows from the signature; where it is told it has to be right.
    if random is not None and random != found.randomness:
        raise BadRound("randomness")
    return found


@lru_cache(maxsize=256)  # a draw asks before its turn among writers, then in the act; pages ask again for each jury
def verifies(chain: Chain, told: Round) -> bool:
    """Whether the chain's key signed this round: e(signature, generator) = e(number hashed to the curve, key)."""
    with _limit_kept():  # half a second to load, for who draws only
        from py_ecc.bls.hash_to_curve import hash_to_G1
        from py_ecc.bls.point_compression import decompress_G1, decompress_G2
        from py_ecc.bls.typing import G1Compressed, G2Compressed
        from py_ecc.optimized_bls12_381 import FQ12, G2, curve_order, final_exponentiate, is_inf, multiply, neg, pairing

    if not SIGNATURE.fullmatch(told.signature):
        return False
    key = bytes.fromhex(chain.key)
    public = decompress_G2(G2Compressed((int.from_bytes(key[:48], "big"), int.from_bytes(key[48:], "big"))))
    try:
        signature = decompress_G1(G1Compressed(int(told.signature, 16)))
    except ValueError:  # no point of the curve
        return False
    if is_inf(signature) or not is_inf(multiply(signature, curve_order)):
        return False
    sha256: Any = hashlib.sha256
    message = hash_to_G1(sha256(told.number.to_bytes(8, "big")).digest(), DOMAIN, sha256)
    signed = pairing(G2, signature, final_exponentiate=False)
    expected = pairing(neg(public), message, final_exponentiate=False)
    return bool(final_exponentiate(signed * expected) == FQ12.one())


@contextmanager
def _limit_kept() -> Iterator[None]:
    """Puts back Python's recursion limit, which py-ecc lifts as it loads: a deep JSON would then end the process."""
    limit = sys.getrecursionlimit()
    try:
        yield
    finally:
        sys.setrecursionlimit(limit)
