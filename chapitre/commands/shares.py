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
METHOD_WORDS = {
    "equal-shares": ("Parts égales", "Equal shares"),
    "greedy": ("Par ordre de soutien", "In the order of support"),
}
UTILITY_WORDS = {
    "cost": ("un soutien vaut le coût du projet", "a vote is worth the project’s cost"),
    "cardinality": ("un soutien vaut autant pour chaque projet", "a vote is worth the same for each project"),
}
RAISE = (
    "les parts montent d’une unité à la fois tant que l’enveloppe suffit",
    "shares rise by one unit at a time while the budget suffices",
)
COMPLETION_WORDS = {
    "none": ("ce qui reste n’est pas dépensé", "what is left is not spent"),
    "add1": (f"{RAISE[0]} (add1)", f"{RAISE[1]} (add1)"),
    "add1u": (
        f"{RAISE[0]}, puis le reste va par ordre de soutien (add1u)",
        f"{RAISE[1]}, then the rest goes in the order of support (add1u)",
    ),
    "greedy": ("ce qui reste va par ordre de soutien", "what is left goes in the order of support"),
}
SAYS = {
    "misused": (
        "chapitre: --completion va avec la méthode des parts égales, pas avec greedy",
        "chapitre: --completion goes with equal shares, not with greedy",
    ),
    "read": ("{path} ne se lit pas : {error}", "{path} cannot be read: {error}"),
    "correct": ("{path} est à corriger :\n{problems}", "{path} is to be corrected:\n{problems}"),
    "write": ("{path} ne s’écrit pas : {error}", "{path} cannot be written: {error}"),
    "title": ("Budget participatif", "Participatory budget"),
    "counted": (
        "Compté exactement en {seconds} s ; les montants ci-dessous sont arrondis au centime.",
        "Counted exactly in {seconds} s; the amounts below are rounded to the cent.",
    ),
    "funded": ("Financés", "Funded"),
    "lost": ("Non financés", "Not funded"),
    "nameless": ("sans nom", "without a name"),
    "project": ("projet", "project"),
    "voter": ("votant", "voter"),
    "joined": (" ; ", "; "),
    "share": (" : la part de chacun est de {share}", ": everybody’s share is {share}"),
    "raised": (" après une hausse de {raised}", " after a rise of {raised}"),
    "to_share": ("{counts}, {budget} à partager{share}.", "{counts}, {budget} to share{share}."),
    "one": ("{projects} financé, pour {cost} ; il reste {left}.", "{projects} funded, for {cost}; {left} is left."),
    "many": ("{projects} financés, pour {cost} ; il reste {left}.", "{projects} funded, for {cost}; {left} is left."),
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
    shares.add_argument("--lang", choices=("fr", "en"), default="fr", help="of what is said (default: fr)")
    shares.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads, counts and prints."""
    if arguments.method == "greedy" and arguments.completion != "none":
        print(_say("misused", arguments.lang), file=sys.stderr)
        return MISUSED
    began = time.perf_counter()
    file = _read(arguments.file, arguments.lang)
    funding = fund(file.election, arguments.method, arguments.utility, arguments.completion)
    winners = funding.winners
    seconds = time.perf_counter() - began
    if arguments.out:
        _write(arguments.out, file, funding, arguments.lang)
    if arguments.json:
        told = {"winners": [file.election.projects[index].id for index in winners], "cost": _units(funding.cost)}
        told |= {"seconds": round(seconds, 4)} | _told(file, funding, arguments.lang)
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print(file, funding, seconds, arguments.lang)
    return 0


def _say(name: str, lang: str, **given: Any) -> str:
    return SAYS[name][lang == "en"].format(**given)


def _read(path: Path, lang: str) -> PbFile:
    try:
        return pabulib.read(path.read_bytes())
    except OSError as error:
        raise CommandError(_say("read", lang, path=path, error=error.strerror)) from None
    except PbError as error:
        problems = "\n".join(one.message(lang) for one in error.problems)
        raise CommandError(_say("correct", lang, path=path, problems=problems)) from None


def _write(path: Path, file: PbFile, funding: Funding, lang: str) -> None:
    rule = "greedy" if funding.method == "greedy" else "equalshares"
    rule += "" if funding.completion == "none" else f"/{funding.completion}"
    try:
        path.write_text(pabulib.write(pabulib.with_winners(file, funding.winners, rule)), encoding="utf-8")
    except OSError as error:
        raise CommandError(_say("write", lang, path=path, error=error.strerror)) from None


def _told(file: PbFile, funding: Funding, lang: str) -> dict[str, Any]:
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
        "projects": [_project(file, funding, fate, lang) for fate in funding.fates],
    }


def _project(file: PbFile, funding: Funding, fate: Fate, lang: str) -> dict[str, Any]:
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
    return told | {"sentence": sentence(funding, fate, lang, _currency(file))}


def _print(file: PbFile, funding: Funding, seconds: float, lang: str) -> None:
    election, about, currency = funding.election, file.about, _currency(file)
    titles = (about[key] for key in ("description", "instance") if about.get(key))
    print(" · ".join(titles) or _say("title", lang))
    print()
    for line in _summary(funding, currency, lang):
        print(line)
    took = f"{seconds:.2f}"
    print(_say("counted", lang, seconds=took if lang == "en" else took.replace(".", ",")))
    fates = funding.fates
    lost = [fate.index for fate in fates if not fate.funded]
    for title, indexes in (("funded", funding.winners), ("lost", lost)):
        if indexes:
            print(f"\n{_say(title, lang)}")
        for index in indexes:
            project = election.projects[index]
            cost = money(Fraction(project.cost), lang, currency)
            print(f"\n  {project.id}. {project.name or _say('nameless', lang)} ({cost})")
            print(f"    {sentence(funding, fates[index], lang, currency)}")


def _summary(funding: Funding, currency: str, lang: str) -> list[str]:
    """How it was counted, what there was to share, what came of it."""

    def amount(cents: int | Fraction) -> str:
        return money(Fraction(cents), lang, currency)

    def counted(count: int, noun: str) -> str:
        return f"{number(count, lang)} {_say(noun, lang)}{'s' if count > 1 or (lang == 'en' and not count) else ''}"

    election, english = funding.election, lang == "en"
    how = [METHOD_WORDS[funding.method][english], UTILITY_WORDS[funding.utility][english]]
    share = ""
    if funding.count:
        how.append(COMPLETION_WORDS[funding.completion][english])
        share = _say("share", lang, share=amount(funding.share))
        share += _say("raised", lang, raised=amount(funding.raised)) if funding.raised else ""
    counts = f"{counted(len(election.projects), 'project')}, {counted(len(election.ballots), 'voter')}"
    funded, left = len(funding.winners), election.budget - funding.cost
    came = {"projects": counted(funded, "project"), "cost": amount(funding.cost), "left": amount(left)}
    return [
        f"{_say('joined', lang).join(how)}.",
        _say("to_share", lang, counts=counts, budget=amount(election.budget), share=share),
        _say("many" if funded > 1 else "one", lang, **came),
    ]


def _currency(file: PbFile) -> str:
    return file.about.get("currency") or "EUR"


def _units(cents: int) -> int | float:
    """An amount in units of the currency; under 2^53 cents a float prints its two decimals exactly."""
    return cents / CENTS if cents % CENTS else cents // CENTS


def _pair(cents: Fraction) -> list[int]:
    return [cents.numerator, cents.denominator]
