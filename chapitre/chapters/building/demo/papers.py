"""Bodies, decisions, documents, promises and money of the projects: what the rest of the part rests on."""

from __future__ import annotations

from datetime import date
from typing import Any

from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.commons.sheets import sheet
from chapitre.kernel.records import files

# key: name, kind. Who builds is not in the published report: the names say so.
BODIES = {
    "amenageur-port": ("Aménageur d’Ivry-Port (nom inventé)", "public"),
    "amenageur-gagarine": ("Aménageur de Gagarine (nom inventé)", "public"),
    "promoteur-seine": ("Bâtir en Seine (nom inventé)", "company"),
    "promoteur-atelier": ("L’Atelier des logis (nom inventé)", "company"),
    "promoteur-horizon": ("Horizon Habitat (nom inventé)", "company"),
    "cooperateurs": ("Les Coopérateurs du jardin (nom inventé)", "cooperative"),
    "ferme-du-kosmos": ("Ferme du Kosmos", "association"),
}
# key: project, day, subject
DECISIONS = {
    "2015-09-24-07": ("gagarine-truillot", date(2015, 9, 24), "programme de l’agrocité Gagarine-Truillot"),
    "2010-12-16-03": ("ivry-port", date(2010, 12, 16), "programme d’Ivry-Port"),
    "2021-06-24-05": ("quais-d-ivry", date(2021, 6, 24), "programme des Quais d’Ivry"),
    "2018-03-29-09": ("louis-bertrand", date(2018, 3, 29), "programme de Louis-Bertrand, Mirabeau et Sémard"),
    "2022-02-17-04": ("coeur-de-ville", date(2022, 2, 17), "étude urbaine participative du Cœur de ville"),
    "2024-12-19-12": ("plateau", date(2024, 12, 19), "clôture de l’écoquartier du Plateau"),
}
HISTORY = "histoire-industrielle"
# key: title, kind, issuer, day, what it says
DOCUMENTS: dict[str, tuple[str, str, str, date, tuple[str, ...]]] = {
    HISTORY: (
        "Ivry et son industrie, des origines à nos jours", "source", "Archives municipales", date(2024, 9, 21),
        ("Pendant plus d’un siècle, Ivry a grandi dans le sillage de l’industrie du pays : son essor, puis sa crise.",
         "Les premières usines partent ailleurs dans les années 1980. Leurs terrains restent longtemps vacants.",
         "Les premiers chantiers qui reprennent ces terrains s’ouvrent au début de 2010."),
    ),
    "population-2040": (
        "Habiter Ivry en 2040 : hypothèses", "study", "Direction de l’urbanisme", date(2024, 11, 28),
        ("La projection multiplie les logements de tous les projets, livrés ou à venir, par la part de logements"
         " occupés et par la taille des ménages, puis retire les habitant·es des logements démolis.",
         "Elle part de la population d’avant les premières livraisons (recensement de 2013), et ne déduit pas la"
         " baisse du nombre de personnes par logement dans le reste de la ville : c’est un apport brut."),
    ),
    "bilan-plateau": (
        "Bilan de clôture du Plateau", "statement", "Direction de l’urbanisme", date(2024, 12, 12),
        ("Le bilan compare, ligne à ligne, ce que le programme promettait et ce qui a été livré.",),
    ),
    "convention-kosmos": (
        "Convention avec la Ferme du Kosmos", "agreement", "Ville d’Ivry-sur-Seine", date(2021, 3, 11),
        ("La Ville confie les parcelles pour neuf ans. Les récoltes sont pesées et dites à la Ville.",),
    ),
}  # fmt: skip
# key: title, English title, kind, project, made on, due, what became of it (act, day, words)
PROMISES: tuple[tuple[str, str, str, str, str, date, date | None, tuple[str, date, str] | None], ...] = (
    ("hypermarche-ouvert", "l’hypermarché reste ouvert pendant les travaux",
     "the hypermarket stays open during the works", "promise", "quais-d-ivry", date(2021, 6, 24), date(2033, 12, 31),
     ("begun", date(2021, 9, 1), "")),
    ("occupation-quais", "occupation temporaire du centre commercial par des activités solidaires et culturelles",
     "temporary use of the shopping centre by solidarity and cultural activities", "promise", "quais-d-ivry",
     date(2022, 11, 17), date(2023, 12, 31), ("done", date(2024, 3, 14), "Deux appels à projets, onze occupant·es.")),
    ("commerces-hachette", "de nouveaux commerces au centre Jeanne-Hachette",
     "new shops in the Jeanne Hachette centre", "promise", "coeur-de-ville", date(2022, 2, 17), date(2026, 12, 31),
     ("begun", date(2023, 5, 9), "")),
    ("moteurs-centre", "moins de voitures dans le centre", "fewer cars in the centre", "promise", "coeur-de-ville",
     date(2023, 6, 22), date(2027, 12, 31), ("begun", date(2024, 9, 2), "")),
    ("tours-centre", "deux immeubles de grande hauteur dans le centre", "two high-rise buildings in the centre",
     "promise", "coeur-de-ville", date(2019, 4, 11), date(2028, 12, 31),
     ("dropped", date(2023, 6, 22), "Le jury et l’étude ont demandé une densité maîtrisée.")),
    ("chauffage-port", "la géothermie dans le réseau de chaleur d’Ivry-Port",
     "geothermal energy in the Ivry-Port heat network", "promise", "ivry-port", date(2012, 2, 9), date(2017, 12, 31),
     ("done", date(2017, 11, 6), "Deux puits, un doublet.")),
    ("acces-rer", "de nouveaux accès à la gare RER", "new entrances to the RER station", "works", "gagarine-truillot",
     date(2019, 5, 23), date(2026, 6, 30), ("postponed", date(2024, 10, 8), "Travaux sur les voies repoussés.")),
    ("jardin-concertation", "dessiner le jardin Dian-Fossey avec les habitant·es",
     "draw the Dian Fossey garden with residents", "promise", "louis-bertrand", date(2024, 3, 28), date(2025, 12, 31),
     ("begun", date(2024, 4, 16), "")),
    ("promenade-usages", "repenser la promenade des Petits-Bois et ses usages",
     "rethink the Petits-Bois promenade and its uses", "promise", "louis-bertrand", date(2023, 10, 12),
     date(2026, 12, 31), ("begun", date(2024, 1, 15), "")),
    ("cour-bancic", "la cour plantée d’Olga-Bancic ouverte à tout le monde",
     "the planted yard of Olga Bancic open to everyone", "promise", "gagarine-truillot", date(2019, 5, 23),
     date(2024, 9, 1), ("done", date(2024, 9, 2), "Ouverte le soir, le samedi et l’été.")),
)  # fmt: skip
# Operation, project, object, stage, €, day: invented, and told apart by their operation from what other chapters pay.
PAYMENTS = (
    ("Cœur de ville, études", "coeur-de-ville", "étude urbaine participative", "paid", 212_000, date(2023, 12, 14)),
    ("Cœur de ville, études", "coeur-de-ville", "plan guide", "committed", 148_000, date(2024, 4, 11)),
    ("centre Jeanne-Hachette", "coeur-de-ville", "rénovation des escaliers roulants", "committed", 1_260_000,
     date(2024, 7, 4)),
    ("écoles de Gagarine", "gagarine-truillot", "groupe scolaire Olga-Bancic", "paid", 27_400_000, date(2024, 11, 21)),
    ("jardin Dian-Fossey", "louis-bertrand", "conception et plantations", "voted", 610_000, date(2025, 4, 3)),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Tells them."""
    told = demonstration.tell
    for key, (name, kind) in BODIES.items():
        told(commons.organisation.recorded, key, date(2020, 7, 6), name=name, kind=kind, since=None, siren=None)
    for key, (project, day, subject) in DECISIONS.items():
        told(
            commons.decision.recorded, key, day, decided_on=day, subject=subject, matter="2", votes_for=40,
            votes_against=0, abstentions=5, document=None,
        )  # fmt: skip
        told(commons.project.amended, project, date(2025, 1, 6), decision=key, reason="La délibération est jointe.")
    for key, (title, kind, issuer, day, lines) in DOCUMENTS.items():
        name = files.store(sheet(title, issuer, day, lines), "pdf")
        told(commons.filed, key, day, title=title, kind=kind, issuer=issuer, dated_on=day, address=None, document=name)
    for promise in PROMISES:
        _promise(demonstration, *promise)
    for number, (operation, project, what, stage, euros, day) in enumerate(PAYMENTS, start=1):
        told(
            commons.payment.recorded, f"PROJET-{number}", day, operation=operation, object=what, nature="investment",
            stage=stage, amount_cents=euros * 100, dated_on=day, payee=None, project=project, decision=None,
        )  # fmt: skip


def _promise(
    demonstration: Demonstration, key: str, title: str, english: str, kind: str, project: str, made: date,
    due: date | None, became: tuple[str, date, str] | None,
) -> None:  # fmt: skip
    facts: dict[str, Any] = {"title": title, "title_en": english, "kind": kind, "project": project}
    demonstration.tell(
        commons.commitment.recorded, key, made, chapter="building", organisation=None, promised_on=made, due_on=due,
        decision=None, document=None, **facts,
    )  # fmt: skip
    if became is None:
        return
    act, day, words = became
    if act == "begun":
        demonstration.tell(commons.commitment_begun, key, day)
    elif act == "done":
        demonstration.tell(commons.commitment_done, key, day, summary=words)
    elif act == "dropped":
        demonstration.tell(commons.commitment_dropped, key, day, reason=words)
    else:
        demonstration.tell(commons.postponed, key, day, expected_on=date(2027, 6, 30), reason=words)
