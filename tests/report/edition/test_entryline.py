"""The quick reader of entries: what it takes is canonical and read as the slow reader reads it, byte for byte."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.figures.compute import KnownEntry
from chapitre.kernel.ledger.canonical import CanonicalError, decode, encode
from chapitre.kernel.rules import Field, Schema
from chapitre.report.edition.entryline import LineReader
from chapitre.report.edition.verification import EntryReader

RULES = Schema(
    "towns.things",
    [Field("place", "str"), Field("on", "date"), Field("amount", "int"), Field("broken", "bool"), Field("zone", "str")],
).to_json()
DECLARED = {"schema": 3, "rules": RULES}
READER = LineReader("towns.things", DECLARED)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12)
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters='"\\'), max_size=12)


def body(**changes: Any) -> dict[str, Any]:
    """An entry of the register, every field in use."""
    facts = {"place": "rue Molière", "on": "2025-11-18", "amount": -7, "broken": False, "zone": None}
    return {
        "schema": 3, "register": "towns.things", "key": "25-00001", "seq": 2, "act": "mended",
        "on_date": "2025-11-18", "recorded_at": "2025-11-18T08:12:33.123456Z", "role": "agent", "facts": facts,
        "commitments": {"reason": "0f" * 32, "text": "a1" * 32},
    } | changes  # fmt: skip


def read(data: bytes) -> KnownEntry | None:
    try:
        return READER.read(data.decode())
    except UnicodeDecodeError:
        return None


def same(quick: KnownEntry, data: bytes) -> bool:
    """Whether what the quick reader took is what canonical JSON says, types included."""
    slow = decode(data)
    facts = tuple(slow["facts"][one["name"]] for one in RULES["fields"])
    return (
        quick == (slow["register"], slow["key"], slow["seq"], facts)
        and list(map(type, quick[3])) == list(map(type, facts))
        and (slow["schema"], len(slow["facts"]), len(slow)) == (3, len(facts), 10)
    )


def test_an_entry_in_its_present_form_is_taken() -> None:
    data = encode(body())
    quick = read(data)
    assert quick is not None and same(quick, data)


@given(
    st.fixed_dictionaries(
        {
            "place": st.none() | PLAIN,
            "on": st.none() | st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat),
            "amount": st.none() | st.integers(-(10**15) + 1, 10**15 - 1),
            "broken": st.none() | st.booleans(),
            "zone": st.none() | PLAIN,
        }
    )
)
def test_plain_facts_are_all_taken(facts: dict[str, Any]) -> None:
    data = encode(body(facts=facts))
    quick = read(data)
    assert quick is not None and same(quick, data)


@given(st.fixed_dictionaries({"place": TEXTS, "key": TEXTS, "act": TEXTS}))
def test_any_text_is_read_alike_or_left_to_the_slow_reader(texts: dict[str, str]) -> None:
    facts = body()["facts"] | {"place": texts["place"]}
    data = encode(body(facts=facts, key=texts["key"], act=texts["act"]))
    quick = read(data)
    assert quick is None or same(quick, data)


@given(st.data())
def test_no_changed_byte_is_taken_unless_it_is_canonical(data: st.DataObject) -> None:
    line = bytearray(encode(body()))
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(line) - 1))
        change = data.draw(st.sampled_from(["set", "drop", "add"]))
        byte = data.draw(st.sampled_from(sorted(b'"\\{}[]:,-0129.eE \ttfn\x00\x1f\x7f\xc3\xa9')))
        if change == "set":
            line[at] = byte
        elif change == "drop":
            del line[at]
        else:
            line.insert(at, byte)
    if (quick := read(bytes(line))) is not None:
        assert same(quick, bytes(line))  # decode raises if it is not canonical


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"seq":2', '"seq": 2'),
        ('"seq":2', '"seq":-0'),
        ('"seq":2', '"seq":02'),
        ('"seq":2', '"seq":2.0'),
        ('"seq":2', '"seq":9007199254740993'),
        ("rue Molière", "rue Moli\\u00e8re"),
        ("rue Molière", "rue\tMolière"),
        ('"broken":false', '"broken":0'),
        ('"broken":false,', ""),
        ('"broken":false', '"broken":false,"broken":false'),
        ('"schema":3', '"schema":2'),
        ("towns.things", "towns_things"),
        ('"reason"', '"zeason"'),  # no longer in order
        ('"text"', '"reason"'),  # twice the same
        ('"zone":null', '"zone":"\\ud800"'),
        ("{", " {"),
    ],
)
def test_what_is_not_of_this_form_is_left_to_the_slow_reader(old: str, new: str) -> None:
    text = encode(body()).decode()
    assert old in text
    assert read(text.replace(old, new, 1).encode()) is None


def test_a_fact_with_a_strange_name_is_refused() -> None:
    rules = {"name": "x", "fields": [{"name": 'a":1,"b', "type": "int", "nullable": True}]}
    with pytest.raises(ValueError, match="ASCII identifier"):
        LineReader("x", {"schema": 1, "rules": rules})


def test_lines_come_out_alike_whichever_reader_takes_them(tmp_path: Path) -> None:
    quick, escaped = body(), body(seq=3, facts=body()["facts"] | {"place": 'dit « le "mail" »'})
    older, foreign = body(schema=2, facts={"old": 1}), body(register="towns.others")
    bodies = [quick, escaped, older, foreign]
    (tmp_path / "entries").write_bytes(b"".join(encode(one) + b"\n" for one in bodies))
    found = list(EntryReader(tmp_path / "entries", {"towns.things": DECLARED}, None).bodies())
    assert isinstance(found[0], tuple) and same(found[0], encode(quick))
    assert found[1:] == [escaped, older, foreign]


def test_a_line_that_is_not_canonical_is_refused(tmp_path: Path) -> None:
    (tmp_path / "entries").write_bytes(encode(body()).replace(b'"seq":2', b'"seq": 2') + b"\n")
    with pytest.raises(CanonicalError):
        list(EntryReader(tmp_path / "entries", {"towns.things": DECLARED}, None).bodies())
