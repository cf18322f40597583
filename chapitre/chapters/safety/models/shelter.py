"""Where to find shelter: the safe places, and the app that shows them."""

from chapitre.kernel.commons.columns import district, document, name, organisation, place
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
    label=("relevés de l’application de sûreté", "statements of the safety app"),
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
