"""Salted commitments: the ledger holds the hash of a value that may be erased, and says nothing about it."""

import hashlib
import secrets
from typing import Any

from chapitre.kernel.ledger.canonical import encode

COMMITMENT_PREFIX = b"chapitre/commitment@v1\n"
SALT_BYTES = 32


def new_salt() -> bytes:
    """32 random bytes, one salt a field: without it, nobody can guess a value from its commitment."""
    return secrets.token_bytes(SALT_BYTES)


def commit(salt: bytes, field: str, value: Any) -> str:
    """SHA-256 over prefix, salt and canonical [field, value], in 64 hexadecimal digits. ValueError on a bad salt."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    return hashlib.sha256(COMMITMENT_PREFIX + salt + encode([field, value])).hexdigest()
