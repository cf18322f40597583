"""Juries drawn by lot, what their panels must look like, who sits by number, and each point of their opinions."""

from django.db import models

from chapitre.chapters.voice.models.words import ANSWERS
from chapitre.kernel.commons.columns import name, project
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

JURY_STATES = {
    "called": ("appel à volontaires", "call for volunteers"),
    "frozen": ("liste arrêtée", "pool frozen"),
    "ready": ("panels publiés", "panels published"),
    "drawn": ("tiré au sort", "drawn"),
    "sitting": ("en session", "sitting"),
    "reported": ("avis rendu", "opinion given"),
    "answered": ("la Ville a répondu", "the town has answered"),
}
SEED_KINDS = {
    "drand": ("tour de drand", "round of drand"),
    "nist": ("impulsion du NIST", "pulse of NIST"),
    "typed": ("tirage public, recopié", "public draw, copied"),
}
SEED_CHECKS = {
    "verified": ("signature vérifiée", "signature verified"),
    "copied": ("recopiée devant témoins", "copied before witnesses"),
}
SEAT_ROLES = {"member": ("titulaire", "member"), "alternate": ("suppléance", "alternate")}
SEAT_STATES = {
    "drawn": ("réponse attendue", "answer awaited"),
    "accepted": ("accepté", "accepted"),
    "declined": ("refusé", "declined"),
    "left": ("parti en cours", "left on the way"),
}
CAUSES = {
    "work": ("travail", "work"),
    "family": ("famille", "family"),
    "health": ("santé", "health"),
    "moved": ("déménagement", "moved away"),
    "silent": ("sans réponse", "no answer"),
    "other": ("autre", "other"),
}


