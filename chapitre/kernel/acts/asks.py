"""What an act wants to know, said once: the house makes its form, its columns in a file and its API from this."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from chapitre.kernel.words import Pair

FACT, WORDS, PHOTO, DOCUMENT, PLACE, FLAG = "fact", "words", "photo", "document", "place", "flag"


@dataclass(frozen=True)
class Ask:
    """One thing asked for, under the name of the transition's parameter.

    kind: `fact` (the column says the rest), `words` (a public text), `photo` (its file's name), `document` (a PDF's
    name), `place` (a point, a line or an area: the facts lon, lat and, where the register has one, shape), `flag`.
    """

    name: str
    kind: str = FACT
    required: bool = True
    label: Pair | None = None
    help: Pair | None = None


def words(
    name: str = "reason", label: Pair = ("motif", "reason"), *, required: bool = True, help: Pair | None = None
) -> Ask:
    """A public text."""
    return Ask(name, WORDS, required, label, help)


def photo(name: str = "photo", label: Pair = ("photo", "photo"), *, required: bool = False) -> Ask:
    """A picture, redrawn before it is kept."""
    return Ask(name, PHOTO, required, label)


def document(name: str = "document", label: Pair = ("document", "document"), *, required: bool = False) -> Ask:
    """A PDF, kept as it is and named by its hash."""
    return Ask(name, DOCUMENT, required, label)


def place(*, required: bool = True) -> Ask:
    """Where it is: the transition takes lon, lat and, for a register of shapes, shape."""
    return Ask("place_of", PLACE, required, ("lieu sur la carte", "place on the map"))


def flag(name: str, label: Pair, *, help: Pair | None = None) -> Ask:
    """A box to tick."""
    return Ask(name, FLAG, False, label, help)


def asked(parts: Iterable[str | Ask]) -> tuple[Ask, ...]:
    """The asks that these stand for: the name of a fact, with "?" behind it where it may be left out, or an Ask."""
    return tuple(_ask(part) if isinstance(part, str) else part for part in parts)


def _ask(name: str) -> Ask:
    return replace(Ask(name.removesuffix("?")), required=not name.endswith("?"))
