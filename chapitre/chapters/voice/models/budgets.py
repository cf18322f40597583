"""Participatory budgets: their phases, the ideas that become projects, the voters’ roll, the ballots once counted."""

from django.db import models
from django.db.models import Q

from chapitre.chapters.voice.models.words import THEMES
from chapitre.kernel.commons.columns import decision, district, name, place
from chapitre.kernel.geo.models import Located, point_constraints, point_indexes
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

PHASES = {
    "ideas": ("dépôt des idées", "ideas"),
    "study": ("étude des idées", "study of the ideas"),
    "ready": ("règle fixée, vote à venir", "rule fixed, vote to come"),
    "vote": ("vote", "vote"),
    "counted": ("réalisation", "delivery"),
    "closed": ("terminé", "closed"),
}
KINDS = {
    "approval": ("cocher des projets", "approve projects"),
    "cumulative": ("répartir des points", "share out points"),
    "score": ("noter des projets", "score projects"),
}
UTILITIES = {
    "cost": ("un soutien vaut le coût du projet", "a support is worth the project’s cost"),
    "cardinality": ("un soutien vaut autant pour chaque projet", "a support is worth the same for every project"),
}
COMPLETIONS = {
    "none": ("ce qui reste n’est pas dépensé", "what is left is not spent"),
    "add1": (
        "les parts montent d’un euro à la fois tant que l’enveloppe suffit",
        "shares rise by one euro at a time as long as the budget suffices",
    ),
    "add1u": (
        "les parts montent d’un euro à la fois tant que l’enveloppe suffit, puis le reste va par ordre de soutien",
        "shares rise by one euro at a time as long as the budget suffices, then what is left goes by support",
    ),
    "greedy": ("ce qui reste va par ordre de soutien", "what is left goes by support"),
}
IDEA_STATES = {
    "received": ("en relecture", "being read"),
    "set_aside": ("écartée à la relecture", "set aside when read"),
    "published": ("publiée", "published"),
    "merged": ("réunie à une autre", "merged with another"),
    "unfeasible": ("non retenue", "not feasible"),
    "feasible": ("soumise au vote", "put to the vote"),
    "funded": ("financée", "funded"),
    "unfunded": ("non financée", "not funded"),
    "works": ("en réalisation", "under way"),
    "delivered": ("livrée", "delivered"),
    "dropped": ("abandonnée", "dropped"),
}
CHANNELS = {"web": ("en ligne", "online"), "paper": ("sur papier", "on paper")}
NUMBERS = 500  # the highest number that a project may have on a ballot
MOST = 100  # what a ballot may hold: projects, or points


