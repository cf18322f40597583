"""init: makes a town, from a folder that describes it or from the outline of its commune."""

from __future__ import annotations

import argparse
import getpass
import tempfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.preparing import prepare, refuse_bad_declarations, say

if TYPE_CHECKING:
    from chapitre.kernel.town import Town

NEXT = """
What comes next (docs/town.md, docs/exchange.md):
  1. read {folder}/town.toml: the term of office, who publishes, the districts; shapes and
     the town's own report go into the same folder. What is wrong in it is named when the site starts.
  2. put a copy of {keys} in a safe place, away from this machine (docs/ledger.md)
  3. chapitre import mobility.racks racks.csv --dry-run   then without --dry-run: each register takes its file
  4. chapitre serve                                       then sign in, and invite the staff"""


def add_parser(commands: Any) -> None:
    """Adds the command to the command line."""
    init = commands.add_parser(
        "init",
        help="make a new town: database, town folder, first administrator, signing key",
        description="Makes a town from a folder that describes it (--town), or from the outline of its commune "
        "(--outline, --insee, --postcode), for which it writes a commented town.toml. Without either, the "
        "demonstration's town is described, and its records stay to be loaded.",
    )
    init.add_argument("--town", type=Path, help="folder with town.toml and its shapes, or the town.toml itself")
    init.add_argument("--outline", type=Path, help="GeoJSON of communes, each with its code and nom")
    init.add_argument("--insee", help="the commune's INSEE code in that file, for example 94081")
    init.add_argument("--postcode", action="append", default=[], help="its postcode; may be given several times")
    init.add_argument("--since", help="first day of the term, which the report counts from (default: today)")
    init.add_argument("--email", help="the first administrator's e-mail address (default: asked)")
    init.add_argument("--password-file", type=Path, help="file that holds the password (default: asked)")
    init.set_defaults(run=run_init)


def run_init(arguments: argparse.Namespace) -> int:
    """Makes a new town."""
    from django.conf import settings

    from chapitre.kernel.ledger import keys, log
    from chapitre.kernel.ledger.notes import format_vkey
    from chapitre.kernel.people.accounts import create_staff
    from chapitre.kernel.people.models import User
    from chapitre.kernel.town import home

    refuse_unclear(arguments)
    prepare()
    if log.size() or User.objects.exists():
        raise CommandError(f"{settings.HOME} already holds a town; set CHAPITRE_HOME to an empty folder")
    email = arguments.email or input("E-mail address of the first administrator: ").strip()
    password = arguments.password_file.read_text().strip() if arguments.password_file else getpass.getpass()
    if arguments.town or arguments.outline:
        say(f"the town of {settled(arguments).name} is described in {home()}")
    create_staff(email=email, password=password, role="administrator", departments=())
    key = keys.generate()
    say(f"first administrator: {email}; a second factor is asked at the first sign-in")
    say(f"signing key: {format_vkey(key.public)}")
    print(NEXT.format(folder=home(), keys=settings.HOME / "keys"))
    return 0


def refuse_unclear(arguments: argparse.Namespace) -> None:
    """Refuses arguments that do not go together, before anything is made."""
    asked = {"--outline": arguments.outline, "--insee": arguments.insee, "--postcode": arguments.postcode}
    missing = [name for name, value in asked.items() if not value]
    if arguments.town and (len(missing) < len(asked) or arguments.since):
        raise CommandError("--town describes the town already: leave --outline, --insee, --postcode and --since out")
    if 0 < len(missing) < len(asked) or (arguments.since and missing):
        raise CommandError(f"a town made from an outline needs {', '.join(missing)} as well")


def settled(arguments: argparse.Namespace) -> Town:
    """The town installed from what was given; nothing is left of it when its figures or texts are found wrong."""
    from chapitre.kernel.town import TownError, install, uninstall

    try:
        with tempfile.TemporaryDirectory() as folder:
            town = install(arguments.town or written(arguments, Path(folder) / "town"))
    except TownError as error:
        raise CommandError(str(error)) from None
    try:
        refuse_bad_declarations()
    except CommandError:
        uninstall()
        raise
    return town


def written(arguments: argparse.Namespace, folder: Path) -> Path:
    """A folder written from the outline of a commune."""
    from chapitre.kernel import clock
    from chapitre.kernel.town import founding

    try:
        since = date.fromisoformat(arguments.since) if arguments.since else clock.today()
    except ValueError:
        raise CommandError(f"--since is a day, YYYY-MM-DD, not {arguments.since}") from None
    commune = founding.find(arguments.outline, arguments.insee)
    founding.found(folder, commune, postcodes=arguments.postcode, since=since)
    return folder
