"""Who may read the desk, and who may read what residents sent and the town has not published."""

from __future__ import annotations

from chapitre.chapters.streets.models.reports import Report
from chapitre.kernel.people.actors import AGENT, AUDITOR, COUNCILLOR, STAFF, Actor
from chapitre.kernel.people.gates import permission_required, staff_required
from chapitre.kernel.people.permissions import grant

READ = "streets.desk.read"
READERS = STAFF | {COUNCILLOR, AUDITOR}
grant(READ, READERS)

readers = permission_required(READ)
"""Opens a view to staff and, to read only, to councillors and auditors."""
staff = staff_required


def reads_private(actor: Actor, report: Report) -> bool:
    """Whether the actor reads what was sent with a report and not published: her department's agents, and its heads."""
    if actor.role == AGENT:
        return report.department in actor.departments
    return actor.role in STAFF


def counts_private(actor: Actor, report: Report) -> bool:
    """Whether the actor is told that such things exist, though not what they say."""
    return actor.role == AUDITOR or reads_private(actor, report)
