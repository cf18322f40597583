"""What a project is made of: its phases, its lots, the dwellings of each lot, and its account once it is closed."""

from chapitre.chapters.building.models.columns import due_on, expected_on, slips
from chapitre.kernel.commons.columns import decision, document, organisation, project
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

PHASE_KINDS = {
    "study": ("étude", "study"),
    "consultation": ("concertation", "consultation"),
    "demolition": ("démolition", "demolition"),
    "networks": ("voirie et réseaux", "roads and networks"),
    "building": ("construction", "building"),
    "public_space": ("espace public", "public space"),
    "fitting": ("aménagement d’un lieu", "fitting out a place"),
}
PHASE_STATES = {
    "planned": ("à venir", "to come"),
    "ongoing": ("en cours", "under way"),
    "done": ("achevée", "completed"),
    "dropped": ("abandonnée", "dropped"),
}
USES = {
    "mixed": ("programme mixte", "mixed programme"),
    "housing": ("logements", "housing"),
    "residence": ("résidence", "residence"),
    "activity": ("activités", "business"),
}
LOT_STATES = {
    "planned": ("programmé", "planned"),
    "permitted": ("permis accordé", "permit granted"),
    "works": ("en chantier", "under construction"),
    "delivered": ("livré", "delivered"),
    "dropped": ("abandonné", "dropped"),
}
TENURES = {
    "social": ("location sociale", "social rent"),
    "intermediate": ("location intermédiaire", "intermediate rent"),
    "social_ownership": ("accession sociale", "social home ownership"),
    "ownership": ("accession libre", "market sale"),
    "cooperative": ("coopérative d’habitant·es", "residents’ cooperative"),
    "managed": ("résidence gérée", "managed residence"),
}
KINDS = {
    "family": ("familial", "family"),
    "student": ("étudiant", "student"),
    "senior": ("senior", "senior"),
    "shared": ("cohabitation solidaire", "solidarity house-sharing"),
}
DWELLING_STATES = {
    "planned": ("à livrer", "to be delivered"),
    "delivered": ("livrés", "delivered"),
    "dropped": ("abandonnés", "dropped"),
}
SUBJECTS = {
    "dwellings": ("logements", "dwellings"),
    "social": ("logements sociaux", "social dwellings"),
    "activity": ("surface d’activités", "business area"),
    "facilities": ("équipements publics", "public facilities"),
    "green": ("espaces verts", "green space"),
    "cost": ("dépenses de l’opération", "expenditure"),
}
MEASURES = {
    "logement": ("logements", "dwellings"),
    "m2": ("m²", "m²"),
    "equipement": ("équipements", "facilities"),
    "keur": ("milliers d’euros", "thousand euros"),
}


@register(
    "building.phases",
    label=("phases des projets", "project phases"),
    singular=("phase de projet", "project phase"),
    description=(
        "Les phases de chaque projet : dates promises et tenues, reports et leurs motifs, qui les mène.",
        "Each project’s phases: dates promised and kept, postponements and why, who leads them.",
    ),
    title="title",
    dated="starts_on",
    columns=("project", "title", "state", "starts_on", "ends_on", "ended_on"),
    marks={"planned": "new", "ongoing": "doing", "done": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "summary": ("en deux mots", "in short")},
)
class Phase(Located, Record):
    """One phase. `starts_on` and `ends_on` are as first promised; `expected_on` is the end said last."""

    project = project(null=False)
    title = facts.text(("titre", "title"), 160, noun=("le titre", "the title"))
    title_en = facts.text(
        ("titre anglais", "English title"), 160, null=True, noun=("le titre anglais", "the English title")
    )
    kind = facts.code(("nature", "kind"), PHASE_KINDS, noun=("la nature", "the kind"))
    state = facts.code(("état", "state"), PHASE_STATES, length=12, noun=("l’état", "the state"))
    lead = organisation(("menée par", "led by"), noun=("l’organisme qui la mène", "the body that leads it"))
    starts_on = facts.date(
        ("début promis", "promised start"), noun=("le début promis", "the promised start"), when=("commencé", "started")
    )
    ends_on = facts.date(
        ("fin promise", "promised end"), noun=("la fin promise", "the promised end"), when=("fini", "ended")
    )
    expected_on = expected_on(("fin attendue", "expected end"), ("la fin attendue", "the expected end"))
    started_on = facts.date(
        ("commencée le", "started on"),
        null=True,
        noun=("le début tenu", "the actual start"),
        when=("commencé", "begun"),
    )
    ended_on = facts.date(
        ("achevée le", "ended on"), null=True, noun=("la fin tenue", "the actual end"), when=("achevé", "completed")
    )
    slips = slips()
    decision = decision()
    document = document()


