"""What films the street, who looks at the images, and who watches that."""

from chapitre.kernel.commons.columns import decision, district, place
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

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
ORIGINS = {
    "police": ("réquisition judiciaire", "judicial request"),
    "person": ("personne filmée", "person filmed"),
    "committee": ("comité d’éthique", "ethics committee"),
    "upkeep": ("entretien du matériel", "upkeep of the equipment"),
}
VIEWING_STATES = {
    "asked": ("demandée", "asked for"),
    "granted": ("accordée", "granted"),
    "refused": ("refusée", "refused"),
}


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
    "safety.viewings",
    label=("consultations d’images", "viewings of images"),
    singular=("consultation d’images", "viewing of images"),
    description=(
        "Le journal du centre de surveillance urbain : qui a demandé à voir des images, et la réponse. Jamais un nom.",
        "The log of the monitoring centre: who asked to see images, and the answer. Never a name.",
    ),
    dated="asked_on",
    columns=("asked_on", "origin", "camera", "filmed_on", "state", "copied"),
    marks={"asked": "new", "granted": "done", "refused": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class Viewing(Record):
    """One request to see what a camera filmed on a day, and whether a copy was handed over."""

    origin = facts.code(("demandé par", "asked by"), ORIGINS, length=12, noun=("qui demande", "who asks"))
    camera = facts.link(("caméra", "camera"), "safety.cameras", noun=("la caméra", "the camera"))
    filmed_on = facts.date(
        ("images du", "images of"), noun=("le jour des images", "the day of the images"), when=("filmé", "filmed")
    )
    state = facts.code(("état", "state"), VIEWING_STATES, length=12, noun=("l’état", "the state"))
    asked_on = facts.date(
        ("demandé le", "asked on"), noun=("la date de la demande", "the date of the request"), when=("demandé", "asked")
    )
    answered_on = facts.date(
        ("réponse le", "answered on"),
        null=True,
        noun=("la date de la réponse", "the date of the answer"),
        when=("répondu", "answered"),
    )
    copied = facts.flag(("copie remise", "copy handed over"), noun=("une copie a été remise", "a copy was handed over"))
