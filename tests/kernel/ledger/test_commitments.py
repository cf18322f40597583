"""Commitments bind a field to a value, and say nothing without the salt."""

import hashlib

import pytest

from chapitre.kernel.ledger.canonical import CanonicalError
from chapitre.kernel.ledger.commitments import commit, new_salt

SALT = bytes(range(32))


def test_the_formula() -> None:
    told = b"chapitre/commitment@v1\n" + SALT + '["text","Trou dans la chaussée"]'.encode()
    assert commit(SALT, "text", "Trou dans la chaussée") == hashlib.sha256(told).hexdigest()


def test_it_binds_salt_field_and_value() -> None:
    seen = {
        commit(SALT, "text", "a"),
        commit(SALT, "text", "b"),
        commit(SALT, "private.text", "a"),
        commit(SALT[::-1], "text", "a"),
        commit(SALT, "text", ["a"]),
        commit(SALT, "text", None),
    }
    assert len(seen) == 6


def test_salts_are_long_and_fresh() -> None:
    salts = {new_salt() for _ in range(100)}
    assert len(salts) == 100
    assert {len(salt) for salt in salts} == {32}


@pytest.mark.parametrize("salt", [b"", SALT[1:], SALT + b"0"])
def test_a_salt_has_32_bytes(salt: bytes) -> None:
    with pytest.raises(ValueError, match="32"):
        commit(salt, "text", "a")


def test_it_takes_what_the_ledger_takes() -> None:
    with pytest.raises(CanonicalError):
        commit(SALT, "area", 1.5)
