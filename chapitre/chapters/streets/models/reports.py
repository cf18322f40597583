"""A report: a problem in public space that somebody told the town about."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets import states
from chapitre.chapters.streets.categories import categories
from chapitre.kernel.geo.models import Located, point_constraints, point_indexes
from chapitre.kernel.records.models import KEY_LENGTH, Record
from chapitre.kernel.records.registers import Register, register
from chapitre.kernel.town import town


def _codes(pairs: dict[str, tuple[str, str]]) -> list[str]:
    return list(pairs)


class Report(Located, Record):
    """One report. Its facts name no one; the place is snapped to the street, never to a door."""

    category = models.CharField(_("sujet"), max_length=40)
    department = models.CharField(_("service"), max_length=40)
    channel = models.CharField(_("par"), max_length=12)
    received_on = models.DateField(_("reçu le"))
    district = models.CharField(_("quartier"), max_length=60)
    place = models.CharField(_("lieu"), max_length=120)
    state = models.CharField(_("état"), max_length=12)
    review = models.CharField(_("relecture"), max_length=8)
    answer = models.CharField(_("réponse à la question"), max_length=8, null=True)
    due_on = models.DateField(_("promis pour le"))
    resolved_on = models.DateField(_("résolu le"), null=True)
    rejected_on = models.DateField(_("rejeté le"), null=True)
    reopenings = models.IntegerField(_("réouvertures"), default=0)
    contested = models.BooleanField(_("contesté"), default=False)
    merged_into = models.CharField(_("relié à"), max_length=KEY_LENGTH, null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="report_state", condition=Q(state__in=_codes(states.STATES))),
            models.CheckConstraint(name="report_review", condition=Q(review__in=_codes(states.REVIEWS))),
            models.CheckConstraint(name="report_channel", condition=Q(channel__in=_codes(states.CHANNELS))),
            models.CheckConstraint(
                name="report_resolved_has_a_date", condition=~Q(state="resolved") | Q(resolved_on__isnull=False)
            ),
            models.CheckConstraint(
                name="report_merged_names_another",
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("key")),
            ),
            models.CheckConstraint(name="report_reopenings", condition=Q(reopenings__gte=0)),
            *point_constraints("report"),
        ]
        indexes = [
            # The staff's queues. Withdrawn reports are in none, so counting one reads nothing but its index.
            models.Index(
                fields=["department", "state", "due_on"], name="report_worklist", condition=Q(withdrawn=False)
            ),
            models.Index(fields=["review", "department", "due_on"], name="report_to_review"),
            models.Index(
                fields=["department", "due_on"], name="report_contested", condition=Q(contested=True, withdrawn=False)
            ),
            # Who follows a report: an index of the few that are joined to another.
            models.Index(fields=["merged_into"], name="report_joined", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["received_on", "id"], name="report_received"),
            # The public list and map: a state's reports, the latest first, its points read from the index itself.
            models.Index(
                fields=["state", "received_on", "id", "lon", "lat"],
                name="report_by_state",
                condition=Q(withdrawn=False),
            ),
            *point_indexes("report"),
        ]


Report.register = register(
    Register(
        name="streets.reports",
        label=("signalements", "reports"),
        singular=("signalement", "report"),
        model="streets.Report",
        schema=2,
        upcasters="chapitre.chapters.streets.upcasters",
        page="signalement",
        facts=(
            "category",
            "department",
            "channel",
            "received_on",
            "district",
            "place",
            "lon",
            "lat",
            "state",
            "review",
            "answer",
            "due_on",
            "resolved_on",
            "rejected_on",
            "reopenings",
            "contested",
            "merged_into",
        ),
        exhibits=("text", "photo1", "photo2", "photo3", "photo4", "point", "reason", "question", "reply"),
        private=("streets.Submission", "streets.Contact"),
        bounds={
            "lon": (-180_000_000, 180_000_000),
            "lat": (-90_000_000, 90_000_000),
            "reopenings": (0, 1000),
        },
        values={
            "category": {code: one.label for code, one in categories().items()},
            "department": {one.code: one.label for one in town().departments.values()},
            "district": {one.code: one.label for one in town().districts.values()},
            "channel": states.CHANNELS,
            "state": states.STATES,
            "review": states.REVIEWS,
            "answer": states.ANSWERS,
        },
        sayings={
            "received_on": {"when": ("reçu", "received")},
            "resolved_on": {"when": ("résolu", "resolved")},
            "rejected_on": {"when": ("rejeté", "rejected")},
            "due_on": {"when": ("promis", "promised")},
            "merged_into": {
                "known": ("relié à un autre", "joined to another"),
                "unknown": ("qui n’est relié à aucun autre", "not joined to any other"),
            },
            "withdrawn": {"true": ("retiré du compte", "withdrawn"), "false": ("non retiré", "not withdrawn")},
        },
        phrases={
            "category": ("le sujet", "the category"),
            "department": ("le service", "the department"),
            "channel": ("le canal", "the channel"),
            "received_on": ("la date de réception", "the date of receipt"),
            "district": ("le quartier", "the district"),
            "place": ("le lieu", "the place"),
            "lon": ("la longitude", "the longitude"),
            "lat": ("la latitude", "the latitude"),
            "state": ("l’état", "the state"),
            "review": ("la relecture", "the review"),
            "answer": ("la réponse à la question du sujet", "the answer to the category’s question"),
            "due_on": ("la date promise", "the promised date"),
            "resolved_on": ("la date de résolution", "the date of resolution"),
            "rejected_on": ("la date de rejet", "the date of rejection"),
            "reopenings": ("le nombre de réouvertures", "the number of reopenings"),
            "contested": ("la suite est contestée", "the outcome is contested"),
            "merged_into": ("le signalement auquel il est relié", "the report it is joined to"),
            "withdrawn": ("la fiche est retirée", "the record is withdrawn"),
        },
    )
)
