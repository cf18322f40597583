"""What a field may be declared as."""

from datetime import date

import pytest

from chapitre.kernel.rules import Field, Schema, schema_from_json


@pytest.mark.parametrize(
    "name",
    ["today", "date", "known", "min", "year", "if", "class", "rule_x", "Nom", "né", "_x", "1x", "a-b", "", "a" * 64],
)
def test_names_that_could_be_mistaken_are_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r"cannot name|kept"):
        Field(name, "int")


@pytest.mark.parametrize(
    ("type", "extra"),
    [
        ("float", {}),
        ("int", {"low": 2, "high": 1}),
        ("int", {"low": True}),
        ("int", {"low": -(2**63)}),
        ("int", {"high": 2**63}),
        ("int", {"values": {"a": ("a", "a")}}),
        ("date", {"low": 1}),
        ("date", {"low": "2023-01-01"}),
        ("str", {"low": 1}),
        ("bool", {"high": 1}),
        ("bool", {"phrase": {"yes": ("oui", "yes")}}),
    ],
)
def test_declarations_that_do_not_hold_are_refused(type: str, extra: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"x: "):
        Field("x", type, **extra)  # type: ignore[arg-type]


def test_bounds_have_defaults() -> None:
    assert (Field("x", "int").low, Field("x", "int", 0).low, Field("x", "int", 0).high) == (-(2**53) + 1, 0, 2**53 - 1)
    assert (Field("x", "date").low, Field("x", "date").high) == (date(1000, 1, 1), date(2999, 12, 31))
    assert Field("x", "str").low is None


def test_a_field_is_declared_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        Schema("tests", [Field("x", "int"), Field("x", "str")])


def test_a_schema_can_be_hashed_and_compared() -> None:
    """Django groups expressions by their arguments."""
    one, same = (Schema("tests", [Field("x", "str", values={"a": ("a", "a")})]) for _ in range(2))
    assert one == same
    assert hash(one) == hash(same)
    assert one != Schema("tests", [Field("x", "int")])


def test_a_schema_travels_as_json() -> None:
    fields = [
        Field("n", "int", -3, 9, nullable=False),
        Field("d", "date", date(1, 1, 1), date(9999, 12, 31)),
        Field("s", "str", values={"b": ("b", "b"), "a": ("a", "a")}, label=("le texte", "the text")),
        Field("t", "bool"),
    ]
    schema = Schema("tests.rows", fields)
    again = schema_from_json(schema.to_json())
    assert again.to_json() == schema.to_json()
    assert again.fields["n"] == fields[0]
    assert again.fields["d"] == fields[1]
    assert set(again.fields["s"].values) == {"a", "b"}
