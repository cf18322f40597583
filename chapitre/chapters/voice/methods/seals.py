"""The alternates of each panel, sealed before the seed: opened for the panel that is drawn, never for the others.

A thousand open lists would tell who answers like whom. The salts follow from those of the volunteers' answers, which
the town has and the guarantor reads; whoever knows one volunteer's, or one panel's, cannot tell another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from chapitre.chapters.voice.methods.draw import FORMAT, seal


def salts(of_answers: Sequence[str], panels: int) -> list[str]:
    """A salt for each panel, from the volunteers' own in the order of their numbers."""
    secret = _hash("secret", *of_answers)
    return [_hash("salt", secret, str(panel)) for panel in range(1, panels + 1)]


def sealed(of_answers: Sequence[str], lists: Sequence[Sequence[int]]) -> list[str]:
    """What is published of the lists, in the order of their panels."""
    own = salts(of_answers, len(lists))
    return [seal(salt, panel, one) for panel, (salt, one) in enumerate(zip(own, lists, strict=True), start=1)]


def _hash(*lines: str) -> str:
    return hashlib.sha256("\n".join((FORMAT, *lines)).encode()).hexdigest()
