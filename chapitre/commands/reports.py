"""publish and verify: an edition of the report, and its check."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from chapitre.commands import CommandError


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    publish = commands.add_parser("publish", help="publish a signed edition of the report; refuses if anything differs")
    publish.add_argument("--out", type=Path, required=True, help="folder to write, which must not exist yet")
    publish.add_argument(
        "--erratum",
        action="append",
        default=[],
        metavar="FIGURE=REASON",
        help="why a figure is dropped, redefined or corrected; once a figure",
    )
    publish.set_defaults(run=run_publish)

    verify = commands.add_parser("verify", help="check an edition, as its own verify.py does")
    verify.add_argument("folder", type=Path)
    verify.add_argument("--key", help="the town's public key, as known from elsewhere")
    verify.add_argument("--since", type=Path, help="a checkpoint that you kept")
    verify.set_defaults(run=run_verify)


def run_publish(arguments: argparse.Namespace) -> int:
    """Publishes, or says what stands against it."""
    from chapitre.commands.site import say
    from chapitre.kernel import clock
    from chapitre.report.edition.publish import PublicationRefused, publish

    reasons = {}
    for text in arguments.erratum:
        figure, mark, reason = text.partition("=")
        if not mark or not reason.strip():
            raise CommandError(f"--erratum {text}: write FIGURE=REASON")
        reasons[figure] = reason
    try:
        done = publish(arguments.out, at=clock.now(), today=clock.today(), reasons=reasons, say=say)
    except PublicationRefused as refused:
        for line in refused.reasons:
            print(line, file=sys.stderr)
        raise CommandError("not published") from None
    print(f"edition {done.number}: {done.figures} figures over {done.size} entries, in {done.folder}")
    print(f"anybody can check it: python3 -I {done.folder}/verify.py")
    return 0


def run_verify(arguments: argparse.Namespace) -> int:
    """The same code as verify.py, from the installed program."""
    from chapitre.report.edition.publish import upcasters
    from chapitre.report.edition.verification import verify_main

    argv = [str(arguments.folder)]
    argv += ["--key", arguments.key] if arguments.key else []
    argv += ["--since", str(arguments.since)] if arguments.since else []
    return verify_main(argv, upcasters())
