"""voice shares: counts a participatory budget from a `.pb` file, and says of each project why it is funded or not."""

from __future__ import annotations

import argparse
import json
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

from chapitre.chapters.voice.methods import pabulib
from chapitre.chapters.voice.methods.ballots import CENTS
from chapitre.chapters.voice.methods.completions import COMPLETIONS
from chapitre.chapters.voice.methods.explain import money, number, sentence
from chapitre.chapters.voice.methods.funding import METHODS, Fate, Funding, fund
from chapitre.chapters.voice.methods.pabulib import PbFile
from chapitre.chapters.voice.methods.pbtext import PbError
from chapitre.chapters.voice.methods.tally import UTILITIES
from chapitre.commands import CommandError

MISUSED = 2
METHOD_WORDS = {"equal-shares": "Parts égales", "greedy": "Par ordre de soutien"}
UTILITY_WORDS = {
    "cost": "un soutien vaut le coût du projet",
    "cardinality": "un soutien vaut autant pour chaque projet",
}
RAISE = "les parts montent d’une unité à la fois tant que l’enveloppe suffit"
COMPLETION_WORDS = {
    "none": "ce qui reste n’est pas dépensé",
    "add1": f"{RAISE} (add1)",
    "add1u": f"{RAISE}, puis le reste va par ordre de soutien (add1u)",
    "greedy": "ce qui reste va par ordre de soutien",
}


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    shares = commands.add_parser(
        "shares",
        help="who is funded in a participatory budget (a .pb file), and why",
        description="Counts the ballots of a .pb file (https://pabulib.org/format) exactly, and explains each outcome.",
    )
    shares.add_argument("file", type=Path, metavar="FILE.pb")
    shares.add_argument("--method", choices=METHODS, default="equal-shares")
    shares.add_argument("--utility", choices=UTILITIES, default="cost", help="what a point is worth (default: cost)")
    shares.add_argument(
        "--completion", choices=COMPLETIONS, default="none", help="what becomes of money left over (default: none)"
    )
    shares.add_argument("--out", type=Path, metavar="FILE.pb", help="write the file again, with the winners marked")
    shares.add_argument("--json", action="store_true", help="one JSON object; costs in units of the currency")
    shares.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, counts and prints."""
    if arguments.method == "greedy" and arguments.completion != "none":
        print("chapitre: --completion va avec la méthode des parts égales, pas avec greedy", file=sys.stderr)
        return MISUSED
    began = time.perf_counter()
    file = _read(arguments.file)
    funding = fund(file.election, arguments.method, arguments.utility, arguments.completion)
    winners = funding.winners
    seconds = time.perf_counter() - began
    if arguments.out:
        _write(arguments.out, file, funding)
    if arguments.json:
        told = {"winners": [file.election.projects[index].id for index in winners], "cost": _units(funding.cost)}
        told |= {"seconds": round(seconds, 4)} | _told(file, funding)
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(file, funding, seconds)
    return 0


def _read(path: Path) -> PbFile:
    try:
        return pabulib.read(path.read_bytes())
    except OSError as error:
        raise CommandError(f"{path} ne se lit pas : {error.strerror}") from None
    except PbError as error:
        raise CommandError(f"{path} est à corriger :\n{error}") from None


def _write(path: Path, file: PbFile, funding: Funding) -> None:
    rule = "greedy" if funding.method == "greedy" else "equalshares"
    rule += "" if funding.completion == "none" else f"/{funding.completion}"
    try:
        path.write_text(pabulib.write(pabulib.with_winners(file, funding.winners, rule)), encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path} ne s’écrit pas : {error.strerror}") from None


def _told(file: PbFile, funding: Funding) -> dict[str, Any]:
    """Everything else that a program may want to check: exact amounts are pairs, in cents."""
    election = funding.election
    return {
        "method": funding.method,
        "utility": funding.utility,
        "completion": funding.completion,
        "currency": _currency(file),
        "budget": _units(election.budget),
        "voters": len(election.ballots),
        "share": _pair(funding.share),
        "raised": _units(funding.raised),
        "projects": [_project(file, funding, fate) for fate in funding.fates],
    }


def _project(file: PbFile, funding: Funding, fate: Fate) -> dict[str, Any]:
    project, payment = funding.election.projects[fate.index], fate.payment
    told: dict[str, Any] = {"id": project.id, "name": project.name, "cost": _units(project.cost), "funded": fate.funded}
    told |= {"supporters": fate.supporters, "points": fate.points}
    if payment:
        told["paid"] = {"full": payment.full, "price": _pair(payment.price)}
        told["paid"] |= {"last": payment.last, "given": _pair(payment.given), "idle": payment.idle}
    if fate.held is not None:
        told["held"] = _pair(fate.held)
    if fate.turn:
        told["money_at_turn"] = _units(fate.turn.money)
    return told | {"sentence": sentence(funding, fate, "fr", _currency(file))}


def _print(file: PbFile, funding: Funding, seconds: float) -> None:
    election, about, currency = funding.election, file.about, _currency(file)
    print(" · ".join(about[key] for key in ("description", "instance") if about.get(key)) or "Budget participatif")
    print()
    for line in _summary(funding, currency):
        print(line)
    took = f"{seconds:.2f}".replace(".", ",")
    print(f"Compté exactement en {took} s ; les montants ci-dessous sont arrondis au centime.")
    fates = funding.fates
    lost = [fate.index for fate in fates if not fate.funded]
    for title, indexes in (("Financés", funding.winners), ("Non financés", lost)):
        if indexes:
            print(f"\n{title}")
        for index in indexes:
            project = election.projects[index]
            cost = money(Fraction(project.cost), "fr", currency)
            print(f"\n  {project.id}. {project.name or 'sans nom'} ({cost})")
            print(f"    {sentence(funding, fates[index], 'fr', currency)}")


def _summary(funding: Funding, currency: str) -> list[str]:
    """How it was counted, what there was to share, what came of it."""

    def amount(cents: int | Fraction) -> str:
        return money(Fraction(cents), "fr", currency)

    election = funding.election
    how = [METHOD_WORDS[funding.method], UTILITY_WORDS[funding.utility]]
    share = ""
    if funding.count:
        how.append(COMPLETION_WORDS[funding.completion])
        share = f" : la part de chacun est de {amount(funding.share)}"
        share += f" après une hausse de {amount(funding.raised)}" if funding.raised else ""
    shared = [_counted(len(election.projects), "projet"), _counted(len(election.ballots), "votant")]
    funded, left = len(funding.winners), election.budget - funding.cost
    return [
        f"{' ; '.join(how)}.",
        f"{', '.join(shared)}, {amount(election.budget)} à partager{share}.",
        f"{_counted(funded, 'projet')} financé{'s' if funded > 1 else ''}, pour {amount(funding.cost)} ; "
        f"il reste {amount(left)}.",
    ]


def _counted(count: int, noun: str) -> str:
    return f"{number(count)} {noun}{'s' if count > 1 else ''}"


def _currency(file: PbFile) -> str:
    return file.about.get("currency") or "EUR"


def _units(cents: int) -> int | float:
    """An amount in units of the currency; under 2^53 cents a float prints its two decimals exactly."""
    return cents / CENTS if cents % CENTS else cents // CENTS


def _pair(cents: Fraction) -> list[int]:
    return [cents.numerator, cents.denominator]
