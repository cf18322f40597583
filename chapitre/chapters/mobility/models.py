"""The records of the chapter `mobility`: cycle network, calm streets, racks, counters, lines, traffic orders."""

from typing import Any

from django.db import models

from chapitre.kernel.commons.columns import decision, district, document, name, organisation, place, project
from chapitre.kernel.geo.models import Located, Shaped
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register
from chapitre.kernel.words import Pair

SEGMENT_STATES = {
    "planned": ("prévu", "planned"),
    "works": ("en travaux", "under way"),
    "open": ("ouvert", "open"),
    "closed": ("fermé", "closed"),
}
# What the official schema calls an arrangement, in the words a French town uses.
FITTINGS = {
    "track": ("piste cyclable", "cycle track"),
    "lane": ("bande cyclable", "cycle lane"),
    "contraflow_track": ("double sens cyclable, piste", "contraflow, track"),
    "contraflow_lane": ("double sens cyclable, bande", "contraflow, lane"),
    "contraflow": ("double sens cyclable non matérialisé", "unmarked contraflow"),
    "greenway": ("voie verte", "greenway"),
    "bike_street": ("vélorue", "bike street"),
    "bus_lane": ("couloir bus et vélo", "bus and bike lane"),
    "ramp": ("rampe", "ramp"),
    "gutter": ("goulotte", "gutter"),
    "mixed": ("voie mixte piétons et vélos", "path shared with pedestrians"),
    "central": ("chaussée à voie centrale banalisée", "road with a single central lane"),
    "shoulder": ("accotement revêtu", "surfaced shoulder"),
    "other": ("autre aménagement", "other arrangement"),
    "none": ("aucun", "none"),
}
ZONES = {
    "zone30": ("zone 30", "30 km/h zone"),
    "zone20": ("zone de rencontre (20 km/h)", "shared zone (20 km/h)"),
    "pedestrian": ("aire piétonne", "pedestrian area"),
}
HOLDS = {
    "wheel": ("la roue", "the wheel"),
    "frame": ("le cadre", "the frame"),
    "both": ("le cadre et la roue", "frame and wheel"),
    "none": ("sans accroche", "nothing to lock to"),
}
FURNITURE = {
    "rack": ("arceau", "rack"),
    "large": ("arceau vélo grande taille", "rack for large bikes"),
    "double": ("rack double étage", "two-tier rack"),
    "box": ("consigne fermée", "locked shelter"),
    "wheel_rack": ("râtelier", "wheel rack"),
    "hook": ("crochet", "hook"),
    "handlebar": ("support guidon", "handlebar holder"),
    "post": ("potelet", "post"),
    "nothing": ("aucun équipement", "no equipment"),
    "other": ("autre mobilier", "other furniture"),
}
RACK_STATES = {
    "installed": ("posé", "installed"),
    "removed": ("retiré", "removed"),
}
MODES = {
    "bus": ("bus", "bus"),
    "brt": ("bus à haut niveau de service", "bus rapid transit"),
    "metro": ("métro", "metro"),
    "rer": ("RER", "RER"),
    "tram": ("tramway", "tramway"),
}
LINE_STATES = {
    "running": ("en service", "running"),
    "prefiguring": ("en préfiguration", "as a forerunner"),
    "works": ("en travaux", "under construction"),
    "awaited": ("attendue", "awaited"),
    "given_up": ("abandonnée", "given up"),
}
ORDER_KINDS = {
    "pedestrian": ("piétonnisation", "pedestrianisation"),
    "speed": ("limitation de vitesse", "speed limit"),
    "parking": ("stationnement", "parking"),
    "cycling": ("circulation des vélos", "cycling"),
    "works": ("chantier", "works"),
}
ORDER_STATES = {
    "in_force": ("en vigueur", "in force"),
    "repealed": ("abrogé", "repealed"),
}


def _length() -> models.IntegerField[Any, Any]:
    return facts.integer(("longueur", "length"), unit="m", null=True, noun=("la longueur", "the length"))


def _opened() -> models.DateField[Any, Any]:
    return facts.date(
        ("ouvert le", "opened on"),
        null=True,
        noun=("la date d’ouverture", "the date of opening"),
        when=("ouvert", "open"),
    )


def _side(side: Pair) -> models.CharField[Any, Any]:
    noun = (f"l’aménagement {side[0]}", f"the arrangement {side[1]}")
    return facts.code((f"aménagement {side[0]}", f"arrangement {side[1]}"), FITTINGS, noun=noun)


