"""The numbers records go by: two digits of the year, a dash, and the register's running number."""

import re
from collections.abc import Sequence
from datetime import date

from django.db import connection

PATTERN = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")


class KeyConverter:
    """A record's key in an address, `<key:key>`: nothing else ever reaches a view, or the database."""

    regex = PATTERN.pattern

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


def checked(key: str) -> str:
    """The key itself. Raises ValueError if it is not an ASCII identifier of at most 40 characters."""
    if not PATTERN.fullmatch(key):
        raise ValueError(f"{key!r} is not a record key: 1 to 40 of 0-9 A-Z a-z . _ -")
    return key


def allocate(register: str, on_date: date) -> str:
    """The next key of a register, such as 25-03174. Numbers are never reused; a failed act leaves a hole."""
    return format_key(on_date, _next(register, 1)[0])


def allocate_many(register: str, days: Sequence[date]) -> list[str]:
    """The next keys of a register, one for each day, taken at once."""
    return [format_key(day, number) for day, number in zip(days, _next(register, len(days)), strict=True)]


def format_key(on_date: date, number: int) -> str:
    """25-03174 for the 3 174th record, dated in 2025."""
    return f"{on_date:%y}-{number:05d}"


def _next(register: str, count: int) -> Sequence[int]:
    """Takes the next numbers, in one statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A sequence holds no lock until commit: writers do not wait for each other here.
            cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence(register), count])
            return [int(number) for (number,) in cursor.fetchall()]
        cursor.execute(
            "INSERT INTO records_counter (name, last) VALUES (%s, %s)"
            " ON CONFLICT (name) DO UPDATE SET last = records_counter.last + excluded.last RETURNING last",
            [register, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)


def advance(register: str, last: int) -> None:
    """Makes the next number follow `last`, after keys were given by a file or a demonstration."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT setval(%s, GREATEST(%s, 1), %s)", [sequence(register), last, last > 0])
        else:
            cursor.execute(
                "INSERT INTO records_counter (name, last) VALUES (%s, %s)"
                " ON CONFLICT (name) DO UPDATE SET last = MAX(records_counter.last, excluded.last)",
                [register, last],
            )


def sequence(register: str) -> str:
    """The name of a register's sequence on PostgreSQL."""
    return f"records_key_{register.replace('.', '_')}"


def create_sequences(names: list[str]) -> None:
    """Makes the sequence of every register where PostgreSQL keeps them; run after each migration."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for name in names:
                cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {sequence(name)}")
