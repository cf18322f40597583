"""What the generated Python of a rule calls: civil dates as `YYYY-MM-DD` texts, each question answered once.

Written apart from the oracle on purpose: the two are compared. Published with every edition inside verify.py.
"""

from datetime import date
from functools import lru_cache

# Few pairs of dates occur many times over: a register of a million rows holds some thousands of days.
RULE_MEMORY = 1 << 16


def rule_year(day: str) -> int:
    return int(day[:4])


def rule_month(day: str) -> int:
    return int(day[5:7])


def rule_day(day: str) -> int:
    return int(day[8:])


@lru_cache(RULE_MEMORY)
def rule_ordinal(day: str) -> int:
    """Days since 31 December of the year 0."""
    return date.fromisoformat(day).toordinal()


def rule_days_between(start: str, end: str) -> int:
    return rule_ordinal(end) - rule_ordinal(start)


@lru_cache(RULE_MEMORY)
def rule_months_between(start: str, end: str) -> int:
    """Whole months, floored; the last day of a month completes it."""
    months = int(end[:4]) * 12 + int(end[5:7]) - int(start[:4]) * 12 - int(start[5:7])
    if end[8:] >= start[8:] or rule_add_days(end, 1)[8:] == "01":
        return months
    return months - 1


@lru_cache(RULE_MEMORY)
def rule_years_between(start: str, end: str) -> int:
    return rule_months_between(start, end) // 12


@lru_cache(RULE_MEMORY)
def rule_add_days(day: str, count: int) -> str:
    return date.fromordinal(rule_ordinal(day) + count).isoformat()
