"""The authenticator codes against RFC 6238's vectors."""

import base64
from datetime import UTC, datetime

import pytest

from chapitre.kernel.people import totp

SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_published_vectors(seconds: int, code: str) -> None:
    # Appendix B gives eight digits; six are their end.
    assert totp.code(SECRET, datetime.fromtimestamp(seconds, UTC)) == code


def test_a_code_lasts_thirty_seconds() -> None:
    at = datetime(2025, 11, 18, 9, 12, 0, tzinfo=UTC)
    assert totp.code(SECRET, at) == totp.code(SECRET, at.replace(second=29))
    assert totp.code(SECRET, at) != totp.code(SECRET, at.replace(second=30))
