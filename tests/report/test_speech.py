"""Bounds of speech never lie, whatever the value."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report import speech
from chapitre.report.speech import CLOSE, SMALL, Phrase, about, collective, holds, introduced, published, worded

values = st.one_of(
    st.integers(0, 2 * 10**4),
    st.integers(0, 2**53),
    st.fractions(min_value=0, max_value=10**7, max_denominator=10**6),
).map(Fraction)


def said(value: float | str | Fraction, lang: str = "fr") -> str:
    phrase = about(Fraction(value))
    return introduced(phrase.kind, str(phrase.number), lang).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [
        (712, "plus de 700", "more than 700"),
        (700, "700", "700"),
        (698, "près de 700", "nearly 700"),
        (8800, "8800", "8800"),
        (8801, "plus de 8800", "more than 8800"),
        (8799, "près de 8800", "nearly 8800"),
        (6300, "6300", "6300"),
        (12_128, "plus de 12000", "more than 12000"),
        (1_999_999, "près de 2000000", "nearly 2000000"),
        (38, "38", "38"),
        (100, "100", "100"),
        (101, "plus de 100", "more than 100"),
        ("81.3", "plus de 80", "more than 80"),
        (0, "0", "0"),
        (-712, "-712", "-712"),
    ],
)
def test_the_value_chooses(value: int | str, fr: str, en: str) -> None:
    assert said(value) == fr
    assert said(value, "en") == en


@given(values)
def test_about_never_lies(value: Fraction) -> None:
    assert holds(about(value), value)


@given(values)
def test_about_stays_close(value: Fraction) -> None:
    assert abs(about(value).number - value) <= value * CLOSE


@given(st.integers(0, SMALL).map(Fraction))
def test_a_small_count_is_said_exactly(value: Fraction) -> None:
    assert about(value) == Phrase("exact", value)


@given(values, values)
def test_what_holds_excludes_what_lies(value: Fraction, number: Fraction) -> None:
    """Each kind of phrase, against its own meaning in plain words."""
    assert holds(Phrase("exact", number), value) is (number == value)
    assert holds(Phrase("over", number), value) is (number < value)
    if holds(Phrase("nearly", number), value):
        assert value < number
        assert number - value <= value * Fraction(2, 100)
    if holds(Phrase("about", number), value):
        assert abs(number - value) <= value * Fraction(5, 100)


def test_a_lie_is_told_apart() -> None:
    assert not holds(Phrase("over", Fraction(700)), Fraction(700))
    assert not holds(Phrase("nearly", Fraction(700)), Fraction(701))
    assert not holds(Phrase("nearly", Fraction(700)), Fraction(600))
    assert not holds(Phrase("about", Fraction(700)), Fraction(740))


@given(values)
def test_what_stands_as_published_is_said_as_its_source_does(value: Fraction) -> None:
    assert published(value, ">=") == Phrase("over", value)
    assert published(value, "~") == Phrase("about", value)
    assert published(value, "=") == Phrase("exact", value)


def test_elision_before_one() -> None:
    assert introduced("over", "un\u00a0siècle", "fr") == "plus d’un\u00a0siècle"
    assert introduced("nearly", "une\u00a0tonne", "fr") == "près d’une\u00a0tonne"
    assert introduced("over", "onze", "fr") == "plus de\u00a0onze"
    assert introduced("over", "universel", "fr") == "plus de\u00a0universel"
    assert introduced("about", "un", "fr") == "environ\u00a0un"
    assert introduced("over", "one", "en") == "more than\u00a0one"
    assert introduced("exact", "700", "fr") == "700"


def test_small_numbers_in_letters() -> None:
    assert worded(Fraction(3), "fr") == "trois"
    assert worded(Fraction(1), "fr") == "un"
    assert worded(Fraction(1), "fr", feminine=True) == "une"
    assert worded(Fraction(1), "en", feminine=True) == "one"
    assert worded(Fraction(16), "fr") == "seize"
    assert worded(Fraction(0), "fr") == "zéro"
    assert worded(Fraction(17), "fr") is None
    assert worded(Fraction(-1), "fr") is None
    assert worded(Fraction(3, 2), "fr") is None


@pytest.mark.parametrize(
    ("value", "word"), [(100, "une centaine"), (96, "une centaine"), (106, None), (21, "une vingtaine")]
)
def test_collective_words(value: int, word: str | None) -> None:
    assert collective(Fraction(value), "fr") == word


@given(st.integers(0, 2000).map(Fraction), st.sampled_from(["fr", "en"]))
def test_a_collective_word_is_within_five_percent(value: Fraction, lang: str) -> None:
    word = collective(value, lang)
    if word is not None:
        size = next(size for size, text in speech.COLLECTIVES[lang].items() if text == word)
        assert abs(value - size) * 20 <= size
