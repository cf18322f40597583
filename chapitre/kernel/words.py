"""Words in the two languages the house speaks, as pairs that stand beside the code that needs them."""

from collections.abc import Iterable
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import get_language

Pair = tuple[str, str]
"""French, English."""


def place(language: str | None = None) -> int:
    """Which of a pair is in this language (that of the page, unless one is named): 0 French, 1 English."""
    return 1 if (language or get_language() or "fr").startswith("en") else 0


def said(pair: Pair, language: str | None = None) -> str:
    """A pair in one language."""
    return pair[place(language)]


def capital(text: str) -> str:
    """The text with a capital at its head, the rest left alone."""
    return text[:1].upper() + text[1:]


_lazily = lazy(lambda french, english: said((french, english)), str)


def spoken(pair: Pair) -> Any:
    """A pair that is read in the language of the page, when the page is made. Migrations keep the French."""
    return _lazily(*pair)


def listed(words: Iterable[str], language: str | None = None) -> str:
    """« un, deux et trois », "one, two and three"."""
    every = list(words)
    if len(every) < 2:
        return "".join(every)
    return f"{', '.join(every[:-1])} {said(('et', 'and'), language)} {every[-1]}"
