"""voice publish, draw, verify: a draw that anybody can re-run, from files alone, for a town without our site."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.beacon import verified
from chapitre.commands.check import TABLES, files_in
from chapitre.commands.panels import contents, write

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition.tables import Problem

SAYS = {
    "read": ("les fichiers sont à corriger :", "the files are to be corrected:"),
    "wrong": ("ces panels ne tiennent pas :", "these panels do not hold:"),
    "rates": (
        "les suppléances n’ont pas un seul taux de départ, en pour cent entiers : --dropout 0.15",
        "the alternates are not for one rate of departures in whole per cent: --dropout 0.15",
    ),
    "frozen": ("{name} n’est pas une liste arrêtée", "{name} is not a frozen list"),
    "published": ("à publier : panneaux.json, d’empreinte {hash}", "to publish: panneaux.json, whose hash is {hash}"),
    "private": (
        "à garder pour soi, et à remettre au garant : garant.zip",
        "to keep private, and to hand to the guarantor: garant.zip",
    ),
    "seed": ("--seed est vide", "--seed is empty"),
    "file": ("{name} n’est pas un fichier de panels", "{name} is not a file of panels"),
    "result": ("{name} n’est pas un résultat de tirage", "{name} is not the result of a draw"),
    "sealed": (
        "les suppléances sont scellées : --folder garant.zip, le dossier de ces panels, les ouvre",
        "the alternates are sealed: --folder garant.zip, the folder of these panels, opens them",
    ),
    "panel": ("panel n° {panel}", "panel no. {panel}"),
    "members": ("membres : {numbers}", "members: {numbers}"),
    "alternates": ("suppléances, dans l’ordre : {numbers}", "alternates, in order: {numbers}"),
    "differs": ("ce tirage ne tient pas :", "this draw does not hold:"),
    "holds": (
        "{volunteers} volontaires, {panels} panels : la liste, les panels et leurs empreintes se tiennent",
        "{volunteers} volunteers, {panels} panels: the list, the panels and their hashes agree",
    ),
    "waits": ("la graine n’est pas encore entrée", "the seed is not entered yet"),
    "gives": ("la graine donne le panel n° {panel} : {numbers}", "the seed gives panel no. {panel}: {numbers}"),
}
FRENCH = (
    (
        r"the panels are not those announced: their hash is (.*)",
        r"les panels ne sont pas ceux annoncés : leur empreinte est \1",
    ),
    (r"the pool is not the one that was frozen", "la liste n’est pas celle qui a été arrêtée"),
    (r"panel (\d+) is not (\d+) different volunteers", r"le panel \1 n’est pas de \2 volontaires différents"),
    (r"the alternates of some panel are not sealed", "les suppléances d’un panel ne sont pas scellées"),
    (
        r"the lowest or the highest chance is not the one published",
        "la chance la plus basse ou la plus haute n’est pas celle publiée",
    ),
    (
        r"the alternates are not as many, or not for the rate, as the town's record says",
        "les suppléances n’ont pas le nombre ou le taux que dit le registre",
    ),
    (r"the seed is not the hash of the round's signature", "la graine n’est pas l’empreinte de la signature du tour"),
    (r"the seed gives panel (\d+), the town says (.*)", r"la graine donne le panel \1, la Ville dit \2"),
    (r"the members are not those of panel (\d+)", r"les membres ne sont pas ceux du panel \1"),
    (
        r"the alternates are not those that were sealed before the seed",
        "les suppléances ne sont pas celles qui étaient scellées avant la graine",
    ),
    (
        r"those who follow the alternates are not in the order that the seed gives",
        "les personnes qui suivent les suppléances ne sont pas dans l’ordre que donne la graine",
    ),
    (
        r"number (\d+) was not the alternates' to replace number (\d+)",
        r"ce n’était pas au n° \1 de remplacer le n° \2",
    ),
)
"""What `draw.problems` says, in the English of draw-verify.py, and its French."""
MALFORMED = (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError)


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    publish = commands.add_parser(
        "publish",
        help="binds a town to its panels: the file to publish before the seed, and the folder for a guarantor",
        description=(
            "DIR is what `voice panels` wrote from the respondents.csv of a frozen list. Checks it as `voice check` "
            "does, then writes panneaux.json, to be published before the seed is known, and garant.zip, private."
        ),
    )
    publish.add_argument("folder", type=Path, metavar="DIR")
    publish.add_argument("--frozen", type=Path, required=True, metavar="DIR", help="what `voice freeze` wrote")
    publish.add_argument("--categories", type=Path, required=True, metavar="FILE")
    publish.add_argument("--household", action="append", default=[], metavar="COLUMN", help="as for `voice panels`")
    publish.add_argument("--out", type=Path, required=True, metavar="DIR")
    publish.set_defaults(run=publish_panels)
    lot = commands.add_parser(
        "draw",
        help="what a seed draws from published panels: the panel, its members, who waits",
        description="Anybody gets the same from the same file and seed. --out writes what `voice verify` reads.",
    )
    lot.add_argument("panels", type=Path, metavar="PANELS")
    seed = lot.add_mutually_exclusive_group(required=True)
    seed.add_argument("--seed", metavar="TEXT")
    seed.add_argument("--round", type=Path, metavar="FILE", help="a saved round of drand: verified, it is the seed")
    lot.add_argument("--folder", type=Path, metavar="FILE", help="garant.zip, which opens the alternates")
    lot.add_argument("--out", type=Path, metavar="FILE")
    lot.set_defaults(run=draw_lot)
    verify = commands.add_parser(
        "verify",
        help="whether a result is what the seed draws from the published panels (as draw-verify.py does)",
        description="PANELS and RESULT are the two files that a town publishes, or that `publish` and `draw` wrote.",
    )
    verify.add_argument("panels", type=Path, metavar="PANELS")
    verify.add_argument("result", type=Path, metavar="RESULT")
    verify.set_defaults(run=verify_draw)
    for one in (publish, lot, verify):
        one.add_argument("--lang", choices=("fr", "en"), default="fr", help="default: fr")


def publish_panels(arguments: argparse.Namespace) -> int:
    """Checks a folder against its frozen list, and writes the public file and the private zip."""
    from chapitre.chapters.voice.methods import draw, folders, publishing, sortition, vouching

    lang = arguments.lang
    jury, opened = _frozen(arguments)
    files = {name: data for name, data in files_in(arguments.folder, lang).items() if name in sortition.FILES}
    people = contents(arguments.frozen / TABLES[1])
    reading = sortition.read_pool(contents(arguments.categories), people, arguments.household)
    if reading.pool is None:
        raise CommandError(_listed("read", reading.problems, lang))
    if found := sortition.recheck(reading.pool, files).problems:
        raise CommandError(_listed("wrong", found, lang))
    files |= {**sortition.pool_files(reading.pool), vouching.OPENINGS: opened}
    try:
        body = publishing.published(jury, reading.pool, files)
    except publishing.ManyRates:
        raise CommandError(_say("rates", lang)) from None
    except MALFORMED:
        raise CommandError(_say("frozen", lang, name=arguments.frozen)) from None
    if wrong := vouching.vouched(reading.pool, files, body.encode()):
        raise CommandError(_listed("wrong", wrong, lang))
    write(arguments.out, {"panneaux.json": body.encode(), "garant.zip": folders.zipped(files)})
    print(_say("published", lang, hash=draw.panels_hash(body)))
    print(_say("private", lang))
    return 0


def _frozen(arguments: argparse.Namespace) -> tuple[str, bytes]:
    """The name of the jury of a frozen list, and what opens its commitments. Raises CommandError."""
    from chapitre.chapters.voice.methods.freezing import POOL
    from chapitre.chapters.voice.methods.vouching import OPENINGS

    try:
        told = json.loads(contents(arguments.frozen / POOL))
        return str(told["jury"]), contents(arguments.frozen / OPENINGS)
    except MALFORMED:
        raise CommandError(_say("frozen", arguments.lang, name=arguments.frozen / POOL)) from None


def draw_lot(arguments: argparse.Namespace) -> int:
    """Says what a seed draws, and writes it."""
    from chapitre.chapters.voice.methods import draw, publishing

    lang = arguments.lang
    seed, beacon = _seed(arguments)
    if not draw.tidy(seed):
        raise CommandError(_say("seed", lang))
    if arguments.out and not arguments.folder:
        raise CommandError(_say("sealed", lang))
    files = files_in(arguments.folder, lang) if arguments.folder else {}
    try:
        body = contents(arguments.panels).decode("ascii")
        result = publishing.drawn(body, seed, files) | beacon
        found = draw.problems(body, result if files else result | {"seed": None})
        listed = draw.opened(body)["waiting"]["listed"]
    except MALFORMED:
        raise CommandError(_say("file", lang, name=arguments.panels.name)) from None
    if found:
        raise CommandError(_differs(found, lang))
    print(_say("panel", lang, panel=result["panel"]))
    print(_say("members", lang, numbers=_numbers(result["members"])))
    opened = _say("alternates", lang, numbers=_numbers(result["alternates"][: listed or None]))
    print(opened if files else _say("sealed", lang))
    if arguments.out:
        told = json.dumps(result, ensure_ascii=False, indent=1) + "\n"
        write(arguments.out.parent, {arguments.out.name: told.encode()})
    return 0


def _seed(arguments: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    """The seed, and what a result says of the beacon that gave it, if one did. Raises CommandError."""
    if arguments.round is None:
        return arguments.seed, {}
    from chapitre.chapters.voice.methods.beacons import moment_of

    chain, told = verified(arguments.round, arguments.lang)
    at = f"{moment_of(chain, told.number):%Y-%m-%dT%H:%M:%SZ}"
    beacon = {"kind": "drand", "chain": chain.hash, "round": told.number, "at": at, "signature": told.signature}
    return told.randomness, {"beacon": beacon}


def verify_draw(arguments: argparse.Namespace) -> int:
    """Holds a result against the panels' file."""
    from chapitre.chapters.voice.methods import draw

    lang = arguments.lang
    try:
        result = json.loads(contents(arguments.result))
        named = {name: result[name] for name in ("panels_hash", "pool_root", "seed", "panel", "members")}
    except MALFORMED:
        raise CommandError(_say("result", lang, name=arguments.result.name)) from None
    try:
        body = contents(arguments.panels).decode("ascii")
        told = draw.opened(body)
        found = draw.problems(body, result)
        counted = {"volunteers": len(told["pool"]), "panels": len(told["panels"])}
    except MALFORMED:
        raise CommandError(_say("file", lang, name=arguments.panels.name)) from None
    if found:
        raise CommandError(_differs(found, lang))
    print(_say("holds", lang, **counted))
    if named["seed"] is None:
        print(_say("waits", lang))
    else:
        print(_say("gives", lang, panel=named["panel"], numbers=_numbers(named["members"])))
    return 0


def in_french(problem: str) -> str:
    """What draw-verify.py says, in French."""
    for english, french in FRENCH:
        if re.fullmatch(english, problem):
            return re.sub(english, french, problem)
    return problem


def _differs(found: Sequence[str], lang: str) -> str:
    return "\n".join([_say("differs", lang), *(one if lang == "en" else in_french(one) for one in found)])


def _listed(what: str, problems: Sequence[Problem], lang: str) -> str:
    return "\n".join([_say(what, lang), *(problem.message(lang) for problem in problems)])


def _numbers(numbers: Sequence[int]) -> str:
    return " ".join(map(str, numbers))


def _say(what: str, lang: str, **values: object) -> str:
    return SAYS[what][lang == "en"].format(**values)
