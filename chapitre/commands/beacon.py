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

WRONG = {
    "json": "ce fichier n’est pas un tour de drand",
    "round": "ce fichier ne dit pas de quel tour il s’agit",
    "signature": "la signature est incomplète",
    "randomness": "le hasard n’est pas l’empreinte de la signature",
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
    beacon.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Verifies, or tells when and where. Raises CommandError."""
    from chapitre.chapters.voice import beacons
    from chapitre.chapters.voice.methods.beacons import FAR, address_of, moment_of, verifies

    if arguments.file is None:
        if arguments.round is None or not 1 <= arguments.round <= FAR:
            raise CommandError("donnez un fichier, ou un tour : --round N")
        chain = beacons.current()
        print(f"drand {chain.name}, tour {arguments.round} : {moment_of(chain, arguments.round):%Y-%m-%d %H:%M:%S} UTC")
        print(address_of(chain, arguments.round))
        return 0
    chain, told, seed = _saved(contents(arguments.file))
    if arguments.round not in (None, told.number):
        raise CommandError(f"c’est le tour {told.number}, non le {arguments.round}")
    if not verifies(chain, told):
        raise CommandError(f"la signature du tour {told.number} n’est pas celle de drand {chain.name}")
    if seed not in (None, told.randomness):
        raise CommandError("la graine n’est pas l’empreinte de cette signature")
    print(f"signature vérifiée : drand {chain.name}, tour {told.number}")
    print(f"hasard : {told.randomness}")
    return 0


def _saved(data: bytes) -> tuple[Chain, Round, str | None]:
    """The chain and the round of a file, and the seed that a result says it gave. Raises CommandError."""
    from chapitre.chapters.voice import beacons
    from chapitre.chapters.voice.methods.beacons import BadRound, read

    try:
        told = json.loads(data)
        result = told if isinstance(told, dict) and isinstance(told.get("beacon"), dict) else None
        chain = beacons.chains().get(str(result["beacon"].get("chain"))) if result else beacons.current()
        if chain is None:
            raise CommandError("ce résultat ne vient pas d’un tour de drand")
        return chain, read(json.dumps(result["beacon"] if result else told)), result["seed"] if result else None
    except BadRound as bad:
        raise CommandError(WRONG[bad.reason]) from None
    except (ValueError, KeyError, RecursionError):
        raise CommandError(WRONG["json"]) from None
