"""audit and erase: the ledger held against the records, and the right to be forgotten."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from chapitre.commands import CommandError


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    audit = commands.add_parser("audit", help="hold every record and opening against the ledger; name what differs")
    audit.set_defaults(run=run_audit)

    erase = commands.add_parser("erase", help="erase the openings, private rows and files of one record, for good")
    erase.add_argument("register", help="for example streets.reports")
    erase.add_argument("key", help="for example 25-03174")
    erase.add_argument("--yes", action="store_true", help="do not ask")
    erase.set_defaults(run=run_erase)


def run_audit(arguments: argparse.Namespace) -> int:
    """Prints each finding; 1 if there is any."""
    from chapitre.kernel.acts.audit import audit
    from chapitre.kernel.ledger import log

    found = 0
    for found, finding in enumerate(audit(), start=1):  # noqa: B007
        print(f"{finding.where}: {finding.what}")
    if found:
        print(f"{found} finding(s): the records and the ledger do not agree.", file=sys.stderr)
        return 1
    print(f"{log.size()} entries, nothing to report: every record says what the ledger says.")
    return 0


def run_erase(arguments: argparse.Namespace) -> int:
    """Asks, then erases."""
    from chapitre.kernel import clock
    from chapitre.kernel.acts import ActError
    from chapitre.kernel.acts.erase import erase
    from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
    from chapitre.kernel.records.registers import registers

    if arguments.register not in registers:
        raise CommandError(f"no register {arguments.register}; there are: {', '.join(sorted(registers))}")
    if not arguments.yes:
        print(f"Texts, photos, exact point and contact of {arguments.register} {arguments.key} will be gone for good.")
        print("The report still counts; the ledger keeps a tombstone. Type its number to go on:", end=" ", flush=True)
        if sys.stdin.readline().strip() != arguments.key:
            raise CommandError("not erased")
    try:
        receipt = erase(arguments.register, arguments.key, actor=Actor(ADMINISTRATOR), at=clock.now())
    except ActError as error:
        raise CommandError(error.message) from None
    print(f"erased; entry {receipt.index} of the ledger says so. Backups made before keep it until they expire.")
    return 0
