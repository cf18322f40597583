"""Against floods of reports: how many a source may send, and what is held for review."""

from __future__ import annotations

from chapitre.kernel.people.flood import QUICKEST, TRAP, Limit, Verdict, new_key, source_of, take, too_quick

__all__ = ["QUICKEST", "TRAP", "Limit", "Verdict", "bursts", "new_key", "source_of", "take", "too_quick"]

# All the numbers in one place, each with its reason.
ATTEMPTS = Limit("attempts", 40, 3600)
"""Posts of the last step, taken or not, that a source may send: refused beyond (429). A school or a mobile network
shows one address for hundreds of people, and somebody walking a whole street sends twenty: forty leaves room."""
BURST = Limit("burst", 6, 600)
"""Reports that a source may make in ten minutes before the next are held: taken, but counted apart until read."""
EVERYBODY = Limit("everybody", 90, 600)
"""The same for the whole town: a storm brings one a minute for hours; nine a minute is a machine with many sources."""
DRAFTS = Limit("drafts", 20, 3600)
"""Posts of a source after which photos are put aside because something else was wrong: they take room on the disk."""


def bursts(source: str) -> bool:
    """Counts one more report; whether it must be held because its source, or the whole town, sends too many."""
    of_source = take(BURST, source)
    of_all = take(EVERYBODY)
    return not (of_source.allowed and of_all.allowed)
