"""Putting off: the day said last moves, the one first promised stays, and everybody can read why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts.act import Act, Change, act
from chapitre.kernel.acts.errors import BadFact
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF
from chapitre.kernel.words import Pair


def postponed(
    register: str,
    states: Iterable[str],
    promised: str = "due_on",
    told: Pair = ("date reportée", "postponed"),
) -> Act:
    """Declares the act of a register whose records have the facts `expected_on` and `slips`, and were promised for the
    day in `promised`."""

    @act(
        register,
        name="postponed",
        label=("reporter", "postpone"),
        by=STAFF,
        states=states,
        asks=("expected_on", REASON),
        told=told,
    )
    def transition(before: Mapping[str, Any], *, on_date: date, expected_on: date, reason: str) -> Change:
        """Raises BadFact on a day that is no later than the one said last."""
        said = before["expected_on"] or before[promised]
        if expected_on is None or (said is not None and expected_on.isoformat() <= said):
            raise BadFact("expected_on", expected_on)
        told = worded(reason, _("Dites pourquoi la date glisse."))
        return Change(facts={"expected_on": expected_on, "slips": before["slips"] + 1}, exhibits={"reason": told})

    return transition
