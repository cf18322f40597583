"""Who performs an act: a role and, for staff, the departments they work for; never a name."""

from dataclasses import dataclass

RESIDENT, AGENT, SUPERVISOR, COUNCILLOR, AUDITOR, ADMINISTRATOR = ROLES = (
    "resident",
    "agent",
    "supervisor",
    "councillor",
    "auditor",
    "administrator",
)
STAFF = frozenset({AGENT, SUPERVISOR, ADMINISTRATOR})
READERS = frozenset(ROLES) - {RESIDENT}
"""Whoever may be let into the desk, to work there or to read."""


@dataclass(frozen=True)
class Actor:
    """The role under which somebody acts. `user_id` stays in the private log, the ledger holds the role alone."""

    role: str
    departments: frozenset[str] = frozenset()
    user_id: int | None = None

    @property
    def is_staff(self) -> bool:
        return self.role in STAFF


ANYBODY = Actor(RESIDENT)
