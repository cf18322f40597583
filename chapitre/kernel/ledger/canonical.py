"""The one form in which an entry is hashed: strict JSON, byte for byte that of RFC 8785 for the values allowed here."""

import json
from typing import Any

INTEGER_LIMIT = 2**53  # beyond it, JSON readers that use doubles would not read back what was written
DEPTH_LIMIT = 16


class CanonicalError(ValueError):
    """A value, or bytes, that the ledger does not take."""


def encode(value: Any) -> bytes:
    """UTF-8 bytes of a value made of dict (ASCII keys), list, str, bool, None and int with |n| < 2**53.

    Keys are sorted, nothing is padded. Raises CanonicalError on anything else: floats, NUL, lone surrogates, tuples.
    """
    check_canonical(value, 0)
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode()
    except UnicodeEncodeError as error:
        raise CanonicalError("a string holds a lone surrogate") from error


def decode(data: bytes) -> Any:
    """The value of canonical bytes. Raises CanonicalError unless encoding it again gives the very same bytes."""
    try:
        value = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        raise CanonicalError("not JSON in UTF-8") from error
    if encode(value) != data:
        raise CanonicalError("JSON, but not in canonical form")
    return value


def check_canonical(value: Any, depth: int) -> None:
    """Raises CanonicalError on a value outside the ledger's JSON; lone surrogates are left to the encoder."""
    if isinstance(value, str):
        if "\0" in value:
            raise CanonicalError("a string holds a NUL")
    elif value is None or isinstance(value, bool):
        return
    elif isinstance(value, int):
        if not -INTEGER_LIMIT < value < INTEGER_LIMIT:
            raise CanonicalError(f"the integer {value} is not under 2**53")
    elif isinstance(value, dict | list):
        if depth == DEPTH_LIMIT:
            raise CanonicalError(f"nested deeper than {DEPTH_LIMIT}")
        if isinstance(value, dict):
            for key in value:
                if not isinstance(key, str) or not key.isascii() or "\0" in key:
                    raise CanonicalError(f"{key!r} is not an ASCII key")
            children: Any = value.values()
        else:
            children = value
        for child in children:
            check_canonical(child, depth + 1)
    else:
        raise CanonicalError(f"{type(value).__name__} is not a type the ledger takes")
