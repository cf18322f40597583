"""The mark: the kind is always said in words, and nothing given can become HTML."""

import pytest

from chapitre.kernel.figures.marks import EVIDENCE, mark, strokes, word


def test_mark_in_a_sentence() -> None:
    assert mark("8 800", "prouve", "/chiffres/streets.reports_received") == (
        '<a class="fig" data-evidence="prouve" href="/chiffres/streets.reports_received">8 800'
        '<svg class="mark" aria-hidden="true"><use href="#ev-prouve"/></svg><span class="vh"> (prouvé)</span></a>'
    )


def test_mark_speaks_the_language_of_the_page() -> None:
    assert "(prouvé)" in mark("1", "prouve", "/x")
    assert "(proved)" in mark("1", "prouve", "/x", lang="en")


def test_without_a_page_it_is_no_link() -> None:
    html = mark("1", "atteste", "")
    assert html.startswith('<span class="fig"') and html.endswith("</span>") and 'href="/' not in html


def test_big_with_its_unit() -> None:
    html = mark("6", "prouve", "/x", size="big", unit="jours")
    assert 'class="fig fig--big"' in html and '6<span class="unit">jours</span>' in html


def test_what_is_given_is_escaped() -> None:
    html = mark("<b>", "prouve", '/x"onclick="y', unit="<i>")
    assert "<b>" not in html and "<i>" not in html and 'onclick="y' not in html


def test_unknown_kind_or_size_is_refused() -> None:
    with pytest.raises(KeyError):
        mark("1", "sûr", "/x")
    with pytest.raises(ValueError, match="size"):
        mark("1", "prouve", "/x", size="gigantic")


def test_word_is_not_said_twice() -> None:
    html = word("repris", "fr", plural=True)
    assert html.count("repris") == 3  # kind, sign, word
    assert "vh" not in html


def test_strokes_keep_their_order_and_know_every_kind() -> None:
    html = strokes(list(EVIDENCE))
    assert [html.index(f"k-{code}") for code in EVIDENCE] == sorted(html.index(f"k-{code}") for code in EVIDENCE)
