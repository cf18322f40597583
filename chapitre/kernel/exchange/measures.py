"""Units as people write them in a column's title or behind a number, and what each is worth in the minor unit."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

# The tables of units.toml that are measures -> what people write -> minor units in one. All are folded: see `folded`.
EUROS = {"€": 100, "eur": 100, "euro": 100, "euros": 100, "k€": 100_000, "m€": 100_000_000, "centimes": 1}
METRES = {"m": 1, "metre": 1, "metres": 1, "ml": 1, "km": 1000, "kilometres": 1000}
SQUARE = {"m2": 1, "m²": 1, "ha": 10_000, "hectare": 10_000, "hectares": 10_000, "km2": 1_000_000, "km²": 1_000_000}
MASS = {"kg": 1, "kilogrammes": 1, "t": 1000, "tonne": 1000, "tonnes": 1000}
MEASURES: Mapping[str, Mapping[str, int]] = {
    "eur": EUROS,
    "eur_par_an": EUROS,
    "m": METRES,
    "m2": SQUARE,
    "kg": MASS,
    "kgco2e": MASS,
}
PLAIN = {"eur": "€", "eur_par_an": "€"}  # what a column means that does not say its unit, where it is not the minor one


def factor(written: str) -> Decimal:
    """Minor units in one of the unit written so. Raises KeyError on an unknown one."""
    for table in (EUROS, METRES, SQUARE, MASS):
        if written in table:
            return Decimal(table[written])
    raise KeyError(written)
