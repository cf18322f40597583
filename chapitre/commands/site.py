"""demo, serve and jobs: keeping a town running."""

from __future__ import annotations

import argparse
import contextlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from chapitre.commands import CommandError, new_town
from chapitre.commands.preparing import prepare, say

logger = logging.getLogger(__name__)
RESTART_AFTER = 5.0  # seconds before a jobs process that ended by itself is started again
DATABASE_PAUSE = 10.0  # seconds before jobs ask a database again that did not answer


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    new_town.add_parser(commands)

    demo = commands.add_parser("demo", help="load the demonstration town into an empty database")
    demo.add_argument("--until", help="last day of the records, YYYY-MM-DD (default: yesterday)")
    demo.set_defaults(run=run_demo)

    serve = commands.add_parser("serve", help="serve the site and run its jobs; Ctrl-C stops both")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))
    serve.add_argument("--workers", type=int, default=2, help="web processes (default 2)")
    serve.add_argument("--prepare", action="store_true", help="migrate first, load the demonstration if it is empty")
    serve.set_defaults(run=run_serve)

    jobs = commands.add_parser("jobs", help="run the jobs process alone (mail, retention, checkpoints)")
    jobs.set_defaults(run=run_jobs)


def run_demo(arguments: argparse.Namespace) -> int:
    """Loads the demonstration town."""
    from chapitre.demo.town import load
    from chapitre.kernel import clock
    from chapitre.kernel.ledger import log
    from chapitre.kernel.town import town

    prepare()
    if not town().demonstration:
        raise CommandError(f"this is {town().name}, not the demonstration: its own files come with `chapitre import`")
    if log.size():
        raise CommandError("the ledger is not empty: the demonstration only loads into a new town")
    until = date.fromisoformat(arguments.until) if arguments.until else clock.today() - timedelta(days=1)
    load(until, say=say)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Starts granian and the jobs process, and stops both together."""
    from chapitre.kernel.ledger import log
    from chapitre.kernel.town import town

    if arguments.prepare:
        prepare()
        if not log.size() and town().demonstration:
            run_demo(argparse.Namespace(until=None))
    environment = {**os.environ, "PORT": str(arguments.port)}
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", arguments.host]
    web += ["--port", str(arguments.port), "--workers", str(arguments.workers), "--blocking-threads", "4"]
    web += ["--respawn-failed-workers", "--log-level", "warning", "chapitre.config.wsgi:application"]
    jobs = [sys.executable, "-m", "chapitre.cli", "jobs"]
    say_how_to_sign_in(arguments.host, arguments.port)

    def start(command: list[str]) -> subprocess.Popen[bytes]:
        # In a group of its own each: a worker that granian was just starting when it was stopped ends with the group.
        return subprocess.Popen(command, env=environment, start_new_session=True)

    return supervise(start(web), lambda: start(jobs))


def say_how_to_sign_in(host: str, port: int) -> None:
    """Where the site is, and the demonstration's accounts where it is one."""
    from chapitre.demo.accounts import sign_in_lines
    from chapitre.kernel.town import town

    say(f"serving http://{host}:{port}/ (Ctrl-C stops)")
    if town().demonstration:
        for line in sign_in_lines():
            print(f"  {line}", flush=True)


def supervise(web: subprocess.Popen[bytes], start_jobs: Callable[[], subprocess.Popen[bytes]]) -> int:
    """Waits for a signal or the end of the web server, then ends both and returns the web server's code.

    Jobs that end by themselves are started again: a town whose mail waits is better than no town.
    """
    stop = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop.set())
    jobs, due = start_jobs(), None
    while not stop.wait(0.2) and web.poll() is None:
        if jobs.poll() is None:
            continue
        if due is None:
            logger.error("jobs: the process ended (%s); another starts in %s s", jobs.returncode, RESTART_AFTER)
            due = time.monotonic() + RESTART_AFTER
        elif time.monotonic() >= due:
            jobs, due = start_jobs(), None
    code = web.poll()
    if code is not None:
        logger.error("serve: the web server ended (%s), and with it the site", code)
    end([web, jobs])
    return 0 if stop.is_set() else code or 1


