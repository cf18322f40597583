"""The processes of a town: jobs that meet a locked database go on, and are started again when they end."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django import db
from django.core import management
from django.db import OperationalError

from chapitre.commands import site


class EnoughError(Exception):
    """Ends a loop that has no end of its own."""


@pytest.fixture(autouse=True)
def _of_a_process(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What a process of its own may do with signals and connections is undone, or not done."""
    monkeypatch.setattr(db, "close_old_connections", lambda: None)
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def python(text: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-S", "-c", text], start_new_session=True)


def test_jobs_that_end_are_started_again_and_the_site_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "RESTART_AFTER", 0.0)
    starts = tmp_path / "starts"
    starts.touch()
    jobs: list[subprocess.Popen[bytes]] = []
    # The web server of this test ends, with a code of its own, once the jobs were started a third time.
    web = python(f"import time, os\nwhile os.path.getsize({str(starts)!r}) < 3: time.sleep(.02)\nraise SystemExit(7)")

    def start_jobs() -> subprocess.Popen[bytes]:
        jobs.append(python(f"open({str(starts)!r}, 'a').write('x')\nraise SystemExit(1)"))
        return jobs[-1]

    assert site.supervise(web, start_jobs) == 7
    assert len(jobs) >= 3 and all(one.poll() is not None for one in jobs)


def test_the_end_of_the_web_server_ends_the_jobs() -> None:
    jobs = python("import time; time.sleep(60)")
    assert site.supervise(python("raise SystemExit(3)"), lambda: jobs) == 3
    assert jobs.returncode == -signal.SIGTERM


def test_queued_jobs_go_on_after_a_locked_database(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []

    def worker(name: str, **options: Any) -> None:
        calls.append(name)
        if len(calls) < 3:
            raise OperationalError("database is locked")

    monkeypatch.setattr(management, "call_command", worker)
    monkeypatch.setattr(threading.Thread, "start", lambda self: None)
    monkeypatch.setattr(site, "DATABASE_PAUSE", 0.0)
    assert site.run_jobs(argparse.Namespace()) == 0
    assert calls == ["db_worker"] * 3


@pytest.mark.django_db
def test_the_days_work_is_tried_again_after_a_locked_database(monkeypatch: pytest.MonkeyPatch) -> None:
    days, pauses = list[date](), list[float]()

    def work(today: date) -> None:
        days.append(today)
        if len(days) == 1:
            raise OperationalError("database is locked")

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            raise EnoughError

    monkeypatch.setattr(site, "do_the_days_work", work)
    monkeypatch.setattr(site.time, "sleep", sleep)
    with pytest.raises(EnoughError):
        site.daily()
    assert len(days) == 2 and pauses[0] == 60.0 and pauses[1] < 60.0
