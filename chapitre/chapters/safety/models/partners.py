"""Those the town works with for safety: its networks, and the problems it follows with the national police."""

from chapitre.kernel.commons.columns import district, document, organisation, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

THEMES = {
    "parking": ("stationnement gênant", "obstructive parking"),
    "gatherings": ("halls et attroupements", "halls and gatherings"),
    "bikes": ("deux-roues bruyants", "noisy two-wheelers"),
    "dealing": ("trafic", "dealing"),
    "selling": ("vente à la sauvette", "illegal street selling"),
}
PROBLEM_STATES = {
    "open": ("ouvert", "open"),
    "acting": ("action en cours", "being acted on"),
    "solved": ("réglé", "solved"),
    "dropped": ("clos sans suite", "closed without action"),
}


@register(
    "safety.memberships",
    label=("adhésions à des réseaux", "memberships of networks"),
    singular=("adhésion", "membership"),
    description=(
        "Les réseaux dont des collectivités sont membres avec la Ville, et les fonctions qu’elle y tient.",
        "The networks whose members are authorities, the town among them, and the offices it holds there.",
    ),
    title="member",
    dated="since",
    columns=("member", "network", "office", "since"),
    exhibits={"reason": ("motif", "reason")},
)
class Membership(Record):
    """One authority's membership of a network."""

    network = organisation(("réseau", "network"), null=False, noun=("le réseau", "the network"))
    member = facts.text(("membre", "member"), 120, noun=("le membre", "the member"))
    own = facts.flag(
        ("la Ville elle-même", "the town itself"),
        noun=("le membre est la Ville", "the member is the town"),
        true=("qui est la Ville", "which is the town"),
        false=("autre que la Ville", "other than the town"),
    )
    office = facts.text(("fonction", "office"), 120, null=True, noun=("la fonction", "the office"))
    since = facts.date(("depuis", "since"), noun=("le début", "the start"), when=("membre", "a member"))
    until = facts.date(("jusqu’au", "until"), null=True, noun=("la fin", "the end"), when=("sorti", "out"))
    document = document()


@register(
    "safety.problems",
    label=("problèmes suivis en GPO", "problems followed by partnership groups"),
    singular=("problème suivi en GPO", "problem followed by a partnership group"),
    description=(
        "Ce que les groupes de partenariat opérationnel (police nationale et ASVP) ont pris en charge, et la suite.",
        "What the operational partnership groups (national police and wardens) took up, and what came of it.",
    ),
    title="place",
    dated="opened_on",
    columns=("opened_on", "theme", "place", "state", "solved_on"),
    marks={"open": "new", "acting": "doing", "solved": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "answer": ("ce qui a été fait", "what was done")},
)
class Problem(Located, Record):
    """One problem of a street or a square, never of a person, from the group that opened it to its end."""

    theme = facts.code(("sujet", "theme"), THEMES, length=12, noun=("le sujet", "the theme"))
    place = place()
    district = district()
    meeting = facts.link(("ouvert en", "opened in"), "town.meetings", null=True, noun=("la réunion", "the meeting"))
    state = facts.code(("état", "state"), PROBLEM_STATES, length=12, noun=("l’état", "the state"))
    opened_on = facts.date(
        ("ouvert le", "opened on"), noun=("la date d’ouverture", "the opening date"), when=("ouvert", "opened")
    )
    solved_on = facts.date(
        ("réglé le", "solved on"), null=True, noun=("la date du règlement", "the date solved"), when=("réglé", "solved")
    )
