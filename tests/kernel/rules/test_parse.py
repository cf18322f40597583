"""What a person may write, what is refused, and that each error points at the character."""

import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.rules import RuleError, parse, parse_with_positions

FIELD = ["field", "a"]


@pytest.mark.parametrize(
    ("source", "tree"),
    [
        ("a", FIELD),
        ("  a  ", FIELD),
        ("(a)", FIELD),
        ("12", ["int", 12]),
        ("-12", ["int", -12]),
        ("- -12", ["int", 12]),
        ("-a", ["neg", FIELD]),
        ("True", ["bool", True]),
        ("False", ["bool", False]),
        ('"l\'été"', ["str", "l'été"]),
        (r"'dit \'oui\' \\ \"non\"'", ["str", "dit 'oui' \\ \"non\""]),
        ('"𝔘 %s {0} -- #"', ["str", "𝔘 %s {0} -- #"]),
        ("today", ["today"]),
        ("date(2024, 2, 29)", ["date", "2024-02-29"]),
        ("date(1, 1, 1)", ["date", "0001-01-01"]),
        ("a and b or not c", ["or", ["and", FIELD, ["field", "b"]], ["not", ["field", "c"]]]),
        ("a and b and c", ["and", FIELD, ["field", "b"], ["field", "c"]]),
        ("a == 1", ["eq", FIELD, ["int", 1]]),
        ("a != 1", ["ne", FIELD, ["int", 1]]),
        ("a < 1", ["lt", FIELD, ["int", 1]]),
        ("a <= 1", ["le", FIELD, ["int", 1]]),
        ("a > 1", ["gt", FIELD, ["int", 1]]),
        ("a >= 1", ["ge", FIELD, ["int", 1]]),
        ("1 < a <= 9", ["and", ["lt", ["int", 1], FIELD], ["le", FIELD, ["int", 9]]]),
        ('a in ["x"]', ["in", FIELD, [["str", "x"]]]),
        ("a in (1, -2)", ["in", FIELD, [["int", 1], ["int", -2]]]),
        ("a not in [date(2024, 1, 1)]", ["not", ["in", FIELD, [["date", "2024-01-01"]]]]),
        ("a + b + 1", ["add", FIELD, ["field", "b"], ["int", 1]]),
        ("a + (b + 1)", ["add", FIELD, ["add", ["field", "b"], ["int", 1]]]),
        ("a - b - 1", ["sub", ["sub", FIELD, ["field", "b"]], ["int", 1]]),
        ("a * b * 2", ["mul", FIELD, ["field", "b"], ["int", 2]]),
        ("a // 12", ["floordiv", FIELD, ["int", 12]]),
        ("1 if a else 0", ["if", FIELD, ["int", 1], ["int", 0]]),
        ("2 if a else 1 if b else 0", ["if", FIELD, ["int", 2], ["field", "b"], ["int", 1], ["int", 0]]),
        ("known(a)", ["known", FIELD]),
        ("year(a)", ["year", FIELD]),
        ("days_between(a, today)", ["days_between", FIELD, ["today"]]),
        ("add_days(a, -3)", ["add_days", FIELD, ["int", -3]]),
        ("min(a, 1, 2)", ["min", FIELD, ["int", 1], ["int", 2]]),
        ("abs(a)", ["abs", FIELD]),
        ("a >\n  1", ["gt", FIELD, ["int", 1]]),
        ("a\r\n\t> 1", ["gt", FIELD, ["int", 1]]),
    ],
)
def test_reads(source: str, tree: list[object]) -> None:
    assert parse(source) == tree


