"""Requests without a network, straight to the WSGI application and through its middleware, and the CPU they take."""

from __future__ import annotations

import io
import os
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode

from django.db import connection

from chapitre.chapters.streets.drafts import Draft
from chapitre.kernel import clock

TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class Answer:
    """What came back."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass
class Visitor:
    """A browser that keeps its cookies. Each request comes from an address of its own unless one is given."""

    application: Callable[..., Any]
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": secrets.token_hex(16)})
    random: Random = field(default_factory=Random)

    def get(self, path: str) -> Answer:
        return self._send("GET", path, b"", "")

    def post(self, path: str, fields: Mapping[str, str]) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.cookies["csrftoken"]}).encode()
        return self._send("POST", path, body, "application/x-www-form-urlencoded")

    def _send(self, method: str, target: str, body: bytes, kind: str) -> Answer:
        path, _, query = target.partition("?")
        told: dict[str, Any] = {}
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": "127.0.0.1",
            "HTTP_ACCEPT_ENCODING": "gzip",
            "HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "REMOTE_ADDR": ".".join(str(self.random.randrange(1, 255)) for _ in range(4)),
            "CONTENT_TYPE": kind,
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(body),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }

        def start(status: str, headers: list[tuple[str, str]], problem: Any = None) -> None:
            told["status"], told["headers"] = int(status[:3]), dict(headers)

        parts = self.application(environ, start)
        answer = Answer(0, {}, b"".join(parts))
        parts.close()
        answer.status, answer.headers = told["status"], told["headers"]
        return answer


def last_step(spot: Any, category: str, random: Random) -> dict[str, str]:
    """The fields of the last step of /signaler, as somebody sends them who began a minute ago; no photo."""
    now = clock.now().timestamp()
    draft = Draft(
        key=secrets.token_urlsafe(16), began=now - 60, lon=spot.lon, lat=spot.lat, place=spot.place,
        district=spot.district, point=(spot.lon + 20, spot.lat - 20), category=category,
    )  # fmt: skip
    text = f"Vu ce matin, côté pair, devant le {random.randrange(1, 90)}."
    return {"brouillon": draft.signed, "etape": "details", "texte": text, "courriel": "", "joindre": "non"}


@dataclass(frozen=True)
class Cpu:
    """CPU seconds: of this process (SQLite's work included), and of PostgreSQL's processes that serve it."""

    application: float
    database: float

    @classmethod
    def now(cls, backend: int | None) -> Cpu:
        return cls(time.process_time(), 0.0 if backend is None else _backend_seconds(backend))

    def __sub__(self, other: Cpu) -> Cpu:
        return Cpu(self.application - other.application, self.database - other.database)

    @property
    def total(self) -> float:
        return self.application + self.database


def backend() -> int | None:
    """The process that serves this thread's connection; None on SQLite."""
    if connection.vendor != "postgresql":
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _backend_seconds(pid: int) -> float:
    """A backend's own CPU (to the nanosecond), and that of the helpers it had (parallel workers, ended since)."""
    parent = int(_stat(pid)[1])
    workers = sum(map(int, _stat(parent)[13:15])) / TICKS  # of the server's children that have ended
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9 + workers


def _stat(pid: int) -> list[str]:
    """The fields of /proc/PID/stat from the state on."""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