@register(
    "building.lots",
    label=("lots", "lots"),
    singular=("lot", "lot"),
    description=(
        "Les lots à bâtir de chaque projet : qui construit, le permis, la livraison promise et tenue.",
        "The building lots of each project: who builds, the permit, the delivery promised and kept.",
    ),
    title="name",
    dated="due_on",
    columns=("project", "name", "use", "state", "due_on", "delivered_on"),
    marks={"planned": "new", "permitted": "new", "works": "doing", "delivered": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason"), "photo": ("photo", "photo")},
)
class Lot(Located, Record):
    """One lot. `due_on` is the delivery first promised and never moves; `expected_on` is the date said last."""

    project = project(null=False)
    name = facts.text(("nom", "name"), 120, noun=("le nom", "the name"))
    use = facts.code(("usage", "use"), USES, length=12, noun=("l’usage", "the use"))
    state = facts.code(("état", "state"), LOT_STATES, length=12, noun=("l’état", "the state"))
    developer = organisation(("construit par", "built by"), noun=("le constructeur", "the developer"))
    permit = facts.text(("permis de construire", "building permit"), 30, null=True, noun=("le permis", "the permit"))
    permitted_on = facts.date(
        ("permis du", "permit dated"),
        null=True,
        noun=("la date du permis", "the permit’s date"),
        when=("permis", "permitted"),
    )
    due_on = due_on(
        ("livraison promise", "promised delivery"), ("la livraison promise", "the promised delivery"), null=False
    )
    expected_on = expected_on(
        ("livraison attendue", "expected delivery"), ("la livraison attendue", "the expected delivery")
    )
    started_on = facts.date(
        ("chantier ouvert le", "works begun on"),
        null=True,
        noun=("l’ouverture du chantier", "the start of works"),
        when=("commencé", "begun"),
    )
    delivered_on = facts.date(
        ("livré le", "delivered on"), null=True, noun=("la livraison", "the delivery"), when=("livré", "delivered")
    )
    slips = slips()
    activity_m2 = facts.integer(
        ("surface d’activités", "business area"),
        high=1_000_000,
        unit="m2",
        null=True,
        noun=("la surface d’activités", "the business area"),
    )


@register(
    "building.dwellings",
    label=("logements programmés", "planned dwellings"),
    singular=("groupe de logements", "group of dwellings"),
    description=(
        "Les logements de chaque lot, par statut et par genre : combien sont prévus, combien sont livrés.",
        "The dwellings of each lot, by tenure and kind: how many are planned, how many delivered.",
    ),
    dated="delivered_on",
    columns=("project", "lot", "tenure", "kind", "planned", "delivered"),
    marks={"planned": "new", "delivered": "done", "dropped": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Dwellings(Record):
    """The dwellings of one lot that share a tenure and a kind. `project` is the lot's, so that rules can read it."""

    lot = facts.link(("lot", "lot"), "building.lots", noun=("le lot", "the lot"))
    project = project(null=False)
    tenure = facts.code(("statut", "tenure"), TENURES, noun=("le statut", "the tenure"))
    kind = facts.code(("genre", "kind"), KINDS, length=12, noun=("le genre", "the kind"))
    state = facts.code(("état", "state"), DWELLING_STATES, length=12, noun=("l’état", "the state"))
    planned = facts.integer(
        ("prévus", "planned"), high=5_000, unit="logement", noun=("le nombre prévu", "the number planned")
    )
    delivered = facts.integer(
        ("livrés", "delivered"),
        high=5_000,
        unit="logement",
        default=0,
        noun=("le nombre livré", "the number delivered"),
    )
    delivered_on = facts.date(
        ("livrés le", "delivered on"), null=True, noun=("la livraison", "the delivery"), when=("livré", "delivered")
    )


@register(
    "building.accounts",
    label=("bilans de clôture", "closing accounts"),
    singular=("ligne de bilan", "account line"),
    description=(
        "Le bilan d’un projet achevé, ligne à ligne : ce qui était promis, ce qui a été livré.",
        "The account of a completed project, line by line: what was promised, what was delivered.",
    ),
    dated="closed_on",
    columns=("project", "subject", "promised", "delivered", "measure", "closed_on"),
    exhibits={"reason": ("motif", "reason"), "explanation": ("explication", "explanation")},
)
class Account(Record):
    """One line of the account that the council closes a project with."""

    project = project(null=False)
    subject = facts.code(("objet", "subject"), SUBJECTS, length=12, noun=("l’objet", "the subject"))
    measure = facts.code(("compté en", "counted in"), MEASURES, length=12, noun=("l’unité", "the unit"))
    promised = facts.integer(("promis", "promised"), high=10**9, noun=("ce qui était promis", "what was promised"))
    delivered = facts.integer(("livré", "delivered"), high=10**9, noun=("ce qui est livré", "what was delivered"))
    closed_on = facts.date(("clos le", "closed on"), noun=("la clôture", "the closing"), when=("clos", "closed"))
    decision = decision()
    document = document()
