"""The records of the chapter `voice`: questions asked in meetings, juries, consultations, pledges and their answers."""

from chapitre.kernel.commons.columns import decision, district, document, name, organisation, project
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

QUESTION_STATES = {
    "asked": ("posée", "asked"),
    "answered": ("répondue", "answered"),
    "declined": ("sans suite", "declined"),
}
THEMES = {
    "housing": ("logement", "housing"),
    "green": ("nature, eau", "nature and water"),
    "mobility": ("déplacements", "getting about"),
    "shops": ("commerces", "shops"),
    "works": ("chantiers", "works"),
    "facilities": ("équipements", "facilities"),
    "other": ("autre", "other"),
}
JURY_STATES = {
    "called": ("appel à volontaires", "call for volunteers"),
    "drawn": ("tiré au sort", "drawn"),
    "sitting": ("en session", "sitting"),
    "reported": ("avis rendu", "opinion given"),
    "answered": ("la Ville a répondu", "the town has answered"),
}
ANSWERS = {
    "pending": ("en attente", "pending"),
    "accepted": ("retenue", "accepted"),
    "partly": ("retenue en partie", "accepted in part"),
    "refused": ("refusée", "refused"),
    "carried": ("réalisée", "carried out"),
}
CONSULTATION_STATES = {
    "open": ("ouverte", "open"),
    "closed": ("close", "closed"),
    "reported": ("bilan publié", "results published"),
}
PLEDGE_STATES = {
    "pledged": ("pris", "pledged"),
    "decided": ("décidé", "decided"),
    "running": ("en cours", "under way"),
    "kept": ("tenu", "kept"),
    "dropped": ("abandonné", "dropped"),
}