def end(processes: list[subprocess.Popen[bytes]]) -> None:
    """Asks processes to end, and after eight seconds makes them, with all that they started."""
    for one in processes:
        if one.poll() is None:
            one.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + 8
    for one in processes:
        try:
            one.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            one.kill()
            one.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(one.pid, signal.SIGKILL)


def run_jobs(arguments: argparse.Namespace) -> int:
    """Runs queued jobs, and once a day what time alone brings: retention, a checkpoint."""
    from django.core.management import call_command
    from django.db import OperationalError, close_old_connections

    threading.Thread(target=daily, daemon=True).start()
    threading.Thread(target=follow_for_search, daemon=True).start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    while True:
        try:
            call_command("db_worker", interval=1, startup_delay=False, verbosity=0)
            return 0
        except OperationalError:  # locked by a long writer, or started again under us
            logger.exception("jobs: the database did not answer; it is asked again in %s s", DATABASE_PAUSE)
        close_old_connections()
        time.sleep(DATABASE_PAUSE)


def follow_for_search() -> None:
    """Keeps the search index a second or two behind the ledger; a trouble is noted and tried again a minute later."""
    from django.db import DatabaseError, close_old_connections

    from chapitre.kernel.search import follow

    while True:
        pause = 2.0
        try:
            follow.catch_up(share=0.4)
        except DatabaseError:
            logger.exception("search: the index could not follow the ledger")
            pause = 60.0
        close_old_connections()
        time.sleep(pause)


def daily() -> None:
    """Once a day, and at each start: deletes private rows whose time is over, signs a checkpoint, sweeps drafts.

    Between times, counts every figure again from the ledger: at most a twentieth of one core's time. A trouble of the
    database is noted, and all of it tried again a minute later.
    """
    from django.db import DatabaseError, close_old_connections

    from chapitre.kernel import clock
    from chapitre.kernel.figures.recount import recount
    from chapitre.kernel.ledger import log

    done, counted = None, -1
    while True:
        pause = 5.0
        try:
            today = clock.today()
            if today != done:
                do_the_days_work(today)
                done, counted = today, -1
            if (size := log.size()) != counted:
                started = time.monotonic()
                counted = size if recount(today) is not None else counted
                pause = max(pause, 20 * (time.monotonic() - started))
        except DatabaseError:
            logger.exception("jobs: the day's work could not be done")
            pause = 60.0
        close_old_connections()
        time.sleep(pause)


def do_the_days_work(today: date) -> None:
    """What time alone brings: retention, a checkpoint, and leftovers swept away."""
    from chapitre.kernel import clock
    from chapitre.kernel.acts.erase import expire
    from chapitre.kernel.exchange.handing import sweep as sweep_imports
    from chapitre.kernel.ledger import checkpoints, log

    expire(today)
    if log.size():
        checkpoints.sign(clock.now())
    sweep_drafts()
    sweep_imports(clock.now())
    forget_requests(clock.now())
    forget_places(clock.now())


def forget_requests(now: datetime) -> None:
    """Forgets which requests were carried out, after two days: nobody sends the same form again later."""
    from chapitre.kernel.records.models import Idempotency

    Idempotency.objects.filter(at__lt=now - timedelta(days=2)).delete()


def forget_places(now: datetime) -> None:
    """Deletes what the cache holds past its time, pseudonyms of network addresses among it: it would only hide it."""
    from django.db import connection

    over = connection.ops.adapt_datetimefield_value(now.replace(microsecond=0))  # as the cache itself writes it
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM site_cache WHERE expires < %s", [over])


def sweep_drafts() -> None:
    """Removes files put aside for a form that was never sent again, after a day."""
    from chapitre.kernel.records import aside

    for one in aside.folder().glob("*"):
        if time.time() - one.stat().st_mtime > 86400:
            shutil.rmtree(one) if one.is_dir() else one.unlink()
