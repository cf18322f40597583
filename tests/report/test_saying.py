"""What a sentence says of a figure, form by form, in both languages."""

from dataclasses import dataclass
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report.saying import problem, say
from chapitre.report.text import Place


@dataclass(frozen=True)
class Declared:
    unit: str = "signalement"
    value: str = "count"
    bound: str = "="


@dataclass(frozen=True)
class Valued:
    numerator: int | None
    denominator: int = 1
    edtf: str | None = None


def place(form: str = "", *given: str, start: bool = False) -> Place:
    return Place("a.b", form, given, start, True, 1)


def said(where: Place, declared: Declared, value: int | Valued | None, lang: str = "fr") -> str:
    """The whole, the marked part in brackets, spaces plain."""
    assert problem(where, declared) is None
    given = value if isinstance(value, Valued) else Valued(value)
    found = say(where, declared, given, lang)
    marked = f"[{found.marked}]" if found.marked else ""
    return f"{found.before}{marked}{found.after}".replace("\u00a0", " ").replace("\u202f", " ")


AT_LEAST = Declared("permanence", "published", ">=")
AROUND = Declared("personne", "published", "~")


@pytest.mark.parametrize(
    ("declared", "value", "fr", "en"),
    [
        (Declared(), 8801, "[8 801]", "[8,801]"),
        (Declared("jour"), 6, "[6 jours]", "[6 days]"),
        (Declared("percent"), 30, "[30 %]", "[30%]"),
        (Declared("eur"), 5_762_000, "[57 620 €]", "[€57,620]"),
        (Declared("m2"), 1_450_000, "[145 hectares]", "[145 hectares]"),
        (AT_LEAST, 700, "plus de [700]", "more than [700]"),
        (AROUND, 6300, "environ [6 300]", "about [6,300]"),
        (Declared("m2", "published", ">="), 20_000, "plus de [2 hectares]", "more than [2 hectares]"),
        (Declared(), None, "[pas encore connu]", "[not known yet]"),
    ],
)
def test_plain(declared: Declared, value: int | None, fr: str, en: str) -> None:
    assert said(place(), declared, value) == fr
    assert said(place(), declared, value, "en") == en


def test_records_are_said_exactly_whatever_the_seed_said() -> None:
    assert said(place(), Declared("permanence", "count", ">="), 712) == "[712]"
    assert said(place("about"), Declared("permanence", "count", ">="), 712) == "plus de [700]"
    assert said(place("about"), Declared("permanence", "count", ">="), 698) == "près de [700]"


def test_about_keeps_the_source_s_own_bound() -> None:
    assert said(place("about"), AT_LEAST, 712) == "plus de [712]"
    assert said(place("about"), AROUND, 6312) == "environ [6 312]"


def test_a_quotient_is_divided_for_display_only() -> None:
    assert said(place(), Declared("percent", "expression"), Valued(8130, 100)) == "[81 %]"


def test_words() -> None:
    assert said(place("words"), Declared(), 3) == "[trois]"
    assert said(place("words", "f"), Declared(), 1) == "[une]"
    assert said(place("words"), Declared(), 17) == "[17]"
    assert said(place("words"), Declared("siecle", "published", ">="), 1) == "plus d’[un siècle]"
    assert said(place("words"), Declared("siecle", "published", ">="), 1, "en") == "more than [one century]"
    assert said(place("words"), Declared("kgco2e"), 0) == "[zéro tonne de CO₂e]"
    assert said(place("words"), AROUND, 6) == "environ [six]"


def test_collective_chooses_the_grammar() -> None:
    where = place("collective", "d’autres villes", "autres villes")
    members = Declared("collectivite", "published", "~")
    assert said(where, members, 100) == "[une centaine] d’autres villes"
    assert said(where, members, 350) == "environ [350] autres villes"
    assert said(where, Declared("collectivite"), 97) == "[une centaine] d’autres villes"
    assert said(where, Declared("collectivite"), 100) == "[100] autres villes"
    assert said(where, Declared("collectivite"), 117) == "plus de [115] autres villes"
    assert said(where, Declared("collectivite", "published", ">="), 100) == "plus de [100] autres villes"


