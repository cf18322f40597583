"""Every way the records of the chapter `climate` change."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import HEADS, BadFact, Change, act, plain, step
from chapitre.kernel.acts.asks import photo, words
from chapitre.kernel.acts.plain import REASON, worded
from chapitre.kernel.people.actors import STAFF

# Green --------------------------------------------------------------------------------------------------------------

SPACES = "climate.green_spaces"
space = plain(SPACES, label=("prévoir", "plan"), sets={"state": "planned"}, leaves=("opened_on",))
space_begun = step(
    SPACES,
    "begun",
    ("lancer les travaux", "start the works"),
    states=("planned",),
    sets={"state": "works"},
    told=("travaux lancés", "works started"),
)
space_opened = step(
    SPACES,
    "opened",
    ("ouvrir au public", "open to the public"),
    states=("planned", "works"),
    sets={"state": "open"},
    dates="opened_on",
    asks=(photo(),),
    told=("ouvert au public", "opened to the public"),
)
space_closed = step(
    SPACES,
    "closed",
    ("fermer au public", "close to the public"),
    by=HEADS,
    states=("open",),
    sets={"state": "closed"},
    asks=(REASON,),
    grave=True,
    told=("fermé au public", "closed to the public"),
)
space_reopened = step(
    SPACES,
    "reopened",
    ("rouvrir", "reopen"),
    states=("closed",),
    sets={"state": "open"},
    asks=(REASON,),
    told=("rouvert", "reopened"),
)

SWALES, GARDENS, LABELS = "climate.swales", "climate.shared_gardens", "climate.labels"
swale = plain(SWALES, label=("planter", "plant"), leaves=("kept_on",))
swale_kept = step(SWALES, "kept", ("entretenir", "keep up"), dates="kept_on", told=("entretenue", "kept up"))
garden = plain(GARDENS, label=("confier", "entrust"), sets={"state": "running"})
garden_waiting = step(
    GARDENS,
    "counted",
    ("mettre à jour la liste d’attente", "update the waiting list"),
    asks=("waiting", "plots"),
    told=("liste d’attente mise à jour", "waiting list updated"),
)
garden_left = step(
    GARDENS, "left", ("reprendre le jardin", "take the garden back"), states=("running",), sets={"state": "left"},
    asks=(REASON,), told=("jardin repris par la Ville", "garden taken back by the town"))  # fmt: skip
label = plain(
    LABELS,
    by=HEADS,
    label=("demander", "apply for"),
    sets={"state": "applied"},
    leaves=("given_on", "ends_on"),
    asks=(words("criteria", ("critères et preuves", "criteria and evidence"), required=False),),
)
label_given = step(
    LABELS,
    "given",
    ("obtenir, ou renouveler", "obtain, or renew"),
    by=HEADS,
    sets={"state": "held"},
    dates="given_on",
    asks=("ends_on?", "document?"),
    told=("obtenu, ou renouvelé", "obtained, or renewed"),
)
label_lost = step(
    LABELS,
    "lost",
    ("perdre", "lose"),
    by=HEADS,
    states=("held",),
    sets={"state": "lost"},
    asks=(REASON,),
    grave=True,
    told=("perdu", "lost"),
)

# Heat and carbon ----------------------------------------------------------------------------------------------------

network = plain("climate.heat_networks", by=HEADS)
delivery = plain("climate.heat_deliveries", by=HEADS, label=("verser le relevé", "file the statement"))
need = plain("climate.heat_needs", by=HEADS, label=("verser le modèle", "file the model"))
emission = plain("climate.emissions", by=HEADS, label=("inscrire la ligne", "record the line"))

ACTIONS = "climate.actions"
action = plain(ACTIONS, by=HEADS, label=("décider", "decide"), sets={"state": "planned"}, leaves=("done_on",))
action_begun = step(
    ACTIONS,
    "begun",
    ("commencer", "begin"),
    states=("planned",),
    sets={"state": "running"},
    told=("commencée", "begun"),
)
action_done = step(
    ACTIONS, "done", ("déclarer faite", "declare done"), states=("planned", "running"), sets={"state": "done"},
    dates="done_on", told=("faite", "done"))  # fmt: skip
action_dropped = step(
    ACTIONS,
    "dropped",
    ("abandonner", "drop"),
    by=HEADS,
    states=("planned", "running"),
    sets={"state": "dropped"},
    asks=(REASON,),
    grave=True,
    told=("abandonnée", "dropped"),
)

# Waste --------------------------------------------------------------------------------------------------------------

COMPOSTERS, SHELTERS = "climate.composters", "climate.bin_shelters"
composter = plain(
    COMPOSTERS, label=("installer", "install"), sets={"state": "installed"}, leaves=("inputs_kg", "incidents")
)
composter_removed = step(
    COMPOSTERS,
    "removed",
    ("enlever", "take away"),
    states=("installed",),
    sets={"state": "removed"},
    asks=(REASON,),
    told=("enlevé", "taken away"),
)


@act(
    COMPOSTERS,
    label=("peser les apports", "weigh the inputs"),
    by=STAFF,
    states=("installed",),
    asks=("inputs_kg",),
    told=("apports pesés", "inputs weighed"),
)
def weighed(before: Mapping[str, Any], *, on_date: date, inputs_kg: int) -> Change:
    """What was brought since the last weighing comes on top of the total."""
    if inputs_kg is None or inputs_kg < 0:
        raise BadFact("inputs_kg", inputs_kg)
    return Change(facts={"inputs_kg": before["inputs_kg"] + inputs_kg})


@act(
    COMPOSTERS,
    label=("inscrire un incident", "record an incident"),
    by=STAFF,
    asks=(words("incident", ("ce qui s’est passé", "what happened")),),
    told=("incident inscrit", "incident recorded"),
)
def troubled(before: Mapping[str, Any], *, on_date: date, incident: str) -> Change:
    """Rats, fire, a broken lid: one incident more, with its story."""
    told = worded(incident, _("Dites ce qui s’est passé."))
    return Change(facts={"incidents": before["incidents"] + 1}, exhibits={"incident": told})


shelter = plain(SHELTERS, label=("poser", "install"), sets={"state": "installed"}, leaves=("fill_percent",))
shelter_read = step(
    SHELTERS,
    "read",
    ("relever le remplissage", "read the fill level"),
    states=("installed",),
    asks=("fill_percent",),
    told=("remplissage relevé", "fill level read"),
)
shelter_removed = step(
    SHELTERS,
    "removed",
    ("enlever", "take away"),
    states=("installed",),
    sets={"state": "removed"},
    asks=(REASON,),
    told=("enlevé", "taken away"),
)
coverage = plain("climate.coverage", label=("verser le relevé", "file the statement"))
food_waste = plain("climate.food_waste_rounds", label=("verser la pesée", "file the weighing"))

# Air ----------------------------------------------------------------------------------------------------------------

SENSORS = "climate.sensors"
sensor = plain(SENSORS, label=("installer", "install"), leaves=("until",))
sensor_stopped = step(
    SENSORS, "stopped", ("arrêter", "stop"), dates="until", asks=(REASON,), told=("arrêté", "stopped")
)
observation = plain("climate.observations", label=("verser la mesure", "file the observation"))
