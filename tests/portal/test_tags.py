"""The template tags: what they print, in both languages."""

from datetime import UTC, date, datetime
from fractions import Fraction
from typing import Any

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.test import RequestFactory
from django.utils import translation

from chapitre.kernel.figures.declaration import Declaration, Period
from chapitre.kernel.figures.values import Value

NB, NN = "\u00a0", "\u202f"


def render(source: str, language: str = "fr", **context: Any) -> str:
    with translation.override(language):
        return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "fr", "en"),
    [(1128, f"1{NN}128", "1,128"), (0, "0", "0"), (-5, "−5", "−5"), (None, "–", "–"), (Fraction(5), "5", "5")],
)
def test_number(value: Any, fr: str, en: str) -> None:
    assert render("{{ value|number }}", value=value) == fr
    assert render("{{ value|number }}", "en", value=value) == en


def test_dates_take_what_there_is() -> None:
    for value in (date(2025, 11, 18), "2025-11-18", datetime(2025, 11, 17, 23, 30, tzinfo=UTC)):
        assert render("{{ value|day }}", value=value) == f"18{NB}nov.{NB}2025"
    assert render("{{ value|long_day }}", "en", value="2025-11-18") == f"Tuesday 18{NB}November 2025"
    assert render("{{ value|week_day }}", value="2025-11-20") == f"jeu.{NB}20{NB}nov."
    assert render("{{ value|moment }}", value=datetime(2025, 11, 18, 8, 12, tzinfo=UTC)).endswith(f"9{NB}h{NB}12")
    assert render("{{ value|relative_day:today }}", value="2025-11-17", today=date(2025, 11, 18)) == "hier"


def test_icon() -> None:
    assert '<use href="#i-pin"/>' in render('{% icon "pin" %}')
    with pytest.raises(TemplateSyntaxError):
        render('{% icon "rocket" %}')


def test_every_icon_and_every_mark_is_in_the_sprite() -> None:
    from chapitre.kernel.figures.marks import EVIDENCE
    from chapitre.portal.templatetags.chapitre import ICONS

    sprite = render('{% include "components/sprite.html" %}')
    for name in [*(f"i-{icon}" for icon in ICONS), *(f"ev-{kind}" for kind in EVIDENCE)]:
        assert f'<symbol id="{name}"' in sprite


def test_query_with() -> None:
    request = RequestFactory().get("/", {"file": "voirie & co", "page": "2"})
    assert render("{% query_with page=3 %}", request=request) == "file=voirie+%26+co&amp;page=3"
    assert render('{% query_with page="" %}', request=request) == "file=voirie+%26+co"


def test_legend_and_words() -> None:
    assert render("{% legend %}").count('class="fig fig--word"') == 8
    assert "no proof" in render('{% evidence_word "sans-preuve" %}', "en")


@pytest.fixture
def figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three figures of our own: counted, a bound, a share."""

    def declared(id: str, unit: str, value: str, evidence: str, bound: str = "=") -> Declaration:
        words = ("libellé", "label")
        return Declaration(
            id, "essai", words, words, unit, value, evidence, Period("at"), "done", bound=bound, published=20_000
        )

    found = {
        one.id: one
        for one in (
            declared("essai.recus", "signalement", "count", "prouve"),
            declared("essai.gens", "habitant", "published", "projete", ">="),
            declared("essai.part", "percent", "expression", "prouve"),
        )
    }
    numbers = {"essai.recus": (8800, 1), "essai.gens": (20000, 1), "essai.part": (81, 1)}
    day = date(2025, 11, 18)
    values = {id: Value(*pair, None, day, 10, evidence=found[id].evidence) for id, pair in numbers.items()}
    calls: list[date] = []
    monkeypatch.setattr("chapitre.kernel.figures.sources.declaration", found.__getitem__)
    monkeypatch.setattr("chapitre.kernel.figures.live.values", lambda today: calls.append(today) or values)
    monkeypatch.setattr("chapitre.portal.templatetags.chapitre.reverse", lambda name, args: f"/chiffres/{args[0]}")
    figures.calls = calls  # type: ignore[attr-defined]


@pytest.mark.usefixtures("figures")
def test_figure() -> None:
    text = render('{% figure "essai.recus" %}')
    assert text.startswith('<a class="fig" data-evidence="prouve" href="/chiffres/essai.recus">8\u202f800<svg')
    assert "(prouvé)" in text
    assert "8,800" in render('{% figure "essai.recus" %}', "en")
    assert f"8{NN}800{NB}signalements<svg" in render('{% figure "essai.recus" unit=True %}')


@pytest.mark.usefixtures("figures")
def test_figure_sizes_and_units() -> None:
    assert '<span class="unit">%</span>' in render('{% figure "essai.part" big=True %}')
    assert f"81{NN}%<svg" in render('{% figure "essai.part" %}')
    assert 'class="fig fig--huge"' in render('{% figure "essai.recus" huge=True %}')


@pytest.mark.usefixtures("figures")
def test_a_bound_is_said() -> None:
    assert render('{% figure "essai.gens" %}').startswith("plus de <a")
    assert render('{% figure "essai.gens" big=True %}', "en").startswith('<span class="bound">more than</span> <a')


@pytest.mark.usefixtures("figures")
def test_values_are_read_once_a_request() -> None:
    request = RequestFactory().get("/")
    render('{% figure "essai.recus" %}{% figure "essai.gens" %}{% figure "essai.part" %}', request=request)
    assert len(figures.calls) == 1  # type: ignore[attr-defined]
