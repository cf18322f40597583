"""A real town, served by the real command, for a real browser; built once for each database."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from chapitre.kernel import clock

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium")
FLAGS = [
    "--no-sandbox", "--no-first-run", "--disable-quic", "--disable-sync", "--disable-background-networking",
    "--disable-component-update", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
]  # fmt: skip
UNTIL = "2025-11-18"
CALENDAR = ROOT / "tests" / "e2e" / "calendar"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/e2e" in str(item.path):
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="NO BROWSER: Chromium is not installed"))


@dataclass
class Site:
    """A running town: where it answers, where its data lies, and its command."""

    url: str
    home: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes]
    workers: int = 2
    seconds: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)

    def run(self, *arguments: str, check: bool = True, timeout: float = 300) -> subprocess.CompletedProcess[str]:
        """Runs `chapitre …` on this town."""
        done = subprocess.run(
            [sys.executable, "-m", "chapitre.cli", *arguments],
            env=self.environment, cwd=ROOT, text=True, capture_output=True, timeout=timeout,
        )  # fmt: skip
        assert not check or done.returncode == 0, f"chapitre {arguments}: {done.stdout}\n{done.stderr}"
        return done

    def stop(self) -> None:
        """Ctrl-C, as a person would."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=20)
        print((self.home / "server.log").read_text()[-6000:])  # pytest shows it beside a failure


class MovingSite(Site):
    """A town whose calendar moves when a test says so: what a poll or a draw must wait for comes at once."""

    @property
    def gone_by(self) -> Path:
        return self.home / "days-gone-by"

    def days_go_by(self, days: int) -> None:
        """Moves its calendar on; never back, as no town's does. A reader sees the old file or the new one."""
        fresh = self.gone_by.with_suffix(".fresh")
        fresh.write_text(str(int(self.gone_by.read_text()) + days))
        fresh.replace(self.gone_by)

    def day(self, later: int = 0) -> str:
        """Its date today, or some days later, as a form takes it."""
        return (clock.today() + timedelta(days=int(self.gone_by.read_text()) + later)).isoformat()


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def start(home: Path, database: str | None, *, workers: int = 2, moving: bool = False) -> Site:
    """Starts a town on this data and waits until it answers."""
    port = free_port()
    environment = {
        **os.environ, "CHAPITRE_HOME": str(home), "PORT": str(port), "PYTHONPATH": str(ROOT),
        "CHAPITRE_URL": f"http://127.0.0.1:{port}",
    }  # fmt: skip
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("CHAPITRE_SECRET_KEY", None)
    environment.pop("CHAPITRE_DATABASE", None)
    if database:
        environment["CHAPITRE_DATABASE"] = database
    if moving:
        environment["PYTHONPATH"] = f"{CALENDAR}{os.pathsep}{ROOT}"
    command = [sys.executable, "-m", "chapitre.cli", "serve", "--prepare", "--workers", str(workers)]
    started = time.monotonic()
    with (home / "server.log").open("ab") as log:
        process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=log, stderr=log)
    site = (MovingSite if moving else Site)(f"http://127.0.0.1:{port}", home, environment, process, workers)
    while True:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError),
            urllib.request.urlopen(f"{site.url}/healthz", timeout=2) as answer,
        ):
            if answer.status == 200:
                break
        assert process.poll() is None, (home / "server.log").read_text()
        assert time.monotonic() - started < 120, "the town did not start in two minutes"
        time.sleep(0.2)
    site.seconds = time.monotonic() - started
    return site


def build(database: str | None, home: Path) -> None:
    """The demonstration, up to a fixed day."""
    environment = {**os.environ, "CHAPITRE_HOME": str(home), "PYTHONPATH": str(ROOT)}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    environment.pop("CHAPITRE_SECRET_KEY", None)
    environment.pop("CHAPITRE_DATABASE", None)
    if database:
        environment["CHAPITRE_DATABASE"] = database
    command = [sys.executable, "-m", "chapitre.cli", "demo", "--until", UNTIL]
    done = subprocess.run(command, env=environment, cwd=ROOT, text=True, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def postgres_url() -> str:
    from tests import postgres

    return postgres.start()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a demonstration town on SQLite, loaded once: each town on SQLite starts from a copy of it."""
    home = tmp_path_factory.mktemp("demonstration")
    build(None, home)
    return home


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration town on each database."""
    home, database = tmp_path_factory.mktemp("site"), None
    if request.param == "postgresql":
        database = request.getfixturevalue("postgres_url")
        build(database, home)
    else:
        shutil.copytree(request.getfixturevalue("demonstration"), home, dirs_exist_ok=True)
    running = start(home, database)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def sqlite_site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A demonstration town on SQLite, for what does not depend on the database."""
    home = tmp_path_factory.mktemp("town")
    shutil.copytree(demonstration, home, dirs_exist_ok=True)
    running = start(home, None)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def moving_site(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[MovingSite]:
    """The demonstration town on SQLite, for what takes weeks: its calendar moves."""
    home = tmp_path_factory.mktemp("moving")
    shutil.copytree(demonstration, home, dirs_exist_ok=True)
    (home / "days-gone-by").write_text("0")
    running = start(home, None, moving=True)
    assert isinstance(running, MovingSite)
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh phone-sized visitor."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR")
    opened = context.new_page()
    yield opened
    context.close()
