"""One archive of a running town, on either database, and the way back."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, transaction

FOLDERS = ("media", "town", "editions")
SECRETS = ("keys", "secret_key")
PUBLIC_KEYS = ("*.vkey", "*.note")
# Rows that only the running site needs: sign-ins and cached pages do not belong in an archive.
LEFT_OUT = frozenset({"django_session", "site_cache", "figures_tally"})


class BadArchive(ValueError):
    """The file is not an archive of a town, or of another database."""


def backup(archive: Path, *, with_keys: bool = False) -> int:
    """Writes the archive from one consistent snapshot; posts go on meanwhile. Returns the ledger's size in it."""
    partial = archive.with_name(archive.name + ".partial")
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch, tarfile.open(partial, "w:gz") as tar:
        folder = Path(scratch)
        size = _dump_sqlite(folder) if connection.vendor == "sqlite" else _dump_postgresql(folder)
        about = {"vendor": connection.vendor, "entries": size}
        (folder / "about.json").write_text(json.dumps(about))
        for item in sorted(folder.iterdir()):
            tar.add(item, arcname=item.name)
        for path in _files(with_keys):
            tar.add(path, arcname=f"home/{path.relative_to(settings.HOME)}")
    partial.replace(archive)
    return size


def _files(with_keys: bool) -> Iterator[Path]:
    """What stands beside the database. Public keys and rotations always: without them no checkpoint can be checked."""
    for name in (*FOLDERS, *(SECRETS if with_keys else ())):
        if (settings.HOME / name).exists():
            yield settings.HOME / name
    if not with_keys:
        for pattern in PUBLIC_KEYS:
            yield from sorted((settings.HOME / "keys").glob(pattern))


def restore(archive: Path) -> None:
    """Reads an archive into the empty database and data folder of this site. Raises BadArchive."""
    with tempfile.TemporaryDirectory(dir=settings.HOME) as scratch:
        folder = Path(scratch)
        try:
            with tarfile.open(archive) as tar:
                tar.extractall(folder, filter="data")
            about = json.loads((folder / "about.json").read_text())
        except (tarfile.TarError, OSError, ValueError) as error:
            raise BadArchive(f"{archive} is not an archive of a town: {error}") from None
        if about["vendor"] != connection.vendor:
            raise BadArchive(f"{archive} holds a {about['vendor']} database, this site runs on {connection.vendor}")
        if connection.vendor == "sqlite":
            _load_sqlite(folder)
        else:
            _load_postgresql(folder)
        home = folder / "home"
        for item in home.iterdir() if home.exists() else ():
            target = settings.HOME / item.name
            if item.is_dir():
                shutil.copytree(item, target, dirs_exist_ok=True)
            else:
                shutil.copy2(item, target)


def _dump_sqlite(folder: Path) -> int:
    """SQLite's online backup, less what is left out."""
    copy = sqlite3.connect(folder / "database.sqlite3")
    connection.ensure_connection()
    connection.connection.backup(copy)
    for table in LEFT_OUT & {row[0] for row in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}:
        copy.execute(f'DELETE FROM "{table}"')
    copy.commit()
    copy.execute("VACUUM")
    size = copy.execute("SELECT count(*) FROM ledger_entry").fetchone()[0]
    copy.close()
    return int(size)


def _load_sqlite(folder: Path) -> None:
    source = sqlite3.connect(folder / "database.sqlite3")
    connection.ensure_connection()
    source.backup(connection.connection)
    source.close()


def _tables() -> list[str]:
    names = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
    return sorted((names | {"django_migrations"}) - LEFT_OUT)


def _dump_postgresql(folder: Path) -> int:
    """COPY of every table in one REPEATABLE READ transaction, and where each sequence stands."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        for table in _tables():
            with (folder / f"{table}.copy").open("wb") as file, cursor.copy(f'COPY "{table}" TO STDOUT') as copy:
                for block in copy:
                    file.write(block)
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = current_schema()")
        (folder / "sequences.json").write_text(json.dumps(dict(cursor.fetchall())))
        cursor.execute("SELECT count(*) FROM ledger_entry")
        return int(cursor.fetchone()[0])


def _load_postgresql(folder: Path) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        tables = _tables()
        # The ledger refuses to be emptied; it is empty already, restore is for new towns only.
        emptied = ", ".join(f'"{name}"' for name in tables if name == "ledger_head" or not name.startswith("ledger_"))
        cursor.execute(f"TRUNCATE {emptied} CASCADE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in _in_order(tables, cursor):
            with cursor.copy(f'COPY "{table}" FROM STDIN') as copy:
                for block in _blocks(folder / f"{table}.copy"):
                    copy.write(block)
        for name, last in json.loads((folder / "sequences.json").read_text()).items():
            if last is not None:
                cursor.execute("SELECT setval(%s, %s)", [f'"{name}"', last])


def _in_order(tables: list[str], cursor: Any) -> Iterator[str]:
    """Tables after those that they refer to."""
    left: list[str] = list(tables)
    done: set[str] = set()
    needs = {name: {one for _, one in connection.introspection.get_relations(cursor, name).values()} for name in left}
    while left:
        ready = [name for name in left if needs[name] - {name} <= done] or left
        yield from ready
        done.update(ready)
        left = [name for name in left if name not in done]


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(io.DEFAULT_BUFFER_SIZE * 16):
            yield block
