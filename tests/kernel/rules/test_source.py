"""A tree written back reads well and keeps its meaning."""

import pytest

from chapitre.kernel.rules import Tree, parse, to_source


@pytest.mark.parametrize(
    "source",
    [
        'received_on >= date(2023, 1, 1) and review != "held"',
        "a + b + c - d * -3 // 2",
        "(a - b) * (c + 1)",
        "a - (b - c)",
        "a - b + c",
        "a // 2 * 3",
        "a * (b // 2)",
        "-(a + b)",
        "--a",
        "not (a and b) or c",
        "not a",
        "a not in [1, -2]",
        'a in ["é", "dit \\"oui\\"", "\\\\"]',
        "(a < b) == (c < d)",
        "(not a) == b",
        "8 if a else 5 if b else 0",
        "(1 if a else 2) + 1",
        "(1 if a else 2) if (b if c else d) else 3",
        "known(1 if a else 2)",
        "min(a, b, max(1, 2)) > abs(-a)",
        "add_days(today, -30) < d",
        "(a or b) and c",
        "a and (b and c)",
        "True == a",
    ],
)
def test_what_is_well_written_comes_back_as_it_was(source: str) -> None:
    assert to_source(parse(source)) == source


def test_sums_of_sums_keep_their_brackets() -> None:
    tree: Tree = ["add", ["add", ["field", "a"], ["int", 1]], ["add", ["field", "b"], ["int", 2]]]
    assert to_source(tree) == "(a + 1) + (b + 2)"
