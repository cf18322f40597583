"""Puts the demonstration town together: its key, its staff, and each chapter's records."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib import import_module

from chapitre.demo.accounts import create_accounts
from chapitre.kernel import clock
from chapitre.kernel.commons.demonstration import Demonstration, Spot, parts
from chapitre.kernel.ledger import checkpoints, keys
from chapitre.kernel.town import locate, town

# Where people report most, beside the length of the streets: the busy heart of each district weighs more.
BUSY = {
    "centre-ville": 1.35,
    "ivry-port": 1.2,
    "marat-parmentier-renoult": 1.15,
    "louis-bertrand-mirabeau-semard": 1.0,
    "plateau-monmousseau": 0.95,
    "gagarine-truillot": 1.0,
    "petit-ivry": 0.85,
}


def load(until: date, *, say: Callable[[str], None]) -> None:
    """Fills an empty town with the demonstration, up to a day. Deterministic for that day."""
    say(f"loading the demonstration of {town().name} up to {until}")
    if not keys.periods():
        keys.generate()
    create_accounts()
    demonstration = Demonstration(until, spots(), say)
    for part in parts:
        import_module(part.module).load(demonstration)
    checkpoints.sign(clock.now())


def spots() -> list[Spot]:
    """Every place along the streets where a report may be shown, and the named places."""
    here = town()
    points = [
        (round(point.x), round(point.y))
        for street in here.streets
        for point in (street.line.interpolate(n / 24, normalized=True) for n in range(25))
    ]
    points += [(round(place.point.x), round(place.point.y)) for place in here.places for _ in range(2)]
    found = []
    for lon, lat in points:
        place = locate(lon, lat)
        if place is not None:
            weight = BUSY.get(place.district, 1.0)
            found.append(Spot(place.lon, place.lat, place.district, place.name, weight))
    return found
