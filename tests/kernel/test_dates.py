"""Dates and hours in words, both languages."""

from datetime import UTC, date, datetime

import pytest

from chapitre.kernel import dates

NB = "\u00a0"


@pytest.mark.parametrize(
    ("on", "fr", "en"),
    [
        (date(2025, 11, 18), f"18{NB}nov.{NB}2025", f"18{NB}Nov{NB}2025"),
        (date(2023, 1, 1), f"1er{NB}janv.{NB}2023", f"1{NB}Jan{NB}2023"),
        (date(2024, 8, 31), f"31{NB}août{NB}2024", f"31{NB}Aug{NB}2024"),
    ],
)
def test_day(on: date, fr: str, en: str) -> None:
    assert (dates.day(on), dates.day(on, "en")) == (fr, en)


def test_long_day() -> None:
    assert dates.long_day(date(2025, 11, 18)) == f"mardi 18{NB}novembre 2025"
    assert dates.long_day(date(2025, 12, 1)) == f"lundi 1er{NB}décembre 2025"
    assert dates.long_day(date(2025, 11, 18), "en") == f"Tuesday 18{NB}November 2025"


@pytest.mark.parametrize(
    ("at", "fr", "en"),
    [
        (datetime(2025, 11, 18, 8, 12, tzinfo=UTC), f"mardi 18{NB}nov.{NB}2025, 9{NB}h{NB}12", "9:12"),
        (datetime(2025, 7, 14, 22, 0, tzinfo=UTC), f"mardi 15{NB}juil.{NB}2025, 0{NB}h", "0:00"),
        (datetime(2025, 11, 18, 17, 0, tzinfo=UTC), f"mardi 18{NB}nov.{NB}2025, 18{NB}h", "18:00"),
    ],
)
def test_moment_is_in_paris(at: datetime, fr: str, en: str) -> None:
    assert dates.moment(at) == fr
    assert dates.moment(at, "en").endswith(en)


@pytest.mark.parametrize(
    ("on", "fr", "en"),
    [
        (date(2025, 11, 18), "aujourd’hui", "today"),
        (date(2025, 11, 17), "hier", "yesterday"),
        (date(2025, 11, 19), "demain", "tomorrow"),
        (date(2025, 11, 20), f"jeu.{NB}20{NB}nov.", f"Thu{NB}20{NB}Nov"),
        (date(2024, 11, 20), f"20{NB}nov.{NB}2024", f"20{NB}Nov{NB}2024"),
    ],
)
def test_relative_day(on: date, fr: str, en: str) -> None:
    today = date(2025, 11, 18)
    assert (dates.relative_day(on, today), dates.relative_day(on, today, "en")) == (fr, en)


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_month_and_every_day_has_its_name(lang: str) -> None:
    assert len(set(dates.MONTHS[lang])) == len(set(dates.SHORT_MONTHS[lang])) == 12
    assert len(set(dates.DAYS[lang])) == len(set(dates.SHORT_DAYS[lang])) == 7
