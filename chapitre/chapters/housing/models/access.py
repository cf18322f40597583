"""Access to housing: advice sessions, the points scale that ranks applications, the fact-finding mission behind it."""

from chapitre.chapters.housing.models.quality import VERSION_MARKS, VERSION_STATES
from chapitre.kernel.commons.columns import decision, district, document, place
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

HOLDERS = {
    "councillor": ("élu·e", "councillor"),
    "service": ("service de l’habitat", "housing service"),
}
SESSION_STATES = {
    "announced": ("annoncée", "announced"),
    "held": ("tenue", "held"),
    "cancelled": ("annulée", "cancelled"),
}
RECOMMENDATION_STATES = {
    "given": ("à l’étude", "being studied"),
    "accepted": ("retenue", "accepted"),
    "adopted": ("adoptée", "adopted"),
    "refused": ("écartée", "set aside"),
}


@register(
    "housing.advice_sessions",
    label=("permanences logement", "housing advice sessions"),
    singular=("permanence", "advice session"),
    description=(
        "Les permanences pour qui cherche un logement : date, lieu, rendez-vous pris et honorés. Jamais un nom.",
        "Advice sessions for people looking for a home: date, place, appointments made and kept. Never a name.",
    ),
    dated="held_on",
    columns=("held_on", "holder", "place", "state", "booked", "received"),
    marks={"announced": "new", "held": "done", "cancelled": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class AdviceSession(Record):
    """One session, announced, then held or cancelled."""

    held_on = facts.date(("date", "date"), noun=("la date", "the date"), when=("tenu", "held"))
    holder = facts.code(("tenue par", "held by"), HOLDERS, length=12, noun=("qui la tient", "who holds it"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), SESSION_STATES, length=12, noun=("l’état", "the state"))
    booked = facts.integer(
        ("rendez-vous pris", "appointments made"),
        high=1000,
        unit="personne",
        null=True,
        noun=("les rendez-vous pris", "the appointments made"),
    )
    received = facts.integer(
        ("personnes reçues", "people received"),
        high=1000,
        unit="personne",
        null=True,
        noun=("les personnes reçues", "the people received"),
    )


@register(
    "housing.points_scales",
    label=("versions du barème de cotation", "versions of the points scale"),
    singular=("version du barème", "version of the scale"),
    description=(
        "Les barèmes à points qui classent les demandes de logement : critères, maximum, délibération.",
        "The points scales that rank housing applications: criteria, maximum, council decision.",
    ),
    title="title",
    dated="adopted_on",
    columns=("title", "state", "adopted_on", "criteria", "most_points"),
    marks=VERSION_MARKS,
    exhibits={"reason": ("motif", "reason"), "changes": ("ce qui change", "what changes")},
)
class PointsScale(Record):
    """One version of the scale, in force from its adoption until the next."""

    title = facts.text(("titre", "title"), 160, noun=("le titre", "the title"))
    state = facts.code(("état", "state"), VERSION_STATES, length=12, noun=("l’état", "the state"))
    criteria = facts.integer(
        ("critères", "criteria"), low=1, high=200, noun=("le nombre de critères", "the number of criteria")
    )
    most_points = facts.integer(
        ("maximum de points", "most points"), low=1, high=10_000, noun=("le maximum de points", "the most points")
    )
    adopted_on = facts.date(
        ("adopté le", "adopted on"),
        null=True,
        noun=("la date d’adoption", "the date of adoption"),
        when=("adopté", "adopted"),
    )
    decision = decision()
    document = document()


@register(
    "housing.recommendations",
    label=("préconisations de la mission d’information", "the fact-finding mission’s recommendations"),
    singular=("préconisation", "recommendation"),
    description=(
        "Ce que la mission d’information et d’évaluation a préconisé, et la suite donnée à chaque préconisation.",
        "What the fact-finding mission recommended, and what became of each recommendation.",
    ),
    title="subject",
    dated="given_on",
    columns=("number", "subject", "state", "given_on", "settled_on"),
    marks={"given": "new", "accepted": "doing", "adopted": "done", "refused": "no"},
    exhibits={"reason": ("motif", "reason"), "answer": ("réponse de la Ville", "the town’s answer")},
)
class Recommendation(Record):
    """One recommendation, followed to its adoption."""

    number = facts.integer(("numéro", "number"), low=1, high=999, noun=("le numéro", "the number"))
    subject = facts.text(("objet", "subject"), 240, noun=("l’objet", "the subject"))
    state = facts.code(("suite", "state"), RECOMMENDATION_STATES, length=12, noun=("la suite", "the state"))
    given_on = facts.date(("faite le", "made on"), noun=("la date", "the date it was made"), when=("fait", "made"))
    scale = facts.link(
        ("version du barème", "version of the scale"),
        "housing.points_scales",
        null=True,
        noun=("la version du barème qui la reprend", "the version of the scale that takes it up"),
    )
    settled_on = facts.date(
        ("tranchée le", "settled on"),
        null=True,
        noun=("la date de la suite", "the date it was settled"),
        when=("tranché", "settled"),
    )
    decision = decision()
