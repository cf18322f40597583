"""The seed of a draw: announced before anybody can know it, entered before witnesses, checked where it is signed.

None of these acts has a form of the house: there a past day could be typed, and a seed that is known be announced.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.acts.juries import JURIES
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.beacons import FAR, Round, moment_of, verifies
from chapitre.kernel import clock
from chapitre.kernel.acts import HEADS, ActError, Change, OutOfOrder, act
from chapitre.kernel.acts.plain import worded

STAMP = "%Y-%m-%dT%H:%M:%SZ"
"""How a seed's moment is written: UTC, to the second."""
NIST = "NIST Randomness Beacon 2.0"
PULSE = re.compile(r"[0-9A-F]{128}")
UNSAID = dict.fromkeys(("seed_chain", "seed_round", "seed_at", "seed_signature"))
"""What only beacons say: an announcement takes back what another said."""


ANNOUNCING = ("announced", "announced_round", "announced_pulse")


class WrongRound(ActError):
    """Another round than the one announced."""

    status = 422


class BadSignature(ActError):
    """The beacon's key did not sign this round."""

    status = 422


def _announcement(before: Mapping[str, Any], on_date: date, seed_on: date, **facts: Any) -> Change:
    """The facts of an announcement. Raises OutOfOrder when its seed, or the one announced before, may be known."""
    if seed_on <= on_date:
        raise OutOfOrder(_("La graine ne peut être connue qu’après le jour où on l’annonce."))
    if before["seed_on"] is not None and before["seed_on"] <= on_date.isoformat():
        raise OutOfOrder(_("La graine annoncée peut déjà être connue : en annoncer une autre, ce serait choisir."))
    return Change(facts=UNSAID | facts | {"seed_on": seed_on})


@act(
    JURIES,
    label=("annoncer la graine", "announce the seed"),
    by=HEADS,
    states=("ready",),
    told=("graine annoncée", "seed announced"),
)
def announced(before: Mapping[str, Any], *, on_date: date, seed_source: str, seed_on: date) -> Change:
    """Says in advance which public chance will decide, and when it will be known: no program can check it."""
    return _announcement(before, on_date, seed_on, seed_kind="typed", seed_source=seed_source)


@act(
    JURIES,
    label=("annoncer un tour de drand", "announce a round of drand"),
    by=HEADS,
    states=("ready",),
    told=("tour de drand annoncé", "round of drand announced"),
)
def announced_round(before: Mapping[str, Any], *, on_date: date, seed_round: int) -> Change:
    """Says in advance which round of the beacon will decide: its number says when it will be known."""
    chain = beacons.current()
    if not 1 <= seed_round <= FAR:
        raise OutOfOrder(_("Ce tour n’existera pas."))
    at = moment_of(chain, seed_round)
    facts = {"seed_kind": "drand", "seed_source": f"drand {chain.name}", "seed_chain": chain.hash}
    facts |= {"seed_at": at.strftime(STAMP)}
    return _announcement(before, on_date, clock.civil(at), seed_round=seed_round, **facts)


@act(
    JURIES,
    label=("annoncer une impulsion du NIST", "announce a pulse of NIST"),
    by=HEADS,
    states=("ready",),
    told=("impulsion du NIST annoncée", "pulse of NIST announced"),
)
def announced_pulse(before: Mapping[str, Any], *, on_date: date, seed_at: str) -> Change:
    """Says in advance the minute whose pulse will decide; it is copied, its signature is not checked (decision 242)."""
    try:
        at = datetime.strptime(seed_at, STAMP).replace(tzinfo=UTC)
        seed_on = clock.civil(at)
    except (ValueError, OverflowError):  # the last hours of the calendar are a day that it does not have in Paris
        raise OutOfOrder(_("Écrivez l’instant de la graine en temps universel, comme 2026-03-12T17:00:00Z.")) from None
    if at.second:
        raise OutOfOrder(_("Le NIST donne une impulsion par minute : choisissez une minute entière."))
    facts = {"seed_kind": "nist", "seed_source": NIST, "seed_at": at.strftime(STAMP)}
    return _announcement(before, on_date, seed_on, **facts)


