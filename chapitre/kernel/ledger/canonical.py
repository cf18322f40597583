"""The one form in which an entry is hashed: strict JSON, byte for byte that of RFC 8785 for the values allowed here."""

import json
from typing import Any

INTEGER_LIMIT = 2**53  # beyond it, JSON readers that use doubles would not read back what was written
DEPTH_LIMIT = 16
PLAIN_TYPES = frozenset({str, bool, type(None)})
CANONICAL_JSON = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, check_circular=False)


class CanonicalError(ValueError):
    """A value, or bytes, that the ledger does not take."""


def encode(value: Any) -> bytes:
    """UTF-8 bytes of a value made of dict (ASCII keys), list, str, bool, None and int with |n| < 2**53.

    Keys are sorted, nothing is padded. Raises CanonicalError on anything else: floats, NUL, lone surrogates, tuples.
    """
    check_canonical(value, 0)
    text = CANONICAL_JSON.encode(value)
    if "\\u0000" in text.replace("\\\\", ""):  # without the escaped backslashes, what is left of them escapes
        raise CanonicalError("a string holds a NUL")
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
    """Raises CanonicalError on a value outside the ledger's JSON; NUL and lone surrogates are left to the encoder."""
    if isinstance(value, dict):
        try:
            ascii_keys = "".join(value).isascii()
        except TypeError:
            ascii_keys = False
        if not ascii_keys:
            raise CanonicalError("a key is not an ASCII string")
        children: Any = value.values()
    elif isinstance(value, list):
        children = value
    elif isinstance(value, int):
        if not -INTEGER_LIMIT < value < INTEGER_LIMIT:
            raise CanonicalError(f"the integer {value} is not under 2**53")
        return
    elif value is None or isinstance(value, str):
        return
    else:
        raise CanonicalError(f"{type(value).__name__} is not a type the ledger takes")
    if depth == DEPTH_LIMIT:
        raise CanonicalError(f"nested deeper than {DEPTH_LIMIT}")
    for child in children:
        if type(child) not in PLAIN_TYPES:  # most are: looking here saves a call for each
            check_canonical(child, depth + 1)
