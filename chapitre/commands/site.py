"""init, demo, serve and jobs: making a town and keeping it running."""

from __future__ import annotations

import argparse
import contextlib
import getpass
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
from pathlib import Path
from typing import Any

from chapitre.commands import CommandError

logger = logging.getLogger(__name__)
RESTART_AFTER = 5.0  # seconds before a jobs process that ended by itself is started again
DATABASE_PAUSE = 10.0  # seconds before jobs ask a database again that did not answer


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    init = commands.add_parser("init", help="make a new town: database, town file, first administrator, signing key")
    init.add_argument("--town", type=Path, help="folder with town.toml and its shapes (default: the demonstration's)")
    init.add_argument("--email", required=True, help="the first administrator's e-mail address")
    init.add_argument("--password-file", type=Path, help="file that holds the password (default: asked)")
    init.set_defaults(run=run_init)

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


def prepare() -> None:
    """Brings database, catalogues and static files to the code's state; quick when nothing has changed."""
    from django.core.management import call_command

    from chapitre.opendata import files
    from chapitre.portal.catalogs import compile_catalogs

    refuse_bad_declarations()
    files.forget()
    compile_catalogs()
    if pending_migrations():
        say("migrating the database")
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    collect_static()


def refuse_bad_declarations() -> None:
    """Stops before anything is served if a figure or a text is declared wrongly; names the file and the key."""
    from django.core.checks import ERROR, run_checks

    wrong = [str(one) for one in run_checks() if one.level >= ERROR]
    if wrong:
        raise CommandError("\n".join(wrong))


def pending_migrations() -> bool:
    """Whether the database is behind the code."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def collect_static() -> None:
    """Collects static files when one of them is newer than the last collection."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    made = manifest.stat().st_mtime if manifest.exists() else 0.0
    newest = max(
        (Path(store.path(name)).stat().st_mtime for finder in get_finders() for name, store in finder.list([])),
        default=1.0,
    )
    if newest >= made:
        say("collecting static files")
        call_command("collectstatic", verbosity=0, interactive=False)


def say(text: str) -> None:
    """One line about what is being done."""
    print(f"→ {text}", flush=True)


def run_init(arguments: argparse.Namespace) -> int:
    """Makes a new town."""
    from django.conf import settings

    from chapitre.kernel.ledger import keys, log
    from chapitre.kernel.ledger.notes import format_vkey
    from chapitre.kernel.people.accounts import create_staff
    from chapitre.kernel.town import install

    prepare()
    if log.size():
        raise CommandError(f"{settings.HOME} already holds a town; set CHAPITRE_HOME to an empty folder")
    if arguments.town:
        town = install(arguments.town)
        say(f"installed the town file of {town.name}")
    password = arguments.password_file.read_text().strip() if arguments.password_file else getpass.getpass()
    create_staff(email=arguments.email, password=password, role="administrator", departments=())
    key = keys.generate()
    say(f"first administrator: {arguments.email}; a second factor is asked at the first sign-in")
    say(f"signing key: {format_vkey(key.public)}")
    say(f"now put a copy of {settings.HOME / 'keys'} in a safe place, away from this machine (docs/ledger.md)")
    return 0


def run_demo(arguments: argparse.Namespace) -> int:
    """Loads the demonstration town."""
    from chapitre.demo.town import load
    from chapitre.kernel import clock
    from chapitre.kernel.ledger import log

    prepare()
    if log.size():
        raise CommandError("the ledger is not empty: the demonstration only loads into a new town")
    until = date.fromisoformat(arguments.until) if arguments.until else clock.today() - timedelta(days=1)
    load(until, say=say)
    return 0


def run_serve(arguments: argparse.Namespace) -> int:
    """Starts granian and the jobs process, and stops both together."""
    from chapitre.kernel.ledger import log

    if arguments.prepare:
        prepare()
        if not log.size():
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
