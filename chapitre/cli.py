"""The `chapitre` command: what a town's administrator, an auditor or a developer does without a browser."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from chapitre.commands import CommandError

DESCRIPTION = "The records of a town, and every figure that is computed from them."
EPILOG = "Data lives under $CHAPITRE_HOME (default ./var). Exit codes: 0 done, 1 refused or found wrong, 2 misused."


def parser() -> argparse.ArgumentParser:
    """The whole command line; needs Django set up."""
    from chapitre.commands import backups, exchange, figures, records, reports, site, voice

    top = argparse.ArgumentParser(prog="chapitre", description=DESCRIPTION, epilog=EPILOG)
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for room in (site, figures, records, exchange, reports, backups, voice):
        room.add_parsers(commands)
    return top


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chapitre.config.settings")
    import django

    from chapitre.kernel.town.reading import TownError

    try:
        django.setup()
    except TownError as error:
        print(f"chapitre: {error}", file=sys.stderr)
        return 1
    from django.db.utils import OperationalError, ProgrammingError

    arguments = parser().parse_args(argv)
    try:
        return int(arguments.run(arguments) or 0)
    except CommandError as error:
        print(f"chapitre: {error}", file=sys.stderr)
        return 1
    except (OperationalError, ProgrammingError) as error:
        print(f"chapitre: the database refused: {error}", file=sys.stderr)
        print("chapitre: if it is new, run `chapitre init` or `script/server` first.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `chapitre figures | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


if __name__ == "__main__":
    sys.exit(main())
