"""The observatory of pollutions: sensors and what they measured. No more than a register, and said so."""

from chapitre.kernel.commons.columns import district, name, organisation
from chapitre.kernel.geo.models import Located
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

PROPERTIES = {
    "pm25": ("particules fines PM2,5", "fine particles PM2.5"),
    "no2": ("dioxyde d’azote", "nitrogen dioxide"),
    "noise": ("bruit", "noise"),
}
KEEPERS = {
    "public": ("réseau public", "public network"),
    "citizen": ("habitant·es", "citizens"),
}
QUALITIES = {
    "raw": ("brute", "raw"),
    "checked": ("contrôlée", "checked"),
    "rejected": ("écartée", "rejected"),
}


@register(
    "climate.sensors",
    label=("capteurs de pollution", "pollution sensors"),
    singular=("capteur", "sensor"),
    description=(
        "Les capteurs de l’observatoire écocitoyen : ce qu’ils mesurent, qui les tient.",
        "The sensors of the citizen observatory: what they measure, who keeps them.",
    ),
    title="name",
    dated="since",
    exhibits={"reason": ("motif", "reason")},
)
class Sensor(Located, Record):
    """One sensor of one property; its point is snapped to the street."""

    name = name()
    measures = facts.code(("mesure", "measures"), PROPERTIES, length=12, noun=("ce qu’il mesure", "what it measures"))
    kept_by = facts.code(("tenu par", "kept by"), KEEPERS, length=12, noun=("qui le tient", "who keeps it"))
    owner = organisation(("organisme", "body"))
    district = district()
    since = facts.date(("depuis", "since"), noun=("l’installation", "the installation"), when=("installé", "installed"))
    until = facts.date(("jusqu’au", "until"), null=True, noun=("l’arrêt", "the end"), when=("arrêté", "stopped"))


@register(
    "climate.observations",
    label=("mesures de pollution", "pollution observations"),
    singular=("mesure", "observation"),
    description=(
        "Les moyennes mensuelles de chaque capteur, avec leur qualité.",
        "Each sensor’s monthly means, with their quality.",
    ),
    dated="ended_on",
    columns=("ended_on", "sensor", "tenths", "quality"),
    exhibits={"reason": ("motif", "reason")},
)
class Observation(Record):
    """One month of one sensor, in tenths of its unit (µg/m³, dB)."""

    sensor = facts.link(("capteur", "sensor"), "climate.sensors", noun=("le capteur", "the sensor"))
    ended_on = facts.date(("mois fini le", "month ended on"), noun=("la fin du mois", "the month’s end"))
    tenths = facts.integer(("moyenne (dixièmes)", "mean (tenths)"), high=100_000, noun=("la moyenne", "the mean"))
    quality = facts.code(("qualité", "quality"), QUALITIES, length=12, noun=("la qualité", "the quality"))
