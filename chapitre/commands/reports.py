"""publish, verify and report lint: an edition of the report, its check, and the check of a draft."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError

if TYPE_CHECKING:
    from chapitre.report.lint import Finding, Known


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

    report = commands.add_parser("report", help="tools for who writes the report: lint")
    tools = report.add_subparsers(title="tools", metavar="TOOL", required=True)
    lint = tools.add_parser(
        "lint",
        help="find every number of a French draft and say what it stands on",
        description="Every number of a draft, in digits or letters: bound to a figure, attested, a date, a name, or"
        " unbound. Exit code 1 if one is unbound.",
    )
    lint.add_argument("file", type=Path, metavar="FILE", help="a text file, any French draft")
    lint.add_argument("--json", action="store_true", help="a JSON list of {line, text, kind, status, figure, near}")
    lint.set_defaults(run=run_lint)


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


def run_lint(arguments: argparse.Namespace) -> int:
    """Lists the numbers of a draft; 1 if one of them stands on nothing."""
    from chapitre.report.lint import lint

    found = lint(_draft(arguments.file), _known())
    if arguments.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
    else:
        _print_findings(found)
    return int(any(one.status == "unbound" for one in found))


def _draft(path: Path) -> str:
    """The text of a draft, in UTF-8 or as older word processors save it. Raises CommandError."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None
    if b"\0" in data:
        raise CommandError(f"{path} is not plain text: save it as text first")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _known() -> list[Known]:
    """The figures as they are now; without a database, those that stand as published."""
    from django.db.utils import OperationalError, ProgrammingError

    from chapitre.kernel import clock
    from chapitre.kernel.figures import declarations, live
    from chapitre.kernel.figures.values import settle
    from chapitre.report.lint import known_figures

    declared, today = declarations(), clock.today()
    try:
        values = live.values(today)
    except (OperationalError, ProgrammingError):
        print("chapitre: no database, or one to be migrated: only published figures are known", file=sys.stderr)
        values = settle(declared, {}, today, 0)
    return known_figures(declared, values)


def _print_findings(found: list[Finding]) -> None:
    """One line a number, then how many there are of each status."""
    for one in found:
        where = one.figure or (f"(perhaps {one.near}?)" if one.near else "")
        print(f"{one.line:>5}  {one.text:<24}  {one.kind:<11}  {one.status:<8}  {where}".rstrip())
    counts = Counter(one.status for one in found)
    print(f"{len(found)} numbers: " + ", ".join(f"{count} {status}" for status, count in sorted(counts.items())))
