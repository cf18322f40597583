"""docs/rules.md is complete, and each of its examples is a rule."""

import re
from pathlib import Path

import pytest

from chapitre.kernel.rules import Field, Schema, explain, read
from chapitre.kernel.rules.nodes import ARITHMETIC, COMPARISONS, MAX_DEPTH, MAX_LENGTH, MAX_WEIGHT, RULE_FUNCTIONS

PAGE = (Path(__file__).parents[3] / "docs" / "rules.md").read_text()
EXAMPLES = [line for block in re.findall(r"```rule\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
SCHEMA = Schema(
    "docs.rules",
    [
        *(Field(name, "date") for name in ("received_on", "resolved_on", "due_on")),
        Field("review", "str", values={code: (code, code) for code in ("pending", "held", "done")}),
        *(Field(name, "str") for name in ("category", "place")),
        *(Field(name, "int") for name in ("reopenings", "rooms", "rent")),
        Field("contested", "bool"),
    ],
)


@pytest.mark.parametrize("source", EXAMPLES)
def test_each_example_is_a_rule(source: str) -> None:
    assert explain(read(source, SCHEMA, "bool"), SCHEMA)


def test_the_page_says_what_its_first_example_says() -> None:
    words = Field("received_on", "date", phrase={"when": ("reçu", "received")})
    review = Field("review", "str", label=("la relecture", "the review"), values={"held": ("suspendue", "held")})
    schema = Schema("docs.rules", [words, review])
    said = explain(read(EXAMPLES[0], schema), schema)
    assert said in " ".join(PAGE.split())


@pytest.mark.parametrize("name", sorted(RULE_FUNCTIONS))
def test_each_function_is_described_and_shown(name: str) -> None:
    assert f"`{name}(" in PAGE
    assert any(f"{name}(" in source for source in EXAMPLES)


@pytest.mark.parametrize("sign", [*COMPARISONS.values(), *ARITHMETIC.values(), "in", "not in", "and", "or", "not"])
def test_each_operator_is_described(sign: str) -> None:
    assert f"`{sign}`" in PAGE


def test_the_limits_are_those_of_the_code() -> None:
    for limit in (MAX_LENGTH, MAX_DEPTH, MAX_WEIGHT):
        assert f"| {limit:,}".replace(",", " ") in PAGE
