"""From the letters to the draw: who is invited and volunteers, what is fixed before the seed, who then sits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts.juries import JURIES
from chapitre.chapters.voice.methods import draw
from chapitre.kernel.acts import HEADS, ActError, Change, PrivateRow, act, plain, step
from chapitre.kernel.acts.asks import words
from chapitre.kernel.people.actors import RESIDENT, STAFF

SEATS = "voice.seats"
LETTERS_LAST = timedelta(days=365)
VOLUNTEERS_LAST = timedelta(days=730)
FEWEST_TIMES = 2
"""Volunteers for each seat under which no list is frozen: a draw among few draws nothing."""


class TooFew(ActError):
    """Too few volunteers, or none."""


@dataclass(frozen=True)
class Letter:
    """One letter to write: its number, the address a line each, and the hash of its code."""

    number: int
    lines: tuple[str, ...]
    district: str
    nonce: str
    code: str
    answer_by: date | None = None


@act(
    JURIES,
    label=("inviter par courrier", "invite by letter"),
    by=HEADS,
    states=("called",),
    told=("courriers tirés au sort", "letters drawn by lot"),
)
def invited(before: Mapping[str, Any], *, on_date: date, letters: Sequence[Letter]) -> Change:
    """Writes to addresses drawn by lot."""
    if not letters:
        raise TooFew(_("Aucune adresse n’est tirée : rien n’est envoyé."))
    rows = tuple(
        PrivateRow(
            "voice.Invitation",
            {
                "number": one.number,
                "lines": list(one.lines),
                "district": one.district,
                "nonce": one.nonce,
                "code": one.code,
                "answer_by": one.answer_by,
                "expires_on": on_date + LETTERS_LAST,
            },
        )
        for one in letters
    )
    return Change(facts={"invited": (before["invited"] or 0) + len(rows)}, private=rows)


@act(
    JURIES,
    label=("se porter volontaire", "volunteer"),
    by=(RESIDENT, *STAFF),
    scoped=False,
    states=("called",),
    told=("une personne volontaire", "one volunteer"),
)
def volunteered(
    before: Mapping[str, Any],
    *,
    on_date: date,
    features: Sequence[tuple[str, str]],
    name: str,
    email: str | None,
    phone: str | None,
    code: str,
    language: str = "fr",
) -> Change:
    """One more volunteer; her answers are committed to, never told."""
    values = {
        "features": [list(pair) for pair in features],
        "name": name,
        "email": email,
        "phone": phone,
        "code": code,
        "language": language,
        "expires_on": on_date + VOLUNTEERS_LAST,
    }
    row = PrivateRow("voice.Volunteer", values, committed=("features",))
    return Change(facts={"volunteers": (before["volunteers"] or 0) + 1}, private=(row,))


@act(
    JURIES,
    label=("retirer sa candidature", "withdraw as a volunteer"),
    by=(RESIDENT, *STAFF),
    scoped=False,
    states=("called",),
    told=("une candidature retirée", "one volunteer withdrew"),
)
def unvolunteered(before: Mapping[str, Any], *, on_date: date) -> Change:
    """One volunteer fewer; her row is deleted by who performs it."""
    return Change(facts={"volunteers": before["volunteers"] - 1})


@act(
    JURIES,
    label=("arrêter la liste", "freeze the pool"),
    by=HEADS,
    states=("called",),
    grave=True,
    told=("liste arrêtée", "pool frozen"),
)
def frozen(before: Mapping[str, Any], *, on_date: date, pool: Sequence[str]) -> Change:
    """Fixes who may be drawn: the Merkle root of the volunteers' commitments, in increasing order."""
    if len(pool) < before["seats"] * FEWEST_TIMES:
        raise TooFew(_("Il faut au moins deux volontaires par siège pour arrêter la liste."))
    facts = {"state": "frozen", "frozen_on": on_date, "volunteers": len(pool), "pool_root": draw.pool_root(pool)}
    return Change(facts=facts)


@act(
    JURIES,
    label=("fixer les suppléances", "fix the alternates"),
    by=HEADS,
    states=("frozen",),
    asks=("alternates", "dropout"),
    told=("suppléances fixées", "alternates fixed"),
)
def planned(before: Mapping[str, Any], *, on_date: date, alternates: int, dropout: int) -> Change:
    """Says, before any panel is made, how many alternates each gets, and how many departures they are chosen for."""
    return Change(facts={"alternates": alternates, "dropout": dropout})


@act(
    JURIES,
    label=("publier les panels", "publish the panels"),
    by=HEADS,
    states=("frozen",),
    grave=True,
    told=("panels publiés", "panels published"),
)
def prepared(before: Mapping[str, Any], *, on_date: date, panels: int, panels_hash: str) -> Change:
    """Binds the town to its numbered panels, before anybody can know the seed."""
    return Change(facts={"state": "ready", "panels": panels, "panels_hash": panels_hash})


seat = plain(
    SEATS,
    by=HEADS,
    label=("appeler un siège", "call a seat"),
    sets={"state": "drawn"},
    leaves=("cause",),
    told=("appelé", "called"),
)
seat_accepted = step(
    SEATS,
    "accepted",
    ("noter l’acceptation", "note the acceptance"),
    states=("drawn",),
    sets={"state": "accepted"},
    told=("accepté", "accepted"),
)
NO_NAME = (
    "Facultatif et public : jamais de nom ni de détail personnel.",
    "Optional and public: never a name or a personal detail.",
)
REASON = words("reason", ("précision", "detail"), required=False, help=NO_NAME)
seat_declined = step(
    SEATS,
    "declined",
    ("noter le refus", "note the refusal"),
    states=("drawn",),
    sets={"state": "declined"},
    asks=("cause", REASON),
    told=("refusé", "declined"),
)
seat_left = step(
    SEATS,
    "left",
    ("noter le départ", "note the departure"),
    states=("accepted",),
    sets={"state": "left"},
    asks=("cause", REASON),
    told=("parti en cours", "left on the way"),
)
