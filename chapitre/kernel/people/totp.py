"""The six digits of an authenticator application (RFC 6238, SHA-1, 30 s), for demonstration accounts and tests."""

import base64
import hmac
from datetime import datetime

PERIOD = 30


def code(secret: str, at: datetime) -> str:
    """The code that `secret` (base32) gives at an aware instant."""
    counter = int(at.timestamp()) // PERIOD
    digest = hmac.digest(base64.b32decode(secret, casefold=True), counter.to_bytes(8, "big"), "sha1")
    start = digest[-1] & 0x0F
    number = int.from_bytes(digest[start : start + 4], "big") & 0x7FFFFFFF
    return f"{number % 1_000_000:06d}"
