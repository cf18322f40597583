"""Where a participatory budget stands: its phases on a line, and the projects put to its vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from chapitre.chapters.voice.models.budgets import Budget, Idea

LISTED = ("feasible", "funded", "unfunded", "works", "delivered", "dropped")  # states of what was on the ballot
ORDER = ("ideas", "study", "ready", "vote", "counted", "closed")


@dataclass(frozen=True)
class Phase:
    """One step of the line: what it is called, when, and whether it is over, now or to come."""

    label: str
    when: tuple[date, date | None]
    state: str  # done, now, next


def line(budget: Budget) -> list[Phase]:
    """The four phases that residents see."""
    place = ORDER.index(budget.state)
    fixed = budget.fixed_on or budget.vote_from
    studied = min(budget.ideas_until, fixed)  # the call for ideas may have been closed early
    steps = [
        (_("Les idées"), (budget.opened_on, studied), 0),
        (_("L’étude"), (studied, fixed), 2),
        (_("Le vote"), (budget.vote_from, budget.vote_until), 3),
        (_("La réalisation"), (budget.counted_on or budget.vote_until, None), 4),
    ]
    return [
        Phase(label, when, "done" if place > last else "now" if before < place <= last else "next")
        for (label, when, last), before in zip(steps, (-1, 0, 2, 3), strict=True)
    ]


def on_the_ballot(budget: Budget) -> list[Idea]:
    """The projects put to the vote, by their number."""
    found = Idea.objects.filter(budget=budget.key, number__isnull=False, state__in=LISTED, withdrawn=False)
    return list(found.order_by("number"))


def takes_ideas(budget: Budget, today: date) -> bool:
    """Whether ideas may be sent."""
    return budget.state == "ideas" and not budget.withdrawn and budget.opened_on <= today <= budget.ideas_until
