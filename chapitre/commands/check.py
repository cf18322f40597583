"""voice check: holds the panels that somebody made against the quotas and the volunteers that they are of."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.panels import contents

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition import Reading, Recheck

TABLES = ("categories.csv", "respondents.csv")
SAYS = {
    "read": ("les fichiers sont à corriger :", "the files are to be corrected:"),
    "wrong": ("ces panels ne tiennent pas :", "these panels do not hold:"),
    "holds": (
        "chaque panel tient les quotas, chaque décompte est celui des panels, chaque chiffre est recalculé",
        "every panel keeps the quotas, every count is that of the panels, every figure is recomputed",
    ),
    "simple": (
        "tirage simple : rien ne prouve qu’il soit équitable",
        "simple draw: nothing proves that it is fair",
    ),
    "proved": (
        "le certificat tient : aucune loterie ne fait mieux, à {slack:.1e} près",
        "the certificate holds: no lottery does better, within {slack:.1e}",
    ),
    "unproved": (
        "mais une coupe y est sans preuve : sur ce point il faut croire le solveur",
        "but a cut comes without proof: on this point the solver must be believed",
    ),
    "bound": (
        "c’est le dossier auquel la Ville s’est liée : liste, engagements, panels, quotas et chiffres sont les siens",
        "this is the folder to which the town is bound: list, commitments, panels, quotas and figures are its own",
    ),
    "called": (
        "chaque remplacement a appelé la personne que la règle désigne",
        "every replacement called the person whom the rule names",
    ),
    "lonely": ("--result va avec --published", "--result goes with --published"),
    "file": ("empreinte de {name} : {hash}", "hash of {name}: {hash}"),
    "folder": ("empreinte du dossier : {hash}", "hash of the folder: {hash}"),
    "zip": ("{name} n’est pas un dossier qui se lise", "{name} is not a folder that can be read"),
}


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    check = commands.add_parser(
        "check",
        help="whether a folder of panels keeps its quotas, and whether its certificate proves its chances",
        description=(
            "Reads what `voice panels` wrote, whoever ran it: each panel against the quotas, each count against the "
            "panels, each figure of the report, and the certificate, by whole numbers and without a solver. With "
            "--published, also that it is the folder to which a town is bound, and that its volunteers answered so."
        ),
    )
    check.add_argument(
        "folder",
        type=Path,
        metavar="DIR",
        help="panels.csv, chances.csv, report.json, certificate.json, alternates.csv; or their zip",
    )
    check.add_argument("--categories", type=Path, metavar="FILE", help="default: the one in DIR")
    check.add_argument("--respondents", type=Path, metavar="FILE", help="default: the one in DIR")
    check.add_argument(
        "--household", action="append", default=[], metavar="COLUMN", help="as the panels were made with"
    )
    check.add_argument("--published", type=Path, metavar="FILE", help="the panels’ file that the town published")
    check.add_argument("--result", type=Path, metavar="FILE", help="the draw’s result: who was called in whose place")
    check.add_argument("--lang", choices=("fr", "en"), default="fr", help="default: fr")
    check.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, holds against each other, says what was found."""
    from chapitre.chapters.voice.methods import draw, folders, sortition, vouching

    lang = arguments.lang
    files = files_in(arguments.folder, lang)
    reading = _reading(arguments, files)
    if reading.pool is None:
        raise CommandError(_listed("read", reading.problems, lang))
    found = sortition.recheck(reading.pool, files)
    problems = list(found.problems)
    lines = _said(found, lang)
    if arguments.result is not None and arguments.published is None:
        raise CommandError(_say("lonely", lang))
    if arguments.published is not None:
        published = contents(arguments.published)
        problems += vouching.vouched(reading.pool, files, published)
        told = draw.panels_hash(published.decode("latin-1"))
        lines += [_say("bound", lang), _say("file", lang, name=arguments.published.name, hash=told)]
        if arguments.result is not None:
            problems += vouching.replaced(reading.pool, published, contents(arguments.result))
            lines.append(_say("called", lang))
    if problems:
        raise CommandError(_listed("wrong", problems, lang))
    print("\n".join([*lines, _say("folder", lang, hash=folders.folder_hash(files))]))
    return 0


def files_in(path: Path, lang: str) -> dict[str, bytes]:
    """The files of a folder or of its zip, those that are named alone: a folder may hold anything else."""
    from chapitre.chapters.voice.methods import folders, sortition, vouching

    known = (*TABLES, *sortition.FILES, vouching.OPENINGS, folders.MANIFEST)
    if path.is_dir() or not path.exists():
        return {name: contents(path / name) for name in known if (path / name).exists()}
    try:
        return folders.unzipped(contents(path))
    except folders.BadFolder:
        raise CommandError(_say("zip", lang, name=path.name)) from None


def _reading(arguments: argparse.Namespace, files: dict[str, bytes]) -> Reading:
    """The pool: of the files named on the command line, or else of those in the folder."""
    from chapitre.chapters.voice.methods import sortition

    given = [arguments.categories, arguments.respondents]
    data = [files.get(name, b"") if path is None else contents(path) for name, path in zip(TABLES, given, strict=True)]
    names = [name if path is None else path.name for name, path in zip(TABLES, given, strict=True)]
    return sortition.read_pool(data[0], data[1], arguments.household, (names[0], names[1]))


def _say(what: str, lang: str, **values: object) -> str:
    return SAYS[what][lang == "en"].format(**values)


def _listed(what: str, problems: Any, lang: str) -> str:
    return "\n".join([_say(what, lang), *(problem.message(lang) for problem in problems)])


def _said(found: Recheck, lang: str) -> list[str]:
    """What holds."""
    lines = [_say("holds", lang)]
    if found.proved is None:
        return [*lines, _say("simple", lang)]
    lines.append(_say("proved", lang, slack=float(found.proved.slack)))
    if not found.proved.complete:
        lines.append(_say("unproved", lang))
    return lines
