"""What opens a volunteer's commitment: her answers and a salt of 32 random bytes, hashed as the ledger hashes them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence

FIELD = "private.features"
"""The name under which a volunteer's answers are committed to."""
PREFIX = b"chapitre/commitment@v1\n"
SALT_BYTES = 32

Features = Sequence[Sequence[str]]
"""The answers, [criterion, answer] each, in the order in which they were given."""


def commitment(salt: str, features: Features) -> str:
    """What the public list holds of somebody's answers; `salt` in 64 hexadecimal digits. Raises ValueError."""
    opened = bytes.fromhex(salt)
    if len(opened) != SALT_BYTES:
        raise ValueError(f"a salt has {SALT_BYTES} bytes")
    told = json.dumps([FIELD, [list(one) for one in features]], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(PREFIX + opened + told.encode()).hexdigest()


def receipt(jury: str, salt: str, features: Features) -> dict[str, object]:
    """What a volunteer keeps: the verification page reads it."""
    told = {"format": "chapitre/jury-receipt@1", "jury": jury, "field": FIELD}
    return told | {"features": [list(one) for one in features], "salt": salt, "commitment": commitment(salt, features)}
