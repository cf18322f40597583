"""The log itself: one writer at a time, entries appended without gap or reorder, and ways to read them back."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

from chapitre.kernel.ledger import merkle
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.ledger.tiles import Nodes
from chapitre.kernel.ledger.writer import writer

__all__ = [
    "Draft",
    "LedgerError",
    "append",
    "append_from",
    "entries",
    "entry",
    "history",
    "leaf_hashes",
    "leaf_of",
    "prove_consistency",
    "prove_inclusion",
    "root",
    "size",
    "writer",
]

CHUNK = 2000  # entries read at once
APPEND = """
WITH head AS (UPDATE ledger_head SET size = size + %%s WHERE id = 1 RETURNING size - %%s AS first),
entries AS (
    INSERT INTO ledger_entry ("index", register, key, seq, act, body, leaf)
    SELECT head.first + draft.place, draft.register, draft.key, draft.seq, draft.act, draft.body, draft.leaf
    FROM head, (VALUES %s) AS draft (place, register, key, seq, act, body, leaf)
)
SELECT first FROM head
"""
APPEND_FROM = """
WITH head AS (UPDATE ledger_head SET size = size + %%s WHERE id = 1 RETURNING size - %%s AS first),
entries AS (
    INSERT INTO ledger_entry ("index", register, key, seq, act, body, leaf)
    SELECT head.first + place, register, key, seq, act, body, leaf FROM head, %s
)
SELECT first FROM head
"""


class LedgerError(RuntimeError):
    """The ledger is not in a state where this can be done; it was left as it is."""


@dataclass(frozen=True)
class Draft:
    """An entry ready to be appended: `body` is its canonical form, which says the rest again."""

    register: str
    key: str
    seq: int
    act: str
    body: bytes


def leaf_of(draft: Draft) -> bytes:
    """The leaf hash that the entry will have (32 bytes)."""
    return merkle.leaf_hash(draft.body)


def append(drafts: Sequence[Draft]) -> int:
    """Appends entries at the end of the log, in their order; returns the index of the first.

    It must be the last statement of the open transaction: from here to the commit every other writer waits.
    Raises LedgerError outside a transaction, ValueError on nothing, IntegrityError on a record's `seq` taken.
    """
    if not connection.in_atomic_block:
        raise LedgerError("append belongs to a transaction: open log.writer() first")
    if not drafts:
        raise ValueError("nothing to append")
    if connection.vendor == "postgresql":
        return _append_postgresql(drafts)
    return _append_sqlite(drafts)


def append_from(table: str, count: int) -> int:
    """Appends the `count` entries of a temporary table (place from 0, register, key, seq, act, body, leaf).

    As `append` in every respect, for more of them than a program should send while all other writers wait.
    """
    if not connection.in_atomic_block:
        raise LedgerError("append belongs to a transaction: open log.writer() first")
    if not count:
        raise ValueError("nothing to append")
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(APPEND_FROM % table, [count, count])
            return _first(cursor.fetchone())
        first = _reserve(cursor, count)
        cursor.execute(
            'INSERT INTO ledger_entry ("index", register, key, seq, act, body, leaf)'  # noqa: S608  (our own table)
            f" SELECT %s + place, register, key, seq, act, body, leaf FROM {table} ORDER BY place",
            [first],
        )
    return first


def _append_postgresql(drafts: Sequence[Draft]) -> int:
    # One statement: the row lock on the head is held for one round trip and the commit, no longer.
    rows: list[Any] = []
    for place, draft in enumerate(drafts):
        rows += (place, draft.register, draft.key, draft.seq, draft.act, draft.body.decode(), leaf_of(draft))
    values = ", ".join(["(%s, %s, %s, %s, %s, %s, %s)"] * len(drafts))
    with connection.cursor() as cursor:
        cursor.execute(APPEND % values, [len(drafts), len(drafts), *rows])
        return _first(cursor.fetchone())


def _append_sqlite(drafts: Sequence[Draft]) -> int:
    with connection.cursor() as cursor:
        first = _reserve(cursor, len(drafts))
        cursor.executemany(
            'INSERT INTO ledger_entry ("index", register, key, seq, act, body, leaf)'
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                (first + place, draft.register, draft.key, draft.seq, draft.act, draft.body.decode(), leaf_of(draft))
                for place, draft in enumerate(drafts)
            ],
        )
    return first


def _reserve(cursor: Any, count: int) -> int:
    """Moves the end of the log on SQLite; the index of the first entry in between."""
    cursor.execute("UPDATE ledger_head SET size = size + %s WHERE id = 1 RETURNING size - %s", [count, count])
    return _first(cursor.fetchone())


def _first(row: tuple[int] | None) -> int:
    if row is None:
        raise LedgerError("the ledger has lost its head row: run `chapitre audit`")
    return int(row[0])


def size(using: str = DEFAULT_DB_ALIAS) -> int:
    """How many entries there are."""
    with connections[using].cursor() as cursor:  # without the ORM: pages ask for it all the time
        cursor.execute("SELECT size FROM ledger_head WHERE id = 1")
        return _first(cursor.fetchone())


def entry(index: int, using: str = DEFAULT_DB_ALIAS) -> Entry:
    """One entry. Raises Entry.DoesNotExist."""
    return Entry.objects.using(using).get(index=index)


def entries(start: int = 0, stop: int | None = None, using: str = DEFAULT_DB_ALIAS) -> Iterator[Entry]:
    """The entries of [start, stop) in order, read in chunks; to the end if `stop` is not given."""
    last = size(using) if stop is None else stop
    for low in range(start, last, CHUNK):
        yield from Entry.objects.using(using).filter(index__gte=low, index__lt=min(low + CHUNK, last)).order_by("index")


def history(register: str, key: str, using: str = DEFAULT_DB_ALIAS) -> list[Entry]:
    """All the entries of one record, oldest first."""
    return list(Entry.objects.using(using).filter(register=register, key=key).order_by("seq"))


def leaf_hashes(start: int = 0, stop: int | None = None, using: str = DEFAULT_DB_ALIAS) -> Iterator[bytes]:
    """The leaf hashes of [start, stop) in order, read in chunks."""
    last = size(using) if stop is None else stop
    rows = Entry.objects.using(using).order_by("index").values_list("leaf", flat=True)
    for low in range(start, last, CHUNK):
        yield from (bytes(leaf) for leaf in rows.filter(index__gte=low, index__lt=min(low + CHUNK, last)))


def root(at: int | None = None, using: str = DEFAULT_DB_ALIAS) -> bytes:
    """The root hash at a size (now, if not given). Raises ValueError beyond the end."""
    return Nodes(_reached(at, using), using).root()


def prove_inclusion(index: int, at: int | None = None, using: str = DEFAULT_DB_ALIAS) -> list[bytes]:
    """The proof that an entry is in the log of that size. Raises ValueError if it is not."""
    reached = _reached(at, using)
    nodes = Nodes(reached, using)
    return [nodes.range_root(start, stop) for start, stop in merkle.inclusion_ranges(index, reached)]


def prove_consistency(old: int, new: int | None = None, using: str = DEFAULT_DB_ALIAS) -> list[bytes]:
    """The proof that the log at size `new` extends the log at size `old`. Raises ValueError from size 0."""
    reached = _reached(new, using)
    nodes = Nodes(reached, using)
    return [nodes.range_root(start, stop) for start, stop in merkle.consistency_ranges(old, reached)]


def _reached(at: int | None, using: str) -> int:
    current = size(using)
    if at is None:
        return current
    if not 0 <= at <= current:
        raise ValueError(f"the ledger has {current} entries, not {at}")
    return at


def after_migrate(using: str, **kwargs: Any) -> None:
    """Gives an empty ledger its head row; run after each migration."""
    database = connections[using]
    with database.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM ledger_head")
        if cursor.fetchone()[0] == 0:
            cursor.execute(
                'INSERT INTO ledger_head (id, size) SELECT 1, coalesce(max("index") + 1, 0) FROM ledger_entry'
            )
