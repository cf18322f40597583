"""Meetings: who met about what, where, and how many came."""

from chapitre.kernel.commons.columns import district, organisation, place, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

KINDS = {
    "public": ("réunion publique", "public meeting"),
    "workshop": ("atelier", "workshop"),
    "jury": ("session de jury citoyen", "citizen jury session"),
    "landlords": ("conférence interbailleurs", "conference of landlords"),
    "estate": ("rencontre dans une cité", "meeting on an estate"),
    "clspd": ("plénière du CLSPD", "CLSPD plenary"),
    "gpo": ("groupe de partenariat opérationnel", "operational partnership group"),
    "ethics": ("comité d’éthique", "ethics committee"),
    "climate": ("conférence climat", "climate conference"),
}
OPEN_TO_ALL = ("public", "workshop", "jury", "estate", "climate")
"""The kinds of meetings that anybody may come to."""
STATES = {
    "announced": ("annoncée", "announced"),
    "held": ("tenue", "held"),
    "cancelled": ("annulée", "cancelled"),
}


@register(
    "town.meetings",
    label=("réunions", "meetings"),
    singular=("réunion", "meeting"),
    description=(
        "Les réunions publiques et celles des instances : date, lieu, sujet, projet, présence, compte rendu.",
        "Public meetings and those of the town’s bodies: date, place, subject, project, attendance, minutes.",
    ),
    title="subject",
    dated="held_on",
    columns=("held_on", "kind", "subject", "project", "state", "attendance"),
    marks={"announced": "new", "held": "done", "cancelled": "no"},
    exhibits={
        "agenda": ("ordre du jour", "agenda"),
        "minutes": ("compte rendu", "minutes"),
        "document": ("compte rendu signé", "signed minutes"),
        "reason": ("motif", "reason"),
    },
)
class Meeting(Located, Record):
    """One meeting, announced, then held or cancelled."""

    kind = facts.code(("nature", "kind"), KINDS, noun=("la nature", "the kind"))
    subject = facts.text(("sujet", "subject"), 200, noun=("le sujet", "the subject"))
    held_on = facts.date(("date", "date"), noun=("la date", "the date"), when=("tenu", "held"))
    starts_at = facts.text(("heure", "time"), 5, null=True, noun=("l’heure", "the time"), help=("HH:MM", "HH:MM"))
    place = place()
    district = district()
    project = project()
    organisation = organisation()
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    attendance = facts.integer(
        ("présence", "attendance"), high=100_000, unit="personne", null=True, noun=("la présence", "the attendance")
    )
