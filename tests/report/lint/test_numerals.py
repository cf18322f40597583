"""Numbers in letters are read as French writes them, against a writer of our own."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report.lint.numerals import numerals

SMALL = [
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze"),
    *("treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf"),
]
TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante", 8: "quatre-vingt"}


def written(number: int) -> str:
    """The number in letters, by the school's rules: the oracle."""
    for size, word in ((10**9, "milliard"), (10**6, "million")):
        if number >= size:
            many, rest = divmod(number, size)
            noun = word + ("s" if many > 1 else "")
            return f"{written(many)} {noun}" + (f" {written(rest)}" if rest else "")
    if number >= 1000:
        many, rest = divmod(number, 1000)
        head = "" if many == 1 else written(many).removesuffix("s" if many % 100 in (0, 80) else "-") + " "
        return f"{head}mille" + (f" {written(rest)}" if rest else "")
    if number >= 100:
        many, rest = divmod(number, 100)
        head = "cent" if many == 1 else f"{SMALL[many]} cent"
        return f"{head} {written(rest)}" if rest else head + ("s" if many > 1 else "")
    if number < 20:
        return SMALL[number]
    ten, rest = divmod(number, 10)
    if ten in (7, 9):
        ten, rest = ten - 1, rest + 10
    if number == 80:
        return "quatre-vingts"
    if rest in (1, 11) and ten < 8:
        return f"{TENS[ten]} et {SMALL[rest]}"
    return f"{TENS[ten]}-{SMALL[rest]}" if rest else TENS[ten]


def folded(text: str) -> str:
    return text.replace("é", "e")


@pytest.mark.parametrize(
    ("number", "letters"),
    [
        (21, "vingt et un"),
        (71, "soixante et onze"),
        (80, "quatre-vingts"),
        (91, "quatre-vingt-onze"),
        (200, "deux cents"),
        (380, "trois cent quatre-vingts"),
        (1980, "mille neuf cent quatre-vingts"),
        (80_000, "quatre-vingt mille"),
        (2_000_300, "deux millions trois cents"),
    ],
)
def test_the_writer_is_right_where_rules_are_odd(number: int, letters: str) -> None:
    assert written(number) == letters


@given(st.integers(0, 999_999_999_999))
def test_every_number_is_read_whole(number: int) -> None:
    text = folded(written(number))
    (found,) = numerals(text)
    assert (found.start, found.end, found.value) == (0, len(text), number)


@given(st.integers(2, 99_999), st.integers(2, 99_999))
def test_two_numbers_stay_two(one: int, other: int) -> None:
    found = numerals(folded(f"{written(one)} arbres, {written(other)} bancs"))
    assert [each.value for each in found] == [one, other]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("vingt-et-un", [21]),
        ("septante-deux et nonante", [72, 90]),
        ("deux trois", [2, 3]),
        ("des cents et des millions", []),
        ("cinq et un", [5, 1]),
        ("trente et treize", [30, 13]),
        ("dix dix", [10, 10]),
        ("deux mille mille", [2000, 1000]),
        ("zero deux", [0, 2]),
        ("l'onze et d'un", [11, 1]),
        ("troisieme", []),
    ],
)
def test_what_does_not_go_together_stays_apart(text: str, values: list[int]) -> None:
    assert [one.value for one in numerals(text)] == values