@act(
    JURIES,
    label=("abandonner la graine annoncée", "give up the announced seed"),
    by=HEADS,
    states=("ready",),
    grave=True,
    told=("graine abandonnée, avec le motif", "seed given up, with the reason"),
)
def renounced(before: Mapping[str, Any], *, on_date: date, reason: str) -> Change:
    """Gives up a seed that never came: everybody reads why, and the announcement stays in the ledger."""
    if before["seed_on"] is None:
        raise OutOfOrder(_("Aucune graine n’est annoncée."))
    facts = UNSAID | dict.fromkeys(("seed_kind", "seed_source", "seed_on"))
    return Change(facts=facts, exhibits={"renounced": worded(reason, _("Dites pourquoi : tout le monde le lira."))})


@act(
    JURIES,
    label=("entrer la graine", "enter the seed"),
    by=HEADS,
    states=("ready",),
    grave=True,
    told=("tiré au sort", "drawn"),
)
def drawn(before: Mapping[str, Any], *, on_date: date, seed: str, witnesses: str) -> Change:
    """The seed copied before witnesses; the panel follows from it, and from what was published before."""
    if before["seed_kind"] == "drand":
        raise OutOfOrder(_("La graine annoncée est un tour de drand : il s’entre avec sa signature."))
    if not (told := draw.tidy(seed)):
        raise OutOfOrder(_("Écrivez la graine, telle qu’elle est publiée."))
    if before["seed_kind"] == "nist" and not PULSE.fullmatch(told := told.upper()):
        raise WrongRound(_("Une impulsion du NIST compte 128 chiffres hexadécimaux : copiez son « outputValue »."))
    return _drawing(before, on_date, told, witnesses, seed_check="copied")


@act(
    JURIES,
    label=("entrer le tour de drand", "enter the round of drand"),
    by=HEADS,
    states=("ready",),
    grave=True,
    told=("tiré au sort, graine vérifiée", "drawn, the seed verified"),
)
def drawn_round(before: Mapping[str, Any], *, on_date: date, seed_round: int, signature: str, witnesses: str) -> Change:
    """The round that was announced, its signature verified: its randomness is the seed."""
    if before["seed_kind"] != "drand":
        raise OutOfOrder(_("La graine annoncée n’est pas un tour de drand."))
    if seed_round != before["seed_round"]:
        told = {"given": seed_round, "expected": before["seed_round"]}
        raise WrongRound(_("C’est le tour %(given)d : le tour annoncé est le %(expected)d.") % told)
    one = Round(seed_round, signature)
    chain = beacons.chains().get(before["seed_chain"])
    if chain is None or not verifies(chain, one):
        raise BadSignature(_("La signature de ce tour n’est pas celle de drand : il a été changé, ou mal copié."))
    return _drawing(before, on_date, one.randomness, witnesses, seed_check="verified", seed_signature=signature)


def _drawing(before: Mapping[str, Any], on_date: date, seed: str, witnesses: str, **facts: Any) -> Change:
    """What a seed decides. Raises OutOfOrder before its day."""
    if before["seed_on"] is None:
        raise OutOfOrder(_("Annoncez d’abord la source de la graine, et le jour où elle sera connue."))
    if on_date.isoformat() < before["seed_on"]:
        raise OutOfOrder(_("La graine annoncée n’est pas encore connue ce jour-là."))
    panel = draw.panel_number(before["panels_hash"], seed, before["panels"])
    told = {"state": "drawn", "seed": seed, "panel": panel, "drawn_on": on_date}
    return Change(facts=told | facts, exhibits={"witnesses": worded(witnesses, _("Dites devant quels témoins."))})
