"""A town with as many reports as wanted, written fast: rows and entries as the acts make them, without the checks.

What happens to a report is decided here, what it becomes is left to the chapter's own transitions, and entries are
encoded and hashed by the ledger's own functions: the audit finds nothing to say, and an edition can be published.
"""

from __future__ import annotations

import gc
import hashlib
import json
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import accumulate
from random import Random
from typing import Any, Generic, TypeVar

from django.apps import apps
from django.db import connection, transaction

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.categories import Category, categories
from chapitre.chapters.streets.demo import reports as demo
from chapitre.chapters.streets.demo.words import DESCRIPTIONS, DONE, REFUSALS, WITHDRAWALS
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.chapters.streets.notify import KEPT_DAYS
from chapitre.chapters.streets.states import CLOSED
from chapitre.kernel.acts.act import Act, Change, PrivateRow
from chapitre.kernel.clock import PARIS
from chapitre.kernel.ledger import canonical
from chapitre.kernel.ledger.commitments import commit, new_salt
from chapitre.kernel.ledger.merkle import leaf_hash
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.people.actors import AGENT, RESIDENT, SUPERVISOR
from chapitre.kernel.records import keys
from chapitre.kernel.records.models import Idempotency, Opening, as_fact

BATCH = 20_000  # rows written at once
REGISTER = Report.register
T = TypeVar("T")


@dataclass(frozen=True)
class Filled:
    """What was written."""

    reports: int
    entries: int


def build(reports: int, until: date) -> Filled:
    """A whole town in an empty database: tables, key, staff, reports up to a day, a signed checkpoint."""
    from chapitre.commands.site import prepare
    from chapitre.demo.accounts import create_accounts
    from chapitre.demo.town import spots
    from chapitre.kernel import clock
    from chapitre.kernel.ledger import checkpoints
    from chapitre.kernel.ledger import keys as signing

    prepare()
    signing.generate()
    create_accounts()
    with unhurried_disk():
        filled = fill(reports, until, spots())
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")  # what autovacuum does within a minute
    checkpoints.sign(clock.now())
    return filled


def fill(reports: int, until: date, spots: Sequence[demo.Spot]) -> Filled:
    """Writes reports received from the service's launch up to a day, and all that became of them by then."""
    town = _Town(reports, until, spots)
    gc.disable()  # nothing made here refers to itself, and looking for what does takes a fifth of the time
    try:
        town.live()
    finally:
        gc.enable()
    return Filled(reports, town.size)


@contextmanager
def unhurried_disk() -> Iterator[None]:
    """SQLite without its journal while the town is made: a crash would cost nothing but the town."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode=OFF")
        cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute("PRAGMA cache_size=-1000000")
    try:
        yield
    finally:
        connection.close()  # the next connection sets its own


class _Choice(Generic[T]):
    """A weighted choice, its sums made once."""

    def __init__(self, weights: Mapping[T, float] | Sequence[tuple[T, float]]) -> None:
        pairs = list(weights.items()) if isinstance(weights, Mapping) else list(weights)
        self.items = [item for item, _ in pairs]
        self.sums = list(accumulate(weight for _, weight in pairs))

    def of(self, random: Random) -> T:
        return self.items[bisect(self.sums, random.random() * self.sums[-1])]


class _Sink:
    """Rows on their way to the tables, written in batches: `executemany` on SQLite, COPY on PostgreSQL."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, tuple[str, ...]], list[tuple[Any, ...]]] = {}

    def add(self, table: str, columns: tuple[str, ...], row: tuple[Any, ...]) -> None:
        rows = self.rows.setdefault((table, columns), [])
        rows.append(row)
        if len(rows) == BATCH:
            self.flush()

    def flush(self) -> None:
        """Writes everything in one transaction: rows that lean on each other are checked at its end."""
        with transaction.atomic(), connection.cursor() as cursor:
            for (table, columns), rows in self.rows.items():
                names = ", ".join(f'"{name}"' for name in columns)
                if connection.vendor == "postgresql":
                    with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                        for row in rows:
                            copy.write_row(row)
                else:
                    marks = ", ".join(["%s"] * len(columns))
                    cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', rows)
                rows.clear()


@dataclass
class _Life:
    """One report while something can still happen to it."""

    id: int
    key: str
    category: Category
    day: date
    facts: dict[str, Any]
    seq: int = 0
    left: int = 0  # acts still to come
    last: int = 0  # days after `day` of the last act planned
    private: list[tuple[PrivateRow, int, dict[str, str]]] = field(default_factory=list)  # row, act, salts


# An act to come: seconds of its day, report, rank, and what it does. No two begin with the same three numbers.
_Event = tuple[int, int, int, _Life, Act, str, dict[str, Any]]