@register(
    "voice.juries",
    label=("jurys citoyens", "citizen juries"),
    singular=("jury citoyen", "citizen jury"),
    description=(
        "Les jurys tirés au sort : sur quoi, combien de sièges, où ils en sont, quand ils ont rendu leur avis.",
        "Juries drawn by lot: on what, how many seats, how far they are, when they gave their opinion.",
    ),
    title="name",
    dated="called_on",
    columns=("name", "project", "seats", "volunteers", "state", "reported_on"),
    marks={"called": "new", "answered": "done"}
    | dict.fromkeys(("frozen", "ready", "drawn", "sitting", "reported"), "doing"),
    exhibits={
        "question": ("question posée au jury", "question put to the jury"),
        "opinion": ("avis du jury", "the jury’s opinion"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "witnesses": ("témoins du tirage", "witnesses of the draw"),
        "renounced": ("motif de la graine abandonnée", "why a seed was given up"),
        "reason": ("motif", "reason"),
    },
    private=("voice.Invitation", "voice.Volunteer", "voice.PanelFolder"),
    page="jury",
    schema=4,
    upcasters="chapitre.chapters.voice.juries_upcasters",
)
class Jury(Record):
    """One jury. Its members are nowhere in it."""

    name = name()
    project = project()
    seats = facts.integer(("sièges", "seats"), low=3, high=500, noun=("le nombre de sièges", "the number of seats"))
    invited = facts.integer(("invitations", "invitations"), null=True, noun=("les invitations", "the invitations"))
    volunteers = facts.integer(("volontaires", "volunteers"), null=True, noun=("les volontaires", "the volunteers"))
    state = facts.code(("état", "state"), JURY_STATES, length=12, noun=("l’état", "the state"))
    called_on = facts.date(("appel le", "called on"), noun=("la date de l’appel", "the day of the call"))
    frozen_on = facts.date(
        ("liste arrêtée le", "pool frozen on"),
        null=True,
        noun=("la date de la liste", "the day of the pool"),
        when=("arrêté", "frozen"),
    )
    pool_root = facts.text(
        ("empreinte de la liste", "the pool’s hash"),
        64,
        null=True,
        noun=("l’empreinte de la liste", "the pool’s hash"),
    )
    alternates = facts.integer(
        ("suppléances par panel", "alternates a panel"),
        low=1,
        high=500,
        null=True,
        noun=("le nombre de suppléances", "the number of alternates"),
        help=("Un tiers des sièges suffit souvent.", "A third of the seats is often enough."),
    )
    dropout = facts.integer(
        ("départs attendus, pour cent", "departures expected, per cent"),
        high=100,
        null=True,
        noun=("les départs attendus", "the departures expected"),
        help=("Ce que vos jurys précédents ont connu.", "What your earlier juries have known."),
    )
    panels = facts.integer(
        ("panels publiés", "panels published"), null=True, noun=("le nombre de panels", "the number of panels")
    )
    panels_hash = facts.text(
        ("empreinte des panels", "the panels’ hash"),
        64,
        null=True,
        noun=("l’empreinte des panels", "the panels’ hash"),
    )
    seed_kind = facts.code(
        ("sorte de graine", "kind of seed"),
        SEED_KINDS,
        length=12,
        null=True,
        noun=("la sorte de graine", "the kind of seed"),
    )
    seed_source = facts.text(
        ("source de la graine", "source of the seed"),
        200,
        null=True,
        noun=("la source de la graine", "the source of the seed"),
        help=(
            "Un hasard public que personne ne choisit : le Loto de tel soir, par exemple.",
            "A public chance that nobody chooses: the lottery of a given evening, for instance.",
        ),
    )
    seed_chain = facts.text(
        ("chaîne de la balise", "the beacon’s chain"),
        64,
        null=True,
        noun=("la chaîne de la balise", "the beacon’s chain"),
    )
    seed_round = facts.integer(
        ("tour de la balise", "round of the beacon"),
        low=1,
        high=facts.INTEGER_BOUND,
        null=True,
        noun=("le tour de la balise", "the round of the beacon"),
        help=("Le numéro d’un tour à venir de drand.", "The number of a round of drand to come."),
    )
    seed_at = facts.text(
        ("instant de la graine", "moment of the seed"),
        20,
        null=True,
        noun=("l’instant de la graine", "the moment of the seed"),
        help=("En temps universel : 2026-03-12T17:00:00Z.", "In universal time: 2026-03-12T17:00:00Z."),
    )
    seed_on = facts.date(
        ("graine connue le", "seed known on"),
        null=True,
        noun=("le jour de la graine", "the day of the seed"),
        when=("connu", "known"),
    )
    seed = facts.text(("graine", "seed"), 200, null=True, noun=("la graine", "the seed"))
    seed_signature = facts.text(
        ("signature de la balise", "the beacon’s signature"),
        96,
        null=True,
        noun=("la signature de la balise", "the beacon’s signature"),
    )
    seed_check = facts.code(
        ("contrôle de la graine", "check of the seed"),
        SEED_CHECKS,
        length=12,
        null=True,
        noun=("le contrôle de la graine", "the check of the seed"),
    )
    panel = facts.integer(("panel tiré", "panel drawn"), null=True, noun=("le panel tiré", "the panel drawn"))
    drawn_on = facts.date(
        ("tiré le", "drawn on"), null=True, noun=("la date du tirage", "the draw"), when=("tiré", "drawn")
    )
    reported_on = facts.date(
        ("avis rendu le", "opinion given on"),
        null=True,
        noun=("la date de l’avis", "the opinion"),
        when=("rendu", "given"),
    )
    answered_on = facts.date(
        ("réponse le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the answer"),
        when=("répondu", "answered"),
    )


@register(
    "voice.quotas",
    label=("quotas des jurys", "jury quotas"),
    singular=("quota", "quota"),
    description=(
        "Ce à quoi un jury doit ressembler : pour chaque critère, le nombre de sièges de chaque réponse.",
        "What a jury must look like: for each criterion, how many seats each answer gets.",
    ),
    columns=("jury", "category", "value", "least", "most", "source"),
    exhibits={"reason": ("motif", "reason")},
)
class Quota(Record):
    """The seats that one answer of one criterion gets: what the form asks, and what each panel keeps."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    category = facts.text(("critère", "criterion"), 60, noun=("le critère", "the criterion"))
    value = facts.text(("réponse", "answer"), 80, noun=("la réponse", "the answer"))
    least = facts.integer(("au moins", "at least"), high=500, noun=("le moins de sièges", "the fewest seats"))
    most = facts.integer(("au plus", "at most"), high=500, noun=("le plus de sièges", "the most seats"))
    source = facts.text(
        ("source", "source"),
        160,
        null=True,
        noun=("la source", "the source"),
        help=("D’où vient la part : le recensement, par exemple.", "Where the share comes from: the census, say."),
    )


@register(
    "voice.seats",
    label=("sièges des jurys", "jury seats"),
    singular=("siège", "seat"),
    description=(
        "Qui siège, par numéro de volontaire : accepté, refusé, remplacé par qui, pour quelle raison.",
        "Who sits, by volunteer number: accepted, declined, replaced by whom, for what reason.",
    ),
    columns=("jury", "number", "role", "state", "cause", "replaces"),
    marks={"drawn": "new", "accepted": "done", "declined": "no", "left": "no"},
    exhibits={"reason": ("motif", "reason")},
    schema=2,
    upcasters="chapitre.chapters.voice.seats_upcasters",
)
class Seat(Record):
    """One volunteer who was drawn, or called from the alternates. Never who that is."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    number = facts.integer(
        ("numéro de volontaire", "volunteer number"), low=1, noun=("le numéro", "the volunteer number")
    )
    role = facts.code(("rôle", "role"), SEAT_ROLES, length=12, noun=("le rôle", "the role"))
    state = facts.code(("état", "state"), SEAT_STATES, length=12, noun=("l’état", "the state"))
    cause = facts.code(("raison", "cause"), CAUSES, length=12, null=True, noun=("la raison", "the cause"))
    replaces = facts.integer(("remplace le numéro", "replaces number"), null=True, noun=("qui il remplace", "whom"))
    answer_by = facts.date(
        ("réponse attendue le", "answer by"),
        null=True,
        noun=("le dernier jour pour répondre", "the last day to answer"),
    )


