"""What the chapter's templates print: sums of money."""

from __future__ import annotations

from django import template

from chapitre.kernel.figures import units
from chapitre.kernel.words import place

register = template.Library()


@register.filter
def euros(cents: int) -> str:
    """An amount in the language of the page, « 700 000 € »."""
    return units.show("eur", cents, lang=("fr", "en")[place()]).text