@pytest.mark.parametrize(("value", "fr", "en"), [(0, "cas", "cases"), (1, "cas", "case"), (2, "des cas", "cases")])
def test_plural(value: int, fr: str, en: str) -> None:
    assert said(place("plural", "cas", "des cas"), Declared(), value) == fr
    assert said(place("plural", "case", "cases"), Declared(), value, "en") == en


@pytest.mark.parametrize(
    ("value", "fr"), [(-500_000, "[500 tonnes] de moins"), (12_000, "[12 tonnes] de plus"), (0, "[0 kg] de plus")]
)
def test_change_follows_the_sign(value: int, fr: str) -> None:
    assert said(place("change", "de moins", "de plus"), Declared("kg", "published"), value) == fr


@pytest.mark.parametrize(
    ("value", "bound", "fr"),
    [
        (2_000_000_000, "~", "environ [20 M€]"),
        (2_000_000_000, "=", "[20 M€]"),
        (2_010_000_000, "=", "[20,1 M€]"),
        (2_013_000_000, "=", "plus de [20,1 M€]"),
        (2_017_000_000, "=", "environ [20,2 M€]"),
        (4_000_000, "=", "[40 000 €]"),
        (14_000_000, "~", "environ [140 000 €]"),
        (2_017_000_000, ">=", "plus de [20,1 M€]"),
    ],
)
def test_millions(value: int, bound: str, fr: str) -> None:
    assert said(place("M"), Declared("eur", "sum" if bound == "=" else "published", bound), value) == fr


@given(st.integers(0, 10**12))
def test_millions_never_lie(cents: int) -> None:
    """Read back, what is said in millions is true of the cents."""
    text = said(place("M"), Declared("eur", "sum"), cents, "en")
    number = text[text.index("[€") + 2 : -1].replace(",", "")
    scale = 10**8 if number.endswith("M") else 100
    spoken = Fraction(number.rstrip("M")) * scale
    if text.startswith("more than"):
        assert spoken < cents
    elif text.startswith("about"):
        assert abs(cents - spoken) * 20 <= cents
    else:
        assert spoken == cents


def test_dates() -> None:
    opened = Declared("date", "published")
    assert said(place(), opened, Valued(None, edtf="2025-05")) == "[mai 2025]"
    assert said(place("in"), opened, Valued(None, edtf="2025-05")) == "en [mai 2025]"
    assert said(place("in", start=True), opened, Valued(None, edtf="198X")) == "Dans les [années 1980]"
    assert said(place("year"), opened, Valued(2023, edtf="2023")) == "[2023]"
    assert said(place("in"), opened, Valued(None, edtf="2023/2026"), "en") == "from [2023 to 2026]"
    assert said(place("in"), Declared("date", "min"), Valued(None)) == "[pas encore connu]"


def test_a_sentence_begins_with_a_capital() -> None:
    assert said(place(start=True), AT_LEAST, 700) == "Plus de [700]"
    assert said(place("words", start=True), Declared(), 3) == "[Trois]"
    assert said(place(start=True), Declared(), 3) == "[3]"
    assert said(place("plural", "un cas", "des cas", start=True), Declared(), 3) == "Des cas"


@pytest.mark.parametrize(
    ("where", "declared", "message"),
    [
        (place("rond"), Declared(), "there is no form rond"),
        (place("plural", "un"), Declared(), "plural takes 2 words"),
        (place("", "x"), Declared(), "takes 0 words"),
        (place("words", "g"), Declared(), 'words takes "f"'),
        (place("M"), Declared(), "signalement is not written in millions"),
        (place("bare"), AT_LEAST, "a bare number would hide"),
        (place("about"), Declared("date"), "a date is written"),
        (place("in", "x"), Declared("date"), "a date is written"),
        (place("in"), Declared(), "there is no form in"),
    ],
)
def test_a_place_that_cannot_be_filled(where: Place, declared: Declared, message: str) -> None:
    assert message in (problem(where, declared) or "")


def test_what_may_be_unknown_stands_in_a_clause() -> None:
    outside = Place("a.b", "", (), False, False, 1)
    assert "between [[ and ]]" in (problem(outside, Declared("jour", "median")) or "")
    assert problem(place(), Declared("jour", "median")) is None
    assert problem(outside, Declared("jour", "sum")) is None


def test_bare_prints_no_unit() -> None:
    assert said(place("bare"), Declared("jour"), 6) == "[6]"
    assert said(place("bare"), Declared("permanence", "count", ">="), 712) == "[712]"
