"""The code of an invitation: 128 bits, printed in the letter and its QR code, kept as a hash."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import salted_hmac

from chapitre.chapters.voice.models.private import Invitation

# Crockford's base 32: no letter that is taken for a digit when a code is copied by hand.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})
LENGTH = 26  # of 5 bits, for 128


def new_nonce() -> str:
    """128 random bits from which, with the site's secret, a letter's code is made again for the reminder."""
    return secrets.token_hex(16)


def code_of(nonce: str) -> str:
    """The code; the database alone cannot give it."""
    number = int.from_bytes(salted_hmac("voice.invitation", nonce, algorithm="sha256").digest()[:16])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def grouped(code: str) -> str:
    """The code in groups of four, easier to copy."""
    return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))


def digest(code: str) -> str:
    """What the database keeps of a code."""
    return hashlib.sha256(code.encode()).hexdigest()


def find(typed: str) -> Invitation | None:
    """The letter of a code as somebody typed it."""
    code = typed.lower().translate(MISREAD)
    if len(code) != LENGTH or set(code) - set(ALPHABET):
        return None
    return Invitation.objects.select_related("record").filter(code=digest(code)).first()
