"""voice beacon: whether a saved round of drand was signed by its chain, without any network."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chapitre.commands import CommandError
from chapitre.commands.panels import contents

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.beacons import Chain, Round

SAYS = {
    "json": ("ce fichier n’est pas un tour de drand", "this file is no round of drand"),
    "round": ("ce fichier ne dit pas de quel tour il s’agit", "this file does not say which round it is"),
    "signature": ("la signature est incomplète", "the signature is incomplete"),
    "randomness": ("le hasard n’est pas l’empreinte de la signature", "the randomness is not the signature’s hash"),
    "ask": ("donnez un fichier, ou un tour : --round N", "give a file, or a round: --round N"),
    "told": ("drand {name}, tour {round} : {at} UTC", "drand {name}, round {round}: {at} UTC"),
    "other": ("c’est le tour {found}, non le {asked}", "this is round {found}, not {asked}"),
    "forged": (
        "la signature du tour {round} n’est pas celle de drand {name}",
        "the signature of round {round} is not that of drand {name}",
    ),
    "seed": ("la graine n’est pas l’empreinte de cette signature", "the seed is not the hash of this signature"),
    "copied": ("ce résultat ne vient pas d’un tour de drand", "this result does not come from a round of drand"),
    "holds": ("signature vérifiée : drand {name}, tour {round}", "signature verified: drand {name}, round {round}"),
    "gives": ("hasard : {randomness}", "randomness: {randomness}"),
}


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    beacon = commands.add_parser(
        "beacon",
        help="whether a round of drand, the seed of a draw, was signed by its chain; or when a round is known",
        description=(
            "FILE is what a host of drand answers for a round, or the resultat.json of a jury. The signature is "
            "verified with the chain's key; no network is used. --round alone says when that round is signed and where "
            "anybody reads it; with FILE, the file has to be that round."
        ),
    )
    beacon.add_argument("file", type=Path, nargs="?", metavar="FILE")
    beacon.add_argument("--round", type=int, metavar="N")
    beacon.add_argument("--lang", choices=("fr", "en"), default="fr", help="default: fr")
    beacon.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verifies, or tells when and where. Raises CommandError."""
    lang = arguments.lang
    if arguments.file is None:
        return _tell(arguments.round, lang)
    chain, told = verified(arguments.file, lang)
    if arguments.round not in (None, told.number):
        raise CommandError(_say("other", lang, found=told.number, asked=arguments.round))
    print(_say("holds", lang, name=chain.name, round=told.number))
    print(_say("gives", lang, randomness=told.randomness))
    return 0


def verified(path: Path, lang: str) -> tuple[Chain, Round]:
    """The chain and the round of a file, once the signature is verified. Raises CommandError."""
    from chapitre.chapters.voice.methods.beacons import verifies

    chain, told, seed = _saved(contents(path), lang)
    if not verifies(chain, told):
        raise CommandError(_say("forged", lang, round=told.number, name=chain.name))
    if seed not in (None, told.randomness):
        raise CommandError(_say("seed", lang))
    return chain, told


def _tell(number: int | None, lang: str) -> int:
    """When a round is signed, and where anybody reads it."""
    from chapitre.chapters.voice import beacons
    from chapitre.chapters.voice.methods.beacons import FAR, address_of, moment_of

    if number is None or not 1 <= number <= FAR:
        raise CommandError(_say("ask", lang))
    chain = beacons.current()
    print(_say("told", lang, name=chain.name, round=number, at=f"{moment_of(chain, number):%Y-%m-%d %H:%M:%S}"))
    print(address_of(chain, number))
    return 0


def _saved(data: bytes, lang: str) -> tuple[Chain, Round, str | None]:
    """The chain and the round of a file, and the seed that a result says it gave. Raises CommandError."""
    from chapitre.chapters.voice import beacons
    from chapitre.chapters.voice.methods.beacons import BadRound, read

    try:
        told = json.loads(data)
        result = told if isinstance(told, dict) and isinstance(told.get("beacon"), dict) else None
        chain = beacons.chains().get(str(result["beacon"].get("chain"))) if result else beacons.current()
        if chain is None:
            raise CommandError(_say("copied", lang))
        return chain, read(json.dumps(result["beacon"] if result else told)), result["seed"] if result else None
    except BadRound as bad:
        raise CommandError(_say(bad.reason, lang)) from None
    except (ValueError, KeyError, RecursionError):
        raise CommandError(_say("json", lang)) from None


def _say(what: str, lang: str, **values: object) -> str:
    return SAYS[what][lang == "en"].format(**values)
