"""A participatory budget for tests, brought as far as one asks, through its acts."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.kernel.acts import Receipt, perform
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, RESIDENT, SUPERVISOR, Actor

KEY = "bp-2025"
HEAD = Actor(SUPERVISOR, user_id=1)
CLERKS = (Actor(AGENT, user_id=11), Actor(AGENT, user_id=12), Actor(ADMINISTRATOR, user_id=13))
ANYBODY = Actor(RESIDENT)
PROJECTS = {1: ("bancs", 200_000), 2: ("jardin", 500_000), 3: ("fontaine", 300_000), 4: ("fresque", 450_000)}
RULE: dict[str, Any] = {"kind": "approval", "most": 3, "utility": "cost", "completion": "none"}


def at(month: int, day: int, hour: int = 9) -> datetime:
    """A moment of 2025."""
    return datetime(2025, month, day, hour, tzinfo=UTC)


def opened() -> str:
    """A budget that takes ideas in March."""
    perform(
        acts.budget.recorded, KEY, actor=HEAD, at=at(3, 1), name="budget participatif 2025", envelope_cents=1_000_000,
        opened_on=date(2025, 3, 1), ideas_until=date(2025, 3, 31), vote_from=date(2025, 6, 2),
        vote_until=date(2025, 6, 15),
    )  # fmt: skip
    return KEY


def idea(key: str | None = None, *, moment: datetime | None = None, **changes: Any) -> Receipt:
    """An idea sent in March."""
    given = {"budget": KEY, "theme": "green", "title": "des bancs", "text": "À l’ombre.", **changes}
    return perform(acts.sent, key, actor=ANYBODY, at=moment or at(3, 5), **given)


def project(number: int, subject: str, cost_cents: int) -> str:
    """An idea read and put to the vote."""
    key = f"idee-{number}"
    idea(key, title=subject)
    perform(acts.published, key, actor=CLERKS[0], at=at(3, 6), subject=subject, theme="green", text="À l’ombre.")
    perform(
        acts.idea_feasible, key, actor=HEAD, at=at(4, 9), subject=subject, number=number, cost_cents=cost_cents,
        motive="Faisable.",
    )  # fmt: skip
    return key


def voting(**rule: Any) -> str:
    """A budget whose vote opens on the second of June."""
    opened()
    for number, (subject, cost) in PROJECTS.items():
        project(number, subject, cost)
    perform(acts.ideas_closed, KEY, actor=HEAD, at=at(4, 10))
    dates = {"vote_from": date(2025, 6, 2), "vote_until": date(2025, 6, 15)}
    perform(acts.rule_fixed, KEY, actor=HEAD, at=at(5, 2), **{**RULE, **rule}, **dates)
    perform(acts.vote_opened, KEY, actor=HEAD, at=at(6, 2, 6))
    return KEY
