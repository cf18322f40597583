"""The demonstration's staff: known passwords and second factors, so that a visitor can try every role."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from dataclasses import dataclass

from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, AUDITOR, COUNCILLOR, SUPERVISOR

PASSWORD = "voix-au-chapitre-2026"  # noqa: S105  (printed on every screen of the demonstration)
SECRET = "CHAPITREDEMOIVRYSURSEINE22222222"  # noqa: S105


@dataclass(frozen=True)
class Account:
    """Somebody of the demonstration. The name is invented."""

    email: str
    name: str
    role: str
    departments: tuple[str, ...] = ()


ACCOUNTS = (
    Account("proprete@ivry.demo", "N. Haddad", AGENT, ("proprete",)),
    Account("voirie@ivry.demo", "M. Cissé", AGENT, ("voirie", "eclairage")),
    Account("direction@ivry.demo", "L. Ferreira", SUPERVISOR),
    Account("elue@ivry.demo", "A. Morel", COUNCILLOR),
    Account("audit@ivry.demo", "S. Nguyen", AUDITOR),
    Account("administration@ivry.demo", "C. Diallo", ADMINISTRATOR),
)


def create_accounts() -> None:
    """Opens the demonstration's accounts."""
    # Here, so that the code of the minute can be printed without the site being set up.
    from chapitre.kernel.people.accounts import create_staff

    for one in ACCOUNTS:
        create_staff(one.email, PASSWORD, one.role, one.departments, name=one.name, totp_secret=SECRET)


def code(at: float | None = None) -> str:
    """The six digits that the second factor expects now (RFC 6238, 30 s, SHA-1)."""
    moment = struct.pack(">Q", int((time.time() if at is None else at) // 30))
    digest = hmac.new(base64.b32decode(SECRET), moment, hashlib.sha1).digest()
    start = digest[-1] & 15
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06d}"


def sign_in_lines() -> list[str]:
    """How to sign in as the demonstration's staff, for the terminal."""
    first = ACCOUNTS[0]
    return [
        f"sign in as staff at /compte/connexion/: {first.email} · password {PASSWORD}",
        f"second factor: secret {SECRET} in an authenticator, or the code of this minute: {code()}",
        "the code changes every 30 s; to see it again: .venv/bin/python -m chapitre.demo.accounts",
        "other roles, same password and secret: " + ", ".join(one.email for one in ACCOUNTS[1:]),
    ]


if __name__ == "__main__":
    print(code())
