"""How the land that industry left, and the scenarios of population, change."""

from __future__ import annotations

from chapitre.kernel.acts import HEADS, plain, step
from chapitre.kernel.acts.asks import words
from chapitre.kernel.acts.plain import REASON

SITES, SCENARIOS = "building.sites", "building.scenarios"
ASSUMED = ("family_size", "family_occupied", "specific_size", "specific_occupied", "moved_out")

site = plain(SITES, label=("inscrire le terrain", "record the site"), sets={"state": "vacant"}, leaves=("reused_on",))
site_begun = step(
    SITES,
    "begun",
    ("ouvrir le chantier", "begin works"),
    states=("vacant",),
    sets={"state": "works"},
    dates="reused_on",
    asks=("project?",),
    told=("chantier ouvert", "works begun"),
)
site_reused = step(
    SITES,
    "reused",
    ("déclarer reconverti", "declare redeveloped"),
    states=("works",),
    sets={"state": "reused"},
    told=("reconverti", "redeveloped"),
)

scenario = plain(
    SCENARIOS,
    by=HEADS,
    label=("ouvrir le scénario", "open the scenario"),
    sets={"state": "draft"},
    leaves=("adopted_on",),
    asks=(words("summary", ("ce qu’il suppose", "what it assumes"), required=False),),
)
scenario_adopted = step(
    SCENARIOS,
    "adopted",
    ("retenir", "adopt"),
    by=HEADS,
    states=("draft",),
    sets={"state": "adopted"},
    dates="adopted_on",
    asks=("document?",),
    told=("retenu", "adopted"),
)
scenario_revised = step(
    SCENARIOS,
    "revised",
    ("revoir les hypothèses", "revise the assumptions"),
    by=HEADS,
    states=("draft", "adopted"),
    asks=(*ASSUMED, REASON),
    told=("hypothèses revues", "assumptions revised"),
)
scenario_set_aside = step(
    SCENARIOS,
    "set_aside",
    ("écarter", "set aside"),
    by=HEADS,
    states=("draft", "adopted"),
    sets={"state": "set_aside"},
    asks=(REASON,),
    grave=True,
    told=("écarté", "set aside"),
)
