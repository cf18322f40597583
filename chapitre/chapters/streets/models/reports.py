"""A report: a problem in public space that somebody told the town about."""

from django.db import models
from django.db.models import F, Q

from chapitre.chapters.streets import states
from chapitre.chapters.streets.categories import categories
from chapitre.kernel.geo.models import Located, point_constraints, point_indexes
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register
from chapitre.kernel.town import town


def _codes(pairs: dict[str, tuple[str, str]]) -> list[str]:
    return list(pairs)


@register(
    "streets.reports",
    label=("signalements", "reports"),
    singular=("signalement", "report"),
    description=(
        "Ce que les habitant·es signalent sur l’espace public, par l’appli, le site, le téléphone ou l’accueil, et la"
        " suite que la Ville y donne.",
        "What residents report about public space, by app, website, telephone or at the desk, and what the town does"
        " about it.",
    ),
    schema=3,
    upcasters="chapitre.chapters.streets.upcasters",
    index="carte",
    page="signalement",
    desk="bureau_signalement",
    marks=states.KINDS,
    kept_back={"review": ("held",)},
    dated="received_on",
    columns=("received_on", "category", "place", "district", "state"),
    exhibits={
        "text": ("description", "description"),
        "photo1": ("photo", "photo"),
        "photo2": ("photo", "photo"),
        "photo3": ("photo", "photo"),
        "photo4": ("photo", "photo"),
        "point": ("point exact", "exact point"),
        "reason": ("motif", "reason"),
        "question": ("question", "question"),
        "reply": ("réponse", "answer"),
    },
    private=("streets.Submission", "streets.Contact"),
)
class Report(Located, Record):
    """One report. Its facts name no one; the place is snapped to the street, never to a door."""

    category = facts.code(
        ("sujet", "category"),
        {code: one.label for code, one in categories().items()},
        length=40,
        noun=("le sujet", "the category"),
    )
    department = facts.code(
        ("service", "department"),
        {one.code: one.label for one in town().departments.values()},
        length=40,
        noun=("le service", "the department"),
    )
    channel = facts.code(("par", "through"), states.CHANNELS, length=12, noun=("le canal", "the channel"))
    received_on = facts.date(
        ("reçu le", "received on"),
        noun=("la date de réception", "the date of receipt"),
        when=("reçu", "received"),
    )
    district = facts.code(
        ("quartier", "district"),
        {one.code: one.label for one in town().districts.values()},
        length=60,
        noun=("le quartier", "the district"),
    )
    place = facts.text(("lieu", "place"), noun=("le lieu", "the place"))
    state = facts.code(("état", "state"), states.STATES, length=12, noun=("l’état", "the state"))
    review = facts.code(("relecture", "review"), states.REVIEWS, length=8, noun=("la relecture", "the review"))
    answer = facts.code(
        ("réponse à la question", "answer to the question"),
        states.ANSWERS,
        length=8,
        null=True,
        noun=("la réponse à la question du sujet", "the answer to the category’s question"),
    )
    due_on = facts.date(
        ("promis pour le", "promised for"),
        noun=("la date promise", "the promised date"),
        when=("promis", "promised"),
    )
    resolved_on = facts.date(
        ("résolu le", "resolved on"),
        null=True,
        noun=("la date de résolution", "the date of resolution"),
        when=("résolu", "resolved"),
    )
    rejected_on = facts.date(
        ("rejeté le", "rejected on"),
        null=True,
        noun=("la date de rejet", "the date of rejection"),
        when=("rejeté", "rejected"),
    )
    reopenings = facts.integer(
        ("réouvertures", "reopenings"),
        high=1000,
        default=0,
        noun=("le nombre de réouvertures", "the number of reopenings"),
    )
    contested = facts.flag(
        ("contesté", "contested"),
        noun=("la suite est contestée", "the outcome is contested"),
    )
    merged_into = facts.link(
        ("relié à", "joined to"),
        "streets.reports",
        null=True,
        noun=("le signalement auquel il est relié", "the report it is joined to"),
        sayings={
            "known": ("relié à un autre", "joined to another"),
            "unknown": ("qui n’est relié à aucun autre", "not joined to any other"),
        },
    )

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
