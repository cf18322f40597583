"""The code of an entry: 80 bits that a letter or a message carries, and what the list keeps of it."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable

from django.utils.crypto import salted_hmac

from chapitre.chapters.voice.polling.tally import BALLOT_ALPHABET
from chapitre.kernel.ledger import merkle

LETTERS = "".join(sorted(BALLOT_ALPHABET))
CODE_LENGTH = 16  # of 5 bits: 80, beyond any guessing at the pace that the page allows
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})


def drawn(length: int) -> str:
    """Random characters that nobody misreads."""
    return "".join(secrets.choice(LETTERS) for _place in range(length))


def new_nonce() -> str:
    """128 random bits from which, with the site's secret, a code is made."""
    return secrets.token_hex(16)


def code_of(nonce: str) -> str:
    """The code of a nonce; the database alone cannot give it."""
    number = int.from_bytes(salted_hmac("voice.poll.code", nonce, algorithm="sha256").digest()[:10])
    return "".join(LETTERS[number >> 5 * place & 31] for place in reversed(range(CODE_LENGTH)))


def grouped(code: str) -> str:
    """The code in groups of four, easier to copy."""
    return "-".join(code[start : start + 4] for start in range(0, CODE_LENGTH, 4))


def digest(code: str) -> str:
    """What the list keeps of a code, however it was typed."""
    return hashlib.sha256(code.lower().translate(MISREAD).encode()).hexdigest()


def entry_mark(poll: str, number: int) -> str:
    """What the list keeps of an entry's number: the site finds its row, a copy of the database does not."""
    return salted_hmac("voice.poll.entry", f"{poll} {number}", algorithm="sha256").hexdigest()


def roll_root(codes: Iterable[str]) -> str:
    """The root over the list’s hashes, in their own order: it can neither grow nor shrink once it is in the ledger."""
    return merkle.root([merkle.leaf_hash(one.encode()) for one in sorted(codes)]).hex()
