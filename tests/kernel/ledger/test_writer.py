"""The turn to write on SQLite: one at a time, in a queue that is never waited for inside a transaction."""

import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from chapitre.kernel.ledger import writer


@pytest.fixture
def lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "writer"
    monkeypatch.setattr(writer, "lock_path", lambda database: str(path))
    return path


@pytest.mark.django_db(transaction=True)
def test_one_waits_for_the_other(lock: Path) -> None:
    order: list[str] = []
    waiting = threading.Event()

    def second() -> None:
        waiting.set()
        with writer.queue():
            order.append("second")
        connections.close_all()

    thread = threading.Thread(target=second)
    with writer.queue():
        thread.start()
        waiting.wait()
        thread.join(0.2)
        order.append("first")
    thread.join()
    assert order == ["first", "second"]


@pytest.mark.django_db(transaction=True)
def test_a_failed_writer_leaves_its_turn(lock: Path) -> None:
    with pytest.raises(ZeroDivisionError), writer.writer():
        _ = 1 / 0
    with writer.writer():
        assert connection.in_atomic_block
    assert not connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_writer_within_a_writer_does_not_wait_for_itself(lock: Path) -> None:
    with writer.writer(), writer.writer():
        assert connection.in_atomic_block


@pytest.mark.django_db
def test_the_lock_stands_beside_a_database_file() -> None:
    path = writer.lock_path(connection)
    name = str(connection.settings_dict["NAME"])
    shared = connection.vendor == "sqlite" and "memory" not in name
    assert path == (f"{name}-writer" if shared else None)
