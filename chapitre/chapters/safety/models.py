"""The records of the chapter `safety`: where to find shelter, what films the street, who watches it, who checks."""

from chapitre.kernel.commons.columns import decision, district, document, name, organisation, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

PLACE_KINDS = {
    "shop": ("commerce", "shop"),
    "cafe": ("café, restaurant", "café, restaurant"),
    "pharmacy": ("pharmacie", "pharmacy"),
    "town": ("équipement municipal", "public building"),
    "association": ("association", "association"),
}
PLACE_STATES = {
    "signed": ("charte signée", "charter signed"),
    "left": ("sorti du réseau", "left the network"),
}
CAMERA_STATES = {
    "planned": ("prévue", "planned"),
    "running": ("en service", "in service"),
    "stopped": ("arrêtée", "stopped"),
    "removed": ("déposée", "removed"),
}
CAMERA_USES = {
    "fining": ("vidéoverbalisation", "video-fining"),
    "protection": ("vidéoprotection", "video protection"),
}
COLLEGES = {
    "citizen": ("citoyen·nes", "citizens"),
    "majority": ("élu·es de la majorité", "councillors of the majority"),
    "opposition": ("élu·es de l’opposition", "councillors of the opposition"),
    "expert": ("personnalité qualifiée", "qualified person"),
}
OPINIONS = {
    "favourable": ("favorable", "favourable"),
    "reserved": ("favorable avec réserves", "favourable with reservations"),
    "unfavourable": ("défavorable", "unfavourable"),
}


@register(
    "safety.safe_places",
    label=("lieux sûrs", "safe places"),
    singular=("lieu sûr", "safe place"),
    description=(
        "Les commerces et équipements qui ont signé la charte et accueillent une personne en danger dans la rue.",
        "The shops and public buildings that signed the charter and take in somebody in danger in the street.",
    ),
    title="name",
    dated="signed_on",
    columns=("name", "kind", "district", "state", "signed_on"),
    marks={"signed": "done", "left": "no"},
    exhibits={"reason": ("motif", "reason"), "hours": ("horaires", "opening hours")},
)
class SafePlace(Located, Record):
    """One place. The charter it signed is what makes it one."""

    name = name()
    kind = facts.code(("nature", "kind"), PLACE_KINDS, length=12, noun=("la nature", "the kind"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), PLACE_STATES, length=12, noun=("l’état", "the state"))
    signed_on = facts.date(
        ("charte signée le", "charter signed on"),
        noun=("la date de signature", "the date of signature"),
        when=("signé", "signed"),
    )


@register(
    "safety.app_statistics",
    label=("relevés de l’application UMAY", "statements of the UMAY app"),
    singular=("relevé de l’application", "app statement"),
    description=(
        "Ce que l’éditeur de l’application rapporte à la Ville, relevé après relevé, avec la pièce qui l’atteste.",
        "What the app’s publisher reports to the town, statement by statement, with the document that attests it.",
    ),
    dated="measured_on",
    exhibits={"reason": ("motif", "reason")},
)
class AppStatistic(Record):
    """One statement: the total at a date."""

    measured_on = facts.date(("arrêté au", "as of"), noun=("la date du relevé", "the date"), when=("arrêté", "made"))
    downloads = facts.integer(
        ("téléchargements", "downloads"),
        unit="telechargement",
        noun=("le nombre de téléchargements", "the number of downloads"),
    )
    issuer = organisation(("éditeur", "publisher"), null=False, noun=("l’éditeur", "the publisher"))
    document = document()


@register(
    "safety.cameras",
    label=("caméras", "cameras"),
    singular=("caméra", "camera"),
    description=(
        "Chaque caméra de la Ville sur l’espace public : à quoi elle sert, son autorisation, son état.",
        "Each of the town’s cameras in public space: what it is for, its authorisation, its state.",
    ),
    dated="installed_on",
    columns=("place", "use", "state", "authorised_until", "installed_on"),
    marks={"planned": "new", "running": "done", "stopped": "no", "removed": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Camera(Located, Record):
    """One camera. Without an authorisation that holds, it may not be put in service."""

    use = facts.code(("usage", "use"), CAMERA_USES, length=12, noun=("l’usage", "the use"))
    place = place()
    district = district()
    state = facts.code(("état", "state"), CAMERA_STATES, length=12, noun=("l’état", "the state"))
    authorised_on = facts.date(
        ("autorisée le", "authorised on"),
        null=True,
        noun=("la date d’autorisation", "the date of authorisation"),
        when=("autorisé", "authorised"),
    )
    authorised_until = facts.date(
        ("autorisée jusqu’au", "authorised until"),
        null=True,
        noun=("la fin d’autorisation", "the end of the authorisation"),
        when=("autorisé", "authorised"),
    )
    installed_on = facts.date(
        ("en service depuis", "in service since"),
        null=True,
        noun=("la mise en service", "the start of service"),
        when=("mis en service", "put in service"),
    )
    retention_days = facts.integer(
        ("images gardées (jours)", "images kept (days)"),
        high=30,
        unit="jour",
        noun=("la durée de conservation", "the retention"),
    )
    decision = decision()


@register(
    "safety.ethics_seats",
    label=("sièges du comité d’éthique", "seats on the ethics committee"),
    singular=("siège du comité", "seat"),
    description=(
        "La composition du comité d’éthique de la vidéo, siège par siège et par collège. Jamais un nom.",
        "Who sits on the video ethics committee, seat by seat and by college. Never a name.",
    ),
    dated="since",
    exhibits={"reason": ("motif", "reason")},
)
class EthicsSeat(Record):
    """One seat."""

    college = facts.code(("collège", "college"), COLLEGES, length=12, noun=("le collège", "the college"))
    filled = facts.flag(("pourvu", "filled"), noun=("le siège est pourvu", "the seat is filled"))
    since = facts.date(("depuis", "since"), noun=("la date de l’état", "the date of the state"), when=("ainsi", "so"))


@register(
    "safety.ethics_opinions",
    label=("avis du comité d’éthique", "opinions of the ethics committee"),
    singular=("avis du comité", "opinion"),
    description=(
        "Ce que le comité d’éthique a dit de l’usage des caméras, et la réponse de la Ville.",
        "What the ethics committee said of how cameras are used, and the town’s answer.",
    ),
    title="subject",
    dated="given_on",
    columns=("given_on", "subject", "opinion", "answered_on"),
    exhibits={
        "opinion_text": ("avis", "opinion"),
        "answer": ("réponse de la Ville", "the town’s answer"),
        "reason": ("motif", "reason"),
    },
)
class EthicsOpinion(Record):
    """One opinion, which the town must answer."""

    subject = facts.text(("objet", "subject"), 200, noun=("l’objet", "the subject"))
    opinion = facts.code(("avis", "opinion"), OPINIONS, length=12, noun=("l’avis", "the opinion"))
    given_on = facts.date(("rendu le", "given on"), noun=("la date de l’avis", "the date"), when=("rendu", "given"))
    answered_on = facts.date(
        ("réponse le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the date of the answer"),
        when=("répondu", "answered"),
    )


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
