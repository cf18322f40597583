"""Registers as files, made once for each state of a register and kept until the next: any download is then a copy."""

from __future__ import annotations

import fcntl
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from chapitre.kernel.exchange import writing
from chapitre.kernel.exchange.official import officials
from chapitre.kernel.figures.scan import in_one_view
from chapitre.kernel.records.registers import Register
from chapitre.kernel.search.follow import reaches, recorded_at
from chapitre.opendata import replay

KEPT = 3  # states of one file kept at once
PATIENCE = 5.0  # seconds that a request waits for its turn to make a file


class Busy(RuntimeError):
    """Another file is being made; this one may be asked for again in a moment."""


@dataclass(frozen=True)
class Kind:
    """One of a register's files: its extension, what it is on the web, and, for an official form, the schema."""

    extension: str
    media_type: str
    schema: str | None = None

    @property
    def suffix(self) -> str:
        """What follows the register's name: `.csv`, `.officiel.csv`."""
        return f".officiel.{self.extension}" if self.schema else f".{self.extension}"


@dataclass(frozen=True)
class State:
    """What a register is: as the ledger's first `size` entries tell it, the last of which, about one of its records,
    was recorded `at`. A register without any entry is of size 0."""

    size: int
    at: datetime | None


def kinds(register: Register) -> list[Kind]:
    """The files that a register can be had in, the official form last where there is one."""
    found = [Kind(one.name, one.media_type) for one in writing.formats(register)]
    for schema in officials.get(register.name, {}):
        form = writing.FORMATS[writing.official_format(register, schema)]
        found.append(Kind(form.name, form.media_type, schema))
    return list({one.suffix: one for one in reversed(found)}.values())[::-1]


def now(register: Register) -> State:
    """The register as it stands."""
    reach = reaches([register.name]).get(register.name)
    return State(reach.last + 1, reach.at) if reach else State(0, None)


def then(register: Register, size: int) -> State:
    """The register when the ledger had `size` entries."""
    last = replay.last_entry(register, size)
    return State(0, None) if last is None else State(last + 1, recorded_at(last))


def etag(register: Register, kind: Kind, state: State) -> str:
    """Changes with the register's entries and with the form of its facts, and with nothing else."""
    return f'"{register.schema}-{state.size}{kind.suffix}"'


def current(register: Register, kind: Kind) -> tuple[Path, State]:
    """The register's file as it stands, and the state that it tells; made now unless it is kept. Raises Busy."""
    state = now(register)
    path = _path(register, kind, state)
    if path.exists():
        return path, state
    with _turn():
        # Asked again in one view of the database: the name and the content are of one moment.
        return in_one_view(lambda: _current(register, kind))[0]


def _current(register: Register, kind: Kind) -> tuple[Path, State]:
    state = now(register)
    path = _path(register, kind, state)
    if not path.exists():
        _write(path, lambda file: _live(register, kind, file))
    return path, state


def earlier(register: Register, kind: Kind, state: State) -> Path:
    """The file of an earlier state, told by the ledger; made now unless it is kept. Raises Busy."""
    path = _path(register, kind, state)
    if not path.exists():
        with _turn():
            if not path.exists():
                _write(path, lambda file: _replayed(register, kind, state, file))
    return path


def _live(register: Register, kind: Kind, file: BinaryIO) -> None:
    if kind.schema:
        writing.write_official(register, kind.schema, file)
    else:
        writing.write(register, kind.extension, file)


def _replayed(register: Register, kind: Kind, state: State, file: BinaryIO) -> None:
    writing.FORMATS[kind.extension].write(replay.sheet_of(register, state.size), file)


def _path(register: Register, kind: Kind, state: State) -> Path:
    return folder() / register.name / f"{register.schema}-{state.size}{kind.suffix}"


def folder() -> Path:
    """Where the files are kept."""
    return Path(settings.HOME) / "exports"


def forget() -> None:
    """Throws all the files away: another version of the program may write the same state otherwise."""
    shutil.rmtree(folder(), ignore_errors=True)


def _write(path: Path, write: Callable[[BinaryIO], object]) -> None:
    """Writes beside, then puts in place; the oldest states of the same file make room."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f"{path.name}.partial")
    try:
        with partial.open("wb") as file:
            write(file)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    suffix = path.name.lstrip("0123456789-")
    states = sorted(path.parent.glob(f"*[0-9]{suffix}"), key=lambda one: one.stat().st_mtime_ns)
    for old in states[:-KEPT]:
        old.unlink(missing_ok=True)


@contextmanager
def _turn() -> Iterator[None]:
    """One file at a time, whatever the worker: exports may take the machine, but not all of it. Raises Busy."""
    folder().mkdir(parents=True, exist_ok=True)
    with (folder() / "turn").open("wb") as lock:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > until:
                    raise Busy from None
                time.sleep(0.05)
        yield
