"""A real town served by the real command, killed without a warning, and residents who post to it all the while."""

from __future__ import annotations

import contextlib
import http.client
import os
import secrets
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import unquote, urlencode

import psycopg
from django.core import signing

from chapitre.chapters.streets import drafts

ROOT = Path(__file__).resolve().parents[2]
DATABASE_FILE = "chapitre.sqlite3"
PLACE = {"lon": 2_384_500, "lat": 48_813_200, "place": "place Voltaire", "district": "centre-ville"}


@dataclass
class Town:
    """A town's data, its server while there is one, and the port that stays the same from one start to the next."""

    home: Path
    database: str | None
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """One proxy is trusted, so that each resident can have an address of her own."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHAPITRE_", "DJANGO_"))}
        own = {"CHAPITRE_HOME": str(self.home), "CHAPITRE_PROXIES": "1", "PORT": str(self.port)}
        if self.database:
            own["CHAPITRE_DATABASE"] = self.database
        return {**kept, **own, "PYTHONPATH": str(ROOT)}

    @property
    def secret(self) -> str:
        return (self.home / "secret_key").read_text().strip()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs `chapitre …` on this town."""
        return subprocess.run(
            [sys.executable, "-m", "chapitre.cli", *arguments],
            env=self.environment, cwd=ROOT, text=True, capture_output=True,
        )  # fmt: skip

    def create(self) -> None:
        """Makes the town: tables, first administrator, signing key."""
        password = self.home / "password"
        password.write_text("une-phrase-assez-longue")
        done = self.command("init", "--email", "admin@example.fr", "--password-file", str(password))
        assert done.returncode == 0, done.stdout + done.stderr

    def start(self) -> None:
        """Starts the server in a process group of its own, and waits until it answers."""
        with (self.home / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "chapitre.cli", "serve", "--port", str(self.port)],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        deadline = time.monotonic() + 60
        while not self._ready():
            assert self.process.poll() is None, (self.home / "server.log").read_text()[-4000:]
            assert time.monotonic() < deadline, "the town did not start in a minute"
            time.sleep(0.05)

    def kill(self) -> None:
        """SIGKILL to `chapitre serve` and to everything that it started: the web server and the jobs, each with a
        process group of its own."""
        assert self.process is not None
        own = self.process.pid
        groups = [own, *map(int, Path(f"/proc/{own}/task/{own}/children").read_text().split())]
        for group in groups:
            os.killpg(group, signal.SIGKILL)
        self.process.wait()
        while any(map(_alive, groups)):
            time.sleep(0.01)
        self.process = None

    def _ready(self) -> bool:
        with contextlib.suppress(OSError, http.client.HTTPException), self.connect(2) as connection:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        return False

    def connect(self, timeout: float) -> contextlib.closing[http.client.HTTPConnection]:
        """A connection to the site, closed at the end of its block."""
        return contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout))


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _alive(group: int) -> bool:
    """Whether a process of the group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@dataclass
class Form:
    """A report as a resident sends it: as often as she likes, it is one report."""

    key: str
    body: bytes
    receipt: str | None = None  # the report's number, once it was acknowledged


@dataclass
class Residents:
    """People who post reports at the same time, and remember what they were told.

    A form that got no answer is sent again after the restart: that must make one report, whether or not the first try
    had reached the disk. `answers` counts every answer and every lost connection.
    """

    town: Town
    people: int = 4
    random: Random = field(default_factory=Random)
    forms: list[Form] = field(default_factory=list)
    answers: dict[str, int] = field(default_factory=dict)
    posting: threading.Event = field(default_factory=threading.Event)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextlib.contextmanager
    def busy(self) -> Iterator[None]:
        """Everybody posts, without a pause, for the length of a block."""
        self.posting.set()
        threads = [threading.Thread(target=self._post_on, args=(number,)) for number in range(self.people)]
        for one in threads:
            one.start()
        try:
            yield
        finally:
            self.posting.clear()
            for one in threads:
                one.join()

    def send_again(self) -> int:
        """Sends every form that was never acknowledged, once; returns how many there were."""
        lost = [one for one in self.forms if one.receipt is None]
        for form in lost:
            self._send(form)
        return len(lost)

    def acknowledged(self) -> dict[str, str]:
        """The number of each report that was acknowledged, by the key of its form."""
        return {one.key: one.receipt for one in self.forms if one.receipt is not None}

    def _post_on(self, number: int) -> None:
        while self.posting.is_set():
            with self._lock:
                form = self._write(number)
                self.forms.append(form)
            if not self._send(form):
                time.sleep(0.01)  # the town is down: nobody hammers a closed door

    def _write(self, number: int) -> Form:
        """The last step of /signaler, as the site signed it for somebody who began a minute ago."""
        key = secrets.token_urlsafe(16)
        draft = {**PLACE, "key": key, "began": time.time() - 60, "category": "corbeille-pleine"}
        signed = signing.dumps(draft, key=self.town.secret, salt=drafts.SALT, compress=True)
        text = f"Elle déborde ({number}, {self.random.randrange(10**9)})."
        fields = {"brouillon": signed, "etape": "details", "texte": text, "courriel": "", "joindre": ""}
        return Form(key, urlencode({**fields, "csrfmiddlewaretoken": "c" * 32}).encode())

    def _send(self, form: Form) -> bool:
        """Posts a form from a new address; whether there was an answer at all."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"csrftoken={'c' * 32}",
            "X-Forwarded-For": ".".join(str(self.random.randrange(1, 255)) for _ in range(4)),
        }
        try:
            with self.town.connect(20) as connection:
                connection.request("POST", "/signaler", form.body, headers)
                answer = connection.getresponse()
                answer.read()
        except (OSError, http.client.HTTPException) as error:
            self._count(type(error).__name__)
            return False
        self._count(str(answer.status))
        if answer.status == 302:
            form.receipt = self._number(answer.headers["Location"])
        return True

    def _number(self, address: str) -> str:
        """The report's number, from the address of its receipt."""
        from chapitre.chapters.streets.views import receipts  # needs Django set up

        signed = unquote(address.rpartition("/")[2])
        key, _form = signing.loads(signed, key=self.town.secret, salt=receipts.SALT)
        return str(key)

    def _count(self, what: str) -> None:
        with self._lock:
            self.answers[what] = self.answers.get(what, 0) + 1


@dataclass(frozen=True)
class Left:
    """What the database holds: the ledger's announced size, every entry's index, keys of reports and of their first
    entries, and how many submissions (texts that wait to be read)."""

    size: int
    indexes: list[int]
    reports: list[str]
    received: list[str]
    submissions: int


def left_in(town: Town) -> Left:
    """What the database of a town holds, read without the site's own code."""
    connection: Any = psycopg.connect(town.database) if town.database else sqlite3.connect(town.home / DATABASE_FILE)
    with contextlib.closing(connection):

        def column(query: str) -> list[Any]:
            cursor = connection.cursor()
            cursor.execute(query)
            return [row[0] for row in cursor.fetchall()]

        return Left(
            column("SELECT size FROM ledger_head")[0],
            column('SELECT "index" FROM ledger_entry ORDER BY "index"'),
            sorted(column("SELECT key FROM streets_report")),
            column("SELECT key FROM ledger_entry WHERE register = 'streets.reports' AND act = 'received'"),
            column("SELECT count(*) FROM streets_submission")[0],
        )
