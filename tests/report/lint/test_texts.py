"""Our own texts hold no number that stands on nothing, in letters either."""

from pathlib import Path

import pytest
from django.core.checks import run_checks

from chapitre.report import checks
from chapitre.report.lint.texts import typed_numbers
from chapitre.report.text import Text, every_text, read


def text(body: str, lang: str = "fr") -> Text:
    return read(f"# T {{#streets}}\n\n{body}\n", Path(f"{lang}/streets.md"), lang)


def test_the_report_s_own_texts_hold_none() -> None:
    assert list(typed_numbers(every_text())) == []


def test_a_number_in_letters_is_named() -> None:
    (told,) = typed_numbers([text("Rien.\n\nElle a ouvert trois parcs.")])
    assert told == 'fr/streets.md, line 5: the number “trois” is bound to no figure; what is none is {{ "trois" }}'


@pytest.mark.parametrize(
    "body",
    ['Les {{ "deux" }} calculs.', "{{ streets.open | words }} parcs.", "Une école, la deuxième, les deux-roues."],
)
def test_what_is_quoted_or_live_or_no_number_stands(body: str) -> None:
    assert list(typed_numbers([text(body)])) == []


def test_english_is_not_read_as_french() -> None:
    assert list(typed_numbers([text("Six of the best.", "en")])) == []


def test_it_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = [text("Une centaine de bancs."), text("Benches.", "en")]
    monkeypatch.setattr(checks, "every_text", lambda: iter(wrong))
    (error,) = run_checks(tags=["report"])
    assert error.id == "report.E003" and "“Une centaine”" in error.msg