REPORT_COLUMNS = ("id", "key", "seq", *REGISTER.facts)
ENTRY_COLUMNS = ("index", "register", "key", "seq", "act", "body", "leaf")
BLANK: dict[str, Any] = Report().facts()
OPENING_COLUMNS = ("register", "key", "seq", "field", "value", "salt")


class _Town:
    """The days of a town, one after the other."""

    def __init__(self, reports: int, until: date, spots: Sequence[demo.Spot]) -> None:
        self.random = Random("a large town")
        self.until, self.reports = until, reports
        self.sink = _Sink()
        self.size = 0
        self.lives: dict[int, _Life] = {}
        self.days: dict[date, list[_Event]] = {}
        self.seen: dict[tuple[str, str], tuple[str, date]] = {}
        self.made = 0
        self.spots = _Choice([(one, one.weight) for one in spots])
        self.subjects = _Choice({one: demo.WEIGHTS.get(code, 0.55) for code, one in categories().items()})
        self.channels = _Choice(demo.CHANNELS)

    def live(self) -> None:
        """Lets every day happen, then writes what is left of the last."""
        for day, number in self._calendar():
            offset = datetime(day.year, day.month, day.day, 12, tzinfo=PARIS).utcoffset() or timedelta()
            hours = int(offset.total_seconds()) // 3600
            for _ in range(number):
                self._plan(day)
            for second, _, _, life, act, role, params in sorted(self.days.pop(day, []), key=lambda event: event[:3]):
                self._happen(life, act, role, params, day, f"{day}T{clock_time(second - 3600 * hours, self.random)}Z")
        for life in list(self.lives.values()):
            self._settle(life)
        self.sink.flush()
        self._number()

    def _calendar(self) -> Iterator[tuple[date, int]]:
        """Each day with how many reports come in: seasons and weekdays as in the demonstration."""
        span = (self.until - demo.LAUNCHED).days + 1
        days = [demo.LAUNCHED + timedelta(days=n) for n in range(span)]
        sums = list(accumulate(demo.SEASON[day.month - 1] * demo.WEEK[day.weekday()] for day in days))
        reached = 0
        for day, upto in zip(days, sums, strict=True):
            share = round(self.reports * upto / sums[-1])
            yield day, share - reached
            reached = share

    # What happens to a report --------------------------------------------------------------------------------------

    def _plan(self, day: date) -> None:
        random = self.random
        self.made += 1
        spot, category, channel = self.spots.of(random), self.subjects.of(random), self.channels.of(random)
        life = _Life(self.made, keys.format_key(day, self.made), category, day, {})
        self.lives[life.id] = life
        online = channel in ("app", "web")
        exact = channel == "web" or (online and random.random() < 0.3)  # the others name a street
        text = random.choice(DESCRIPTIONS.get(category.code, [""])) if random.random() < 0.15 else ""
        params = {
            "category": category.code, "channel": channel, "district": spot.district, "place": spot.place,
            "lon": spot.lon, "lat": spot.lat, "text": text or None,
            "point": (spot.lon + random.randrange(-90, 90), spot.lat + random.randrange(-60, 60)) if exact else None,
            "answer": random.choice(["yes", "no", "unknown"]) if category.question else None,
            "follow": f"{random.getrandbits(256):064x}" if online else None,
            "email": f"resident{life.id}@example.fr" if online and random.random() < 0.3 else None,
        }  # fmt: skip
        self._then(life, 0, acts.received, RESIDENT if online else AGENT, params, random.randrange(7, 22))
        if text:
            self._then(life, 1, acts.reviewed, AGENT, {"text": text})
        fate = random.random()
        twin, seen = self.seen.get((category.code, spot.place), ("", day))
        self.seen[category.code, spot.place] = life.key, day
        if fate < 0.04 and twin and (day - seen).days < 10:
            self._then(life, 1, acts.merged, AGENT, {"into": twin, "own": life.key})
        elif fate > 0.972:
            self._then(life, random.randrange(1, 4), acts.rejected, AGENT, {"reason": random.choice(REFUSALS)})
        elif fate > 0.971:
            self._then(life, 1, acts.withdrawn, SUPERVISOR, {"reason": random.choice(WITHDRAWALS)})
        else:
            self._deal(life, fate)

    def _deal(self, life: _Life, fate: float) -> None:
        random, promised = self.random, life.category.days
        if fate < 0.2:
            self._then(life, 1, acts.accepted, AGENT, {})
        share = random.random()
        if share < 0.83:
            wait = round(promised * random.betavariate(2.6, 1.7))
        elif share < 0.988:
            wait = promised + 1 + int(random.expovariate(1 / (1 + promised / 3)))
        else:
            wait = promised + random.randint(20, 60)
        done = {"reason": random.choice(DONE.get(life.category.code, DONE["*"]))}
        self._then(life, max(1, wait), acts.resolved, AGENT, done)
        if random.random() < 0.018:
            contest = {"text": "Ce n’est pas fait, ou pas entièrement : le problème est toujours là."}
            self._then(life, life.last + random.randrange(1, 6), acts.reopened, RESIDENT, contest)
            self._then(life, life.last + 1, acts.reviewed, AGENT, contest)
            if random.random() < 0.8:
                self._then(life, life.last + random.randrange(1, promised + 2), acts.resolved, AGENT, done)

    def _then(self, life: _Life, after: int, act: Act, role: str, params: dict[str, Any], hour: int = 0) -> None:
        """Plans an act some days after the receipt, never before the one planned last; beyond the end it is lost."""
        life.last = max(life.last, after)
        day = life.day + timedelta(days=life.last)
        if day > self.until:
            return
        second = 3600 * (hour or 8 + life.left % 9) + self.random.randrange(3600)
        self.days.setdefault(day, []).append((second, life.id, life.left, life, act, role, params))
        life.left += 1

    # What is written ------------------------------------------------------------------------------------------------

    def _happen(self, life: _Life, act: Act, role: str, params: dict[str, Any], day: date, at: str) -> None:
        """The same as `perform`, for one act that is known to be allowed."""
        change: Change = act.transition(life.facts or None, on_date=day, **params)
        life.facts = (life.facts or BLANK) | {name: as_fact(value) for name, value in change.facts.items()}
        life.seq += 1
        body = canonical.CANONICAL_JSON.encode(  # what `canonical.encode` does once it has looked for mistakes
            {
                "schema": REGISTER.schema,
                "register": REGISTER.name,
                "key": life.key,
                "seq": life.seq,
                "act": act.name,
                "on_date": day.isoformat(),
                "recorded_at": at,
                "role": role,
                "facts": life.facts,
                "commitments": self._commit(life, change),
            }
        )
        row = (self.size, REGISTER.name, life.key, life.seq, act.name, body, leaf_hash(body.encode()))
        self.sink.add(Entry._meta.db_table, ENTRY_COLUMNS, row)
        self.size += 1
        life.left -= 1
        if not life.left:
            self._settle(life)

    def _commit(self, life: _Life, change: Change) -> dict[str, str]:
        commitments = {}
        for name, value in change.exhibits.items():
            if value is not None:
                salt = new_salt()
                commitments[name] = commit(salt, name, value)
                row = (REGISTER.name, life.key, life.seq, name, json.dumps(value), salt.hex())
                self.sink.add(Opening._meta.db_table, OPENING_COLUMNS, row)
        if change.settle:
            life.private = [one for one in life.private if one[0].model not in change.settle]
        for private in change.private:
            salts = {}
            for name in private.committed:
                if (value := private.values.get(name)) is not None:
                    salt = new_salt()
                    salts[name] = salt.hex()
                    commitments[f"private.{name}"] = commit(salt, f"private.{name}", value)
            life.private.append((private, life.seq, salts))
        return commitments

    def _settle(self, life: _Life) -> None:
        """Writes a report to which nothing more will happen, and the private rows whose time is not over."""
        del self.lives[life.id]
        facts = life.facts
        values = (life.id, life.key, life.seq, *(facts[name] for name in REGISTER.facts))
        self.sink.add(Report._meta.db_table, REPORT_COLUMNS, values)
        if facts["channel"] == "web":
            token = hashlib.sha256(life.key.encode()).hexdigest()
            row = (token, REGISTER.name, life.key, 1, f"{life.day}T12:00:00+00:00")
            self.sink.add(Idempotency._meta.db_table, ("token", "register", "key", "seq", "at"), row)
        closed = life.facts["resolved_on"] or life.facts["rejected_on"]
        for private, seq, salts in life.private:
            model = apps.get_model(private.model)
            if model is Contact:
                over = date.fromisoformat(closed) + timedelta(days=KEPT_DAYS) if facts["state"] in CLOSED else None
                values_ = dict(private.values) | {"expires_on": over}
            else:
                assert model is Submission
                values_ = dict(private.values)
                over = values_["expires_on"]
                values_ |= {name: json.dumps(values_[name]) for name in ("photos", "point")}
            if over is None or over >= self.until:
                values_ |= {"record_id": life.id, "seq": seq, "salts": json.dumps(salts)}
                self.sink.add(model._meta.db_table, tuple(values_), tuple(values_.values()))

    def _number(self) -> None:
        """Sets what counts the rows: the ledger's head, the keys given, PostgreSQL's own numbering."""
        with connection.cursor() as cursor:
            cursor.execute("UPDATE ledger_head SET size = %s", [self.size])
            keys.advance(REGISTER.name, self.made)
            if connection.vendor == "postgresql":
                table = Report._meta.db_table
                cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [table, self.made])


def clock_time(second: int, random: Random) -> str:
    """Seconds of a day as an entry writes them, with some microseconds."""
    return f"{second // 3600:02d}:{second % 3600 // 60:02d}:{second % 60:02d}.{random.randrange(1_000_000):06d}"
