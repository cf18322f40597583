"""The seed at the desk: which public chance is announced, and what it turned out to be."""

from __future__ import annotations

from datetime import UTC
from typing import Any

import segno
from django.http import HttpRequest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.acts import seeds
from chapitre.chapters.voice.juries import drawing, rounds
from chapitre.chapters.voice.methods.beacons import LARGEST, BadRound, Round, address_of, moment_of, read, round_after
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.views.typed import Refused, day, moment, seq, words
from chapitre.kernel import clock, dates
from chapitre.kernel.acts import Act, perform
from chapitre.kernel.people.gates import actor_of
from chapitre.kernel.words import place


def announce(request: HttpRequest, found: Jury) -> str:
    """A draw held elsewhere, that witnesses will copy."""
    source = words(request, "source", 200)
    if not source:
        raise Refused(_("Dites d’où viendra la graine."))
    _act(request, found, seeds.announced, seed_source=source, seed_on=day(request))
    return _("La graine est annoncée.")


def announce_round(request: HttpRequest, found: Jury) -> str:
    """The first round of drand after an hour."""
    chain, at = beacons.current(), moment(request)
    number = round_after(chain, at)
    _act(request, found, seeds.announced_round, seed_round=number)
    told = {"number": number, "when": dates.moment(moment_of(chain, number), ("fr", "en")[place()])}
    return _("Le tour %(number)d de drand est annoncé : il sera connu le %(when)s.") % told


def announce_pulse(request: HttpRequest, found: Jury) -> str:
    """NIST's pulse of a minute."""
    stamp = moment(request).astimezone(UTC).strftime(seeds.STAMP)
    _act(request, found, seeds.announced_pulse, seed_at=stamp)
    return _("L’impulsion du NIST est annoncée.")


def renounce(request: HttpRequest, found: Jury) -> str:
    """Gives the announced seed up, saying why."""
    _act(request, found, seeds.renounced, reason=words(request, "motif", 500))
    return _("La graine est abandonnée, le motif est public.")


def enter_seed(request: HttpRequest, found: Jury) -> str:
    """The seed before witnesses: a round with its signature, or what was copied."""
    params: dict[str, Any] = {"witnesses": words(request, "temoins", 500), "actor": actor_of(request)}
    params |= {"at": clock.now(), "expected_seq": seq(request)}
    if found.seed_kind == "drand":
        drawing.enter_round(found, _round(request, found), **params)
    else:
        drawing.enter_seed(found, seed=words(request, "graine", 200), **params)
    panel = Jury.objects.get(pk=found.pk).panel
    return _("Le panel n° %d est tiré.") % panel


def again(request: HttpRequest, found: Jury) -> dict[str, Any]:
    """What the seed's form shows again after it was refused: the witnesses, and the round's address for a telephone."""
    if request.method != "POST" or request.POST.get("acte") != "tirer" or found.seed_kind != "drand":
        return {"witnessed": words(request, "temoins", 500)}
    chain = beacons.chains().get(found.seed_chain or "", beacons.current())
    code = segno.make(address_of(chain, found.seed_round or 0), error="m", micro=False)
    picture = code.svg_inline(scale=4, border=2, omitsize=True, title=None)
    # segno's own drawing of an address of our own table
    return {"witnessed": words(request, "temoins", 500), "picture": mark_safe(picture)}  # noqa: S308


def _round(request: HttpRequest, found: Jury) -> Round:
    """The round that was pasted, or else the one that the beacon gives. Raises Refused."""
    pasted = words(request, "tour", LARGEST + 1)
    if pasted:
        try:
            return read(pasted)
        except BadRound as bad:
            raise Refused(_misread(bad.reason)) from None
    chain, number = beacons.chains().get(found.seed_chain or "", beacons.current()), found.seed_round or 0
    if clock.now() < moment_of(chain, number):
        raise Refused(_("Ce tour n’est pas encore connu : attendez l’heure annoncée."))
    try:
        return rounds.fetch(chain, number)
    except rounds.Unreachable:
        told = _(
            "Aucun serveur de drand ne répond. Ouvrez l’adresse du tour sur un autre appareil, et collez le texte."
        )
        raise Refused(told) from None


def _misread(reason: str) -> str:
    """Why a text is no round."""
    return {
        "json": _("Ce texte n’est pas un tour de drand : collez tout ce que l’adresse affiche, accolades comprises."),
        "round": _("Ce texte ne dit pas de quel tour il s’agit."),
        "signature": _("La signature de ce tour est incomplète : elle compte 96 chiffres hexadécimaux."),
        "randomness": _("Le hasard de ce tour n’est pas l’empreinte de sa signature : le texte a été changé."),
    }[reason]


def _act(request: HttpRequest, found: Jury, act: Act, **params: Any) -> None:
    perform(act, found.key, actor=actor_of(request), at=clock.now(), expected_seq=seq(request), **params)