@register(
    "voice.questions",
    label=("questions posées en réunion", "questions asked in meetings"),
    singular=("question", "question"),
    description=(
        "Les questions posées en réunion publique, et la réponse de la Ville, avec son délai.",
        "The questions asked in public meetings, and the town’s answer, with its delay.",
    ),
    dated="asked_on",
    columns=("asked_on", "meeting", "theme", "state", "answered_on"),
    marks={"asked": "new", "answered": "done", "declined": "no"},
    exhibits={
        "question": ("question", "question"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "reason": ("motif", "reason"),
    },
)
class Question(Record):
    """One question, never who asked it. `due_on` is when its answer was promised for."""

    meeting = facts.link(("réunion", "meeting"), "town.meetings", noun=("la réunion", "the meeting"))
    theme = facts.code(("thème", "theme"), THEMES, length=12, noun=("le thème", "the theme"))
    asked_on = facts.date(("posée le", "asked on"), noun=("la date de la question", "the date"), when=("posé", "asked"))
    due_on = facts.date(
        ("réponse promise le", "answer due on"),
        noun=("la date promise", "the date promised"),
        when=("promis", "promised"),
    )
    state = facts.code(("état", "state"), QUESTION_STATES, length=12, noun=("l’état", "the state"))
    answered_on = facts.date(
        ("répondue le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the date of the answer"),
        when=("répondu", "answered"),
    )


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
    marks={"called": "new", "drawn": "doing", "sitting": "doing", "reported": "doing", "answered": "done"},
    exhibits={
        "question": ("question posée au jury", "question put to the jury"),
        "opinion": ("avis du jury", "the jury’s opinion"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "reason": ("motif", "reason"),
    },
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
    exhibits={"motive": ("réponse motivée", "reasoned answer"), "reason": ("motif", "reason")},
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


@register(
    "voice.consultations",
    label=("consultations", "consultations"),
    singular=("consultation", "consultation"),
    description=(
        "Les consultations et études participatives : sur quoi, jusqu’à quand, combien de contributions.",
        "Consultations and participatory studies: on what, until when, how many contributions.",
    ),
    title="name",
    dated="opened_on",
    columns=("name", "project", "state", "opened_on", "closes_on", "contributions"),
    marks={"open": "doing", "closed": "doing", "reported": "done"},
    exhibits={"results": ("ce qui en ressort", "what came out"), "reason": ("motif", "reason")},
)
class Consultation(Record):
    """One consultation."""

    name = name()
    project = project()
    state = facts.code(("état", "state"), CONSULTATION_STATES, length=12, noun=("l’état", "the state"))
    opened_on = facts.date(("ouverte le", "opened on"), noun=("l’ouverture", "the opening"), when=("ouvert", "opened"))
    closes_on = facts.date(("close le", "closes on"), noun=("la clôture", "the closing"), when=("clos", "closed"))
    contributions = facts.integer(
        ("contributions", "contributions"),
        default=0,
        noun=("le nombre de contributions", "the number of contributions"),
    )


@register(
    "voice.expectations",
    label=("attentes et ce qu’elles ont changé", "expectations and what they changed"),
    singular=("attente", "expectation"),
    description=(
        "Les thèmes d’une consultation, combien de contributions les portent, et ce que le plan en a fait.",
        "The themes of a consultation, how many contributions carry each, and what the plan made of it.",
    ),
    title="subject",
    columns=("consultation", "subject", "theme", "contributions", "state"),
    marks={"pending": "new", "accepted": "doing", "partly": "doing", "refused": "no", "carried": "done"},
    exhibits={
        "change": ("ce qui a changé, ou pourquoi non", "what changed, or why not"),
        "reason": ("motif", "reason"),
    },
)
class Expectation(Record):
    """One theme of a consultation, coded by staff."""

    consultation = facts.link(
        ("consultation", "consultation"), "voice.consultations", noun=("la consultation", "the consultation")
    )
    subject = facts.text(("attente", "expectation"), 200, noun=("l’attente", "the expectation"))
    theme = facts.code(("thème", "theme"), THEMES, length=12, noun=("le thème", "the theme"))
    contributions = facts.integer(
        ("contributions", "contributions"), noun=("le nombre de contributions", "the number of contributions")
    )
    state = facts.code(("suite", "outcome"), ANSWERS, length=12, noun=("la suite donnée", "the outcome"))


@register(
    "voice.pledges",
    label=("engagements de la conférence climat", "climate conference pledges"),
    singular=("engagement de la conférence", "pledge"),
    description=(
        "Les engagements pris à chaque édition de la conférence climat, l’argent qui leur est réservé, leur résultat.",
        "The pledges of each climate conference, the money set aside for them, what came of them.",
    ),
    title="subject",
    dated="pledged_on",
    columns=("pledged_on", "subject", "state", "envelope_cents", "kept_on"),
    marks={"pledged": "new", "decided": "doing", "running": "doing", "kept": "done", "dropped": "no"},
    exhibits={"result": ("résultat", "result"), "reason": ("motif", "reason")},
)
class Pledge(Record):
    """One pledge, from the conference to its result; `payment` is the line of money that it has."""

    conference = facts.link(("édition", "edition"), "town.meetings", noun=("l’édition", "the edition"))
    subject = facts.text(("engagement", "pledge"), 200, noun=("l’engagement", "the pledge"))
    carrier = organisation(("porté par", "carried by"), noun=("qui le porte", "who carries it"))
    district = district()
    state = facts.code(("état", "state"), PLEDGE_STATES, length=12, noun=("l’état", "the state"))
    pledged_on = facts.date(("pris le", "pledged on"), noun=("la date", "the date"), when=("pris", "pledged"))
    envelope_cents = facts.integer(
        ("réservé", "set aside"), high=10**12, unit="eur", default=0, noun=("la somme réservée", "the sum set aside")
    )
    payment = facts.link(("dépense", "expense"), "town.payments", null=True, noun=("la dépense", "the expense"))
    decision = decision()
    kept_on = facts.date(
        ("tenu le", "kept on"), null=True, noun=("la date tenue", "the date kept"), when=("tenu", "kept")
    )
    document = document()