@register(
    "mobility.cycle_segments",
    label=("aménagements cyclables", "cycle routes"),
    singular=("tronçon cyclable", "cycle segment"),
    description=(
        "Le réseau cyclable, tronçon par tronçon, avec ce qui existe de chaque côté de la rue.",
        "The cycle network, segment by segment, with what there is on each side of the street.",
    ),
    title="street",
    dated="opened_on",
    columns=("street", "right_side", "left_side", "length_m", "state", "opened_on"),
    marks={"planned": "new", "works": "doing", "open": "done", "closed": "no"},
    departments=("voirie",),
    exhibits={"reason": ("motif", "reason")},
)
class CycleSegment(Shaped, Record):
    """A length of street, counted once whatever it has on both sides."""

    street = name(("rue", "street"))
    right_side = _side(("à droite", "on the right"))
    left_side = _side(("à gauche", "on the left"))
    length_m = _length()
    district = district()
    state = facts.code(("état", "state"), SEGMENT_STATES, length=12, noun=("l’état", "the state"))
    opened_on = _opened()
    project = project()


@register(
    "mobility.calm_segments",
    label=("rues apaisées", "calm streets"),
    singular=("tronçon apaisé", "calm segment"),
    description=(
        "Les rues passées en zone 30, en zone de rencontre ou en aire piétonne, tronçon par tronçon.",
        "Streets turned into 30 km/h zones, shared zones or pedestrian areas, segment by segment.",
    ),
    title="street",
    dated="opened_on",
    columns=("street", "zone", "length_m", "state", "opened_on"),
    marks={"planned": "new", "works": "doing", "open": "done", "closed": "no"},
    departments=("voirie",),
    exhibits={"reason": ("motif", "reason")},
)
class CalmSegment(Shaped, Record):
    """A length of street and its limit."""

    street = name(("rue", "street"))
    zone = facts.code(("régime", "zone"), ZONES, length=12, noun=("le régime", "the zone"))
    length_m = _length()
    district = district()
    state = facts.code(("état", "state"), SEGMENT_STATES, length=12, noun=("l’état", "the state"))
    opened_on = _opened()
    order = facts.link(("arrêté", "order"), "mobility.traffic_orders", null=True, noun=("l’arrêté", "the order"))


@register(
    "mobility.racks",
    label=("stationnements vélo", "bike parking"),
    singular=("stationnement vélo", "bike parking"),
    description=(
        "Les arceaux à vélo, lieu par lieu : combien d’arceaux, combien de places, comment on s’y attache.",
        "Bike racks, place by place: how many racks, how many spaces, how one locks to them.",
    ),
    dated="installed_on",
    columns=("place", "district", "racks", "spaces", "state", "installed_on"),
    marks={"installed": "done", "removed": "no"},
    departments=("voirie",),
    exhibits={"reason": ("motif", "reason")},
)
class Rack(Located, Record):
    """Racks side by side in one place. A rack holds two bikes; spaces are what the official schema counts."""

    place = place()
    district = district()
    racks = facts.integer(
        ("arceaux", "racks"), low=1, high=500, unit="arceau", noun=("le nombre d’arceaux", "the number of racks")
    )
    spaces = facts.integer(("places", "spaces"), low=1, high=1000, noun=("le nombre de places", "the number of spaces"))
    cargo = facts.integer(
        ("places vélo-cargo", "cargo-bike spaces"), high=1000, default=0, noun=("les places cargo", "the cargo spaces")
    )
    hold = facts.code(("on attache", "one locks"), HOLDS, length=12, noun=("l’accroche", "what one locks to"))
    furniture = facts.code(("mobilier", "furniture"), FURNITURE, length=12, noun=("le mobilier", "the furniture"))
    covered = facts.flag(("couvert", "covered"), noun=("le stationnement est couvert", "it is covered"))
    state = facts.code(("état", "state"), RACK_STATES, length=12, noun=("l’état", "the state"))
    installed_on = facts.date(
        ("posé le", "installed on"), noun=("la date de pose", "the date of installation"), when=("posé", "installed")
    )