@register(
    "voice.budgets",
    label=("budgets participatifs", "participatory budgets"),
    singular=("budget participatif", "participatory budget"),
    description=(
        "Les budgets participatifs : l’enveloppe, les dates, la règle du vote, et ce que le vote a donné.",
        "Participatory budgets: the money, the dates, the rule of the vote, and what came of it.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "state", "envelope_cents", "ideas_until", "vote_until", "voters"),
    marks={
        "ideas": "new", "study": "doing", "ready": "doing", "vote": "doing", "counted": "doing", "closed": "done",
    },
    exhibits={"reason": ("motif", "reason")},
    private=("voice.CastBallot", "voice.PaperEntry"),
    page="budget",
)  # fmt: skip
class Budget(Record):
    """One participatory budget. The rule of its vote is fixed by an act before the vote opens."""

    name = name()
    state = facts.code(("phase", "phase"), PHASES, length=12, noun=("la phase", "the phase"))
    envelope_cents = facts.integer(
        ("enveloppe", "budget"), low=1, high=10**12, unit="eur", noun=("l’enveloppe", "the budget")
    )
    opened_on = facts.date(("ouvert le", "opened on"), noun=("l’ouverture", "the opening"), when=("ouvert", "opened"))
    ideas_until = facts.date(("idées jusqu’au", "ideas until"), noun=("la fin du dépôt", "the end of the ideas"))
    vote_from = facts.date(("vote à partir du", "vote from"), noun=("l’ouverture du vote", "the start of the vote"))
    vote_until = facts.date(("vote jusqu’au", "vote until"), noun=("la fin du vote", "the end of the vote"))
    kind = facts.code(
        ("bulletin", "ballot"), KINDS, length=12, null=True, noun=("la sorte de bulletin", "the kind of ballot")
    )
    most = facts.integer(
        ("au plus", "at most"),
        low=1,
        high=MOST,
        null=True,
        noun=("ce qu’un bulletin peut donner", "what a ballot may give"),
        help=(
            "Projets cochés, points à répartir, ou note la plus haute, selon le bulletin.",
            "Projects ticked, points to share, or highest score, according to the ballot.",
        ),
    )
    utility = facts.code(
        ("ce que vaut un soutien", "worth of a support"),
        UTILITIES,
        length=12,
        null=True,
        noun=("ce que vaut un soutien", "the worth of a support"),
    )
    completion = facts.code(
        ("argent restant", "money left over"),
        COMPLETIONS,
        length=8,
        null=True,
        noun=("ce que devient l’argent restant", "what becomes of money left over"),
    )
    fixed_on = facts.date(("règle fixée le", "rule fixed on"), null=True, noun=("la date de la règle", "the rule"))
    counted_on = facts.date(("compté le", "counted on"), null=True, noun=("la date du compte", "the count"))
    voters = facts.integer(("votant·es", "voters"), null=True, noun=("le nombre de votants", "the number of voters"))
    funded = facts.integer(
        ("projets financés", "projects funded"), null=True, noun=("les projets financés", "the projects funded")
    )
    spent_cents = facts.integer(
        ("attribué", "awarded"), high=10**12, unit="eur", null=True, noun=("la somme attribuée", "the sum awarded")
    )
    pb_sha256 = facts.text(
        ("empreinte des bulletins", "hash of the ballots"), 64, null=True, noun=("l’empreinte", "the hash")
    )
    decision = decision()

    class Meta:
        constraints = [
            models.CheckConstraint(name="budget_state", condition=Q(state__in=list(PHASES))),
            models.CheckConstraint(
                name="budget_votes_under_a_rule",
                condition=~Q(state__in=["ready", "vote", "counted"])
                | Q(kind__isnull=False, most__isnull=False, utility__isnull=False, completion__isnull=False),
            ),
        ]


@register(
    "voice.ideas",
    label=("idées et projets des budgets participatifs", "ideas and projects of participatory budgets"),
    singular=("idée", "idea"),
    description=(
        "Chaque idée déposée et ce qu’elle est devenue : réunie à une autre, étudiée, chiffrée, votée, livrée.",
        "Each idea sent and what became of it: merged, studied, costed, voted on, delivered.",
    ),
    title="subject",
    dated="received_on",
    columns=("subject", "budget", "theme", "district", "state", "cost_cents"),
    marks={
        "received": "new", "set_aside": "no", "published": "new", "merged": "no", "unfeasible": "no",
        "feasible": "doing", "funded": "doing", "unfunded": "no", "works": "doing", "delivered": "done",
        "dropped": "no",
    },
    exhibits={
        "text": ("l’idée", "the idea"),
        "motive": ("avis motivé du service", "the department’s reasoned opinion"),
        "result": ("ce qui est fait", "what was done"),
        "photo": ("photo", "photo"),
        "reason": ("motif", "reason"),
    },
    private=("voice.IdeaSent", "voice.IdeaContact"),
    schema=2,
    upcasters="chapitre.chapters.voice.ideas_upcasters",
    kept_back={"state": ("received", "set_aside")},
    page="idee",
)  # fmt: skip
class Idea(Located, Record):
    """One idea, all the way to what was built. `subject` is the town's wording: nobody's name stands in it.

    Its point is the publishable one nearest to what was shown: on the street, before no door.
    """

    budget = facts.link(
        ("budget participatif", "participatory budget"), "voice.budgets", noun=("le budget", "the budget")
    )
    subject = facts.text(
        ("intitulé", "title"),
        160,
        null=True,
        noun=("l’intitulé", "the title"),
        help=("Public pour toujours : ni nom ni adresse.", "Public for ever: no name, no address."),
    )
    theme = facts.code(("thème", "theme"), THEMES, length=12, noun=("le thème", "the theme"))
    district = district()
    place = place()
    state = facts.code(("état", "state"), IDEA_STATES, length=12, noun=("l’état", "the state"))
    received_on = facts.date(("déposée le", "sent on"), noun=("la date du dépôt", "the date"), when=("déposé", "sent"))
    channel = facts.code(("par", "through"), CHANNELS, length=8, noun=("le canal", "the channel"))
    merged_into = facts.link(
        ("réunie à", "merged into"),
        "voice.ideas",
        null=True,
        noun=("l’idée à laquelle elle est réunie", "the idea it joined"),
    )
    number = facts.integer(
        ("numéro au vote", "number on the ballot"),
        low=1,
        high=NUMBERS,
        null=True,
        noun=("le numéro au vote", "the number on the ballot"),
    )
    cost_cents = facts.integer(
        ("coût", "cost"), low=1, high=10**12, unit="eur", null=True, noun=("le coût", "the cost")
    )
    supporters = facts.integer(("soutiens", "supporters"), null=True, noun=("les soutiens", "the supporters"))
    points = facts.integer(("points", "points"), null=True, noun=("les points", "the points"))
    payment = facts.link(("dépense", "expense"), "town.payments", null=True, noun=("la dépense", "the expense"))
    delivered_on = facts.date(
        ("livrée le", "delivered on"), null=True, noun=("la livraison", "the delivery"), when=("livré", "delivered")
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="idea_state", condition=Q(state__in=list(IDEA_STATES))),
            models.CheckConstraint(
                name="idea_on_the_ballot_has_a_cost",
                condition=~Q(state="feasible")
                | Q(number__isnull=False, cost_cents__isnull=False, subject__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["budget", "number"], name="idea_one_a_number", condition=Q(withdrawn=False)
            ),
            *point_constraints(),
        ]
        indexes = [*point_indexes(), models.Index(fields=["budget", "state"], name="idea_by_budget")]


@register(
    "voice.signatures",
    label=("émargements", "voters’ roll"),
    singular=("émargement", "signature"),
    description=(
        "Les passages aux urnes des budgets participatifs, un par votant·e : quel vote, quel jour, ni plus.",
        "Visits to the ballot boxes of participatory budgets, one a voter: which vote, which day, no more.",
    ),
    dated="voted_on",
    columns=("budget", "voted_on", "channel"),
    private=("voice.Voter",),
)
class Signature(Record):
    """One voter has voted. Her ballot is elsewhere, and nothing here leads to it."""

    budget = facts.link(
        ("budget participatif", "participatory budget"), "voice.budgets", noun=("le budget", "the budget")
    )
    channel = facts.code(("par", "through"), CHANNELS, length=8, noun=("le canal", "the channel"))
    voted_on = facts.date(("voté le", "voted on"), noun=("la date du vote", "the date"), when=("voté", "voted"))

    class Meta:
        indexes = [models.Index(fields=["budget"], name="signature_by_budget")]


@register(
    "voice.ballots",
    label=("bulletins", "ballots"),
    singular=("bulletin", "ballot"),
    description=(
        "Les bulletins des budgets participatifs, publiés au moment du compte, dans un ordre tiré au hasard.",
        "The ballots of participatory budgets, published when they are counted, in a random order.",
    ),
    columns=("budget", "choices"),
)
class Ballot(Record):
    """One ballot, published with all the others of its vote. `choices` is "3:1,7:2": number of the project, points."""

    budget = facts.link(
        ("budget participatif", "participatory budget"), "voice.budgets", noun=("le budget", "the budget")
    )
    choices = facts.text(
        ("choix", "choices"),
        1000,
        noun=("les choix", "the choices"),
        help=("Numéro du projet, deux points, points donnés.", "Number of the project, colon, points given."),
    )

    class Meta:
        indexes = [models.Index(fields=["budget"], name="ballot_by_budget")]
