"""What the chapter's templates print: sums of money, shares of seats."""

from __future__ import annotations

from fractions import Fraction

from django import template

from chapitre.kernel.figures import units
from chapitre.kernel.words import place

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """An amount in the language of the page, « 700 000 € »."""
    return units.show("eur", cents, lang=("fr", "en")[place()]).text


@register.filter
def seats(share: Fraction) -> str:
    """An exact share of seats, to a tenth: « 5,3 »."""
    return units.number(share, ("fr", "en")[place()], 1)