@register(
    "mobility.counters",
    label=("compteurs de passages", "traffic counters"),
    singular=("compteur", "counter"),
    description=(
        "Les compteurs de vélos et de piétons : où ils sont, sur quoi, depuis quand.",
        "Counters of bikes and pedestrians: where they are, on what, since when.",
    ),
    title="name",
    dated="since",
    departments=("voirie",),
    exhibits={"reason": ("motif", "reason")},
)
class Counter(Located, Record):
    """One counting site."""

    name = name()
    fitting = facts.code(("sur", "on"), FITTINGS, noun=("l’aménagement compté", "what it counts on"))
    district = district()
    since = facts.date(("en service depuis", "in service since"), noun=("la mise en service", "the start of service"))
    until = facts.date(
        ("jusqu’au", "until"), null=True, noun=("la fin de service", "the end"), when=("arrêté", "stopped")
    )


@register(
    "mobility.counts",
    label=("comptages mensuels", "monthly counts"),
    singular=("comptage", "count"),
    description=(
        "Ce que chaque compteur a compté, mois par mois.",
        "What each counter counted, month by month.",
    ),
    dated="starts_on",
    columns=("starts_on", "counter", "passages"),
    departments=("voirie",),
    exhibits={"reason": ("motif", "reason")},
)
class Count(Record):
    """One month of one counter, which starts on its first day."""

    counter = facts.link(("compteur", "counter"), "mobility.counters", noun=("le compteur", "the counter"))
    starts_on = facts.date(("mois", "month"), noun=("le mois", "the month"), when=("compté", "counted"))
    passages = facts.integer(("passages", "passages"), noun=("le nombre de passages", "the number of passages"))


@register(
    "mobility.transit_lines",
    label=("lignes de transport", "transit lines"),
    singular=("ligne de transport", "transit line"),
    description=(
        "Les lignes qui desservent la ville ou qu’elle attend : qui les porte, la date annoncée, celle qui a glissé.",
        "The lines that serve the town or that it awaits: who carries them, the date announced, the one that slipped.",
    ),
    title="name",
    dated="opens_on",
    columns=("name", "mode", "state", "announced_for", "opens_on", "slips"),
    marks={"running": "done", "prefiguring": "doing", "works": "doing", "awaited": "new", "given_up": "no"},
    exhibits={"reason": ("motif", "reason")},
)
class TransitLine(Record):
    """One line. `announced_for` is the date first given and never moves; `opens_on` the one said last, or kept."""

    name = name()
    mode = facts.code(("mode", "mode"), MODES, length=12, noun=("le mode", "the mode"))
    carrier = organisation(("porté par", "carried by"), noun=("l’organisme qui la porte", "the body that carries it"))
    state = facts.code(("état", "state"), LINE_STATES, length=12, noun=("l’état", "the state"))
    announced_for = facts.date(
        ("annoncée pour le", "announced for"),
        null=True,
        noun=("la date annoncée", "the date announced"),
        when=("annoncé", "announced"),
    )
    opens_on = facts.date(
        ("ouverture le", "opens on"), null=True, noun=("la date d’ouverture", "the opening"), when=("ouvert", "opening")
    )
    slips = facts.integer(
        ("reports", "postponements"), high=100, default=0, noun=("le nombre de reports", "the number of postponements")
    )
    accessible = facts.flag(
        ("accessible", "accessible"), noun=("la ligne est accessible", "the line is accessible to all")
    )
    document = document()


@register(
    "mobility.traffic_orders",
    label=("arrêtés de circulation", "traffic orders"),
    singular=("arrêté de circulation", "traffic order"),
    description=(
        "Les arrêtés du maire sur la circulation et le stationnement : objet, rue, dates.",
        "The mayor’s orders on traffic and parking: object, street, dates.",
    ),
    title="subject",
    dated="signed_on",
    columns=("signed_on", "subject", "kind", "street", "state"),
    marks={"in_force": "done", "repealed": "no"},
    exhibits={"reason": ("motif", "reason"), "document": ("arrêté signé", "signed order")},
)
class TrafficOrder(Located, Record):
    """One order."""

    subject = facts.text(("objet", "subject"), 200, noun=("l’objet", "the subject"))
    kind = facts.code(("nature", "kind"), ORDER_KINDS, length=12, noun=("la nature", "the kind"))
    street = facts.text(("rue", "street"), 120, noun=("la rue", "the street"))
    district = district()
    signed_on = facts.date(("signé le", "signed on"), noun=("la signature", "the signature"), when=("signé", "signed"))
    state = facts.code(("état", "state"), ORDER_STATES, length=12, noun=("l’état", "the state"))
    ends_on = facts.date(("jusqu’au", "until"), null=True, noun=("la fin", "the end"), when=("terminé", "ended"))
    decision = decision()
