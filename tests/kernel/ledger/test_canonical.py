"""The canonical form is that of RFC 8785, and refuses what RFC 8785's readers would not agree on."""

import enum
import json

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.ledger.canonical import DEPTH_LIMIT, CanonicalError, decode, encode

text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
keys = st.text(st.characters(max_codepoint=127, exclude_characters="\0"))
numbers = st.integers(-(2**53) + 1, 2**53 - 1)
values = st.recursive(
    st.none() | st.booleans() | numbers | text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_it_is_rfc_8785(value: object) -> None:
    assert encode(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(values)
def test_it_reads_back(value: object) -> None:
    assert decode(encode(value)) == value


def test_an_entry_looks_like_this() -> None:
    entry = {"register": "streets.reports", "facts": {"place": "Rue Molière", "late": False, "days": -3, "note": None}}
    assert encode(entry) == (
        '{"facts":{"days":-3,"late":false,"note":null,"place":"Rue Molière"},"register":"streets.reports"}'.encode()
    )


@pytest.mark.parametrize("text", ["\\u0000", "\\\\u0000", "\\\\\\u0000", '"\\u0000', "\n\\u0000", "u0000"])
def test_a_backslash_is_not_a_nul(text: str) -> None:
    assert encode([text, {text: text}]) == rfc8785.dumps([text, {text: text}])


class Colour(enum.StrEnum):
    RED = "red"


def test_an_enumerated_string_is_its_value() -> None:
    assert encode({"colour": Colour.RED}) == b'{"colour":"red"}'


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        float("inf"),
        2**53,
        -(2**53),
        "a\0b",
        "\0",
        "\\\0",
        "\\\\\0",
        "\ud800",
        ["\udfff"],
        [2**53],
        [True, -(2**60)],
        [0.0],
        {"clé": 1},
        {"a\0": 1},
        {1: 1},
        {None: 1},
        (1, 2),
        {1, 2},
        b"bytes",
        object(),
        {"deep": [{"deeper": 0.5}]},
    ],
)
def test_it_refuses(value: object) -> None:
    with pytest.raises(CanonicalError):
        encode(value)


def test_it_refuses_what_is_nested_too_deep() -> None:
    value: object = 1
    for _ in range(DEPTH_LIMIT):
        value = [value]
    assert decode(encode(value)) == value
    with pytest.raises(CanonicalError, match="nested"):
        encode([value])


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b'{"a":1,"a":1}',
        b'{"b":1,"a":1}',
        b'{"a": 1}',
        b'{"a":1}\n',
        b'{"a":1.0}',
        b'{"a":1e3}',
        b'{"a":-0}',
        b'{"a":NaN}',
        b'"\\u00e9"',
        b'"\\u0000"',
        b'"\\ud800"',
        b'"\xff"',
        b"9007199254740992",
        b"[" * 100_000,
        b"9" * 5_000,
    ],
)
def test_it_reads_back_nothing_else(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        decode(data)


@given(st.binary(max_size=40) | values.map(lambda value: json.dumps(value).encode()))
def test_what_is_read_has_one_spelling(data: bytes) -> None:
    try:
        value = decode(data)
    except CanonicalError:
        return
    assert encode(value) == data
