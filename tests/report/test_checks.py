"""The start-up check: a text that names a figure wrongly is named by file, line and figure."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.checks import run_checks

from chapitre.report import checks
from chapitre.report.checks import problems
from chapitre.report.text import Text, TextError, read


@dataclass(frozen=True)
class Declared:
    unit: str = "signalement"
    value: str = "count"
    bound: str = "="


KNOWN = {"streets.open": Declared(), "streets.launch": Declared(unit="date")}


def text(body: str, lang: str = "fr", name: str = "streets", anchor: str = "streets") -> Text:
    return read(f"# T {{#{anchor}}}\n\n{body}\n", Path(f"{lang}/{name}.md"), lang)


def test_the_site_s_own_texts_hold() -> None:
    assert run_checks(tags=["report"]) == []


def test_good_texts_have_no_problem() -> None:
    both = [text("{{ streets.open }} cas", lang) for lang in ("fr", "en")]
    assert list(problems(both, KNOWN)) == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("{{ streets.opened }}", "fr/streets.md, line 3: streets.opened: no such figure"),
        ("a\n{{ streets.open | rond }}", "fr/streets.md, line 4: streets.open: there is no form rond"),
        ("{{ streets.launch | about }}", "fr/streets.md, line 3: streets.launch: a date is written"),
    ],
)
def test_a_wrong_place_is_named(body: str, message: str) -> None:
    assert any(found.startswith(message) for found in problems([text(body)], KNOWN))


def test_a_figure_that_only_one_language_says() -> None:
    french, english = text("{{ streets.open }}"), text("nothing", "en")
    assert list(problems([french, english], KNOWN)) == [
        "en/streets.md: streets.open is missing, the other language has it"
    ]
    assert list(problems([text("rien"), text("{{ streets.open }}", "en")], KNOWN)) == [
        "fr/streets.md: streets.open is missing, the other language has it"
    ]


def test_anchors_are_unique_in_a_language() -> None:
    twice = [text("x"), text("## S {#streets}\n\ny", name="safety", anchor="safety")]
    assert list(problems(twice, KNOWN)) == ["fr/safety.md: the anchor streets is already taken"]
    assert list(problems([text("x"), text("x", "en")], KNOWN)) == []


def test_the_title_s_anchor_is_the_chapter() -> None:
    assert list(problems([text("x", anchor="rues")], KNOWN)) == [
        "fr/streets.md, line 1: the anchor of the title is the chapter’s code, streets"
    ]


def test_a_text_that_cannot_be_read_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> None:
        raise TextError("fr/streets.md, line 3: a note inside a note")

    monkeypatch.setattr(checks, "every_text", unreadable)
    (error,) = run_checks(tags=["report"])
    assert (error.id, error.msg) == ("report.E002", "fr/streets.md, line 3: a note inside a note")


def test_an_unknown_figure_stops_the_site(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        checks, "every_text", lambda: [text("{{ streets.nothing }}"), text("{{ streets.nothing }}", "en")]
    )
    errors = run_checks(tags=["report"])
    assert [error.id for error in errors] == ["report.E001", "report.E001"]
    assert errors[0].msg == "fr/streets.md, line 3: streets.nothing: no such figure"
