"""What a chapter does once acts on its records are written, whichever page, file or command performed them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from django.db import transaction


@dataclass(frozen=True)
class Receipt:
    """What the ledger now holds of an act: where, and the hash anybody can look for."""

    register: str
    key: str
    seq: int
    index: int
    leaf: bytes


Follower = Callable[[Sequence[Receipt]], None]
_followers: dict[str, Follower] = {}


def follow(register: str, follower: Follower) -> None:
    """Has `follower` told of every act on a register's records, once its transaction is committed; a bulk's are not.

    It should only enqueue jobs: it runs in the request, and its failure is logged, since the act stands.
    """
    _followers[register] = follower


def announce(receipts: Sequence[Receipt]) -> None:
    """Tells who follows, once the open transaction is committed."""
    for register, follower in _followers.items():
        if told := [one for one in receipts if one.register == register]:
            transaction.on_commit(partial(follower, told), robust=True)
