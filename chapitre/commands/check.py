"""voice check: holds the panels that somebody made against the quotas and the volunteers that they are of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.panels import contents

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition import Recheck


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    check = commands.add_parser(
        "check",
        help="whether a folder of panels keeps its quotas, and whether its certificate proves its chances",
        description=(
            "Reads what `voice panels` wrote, whoever ran it: each panel against the quotas, each count against the "
            "panels, each figure of the report, and the certificate, by whole numbers and without a solver."
        ),
    )
    check.add_argument(
        "folder", type=Path, metavar="DIR", help="panels.csv, chances.csv, report.json, certificate.json"
    )
    check.add_argument("--categories", type=Path, required=True, metavar="FILE")
    check.add_argument("--respondents", type=Path, required=True, metavar="FILE")
    check.add_argument(
        "--household", action="append", default=[], metavar="COLUMN", help="as the panels were made with"
    )
    check.add_argument("--lang", choices=("fr", "en"), default="fr")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, holds against each other, says what was found."""
    from chapitre.chapters.voice.methods import sortition

    names = (arguments.categories.name, arguments.respondents.name)
    data = [contents(path) for path in (arguments.categories, arguments.respondents)]
    reading = sortition.read_pool(data[0], data[1], arguments.household, names)
    if reading.pool is None:
        told = [problem.message(arguments.lang) for problem in reading.problems]
        raise CommandError("les fichiers sont à corriger :\n" + "\n".join(told))
    files = {name: contents(arguments.folder / name) for name in sortition.FILES if (arguments.folder / name).exists()}
    found = sortition.recheck(reading.pool, files)
    if found.problems:
        told = [problem.message(arguments.lang) for problem in found.problems]
        raise CommandError("ces panels ne tiennent pas :\n" + "\n".join(told))
    print("\n".join(_said(found)))
    return 0


def _said(found: Recheck) -> list[str]:
    """What holds, in French."""
    lines = ["chaque panel tient les quotas, chaque décompte est celui des panels, chaque chiffre est recalculé"]
    if found.proved is None:
        return [*lines, "tirage simple : rien ne prouve qu’il soit équitable"]
    slack = float(found.proved.slack)
    lines.append(f"le certificat tient : aucune loterie ne fait mieux, à {slack:.1e} près")
    if not found.proved.complete:
        lines.append("mais une coupe y est sans preuve : sur ce point il faut croire le solveur")
    return lines
