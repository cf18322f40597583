"""Two registers for the tests of exchange: racks, which stand at a point, and cycle ways, which are lines."""

from __future__ import annotations

from django.db import models

from chapitre.kernel.acts import acts, plain
from chapitre.kernel.exchange.official import KEY, POINT, Told, always, coded, official, officials, year
from chapitre.kernel.geo.models import Located, Shaped
from chapitre.kernel.people.permissions import grants
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register, registers

HOLDS = {
    "wheel": ("par la roue", "by the wheel"),
    "frame": ("par le cadre", "by the frame"),
    "both": ("roue et cadre", "wheel and frame"),
}


@register(
    "cycling.racks",
    label=("arceaux", "bike racks"),
    singular=("arceau", "bike rack"),
    description=("Les arceaux à vélos.", "The bike racks."),
)
class Rack(Located, Record):
    """A place to lock bicycles."""

    name = facts.text(("nom", "name"), 60, null=True, noun=("le nom", "the name"))
    hold = facts.code(("accroche", "hold"), HOLDS, noun=("l’accroche", "the hold"))
    places = facts.integer(("places", "spaces"), low=1, high=500, noun=("le nombre de places", "the number of spaces"))
    cost = facts.integer(("coût", "cost"), unit="eur", high=2**40, null=True, noun=("le coût", "the cost"))
    ground = facts.integer(("emprise", "ground"), unit="m2", null=True, noun=("l’emprise", "the ground taken"))
    covered = facts.flag(("couvert", "covered"), noun=("l’arceau est couvert", "the rack is covered"))
    opened_on = facts.date(("ouvert le", "opened on"), null=True, noun=("la date d’ouverture", "the opening date"))
    beside = facts.link(("près de", "beside"), "cycling.racks", null=True, noun=("l’arceau voisin", "the rack beside"))

    class Meta(Located.Meta):
        app_label = "tests_exchange"


@register(
    "cycling.ways",
    label=("aménagements cyclables", "cycle ways"),
    singular=("aménagement cyclable", "cycle way"),
)
class Way(Shaped, Record):
    """A stretch of street made for bicycles."""

    right = facts.code(
        ("à droite", "on the right"),
        {"track": ("piste", "track"), "none": ("aucun", "none")},
        noun=("à droite", "right"),
    )
    length_m = facts.integer(("longueur", "length"), unit="m", null=True, noun=("la longueur", "the length"))

    class Meta(Shaped.Meta):
        app_label = "tests_exchange"


MODELS: tuple[type[models.Model], ...] = (Rack, Way)
RACKS, WAYS = Rack.register, Way.register
rack_acts, way_acts = plain("cycling.racks"), plain("cycling.ways")
FORM: dict[str, str | Told] = {
    "id_local": KEY,
    "coordonneesxy": POINT,
    "capacite": "places",
    "type_accroche": coded("hold", {"ROUE": "wheel", "CADRE": "frame", "CADRE ET ROUE": "both"}),
    "couverture": "covered",
    "d_service": year("opened_on"),
    "code_com": always(lambda: "94041"),
}
rack_form = official("cycling.racks", "stationnement-cyclable", FORM)

way_form = official(
    "cycling.ways",
    "amenagements-cyclables",
    {
        "id_local": KEY,
        "ame_d": coded("right", {"PISTE CYCLABLE": "track", "AUCUN": "none"}),
        "ame_g": Told(says=lambda row: "AUCUN"),
        "code_com_d": always(lambda: "94041"),
        "code_com_g": always(lambda: "94041"),
    },
)

# Out of the house's lists again: only the tests that ask for these registers (see conftest) see them there.
declared = {one.name: registers.pop(one.name) for one in (RACKS, WAYS)}
declared_acts = {name: acts.pop(name) for name in list(acts) if name.startswith("cycling.")}
declared_grants = {name: grants.pop(name) for name in list(grants) if name.startswith("cycling.")}
declared_forms = {name: officials.pop(name) for name in declared}
