"""Who checks the premises open to the public, and what was found there."""

from chapitre.kernel.commons.columns import district, name, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

ERP_TYPES = {
    "M": ("magasin (M)", "shop (M)"),
    "N": ("restaurant, débit de boissons (N)", "restaurant, bar (N)"),
    "O": ("hôtel (O)", "hotel (O)"),
    "R": ("enseignement (R)", "school (R)"),
    "L": ("salle de spectacle, de réunion (L)", "theatre, hall (L)"),
    "X": ("équipement sportif (X)", "sports hall (X)"),
    "U": ("soins (U)", "health (U)"),
    "W": ("bureaux, administration (W)", "offices (W)"),
    "V": ("lieu de culte (V)", "place of worship (V)"),
}
VISIT_KINDS = {
    "periodic": ("périodique", "periodic"),
    "opening": ("avant ouverture", "before opening"),
    "works": ("réception de travaux", "after works"),
    "surprise": ("inopinée", "unannounced"),
}
VISIT_OPINIONS = {
    "favourable": ("favorable", "favourable"),
    "unfavourable": ("défavorable", "unfavourable"),
}


@register(
    "safety.premises",
    label=("établissements recevant du public", "premises open to the public"),
    singular=("établissement", "premises"),
    description=(
        "Les établissements recevant du public que visite la commission de sécurité : type, catégorie, échéance.",
        "The premises open to the public that the safety commission visits: type, category, next visit due.",
    ),
    title="name",
    columns=("name", "erp_type", "category", "district", "due_on"),
    dated="due_on",
    exhibits={"reason": ("motif", "reason")},
)
class Premises(Located, Record):
    """One establishment (ERP). `due_on` is when its next periodic visit is due."""

    name = name()
    erp_type = facts.code(("type", "type"), ERP_TYPES, length=2, noun=("le type", "the type"))
    category = facts.integer(("catégorie", "category"), low=1, high=5, noun=("la catégorie", "the category"))
    place = place()
    district = district()
    opened = facts.flag(("ouvert", "open"), noun=("l’établissement est ouvert", "the premises are open"))
    due_on = facts.date(
        ("prochaine visite", "next visit"),
        null=True,
        noun=("l’échéance de visite", "the date the visit is due"),
        when=("à visiter", "to be visited"),
    )


@register(
    "safety.visits",
    label=("visites de la commission de sécurité", "safety commission visits"),
    singular=("visite de sécurité", "safety visit"),
    description=(
        "Les visites de la commission communale de sécurité (CCS) : établissement, avis rendu, prescriptions levées.",
        "The visits of the town’s safety commission (CCS): premises, opinion given, requirements lifted.",
    ),
    dated="visited_on",
    columns=("visited_on", "premises", "kind", "opinion", "remarks", "lifted_on"),
    exhibits={"reason": ("motif", "reason"), "document": ("procès-verbal", "minutes")},
)
class Visit(Record):
    """One visit to one establishment."""

    premises = facts.link(("établissement", "premises"), "safety.premises", noun=("l’établissement", "the premises"))
    kind = facts.code(("nature", "kind"), VISIT_KINDS, length=12, noun=("la nature", "the kind"))
    visited_on = facts.date(
        ("visité le", "visited on"), noun=("la date de visite", "the date of the visit"), when=("visité", "visited")
    )
    opinion = facts.code(("avis", "opinion"), VISIT_OPINIONS, length=12, noun=("l’avis", "the opinion"))
    remarks = facts.integer(
        ("prescriptions", "requirements"), high=500, noun=("le nombre de prescriptions", "the number of requirements")
    )
    lifted_on = facts.date(
        ("prescriptions levées le", "requirements lifted on"),
        null=True,
        noun=("la levée des prescriptions", "the lifting of the requirements"),
        when=("levé", "lifted"),
    )
