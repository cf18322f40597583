"""The bodies a town works with, and the posts of its own staff."""

from chapitre.kernel.commons.columns import name
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

KINDS = {
    "landlord": ("bailleur social", "social landlord"),
    "association": ("association", "association"),
    "company": ("entreprise", "company"),
    "cooperative": ("coopérative", "cooperative"),
    "school": ("établissement d’enseignement", "school"),
    "authority": ("collectivité", "local authority"),
    "state": ("service de l’État", "State service"),
    "public": ("établissement public, syndicat", "public body"),
    "network": ("réseau, forum", "network"),
    "group": ("collectif", "group"),
}
POST_STATES = {
    "filled": ("pourvu", "filled"),
    "vacant": ("vacant", "vacant"),
    "abolished": ("supprimé", "abolished"),
}
TEAMS = {
    "cleaning": ("propreté", "cleaning"),
    "graffiti": ("anti-graffiti et affichage sauvage", "graffiti and fly-posting"),
    "roads": ("voirie", "roads"),
    "parks": ("espaces verts", "parks"),
    "wardens": ("surveillance de la voie publique (ASVP)", "street wardens (ASVP)"),
    "schools": ("écoles et restauration", "schools and canteens"),
    "childhood": ("petite enfance", "early childhood"),
    "health": ("santé", "health"),
    "social": ("solidarités", "social services"),
    "culture": ("culture", "culture"),
    "sports": ("sports", "sports"),
    "housing": ("habitat", "housing"),
    "planning": ("urbanisme", "planning"),
    "buildings": ("bâtiments", "buildings"),
    "desk": ("accueil et état civil", "front desk and civil registry"),
    "support": ("administration", "administration"),
}


@register(
    "town.organisations",
    label=("organismes", "organisations"),
    singular=("organisme", "organisation"),
    description=(
        "Les organismes avec qui la Ville travaille : bailleurs, associations, entreprises, écoles, collectivités.",
        "The bodies the town works with: landlords, associations, companies, schools, authorities, the State.",
    ),
    title="name",
    columns=("name", "kind", "since", "until"),
    dated="since",
    exhibits={"reason": ("motif", "reason")},
)
class Organisation(Record):
    """A body, never a person: what its public registration says."""

    name = name()
    kind = facts.code(("nature", "kind"), KINDS, noun=("la nature", "the kind"))
    siren = facts.text(("SIREN", "SIREN"), 9, null=True, noun=("le numéro SIREN", "the SIREN number"))
    since = facts.date(
        ("partenaire depuis", "partner since"),
        null=True,
        noun=("le début du partenariat", "the start of the partnership"),
        when=("partenaire", "a partner"),
    )
    until = facts.date(
        ("jusqu’au", "until"),
        null=True,
        noun=("la fin du partenariat", "the end of the partnership"),
        when=("terminé", "ended"),
    )


@register(
    "town.posts",
    label=("postes", "posts"),
    singular=("poste", "post"),
    description=(
        "Les postes du personnel communal, par équipe : pourvus, vacants ou supprimés. Jamais le nom de l’agent·e.",
        "The posts of the town’s staff, by team: filled, vacant or abolished. Never the name of who holds it.",
    ),
    dated="since",
    columns=("team", "trade", "state", "since"),
    marks={"filled": "done", "vacant": "new", "abolished": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Post(Record):
    """One post. Who holds it is nobody's business here; since when it is filled is."""

    team = facts.code(("équipe", "team"), TEAMS, noun=("l’équipe", "the team"))
    trade = facts.text(("métier", "trade"), 80, noun=("le métier", "the trade"))
    state = facts.code(("état", "state"), POST_STATES, length=12, noun=("l’état", "the state"))
    since = facts.date(("depuis", "since"), noun=("la date de l’état", "the date of the state"), when=("ainsi", "so"))
    sworn_on = facts.date(
        ("assermentation", "sworn in on"),
        null=True,
        noun=("la date d’assermentation", "the date of the oath"),
        when=("assermenté", "sworn in"),
    )