@register(
    "voice.recommendations",
    label=("recommandations des jurys", "jury recommendations"),
    singular=("recommandation", "recommendation"),
    description=(
        "Chaque point de l’avis d’un jury, ce que la Ville en a dit, et ce qu’il en est advenu.",
        "Each point of a jury’s opinion, what the town said of it, and what became of it.",
    ),
    title="subject",
    dated="given_on",
    columns=("jury", "subject", "state", "answered_on", "carried_on"),
    marks={"pending": "new", "accepted": "doing", "partly": "doing", "refused": "no", "carried": "done"},
    exhibits={
        "motive": ("réponse motivée", "reasoned answer"),
        "outcome": ("ce qui a été fait", "what was done"),
        "reason": ("motif", "reason"),
    },
)
class Recommendation(Record):
    """One point of an opinion."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    subject = facts.text(("recommandation", "recommendation"), 240, noun=("la recommandation", "the recommendation"))
    state = facts.code(("suite", "outcome"), ANSWERS, length=12, noun=("la suite donnée", "the outcome"))
    given_on = facts.date(("rendue le", "given on"), noun=("la date", "the date"), when=("rendu", "given"))
    answered_on = facts.date(
        ("réponse le", "answered on"), null=True, noun=("la réponse", "the answer"), when=("répondu", "answered")
    )
    carried_on = facts.date(
        ("réalisée le", "carried out on"),
        null=True,
        noun=("la réalisation", "the carrying out"),
        when=("réalisé", "done"),
    )


class PanelFile(models.Model):
    """The panels of a jury: being computed, then ready at the desk, then public, byte for byte, once announced."""

    jury = models.CharField(max_length=40, unique=True)
    body = models.TextField(default="")
    done = models.PositiveIntegerField(default=0)
    of = models.PositiveIntegerField(default=0)
    problem = models.TextField(default="")
    opened = models.JSONField(null=True)  # those of the panel drawn, and the salt that opens their seal

    def __str__(self) -> str:
        return self.jury
