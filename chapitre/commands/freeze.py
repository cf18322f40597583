"""voice freeze: a list of volunteers fixed before a draw, by commitments that anybody may see."""

from __future__ import annotations

import argparse
import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.panels import contents, write

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition.tables import Problem, Table

SAYS = {
    "read": ("les fichiers sont à corriger :", "the files are to be corrected:"),
    "there": (
        "{folder} tient déjà une liste arrêtée : d’autres sels en feraient une autre",
        "{folder} holds a frozen list already: other salts would make another",
    ),
    "done": ("{count} volontaires ; racine de la liste : {root}", "{count} volunteers; root of the list: {root}"),
    "public": ("à publier : pool.json", "to publish: pool.json"),
    "private": (
        "à garder pour soi : openings.json et respondents.csv, dans l’ordre des numéros",
        "to keep private: openings.json and respondents.csv, in the order of the numbers",
    ),
    "receipts": (
        "à remettre à chaque volontaire : son reçu, dans receipts/",
        "for each volunteer: her receipt, in receipts/",
    ),
}


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    freeze = commands.add_parser(
        "freeze",
        help="fixes a list of volunteers before a draw: salted commitments, receipts, and the list’s root",
        description=(
            "Gives each volunteer a number, a salt, a receipt; writes the public list of commitments (pool.json) "
            "with its root. The answers are in openings.json and respondents.csv: keep these private."
        ),
    )
    freeze.add_argument("--respondents", type=Path, required=True, metavar="FILE", help="one row a volunteer")
    freeze.add_argument(
        "--categories", type=Path, metavar="FILE", help="category,feature,min,max: which columns are answers"
    )
    freeze.add_argument("--jury", default="jury", metavar="NAME", help="what the jury is called in the files")
    freeze.add_argument("--out", type=Path, required=True, metavar="DIR")
    freeze.add_argument("--lang", choices=("fr", "en"), default="fr", help="default: fr")
    freeze.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, freezes, writes."""
    from chapitre.chapters.voice.methods.freezing import POOL, frozen

    lang = arguments.lang
    if (arguments.out / POOL).exists():
        raise CommandError(say("there", lang, folder=arguments.out))
    table, categories = _read(arguments)
    salts = [secrets.token_hex(32) for _row in table.rows]
    made = frozen(arguments.jury, table, categories, salts)
    write(arguments.out, made.files)
    told = [say("done", lang, count=made.volunteers, root=made.root)]
    print("\n".join([*told, *(say(name, lang) for name in ("public", "private", "receipts"))]))
    return 0


def _read(arguments: argparse.Namespace) -> tuple[Table, list[str]]:
    """The volunteers, and which columns are their answers. Raises CommandError with everything that is wrong."""
    from chapitre.chapters.voice.methods import sortition
    from chapitre.chapters.voice.methods.sortition.tables import read_table

    data = contents(arguments.respondents)
    table = read_table(arguments.respondents.name, data)
    problems: list[Problem] = list(table.problems)
    categories: list[str] = []
    if arguments.categories is not None:
        names = (arguments.categories.name, arguments.respondents.name)
        reading = sortition.read_pool(contents(arguments.categories), data, (), names)
        problems = list(reading.problems)
        if reading.pool is not None:
            categories = list(dict.fromkeys(one.category for one in reading.pool.quotas))
    elif len(set(table.header.cells)) < len(table.header.cells):
        problems.append(_twice(table))
    if problems:
        raise CommandError("\n".join([say("read", arguments.lang), *(one.message(arguments.lang) for one in problems)]))
    return table, categories


def _twice(table: Table) -> Problem:
    """Two columns of one name: whose answers would be committed to?"""
    from chapitre.chapters.voice.methods.sortition.tables import Problem, shown

    heads = table.header.cells
    place = next(place for place, name in enumerate(heads) if name in heads[:place])
    name = shown(heads[place])
    fr, en = f"deux colonnes se nomment « {name} »", f"two columns are called “{name}”"
    return Problem(table.file, *table.header.places[place], fr, en)


def say(what: str, lang: str, **values: object) -> str:
    return SAYS[what][lang == "en"].format(**values)
