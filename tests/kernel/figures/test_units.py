"""Values as printed: exact, grouped, in the right scale, never rounded to nothing or to the whole."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.figures import checks, units
from chapitre.kernel.figures.checks import units_are_known
from chapitre.kernel.figures.units import UnitError, number, read, rounded, show


@pytest.mark.parametrize(
    ("key", "value", "fr", "en"),
    [
        ("signalement", 8800, "8\u202f800\u00a0signalements", "8,800\u00a0reports"),
        ("signalement", 1, "1\u00a0signalement", "1\u00a0report"),
        ("signalement", 0, "0\u00a0signalement", "0\u00a0reports"),
        ("eur", 5_762_000, "57\u202f620\u202f€", "€57,620"),
        ("eur", 5_762_050, "57\u202f620,50\u202f€", "€57,620.50"),
        ("eur", -100, "−1\u202f€", "−€1"),
        ("kg", 1_128_000, "1\u202f128\u00a0tonnes", "1,128\u00a0tonnes"),
        ("kg", 1_128_340, "1\u202f128,34\u00a0tonnes", "1,128.34\u00a0tonnes"),
        ("kg", 999, "999\u202fkg", "999\u00a0kg"),
        ("kg", -500_000, "−500\u00a0tonnes", "−500\u00a0tonnes"),
        ("m2", 7_500, "7\u202f500\u202fm²", "7,500\u00a0m²"),
        ("m2", 1_450_000, "145\u00a0hectares", "145\u00a0hectares"),
        ("m2", 12_345, "12\u202f345\u202fm²", "12,345\u00a0m²"),
        ("m", 10_000, "10\u202fkm", "10\u00a0km"),
        ("m", 10_001, "10,001\u202fkm", "10.001\u00a0km"),
        ("percent", 30, "30\u202f%", "30%"),
        ("jour", 1, "1\u00a0jour", "1\u00a0day"),
        ("jour", 0, "0\u00a0jour", "0\u00a0days"),
    ],
)
def test_value_as_printed(key: str, value: int, fr: str, en: str) -> None:
    assert show(key, value, lang="fr").text == fr
    assert show(key, value, lang="en").text == en


def test_a_named_scale() -> None:
    assert show("eur", 2_000_000_000, lang="fr", scale="M").text == "20\u202fM€"
    assert show("eur", 2_010_000_000, lang="en", scale="M").text == "€20.1M"
    with pytest.raises(UnitError, match="percent has no scale M"):
        show("percent", 3, scale="M")


def test_number_and_unit_apart() -> None:
    shown = show("jour", 6, lang="fr")
    assert (shown.number, shown.unit) == ("6", "jours")


@pytest.mark.parametrize(
    ("numerator", "denominator", "text"),
    [(8130, 100, "81\u202f%"), (100, 1, "100\u202f%"), (99_990, 1000, "99,99\u202f%"), (1, 3, "0,3\u202f%")],
)
def test_a_share_keeps_off_its_ends(numerator: int, denominator: int, text: str) -> None:
    assert show("percent", numerator, denominator).text == text


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_share_reads_whole_only_when_it_is(part: int, rest: int) -> None:
    text = show("percent", part * 100, part + rest).text
    assert text not in ("0\u202f%", "100\u202f%")


def test_a_quotient_of_counts_takes_one_decimal() -> None:
    assert show("signalement", 25, 2).text == "12,5\u00a0signalements"


@given(st.integers(-(2**53), 2**53))
def test_the_digits_are_the_integer(value: int) -> None:
    for lang, group in (("fr", "\u202f"), ("en", ",")):
        text = number(Fraction(value), lang)
        assert int(text.replace(group, "").replace("−", "-")) == value
        assert all(len(part) == 3 for part in text.split(group)[1:])


@given(st.fractions(), st.integers(0, 4))
def test_rounding_is_within_half_a_step(value: Fraction, decimals: int) -> None:
    near = rounded(value, decimals)
    assert abs(near - value) * 2 <= Fraction(1, 10**decimals)
    assert (near * 10**decimals).denominator == 1
    assert rounded(-value, decimals) == -near


@given(st.sampled_from(sorted(units.units())), st.integers(-(2**50), 2**50))
def test_an_integer_is_never_rounded(key: str, value: int) -> None:
    """Read back, the printed number is the value: the automatic scale is taken only where it is exact."""
    form = units.unit(key).pick(Fraction(value))
    digits = show(key, value, lang="en").number.replace(",", "").replace("−", "-")
    assert Fraction(digits) * form.divisor == value


def test_every_unit_has_both_languages_and_no_breaking_space() -> None:
    for key, unit in units.units().items():
        for form in (unit.scale, *unit.scales.values()):
            for patterns in form.patterns.values():
                assert all(not re.search(r" ", text) for text in patterns), key


@pytest.mark.parametrize(
    "source",
    ['[a]\nfr = ["#"]', '[a]\nfr = ["x"]\nen = ["#"]', '[a]\nfr = ["#"]\nen = ["#"]\ndivisor = 0'],
)
def test_a_wrong_table_is_named(source: str) -> None:
    with pytest.raises(UnitError, match=r"units\.toml, a"):
        read(source)


def test_a_fact_counted_in_an_unknown_unit_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    assert units_are_known(None) == []
    known = dict(units.units())
    monkeypatch.setattr(checks, "units", lambda: {key: one for key, one in known.items() if key != "personne"})
    assert [one.msg for one in units_are_known(None)][:1] == [
        "town.meetings.attendance: there is no unit personne in units.toml"
    ]
