"""backup and restore: one archive with the database, the files and the town; the keys only when asked."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from chapitre.commands import CommandError


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    backup = commands.add_parser("backup", help="write one archive of the town while it runs")
    backup.add_argument("archive", type=Path, help="a .tar.gz that does not exist yet")
    backup.add_argument("--with-keys", action="store_true", help="also the signing keys and the site's secret")
    backup.set_defaults(run=run_backup)

    restore = commands.add_parser("restore", help="read an archive into an empty town, then audit it")
    restore.add_argument("archive", type=Path)
    restore.set_defaults(run=run_restore)


def run_backup(arguments: argparse.Namespace) -> int:
    """Writes the archive and says its size."""
    from chapitre.kernel.records.backups import backup

    if arguments.archive.exists():
        raise CommandError(f"{arguments.archive} exists already; give a new name")
    size = backup(arguments.archive, with_keys=arguments.with_keys)
    print(f"{arguments.archive}: {arguments.archive.stat().st_size:,} bytes, ledger of {size} entries")
    if not arguments.with_keys:
        print("the signing keys are not in it: they have their own safe place (docs/ledger.md)")
    return 0


def run_restore(arguments: argparse.Namespace) -> int:
    """Restores, then audits what came back."""
    from chapitre.commands.records import run_audit
    from chapitre.commands.site import prepare
    from chapitre.kernel.ledger import log
    from chapitre.kernel.records.backups import BadArchive, restore

    if not arguments.archive.exists():
        raise CommandError(f"{arguments.archive} does not exist")
    prepare()
    if log.size():
        raise CommandError("the ledger is not empty: restore only into a new town (another CHAPITRE_HOME or database)")
    try:
        restore(arguments.archive)
    except BadArchive as error:
        raise CommandError(str(error)) from None
    return run_audit(arguments)
