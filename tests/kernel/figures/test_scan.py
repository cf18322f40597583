"""Counting while others write: one view of rows and ledger together, no waiting, no older count over a later one."""

import threading
import time
from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection, transaction

from chapitre.chapters.streets.models import Report
from chapitre.kernel.figures import live
from chapitre.kernel.figures.models import Tallies
from chapitre.kernel.figures.scan import MovingLedger, in_one_view
from chapitre.kernel.ledger import log
from tests.kernel.figures.town import REGISTER, TODAY, receive

pytestmark = pytest.mark.django_db(transaction=True)

RECEIVED = "streets.reports_received"
postgresql_only = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="on SQLite a transaction keeps others from writing"
)
sqlite_only = pytest.mark.skipif(
    connection.vendor != "sqlite", reason="PostgreSQL's writers do not lock each other out"
)


def elsewhere(do: Callable[[], object]) -> None:
    """Does it on another connection, and waits until it is done."""

    def run() -> None:
        try:
            do()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()


def test_rows_and_ledger_are_seen_as_of_one_moment_while_posts_go_on() -> None:
    receive(date(2025, 3, 3))

    def read() -> tuple[int, int]:
        first = Report.objects.count()
        elsewhere(lambda: receive(date(2025, 3, 4)))
        return first, Report.objects.count()

    assert in_one_view(read) == ((1, 1), 1)
    assert (Report.objects.count(), log.size()) == (2, 2)


def test_a_failed_count_leaves_the_connection_usable() -> None:
    with pytest.raises(ZeroDivisionError):
        in_one_view(lambda: 1 // 0)
    receive(date(2025, 3, 3))
    assert live.value(RECEIVED, TODAY).numerator == 1


@postgresql_only
def test_a_transaction_without_one_view_is_found_out() -> None:
    def read() -> int:
        elsewhere(lambda: receive(date(2025, 3, 4)))
        return Report.objects.count()

    with transaction.atomic(), pytest.raises(MovingLedger):
        in_one_view(read)


@postgresql_only
def test_a_transaction_tries_again_when_an_act_came_in_between() -> None:
    waiting = [date(2025, 3, 4)]

    def read() -> int:
        found = Report.objects.count()
        if waiting:
            elsewhere(lambda: receive(waiting.pop()))
        return found

    with transaction.atomic():
        assert in_one_view(read) == (1, 1)


@sqlite_only
def test_a_page_does_not_wait_for_a_writer_and_counts_all_the_same() -> None:
    receive(date(2025, 3, 3))
    written, read = threading.Event(), threading.Event()

    def write_slowly() -> None:
        with log.writer():
            receive(date(2025, 3, 4))
            written.set()
            read.wait(30)

    writer = threading.Thread(target=lambda: elsewhere(write_slowly))
    writer.start()
    written.wait(30)
    started = time.monotonic()
    try:
        assert live.value(RECEIVED, TODAY).numerator == 1
        assert time.monotonic() - started < 5
        assert not Tallies.objects.exists()
    finally:
        read.set()
        writer.join()
    assert live.value(RECEIVED, TODAY).numerator == 2
    assert Tallies.objects.get(register=REGISTER.name).size == 2
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        assert cursor.fetchone()[0] > 0  # other writes wait as before


def test_pages_and_posts_together_never_keep_a_wrong_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers refresh while writers post; what is kept in the end, folded forward, is what a scan counts."""
    monkeypatch.setattr(live, "KEEP_AFTER", 1)
    monkeypatch.setattr(live, "FOLD_LIMIT", 3)  # so that scans and folds alternate
    live.values(TODAY)

    def post() -> None:
        for day in range(1, 11):
            receive(date(2025, 3, day))

    def look() -> None:
        for _ in range(10):
            values = live.values(TODAY)
            assert values[RECEIVED].numerator == values[RECEIVED].size

    failed: list[BaseException] = []

    def kept(do: Callable[[], None]) -> Callable[[], None]:
        def run() -> None:
            try:
                do()
            except BaseException as error:
                failed.append(error)

        return run

    threads = [threading.Thread(target=elsewhere, args=(kept(do),)) for do in (post, look, post, look)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert live.values(TODAY) == live.fresh(TODAY)
    assert live.value(RECEIVED, TODAY).numerator == 20
