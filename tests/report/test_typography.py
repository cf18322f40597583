"""The spaces that French and English print."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report.typography import typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Fait ou à faire ?", "Fait ou à faire\u202f?"),
        ("livré ; prévu !", "livré\u202f; prévu\u202f!"),
        ("ainsi : oui", "ainsi\u00a0: oui"),
        ("l'appli dit « bonjour »", "l’appli dit «\u00a0bonjour\u00a0»"),
        ("1 000 habitants", "1\u202f000 habitants"),
        ("60 %", "60\u202f%"),
        ("et...", "et…"),
    ],
)
def test_french(typed: str, printed: str) -> None:
    assert typeset(typed, "fr") == printed


def test_english() -> None:
    assert typeset('the town\'s "say"...', "en") == "the town’s “say”…"
    assert typeset("Why? 60%", "en") == "Why? 60%"


@given(st.text(st.sampled_from("ab1 '«»:;!?%.\"\u00a0\u202f"), max_size=40), st.sampled_from(["fr", "en"]))
def test_twice_is_once(text: str, lang: str) -> None:
    once = typeset(text, lang)
    assert typeset(once, lang) == once
