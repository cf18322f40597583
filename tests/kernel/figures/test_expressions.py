"""Figures made of figures: what an expression reads as, what it refuses, and the units it keeps."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.figures.compute import quotient
from chapitre.kernel.figures.expressions import DEPTH_LIMIT, ExpressionError, by_years, operands, parse, unit_of

TODAY = date(2025, 11, 18)


def test_products_bind_tighter_and_all_from_the_left() -> None:
    a, b = ["figure", "a.x"], ["figure", "b.y"]
    assert parse("a.x - b.y - 1") == ["sub", ["sub", a, b], ["int", 1]]
    assert parse("a.x + b.y * 2") == ["add", a, ["mul", b, ["int", 2]]]
    assert parse(" ( a.x + b.y ) / 2 ") == ["div", ["add", a, b], ["int", 2]]
    assert parse("a.x * 100 / b.y") == ["div", ["mul", a, ["int", 100]], b]
    assert list(operands(parse("a.x / (b.y + a.x)"))) == ["a.x", "b.y", "a.x"]


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("", "attendu (caractère 1)"),
        ("a.x b.y", "une opération (+ - * /) est attendue (caractère 5)"),
        ("a.x +", "attendu (caractère 6)"),
        ("(a.x", "il manque une parenthèse fermante (caractère 5)"),
        ("a.x // 2", "attendu (caractère 6)"),
        ("-1", "attendu (caractère 1)"),
        ("1.5", "une opération (+ - * /) est attendue (caractère 2)"),
        ("alone", "attendu (caractère 1)"),
        ("(" * 2000, "dépasse 400 caractères"),
        ("(" * 50 + "1" + ")" * 50, "trop de parenthèses emboîtées"),
        ("+".join("1" * (DEPTH_LIMIT + 1)), "opérations l’une dans l’autre"),
    ],
)
def test_what_is_refused(source: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse(source)
    assert said in str(caught.value)


def test_units_are_kept_by_sums_alone() -> None:
    units = {"a.x": "eur", "a.y": "eur", "b.z": "jour"}
    assert unit_of(parse("a.x - a.y"), units) == "eur"
    assert unit_of(parse("1 + 2"), units) == ""
    assert unit_of(parse("a.x / b.z"), units) is None
    assert unit_of(parse("a.x / b.z + a.y"), units) is None  # nobody can say: left to the author
    for wrong in ("a.x + b.z", "a.x + 1", "(a.x - b.z) / 2"):
        with pytest.raises(ExpressionError, match="on n’ajoute pas"):
            unit_of(parse(wrong), units)


TREES = st.recursive(
    st.integers(0, 9).map(lambda n: ["int", n]) | st.sampled_from("abc").map(lambda name: ["figure", name]),
    lambda inner: st.tuples(st.sampled_from(["add", "sub", "mul", "div"]), inner, inner).map(list),
    max_leaves=8,
)


def exact(tree: list, known: dict[str, Fraction | None]) -> Fraction | None:
    """The oracle: fractions, with None for the unknown."""
    if tree[0] == "int":
        return Fraction(tree[1])
    if tree[0] == "figure":
        return known[tree[1]]
    left, right = exact(tree[1], known), exact(tree[2], known)
    if left is None or right is None or (tree[0] == "div" and right == 0):
        return None
    return {"add": left + right, "sub": left - right, "mul": left * right, "div": right and left / right}[tree[0]]


@given(TREES, st.lists(st.none() | st.integers(-50, 50), min_size=3, max_size=3))
def test_a_quotient_is_exact_and_in_lowest_terms(tree: list, numbers: list[int | None]) -> None:
    known = {name: None if n is None else Fraction(n) for name, n in zip("abc", numbers, strict=True)}
    wanted = exact(tree, known)
    got = quotient(tree, {}, {name: (n, 1, None, None) for name, n in zip("abc", numbers, strict=True)}, TODAY)
    assert got == (None if wanted is None else (wanted.numerator, wanted.denominator))


def test_years_are_those_of_the_period() -> None:
    start, end = date(2020, 1, 1), date(2024, 12, 31)
    yearly = parse("a.x / years", start, end)
    assert yearly == ["div", ["figure", "a.x"], ["years", "2020-01-01", "2024-12-31"]]
    assert parse("a.x / years", start)[2] == ["years", "2020-01-01", None]
    assert (list(operands(yearly)), by_years(yearly), by_years(parse("a.x / 5"))) == (["a.x"], True, False)
    assert unit_of(yearly, {"a.x": "operation"}) is None
    assert quotient(yearly, {}, {"a.x": (240, 1, 240, 0)}, TODAY) == (48, 1)
    assert quotient(parse("a.x / years", date(2026, 1, 1)), {}, {"a.x": (0, 1, 0, 0)}, TODAY) is None
    with pytest.raises(ExpressionError, match="demande une période qui commence"):
        parse("a.x / years")
    with pytest.raises(ExpressionError, match="est attendu"):
        parse("a.x / yearsago", start)