@pytest.mark.parametrize(
    ("source", "position", "says"),
    [
        # The traps of Python's own reader.
        ("ﬁeld == 1", 0, "« ﬁ »"),  # a ligature, which it folds into "field"
        ("ａ == 1", 0, "« ａ »"),  # a full-width letter, which it folds into "a"
        ("a == 1 and é", 11, "« é »"),
        ('a == "x" "y"', 9, "opérateur manque"),
        ('a == """x"""', 7, "opérateur manque"),
        ('a == f"x"', 6, "opérateur manque"),
        ('a == b"x"', 6, "opérateur manque"),
        ("a == 1e400", 5, "entiers"),
        ("a == 1j", 5, "entiers"),
        ("a == 0x10", 5, "entiers"),
        ("a == 1_000", 5, "entiers"),
        ("a == 1.5", 6, "entiers"),
        ("a == 007", 5, "commence pas par 0"),
        ("1if a else 2", 0, "espace"),
        (r'a == "\d"', 6, "barre oblique"),
        (r'a == "\x00"', 6, "barre oblique"),
        (r'a == "\ud800"', 6, "barre oblique"),
        (r'a == "\N{BULLET}"', 6, "barre oblique"),
        ('a == "x\\', 7, "barre oblique"),
        ('a == "\ud800"', 6, "U+D800"),
        ("a == '\x00'", 6, "U+0000"),
        ("a ==\x0c 1", 4, "U+000C"),
        ("a == '\x85'", 6, "U+0085"),
        ('a == "x\ny"', 5, "une ligne"),
        # Signs, with what to write instead.
        ("a = 1", 2, "=="),
        ("a / 2", 2, "//"),
        ("a & b", 2, "and"),
        ("a | b", 2, "or"),
        ("!a", 0, "not"),
        ("a == 1 # note", 7, "commentaire"),
        ("a\u00a0== 1", 1, "insécable"),
        ("a == 1\u202f", 6, "insécable"),
        ("a == “x”", 5, "textes"),
        ("a == ’x’", 5, "textes"),
        ("lambda: 1", 6, "signe"),
        ("a := 1", 2, "signe"),
        ("{1}", 0, "signe"),
        # Shapes that Python has and rules do not.
        ("a[0]", 0, "écriture"),
        ("[1, 2]", 0, "écriture"),
        ("(a, b)", 0, "écriture"),
        ("a ** 2", 0, "opérateurs"),
        ("+a", 0, "sans signe +"),
        ("a is b", 0, "is ne s’emploie pas"),
        ("a == None", 5, "known"),
        ("a in b", 5, "liste"),
        ("a in []", 5, "liste"),
        ("a in [b]", 6, "valeurs écrites"),
        ("a in [1, 1 + 1]", 9, "valeurs écrites"),
        ("f(a)", 0, "fonction inconnue : f"),
        ("years(a)", 0, "peut-être year"),
        ("today()", 0, "sans parenthèses"),
        ("a == known", 5, "parenthèses"),
        ("known()", 0, "1 valeur entre"),
        ("min(a)", 0, "2 valeurs ou plus"),
        ("days_between(a)", 0, "2 valeurs entre"),
        ("min(*a, 1)", 4, "écriture"),
        ("f(a)(b)", 0, "appel"),
        ("date(2023, 2, 30)", 0, "date"),
        ("date(2023, 2)", 0, "date"),
        ("date(0, 1, 1)", 0, "date"),
        ("date(10000, 1, 1)", 0, "date"),
        ("date(True, 1, 1)", 0, "date"),
        ("date(a, 1, 1)", 0, "date"),
        ("date(9007199254740991, 1, 1)", 0, "date"),
        # Broken sentences.
        ("", 0, "vide"),
        (" \n ", 0, "vide"),
        ("a and", 5, "trop tôt"),
        ("  a and  ", 7, "trop tôt"),
        ("a b", 2, "« b »"),
        ("(a", 0, "refermée"),
        ("a)", 1, "ferme rien"),
        ("a) or (b", 1, "ferme rien"),
        ("(a]", 2, "ferme rien"),
        ('a == "x', 5, "refermé"),
        ("a == 'x\\' and b", 5, "refermé"),
        # Nesting that would exhaust Python's reader.
        ("-" * 300 + "1", 10, "imbrications"),
        ("not " * 300 + "a", 40, "imbrications"),
        ("(" * 300 + "a" + ")" * 300, 40, "imbrications"),
        ("a - (" * 12 + "a" + ")" * 12, 45, "niveaux"),
        ("a if b else " * 300 + "c - (d - (e", 3609, "refermée"),
    ],
)
def test_refuses_and_points(source: str, position: int, says: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(source)
    assert (caught.value.position, says in caught.value.message_fr) == (position, True), caught.value


def test_positions_count_characters_not_bytes() -> None:
    """Python's columns count UTF-8 bytes: an accent is two, an astral letter four."""
    with pytest.raises(RuleError) as caught:
        parse("a == 'é𝔘👩‍🌾' and a is b")
    assert caught.value.position == len("a == 'é𝔘👩‍🌾' and ")
    with pytest.raises(RuleError) as caught:
        parse("a == 'é𝔘' b")
    assert caught.value.position == len("a == 'é𝔘' ")


def test_each_part_knows_where_it_begins() -> None:
    source = "  'é' == a and\n1 < -5 <= b and c not in [1, -2]"
    tree, positions = parse_with_positions(source)

    def begins(*path: int) -> str:
        return source[positions[path] :][:2]

    assert [begins(), begins(1), begins(1, 1), begins(1, 2)] == ["'é", "'é", "'é", "a "]
    assert [begins(2), begins(2, 1), begins(2, 1, 2), begins(2, 2, 2)] == ["1 ", "1 ", "-5", "b "]
    assert [begins(3), begins(3, 1, 2, 0), begins(3, 1, 2, 1)] == ["c ", "1,", "-2"]
    assert tree[3] == ["not", ["in", ["field", "c"], [["int", 1], ["int", -2]]]]


def test_an_error_shows_the_line_and_a_caret_in_either_language() -> None:
    source = "a > 1 and\n\té = 2"
    with pytest.raises(RuleError) as caught:
        parse(source)
    assert caught.value.show(source, "en") == "names are written in plain ASCII letters: “é” is not one\n   é = 2\n   ^"
    assert str(caught.value).endswith("(caractère 12)")
    assert caught.value.message() == caught.value.message_fr


def test_only_text_is_a_rule() -> None:
    with pytest.raises(RuleError, match="une règle est un texte"):
        parse(12)  # type: ignore[arg-type]


WORDS = [
    *"abé ﬁ𝔘\"'\\()[],<>=!+-*/.#%&|~^:;{}@\n\t\x00\ud800\u00a0019",
    " and ", " or ", " not ", " in ", " if ", " else ", " is ", "None", "True", "today", "date(", "min(", "known(",
    "==", "//", "lambda", "1e9", '"x"', "f'", " for ", "await ", "...", ":=", "**",
]  # fmt: skip


@given(st.one_of(st.text(), st.lists(st.sampled_from(WORDS), max_size=40).map("".join)))
@settings(max_examples=1_500, deadline=None)
def test_anything_else_is_an_error_of_ours(source: str) -> None:
    """No warning, no exception but ours, and a position inside the text."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            parse(source)
        except RuleError as error:
            assert error.position is None or 0 <= error.position <= len(source)
            assert error.message_fr
            assert error.message_en
