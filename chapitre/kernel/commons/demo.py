"""The demonstration's projects, bodies, decisions and documents: real names, invented details."""

from __future__ import annotations

from datetime import date
from typing import Any

from chapitre.kernel.commons import acts
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.town import town

# Code of the project in town.toml: state, start, planned end, completion. Dates but those of the seed are invented.
PROJECTS: dict[str, tuple[str, date, date, date | None]] = {
    "gagarine-truillot": ("works", date(2015, 9, 1), date(2032, 12, 31), None),
    "coeur-de-ville": ("study", date(2022, 3, 1), date(2034, 12, 31), None),
    "ivry-port": ("works", date(2011, 1, 10), date(2040, 12, 31), None),
    "quais-d-ivry": ("approved", date(2021, 6, 24), date(2033, 12, 31), None),
    "plateau": ("closed", date(2009, 2, 1), date(2024, 12, 31), date(2024, 12, 19)),
    "louis-bertrand": ("works", date(2018, 4, 1), date(2027, 12, 31), None),
}
# key: name, kind, partner since
BODIES: dict[str, tuple[str, str, date | None]] = {
    "coop-ivry-habitat": ("Coop’Ivry Habitat", "landlord", date(2020, 1, 1)),
    "la-pagaille": ("La Pagaille", "association", date(2020, 9, 1)),
    "ose": ("Ose", "association", date(2020, 9, 1)),
    "tchao-megot": ("Tchao Mégot", "company", date(2023, 3, 1)),
    "lpo": ("Ligue pour la protection des oiseaux", "association", date(2022, 3, 1)),
    "ofb": ("Office français de la biodiversité", "state", date(2020, 1, 1)),
    "syctom": ("Syctom", "public", date(2010, 1, 1)),
    "grand-orly-seine-bievre": ("Grand-Orly Seine Bièvre", "authority", date(2016, 1, 1)),
    "ville-de-paris": ("Ville de Paris", "authority", None),
    "ffsu": ("Forum français pour la sécurité urbaine", "network", date(2020, 7, 4)),
    "police-nationale": ("Police nationale", "state", None),
    "ministere-du-budget": ("ministère du Budget", "state", None),
    "esiea": ("ESIEA", "school", None),
    "eicar": ("EICAR", "school", None),
    "melocycles": ("Mélocycles", "association", date(2022, 5, 1)),
    "la-paillette": ("La Paillette", "association", date(2022, 5, 1)),
    "stop-galere": ("Stop galère", "group", None),
    "umay": ("UMAY", "association", date(2021, 11, 25)),
    "ile-de-france-mobilites": ("Île-de-France Mobilités", "public", None),
}


def load(demonstration: Demonstration) -> None:
    """Writes them."""
    tell = demonstration.tell
    for key, (name, kind, since) in BODIES.items():
        tell(acts.organisation.recorded, key, since or date(2020, 7, 6), name=name, kind=kind, since=since, siren=None)
    for code, one in town().projects.items():
        state, start, end, closed = PROJECTS[code]
        facts: dict[str, Any] = {
            "number": one.number,
            "name": one.label[0],
            "name_en": one.label[1],
            "approximate": one.approximate,
        }
        facts |= demonstration.shape(one.shape)
        tell(
            acts.project.recorded, code, start, state="study", started_on=start, ends_on=end, decision=None, **facts
        )  # fmt: skip
        if state != "study":
            tell(acts.project_approved, code, start, hour=11, ends_on=end, decision=None)
        if state in ("works", "closed"):
            tell(acts.project_begun, code, start, hour=12, ends_on=end)
        if closed:
            tell(acts.project_closed, code, closed)
    demonstration.say(f"{demonstration.write()} acts on projects and bodies")
