"""What the checker knows of a rule, and what it refuses."""

from datetime import date
from typing import Any

import pytest

from chapitre.kernel.rules import Field, RuleError, Schema, check, parse, read
from chapitre.kernel.rules.nodes import MAX_INT

SCHEMA = Schema(
    "streets.reports",
    [
        Field("received_on", "date", date(2020, 1, 1), date(2030, 12, 31), nullable=False),
        Field("resolved_on", "date", date(2020, 1, 1), date(2030, 12, 31)),
        Field("founded_on", "date", date(1, 1, 1), date(9999, 12, 31)),
        Field("review", "str", nullable=False, values={"held": ("suspendue", "held"), "done": ("faite", "done")}),
        Field("other", "str", values={"x": ("x", "x")}),
        Field("place", "str"),
        Field("rooms", "int", -2, 5, nullable=False),
        Field("rent", "int"),
        Field("huge", "int", -MAX_INT, MAX_INT),
        Field("late", "bool"),
    ],
)


@pytest.mark.parametrize(
    ("source", "type", "low", "high", "nullable"),
    [
        ("rooms", "int", -2, 5, False),
        ("rent", "int", -(2**53) + 1, 2**53 - 1, True),
        ("7", "int", 7, 7, False),
        ("today", "date", date(1000, 1, 1), date(2999, 12, 31), False),
        ('"x"', "str", None, None, False),
        ("rooms + 3", "int", 1, 8, False),
        ("rooms - rooms", "int", -7, 7, False),
        ("rooms * rooms * -1", "int", -25, 10, False),
        ("rooms // 2", "int", -1, 2, False),
        ("-rooms", "int", -5, 2, False),
        ("abs(rooms)", "int", 0, 5, False),
        ("abs(rooms - 9)", "int", 4, 11, False),
        ("min(rooms, 3)", "int", -2, 3, False),
        ("max(rooms, rent)", "int", -2, 2**53 - 1, True),
        ("1 if late else rooms", "int", -2, 5, False),
        ("1 if late else rent", "int", -(2**53) + 1, 2**53 - 1, True),
        ("year(received_on)", "int", 2020, 2030, False),
        ("month(resolved_on)", "int", 1, 12, True),
        ("day(received_on)", "int", 1, 31, False),
        ("days_between(received_on, resolved_on)", "int", -4017, 4017, True),
        ("months_between(received_on, date(2024, 2, 29))", "int", -82, 49, False),
        ("years_between(received_on, date(2024, 2, 29))", "int", -7, 4, False),
        ("add_days(received_on, rooms)", "date", date(2019, 12, 30), date(2031, 1, 5), False),
        ("max(received_on, date(2025, 1, 1))", "date", date(2025, 1, 1), date(2030, 12, 31), False),
        ("rooms > 1", "bool", None, None, False),
        ("rent > 1", "bool", None, None, True),
        ("known(rent)", "bool", None, None, False),
        ("rooms > 1 and late", "bool", None, None, True),
        ("place in ['x']", "bool", None, None, True),
    ],
)
def test_knows_the_type_the_bounds_and_whether_it_may_be_unknown(
    source: str, type: str, low: Any, high: Any, nullable: bool
) -> None:
    checked = check(parse(source), SCHEMA)
    assert (checked.type, checked.low, checked.high, checked.nullable) == (type, low, high, nullable)


