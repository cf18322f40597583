"""The database itself refuses to rewrite the ledger."""

import pytest
from django.db import DatabaseError, connection, transaction

from chapitre.kernel.ledger import log, protection
from chapitre.kernel.ledger.models import Checkpoint, Entry
from tests.kernel.ledger.helpers import append, drafts

pytestmark = pytest.mark.django_db

STATEMENTS = [
    "UPDATE ledger_entry SET body = '{}'",
    'UPDATE ledger_entry SET "index" = 7 WHERE "index" = 0',
    "DELETE FROM ledger_entry",
    "UPDATE ledger_checkpoint SET note = ''",
    "DELETE FROM ledger_checkpoint",
]


@pytest.fixture(autouse=True)
def _something_to_protect(db: None) -> None:
    append(drafts(2))
    Checkpoint.objects.create(size=2, root=bytes(32), note="note", signed_at="2025-11-18T08:12:33Z")


@pytest.mark.parametrize("statement", STATEMENTS)
def test_raw_sql_is_refused(statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert [one.index for one in log.entries()] == [0, 1]


def test_the_orm_is_refused() -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(index=0).delete()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Entry.objects.filter(index=0).update(act="withdrawn")


def test_emptying_the_table_is_refused_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("TRUNCATE ledger_entry")


def test_protection_can_be_lifted_and_comes_back() -> None:
    assert protection.protected(connection)
    with protection.lifted():
        assert not protection.protected(connection)
        Entry.objects.filter(index=1).delete()
    assert protection.protected(connection)
    protection.protect(connection)
    assert protection.protected(connection)


@pytest.mark.parametrize(("index", "key"), [(0, "25-99999"), (7, "25-00000")])
def test_replacing_an_entry_is_refused(index: int, key: str) -> None:
    if connection.vendor != "sqlite":
        return
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            'INSERT OR REPLACE INTO ledger_entry ("index", register, key, seq, act, body, leaf)'
            " VALUES (%s, 'streets.reports', %s, 1, 'received', '{}', '')",
            [index, key],
        )
    assert len(list(log.entries())) == 2


def test_one_missing_trigger_is_noticed() -> None:
    trigger = (
        "DROP TRIGGER ledger_entry_rows ON ledger_entry"
        if connection.vendor == "postgresql"
        else "DROP TRIGGER ledger_entry_update"
    )
    with connection.cursor() as cursor:
        cursor.execute(trigger)
    assert not protection.protected(connection)
    protection.after_migrate("default")
    assert protection.protected(connection)


def test_a_disabled_trigger_is_noticed_on_postgresql() -> None:
    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ALL")
    assert not protection.protected(connection)
