"""Months, quarters and years: numbered so that a rule can group by them, named so that a page can print them; how
many years a period lasts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from chapitre.kernel.figures.edtf import MONTHS
from chapitre.kernel.rules import Tree

ORDINALS = {"fr": ("1er", "2e", "3e", "4e"), "en": ("1st", "2nd", "3rd", "4th")}
NO_BREAK = "\u00a0"


@dataclass(frozen=True)
class Span:
    """One period, both days included. `code`: 2025, 2025-Q3, 2025-07. `label`: French, English."""

    number: int
    start: date
    end: date
    code: str
    label: tuple[str, str]


@dataclass(frozen=True)
class Cut:
    """A way to cut time, `months` at a time from January of the year 0."""

    months: int
    named: Callable[[int, int], tuple[str, tuple[str, str]]]  # year and place in it, from 0 -> code and label

    def number(self, day: Tree) -> Tree:
        """The rule that numbers the period of a date."""
        if self.months == 12:
            return ["year", day]
        count: Tree = ["mul", ["year", day], ["int", 12 // self.months]]
        place: Tree = ["sub", ["month", day], ["int", 1]]
        return ["add", count, place if self.months == 1 else ["floordiv", place, ["int", self.months]]]

    def containing(self, day: date) -> int:
        """The number of the period that a day is in."""
        return (day.year * 12 + day.month - 1) // self.months

    def span(self, number: int) -> Span:
        """The period of that number."""
        year, place = divmod(number, 12 // self.months)
        code, label = self.named(year, place)
        return Span(number, self._first(number), self._first(number + 1) - timedelta(days=1), code, label)

    def _first(self, number: int) -> date:
        year, month = divmod(number * self.months, 12)
        return date(year, month + 1, 1)


def _month(year: int, place: int) -> tuple[str, tuple[str, str]]:
    fr, en = (f"{MONTHS[lang][place]}{NO_BREAK}{year}" for lang in ("fr", "en"))
    return f"{year}-{place + 1:02d}", (fr, en)


def _quarter(year: int, place: int) -> tuple[str, tuple[str, str]]:
    fr = f"{ORDINALS['fr'][place]} trimestre {year}"
    return f"{year}-Q{place + 1}", (fr, f"{ORDINALS['en'][place]} quarter of {year}")


def _year(year: int, place: int) -> tuple[str, tuple[str, str]]:
    return str(year), (str(year), str(year))


CUTS = {"month": Cut(1, _month), "quarter": Cut(3, _quarter), "year": Cut(12, _year)}


def years_in(start: date, end: date | None, today: date) -> Fraction:
    """How many years a period has lasted, both its days included and none after today; 0 before it begins.

    Whole years, from anniversary to anniversary, and of the one begun its share of days: exact whichever years are
    leap ones, and whole over whole calendar years.
    """
    after = min(end or today, today) + timedelta(days=1)
    if after <= start:
        return Fraction(0)
    whole = after.year - start.year
    if _anniversary(start, whole) > after:
        whole -= 1
    begun, full = _anniversary(start, whole), _anniversary(start, whole + 1)
    return whole + Fraction((after - begun).days, (full - begun).days)


def _anniversary(day: date, years: int) -> date:
    """The same day so many years later; 28 February where there is no 29th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