@pytest.mark.parametrize(
    ("source", "position", "says"),
    [
        ("rooms > 1 and recieved_on < today", 14, "peut-être received_on"),
        ("rooms > 1 and zzz", 14, "zzz n’est pas un champ de streets.reports"),
        ('review != "helds"', 10, "« helds » n’est pas une valeur de review : held"),
        ('review != "zzz"', 10, "held, done"),
        ('"zzz" == review', 0, "held, done"),
        ('review in ["held", "zzz"]', 19, "held, done"),
        ("rooms > received_on", 8, "un nombre et une date"),
        ('rooms == "1"', 9, "un nombre et un texte"),
        ("rooms == True", 9, "un nombre et un oui ou non"),
        ("late == 1", 8, "un oui ou non et un nombre"),
        ('rooms in [1, "x"]', 13, "un nombre et un texte"),
        ('place < "b"', 0, "les nombres et les dates"),
        ("late < late", 0, "les nombres et les dates"),
        ("min(place, place)", 4, "les nombres et les dates"),
        ("max(rooms, received_on)", 11, "un nombre et une date"),
        ("rooms and late", 0, "on attend un oui ou non, c’est un nombre"),
        ("late or not rooms", 12, "on attend un oui ou non"),
        ("late + 1", 0, "on attend un nombre, c’est un oui ou non"),
        ("received_on + 1", 0, "on attend un nombre, c’est une date"),
        ("-late", 1, "on attend un nombre"),
        ("abs(place)", 4, "on attend un nombre"),
        ("year(rooms)", 5, "on attend une date"),
        ("days_between(today, 3)", 20, "on attend une date"),
        ("add_days(3, today)", 9, "on attend une date"),
        ("add_days(today, today)", 16, "on attend un nombre"),
        ("1 if rooms else 2", 5, "on attend un oui ou non"),
        ("1 if late else place", 0, "un texte et un nombre"),
        ("rooms // 0", 9, "nombre positif"),
        ("rooms // -2", 9, "nombre positif"),
        ("rooms // rooms", 9, "nombre positif"),
        ("rooms // (1 + 1)", 10, "nombre positif"),
        ("rent * rent", 0, "déborder ; resserrez les bornes des champs (rent : -9007199254740991 … 9007199254740991)"),
        ("1 + (rent * rent - 1)", 5, "déborder"),
        ("huge + huge", 0, "déborder"),
        ("huge + 1", 0, "déborder"),
        ("huge - 1 > 0", 0, "déborder"),
        ("huge // 3", 0, "déborder"),  # SQL adds to the dividend to round down
        ("add_days(founded_on, 1)", 0, "déborder"),
        ("add_days(today, -400000)", 0, "déborder"),
        ("add_days(received_on, rent)", 0, "déborder"),
    ],
)
def test_refuses_and_points(source: str, position: int, says: str) -> None:
    with pytest.raises(RuleError) as caught:
        read(source, SCHEMA)
    assert (caught.value.position, says in caught.value.message_fr) == (position, True), caught.value
    assert caught.value.message_en != caught.value.message_fr


@pytest.mark.parametrize(
    "source",
    [
        "huge > 1",
        "-huge < 0",
        "abs(huge) > 0",
        "min(huge, 3) == 3",
        "add_days(founded_on, 0) == founded_on",
        "review == other",
        'place == "anything"',
        "True in [True, False]",
        "late == (rooms > 1)",
        "received_on in [date(2024, 1, 1)]",
    ],
)
def test_accepts(source: str) -> None:
    check(read(source, SCHEMA), SCHEMA, "bool")


def test_the_expected_type_is_checked() -> None:
    assert read("rooms + 1", SCHEMA, "int")[0] == "add"
    with pytest.raises(RuleError, match="on attend ici un oui ou non, la règle donne un nombre") as caught:
        read(" rooms + 1", SCHEMA, "bool")
    assert caught.value.position == 1


@pytest.mark.parametrize(
    "tree",
    [
        None, 3, "a", [], {}, [[]], [3], ["int"], ["int", 1, 2], ["int", True], ["int", 1.0], ["int", "1"],
        ["int", None], ["bool", 1], ["bool", "True"], ["str", 1], ["str", "a\x00"], ["str", "\ud800"], ["str", "a\nb"],
        ["date", "20230101"], ["date", "2023-1-1"], ["date", "2023-02-30"], ["date", "2023-W01-1"], ["date", 1],
        ["date"], ["today", 1], ["field"], ["field", 3], ["field", ["rooms"]], ["field", "rooms", 1],
        ["field", "__class__"],
        ["not"], ["not", ["field", "late"], ["field", "late"]], ["and", ["field", "late"]], ["eq", ["field", "late"]],
        ["if", ["field", "late"], ["int", 1]], ["if", ["field", "late"], ["int", 1], ["field", "late"], ["int", 1]],
        ["in", ["field", "rooms"], []], ["in", ["field", "rooms"]], ["in", ["field", "rooms"], ["int", 1]],
        ["in", ["field", "rooms"], [["field", "rooms"]]], ["in", ["field", "rooms"], [["int", None]]],
        ["eval", ["str", "1"]], ["op_field", ["int", 1]], ["min", ["int", 1]], ["known", None], ["neg", "x"],
    ],
)  # fmt: skip
def test_a_tree_from_elsewhere_is_not_trusted(tree: Any) -> None:
    with pytest.raises(RuleError):
        check(tree, SCHEMA)
