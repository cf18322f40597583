"""Who may do what: one table from the names of acts to roles, filled by whoever declares the act."""

from collections.abc import Iterable

from chapitre.kernel.people.actors import READERS, ROLES, STAFF, Actor

DESK, DESK_READ = "desk.open", "desk.read"

grants: dict[str, frozenset[str]] = {DESK: STAFF, DESK_READ: READERS}
"""Permission (the name of an act, `streets.reports.resolved`) to the roles that hold it."""


def grant(permission: str, roles: Iterable[str]) -> None:
    """Declares a permission and the roles that hold it; nobody holds one that was never declared."""
    held_by = frozenset(roles)
    unknown = held_by - set(ROLES)
    if unknown:
        raise ValueError(f"{permission}: unknown roles {sorted(unknown)}; the roles are {', '.join(ROLES)}")
    if grants.get(permission, held_by) != held_by:
        raise ValueError(f"{permission} is granted twice, to different roles")
    grants[permission] = held_by


def may(who: Actor | str, permission: str) -> bool:
    """Whether an actor, or a role, holds a permission. Departments are the act's own affair: see acts."""
    role = who if isinstance(who, str) else who.role
    return role in grants.get(permission, frozenset())
