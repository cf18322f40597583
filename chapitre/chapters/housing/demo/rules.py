"""What the town has written down: points scale, charter, the mission's recommendations, the cooperative's statute."""

from __future__ import annotations

from datetime import date
from typing import Any

from chapitre.chapters.housing import acts
from chapitre.chapters.housing.demo.stock import COOP, PROGRAMMES
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

# key: day, subject, matter, votes for, against, abstentions
DECISIONS: dict[str, tuple[date, str, str, int, int, int]] = {
    "2015-H031": (date(2015, 10, 15), "barème de cotation des demandes de logement", "8", 41, 0, 4),
    "2017-H044": (date(2017, 6, 22), "charte qualité habitat, première mise à jour", "2", 42, 0, 3),
    "2021-H018": (date(2021, 6, 24), "mission d’information et d’évaluation sur les attributions", "5", 45, 0, 0),
    "2022-H061": (date(2022, 12, 15), "barème de cotation révisé", "8", 38, 2, 5),
    "2021-H052": (date(2021, 12, 16), "convention d’OPAH, copropriété Raspail", "8", 44, 0, 1),
    "2023-H027": (date(2023, 4, 13), "transformation de Coop’Ivry Habitat en société coopérative", "3", 37, 3, 5),
    "2025-H039": (date(2025, 6, 26), "charte qualité habitat actualisée", "2", 40, 1, 4),
}  # fmt: skip
# Number, subject, day settled, adopted or not, answer.
RECOMMENDATIONS: tuple[tuple[str, date | None, bool, str], ...] = (
    ("publier le barème et le faire comprendre à qui demande", date(2022, 12, 15), True, "Le barème est public."),
    ("compter l’ancienneté de la demande par année entière", date(2022, 12, 15), True, "Repris dans le barème."),
    ("donner des points aux personnes qui travaillent dans la ville", date(2022, 12, 15), True, "Repris."),
    ("donner des points aux violences conjugales attestées", date(2022, 12, 15), True, "Repris, sans attendre."),
    ("peser la suroccupation selon le nombre de pièces qui manquent", date(2022, 12, 15), True, "Repris."),
    ("présenter les dossiers sans nom à la commission", date(2023, 9, 28), True, "Fait depuis la rentrée."),
    ("rendre compte chaque année au conseil des attributions", date(2023, 9, 28), True, "Un bilan chaque automne."),
    ("tirer au sort entre dossiers à égalité", date(2023, 3, 9), False, "La loi veut un choix motivé."),
    ("ouvrir un compte où suivre sa demande", None, False, "Retenu : le développement est à l’étude."),
)


def load(demonstration: Demonstration) -> None:
    """Tells it."""
    for key, (day, subject, matter, ayes, noes, abstentions) in DECISIONS.items():
        demonstration.tell(
            commons.decision.recorded, key, day, hour=20, decided_on=day, subject=subject, matter=matter,
            votes_for=ayes, votes_against=noes, abstentions=abstentions, document=None,
        )  # fmt: skip
    _scales(demonstration)
    _recommendations(demonstration)
    _charters(demonstration)
    _checks(demonstration)
    _statute(demonstration)


def _scales(demonstration: Demonstration) -> None:
    for key, decision, criteria, points, day in (
        ("cotation-2015", "2015-H031", 14, 120, date(2016, 1, 4)),
        ("cotation-2022", "2022-H061", 22, 200, date(2023, 1, 9)),
    ):
        drafted = DECISIONS[decision][0].replace(day=1)
        title = f"barème de cotation de {decision[:4]}"
        demonstration.tell(
            acts.scale.recorded, key, drafted, title=title, criteria=criteria, most_points=points, decision=None,
            document=None, changes="Critères, poids et plafond soumis au conseil.",
        )  # fmt: skip
        if key == "cotation-2022":
            demonstration.tell(acts.scale_replaced, "cotation-2015", day, hour=8)
        demonstration.tell(acts.scale_adopted, key, day, hour=9, decision=decision)


def _recommendations(demonstration: Demonstration) -> None:
    given = date(2022, 3, 31)
    for number, (subject, settled, adopted, answer) in enumerate(RECOMMENDATIONS, start=1):
        key = f"MIE-{number:02d}"
        demonstration.tell(acts.recommendation.recorded, key, given, number=number, subject=subject, given_on=given)
        if settled and not adopted:
            demonstration.tell(acts.recommendation_refused, key, settled, answer=answer)
            continue
        demonstration.tell(acts.recommendation_accepted, key, date(2022, 6, 23), answer=answer)
        if settled:
            scaled = settled == DECISIONS["2022-H061"][0]
            decision, scale = ("2022-H061", "cotation-2022") if scaled else (None, None)
            # What needs no vote of its own was settled by the decision that opened the mission.
            demonstration.tell(
                acts.recommendation_adopted, key, settled, hour=21, decision=decision or "2021-H018", scale=scale
            )


def _charters(demonstration: Demonstration) -> None:
    """Two versions: what is kept of 2017, and today's."""
    facts: dict[str, dict[str, Any]] = {
        "charte-2017": {"criteria": 38, "price_ceiling_cents": 470_000, "energy": "B", "biobased_kg": None},
        "charte-2025": {"criteria": 54, "price_ceiling_cents": 520_000, "energy": "A", "biobased_kg": 36},
    }
    for key, decision in (("charte-2017", "2017-H044"), ("charte-2025", "2025-H039")):
        day = DECISIONS[decision][0]
        demonstration.tell(
            acts.charter.recorded, key, day.replace(day=2), title=f"charte qualité habitat {key[-4:]}", decision=None,
            document=None, changes="Matériaux biosourcés, logements traversants, prix de sortie.", **facts[key],
        )  # fmt: skip
        if key == "charte-2025":
            demonstration.tell(acts.charter_replaced, "charte-2017", day, hour=21)
        demonstration.tell(acts.charter_adopted, key, day, hour=22, decision=decision)


def _checks(demonstration: Demonstration) -> None:
    """Each delivered programme against the version it signed; some have reservations, most of them lifted."""
    random = demonstration.random("housing checks")
    for rank, (_, _, _, _, delivered) in enumerate(PROGRAMMES, start=1):
        short = random.choice((0, 0, 0, 1, 2, 4))
        key = f"CH-{rank:02d}"
        demonstration.tell(
            acts.check.recorded, key, delivered, hour=15, programme=f"P{rank:02d}", charter="charte-2017",
            stage="delivery", state="reserves" if short else "conform", asked=38, met=38 - short,
            price_cents=random.randrange(430_000, 470_000, 1_000), checked_on=delivered,
            remarks="Isolation des paliers, local à vélos." if short else None,
        )  # fmt: skip
        if short and short < 4:
            day = date(delivered.year + delivered.month // 9, (delivered.month + 3) % 12 + 1, 15)
            demonstration.tell(acts.check_lifted, key, day, reason="Travaux repris et constatés sur place.")
    for number, stage in ((21, "permit"), (22, "permit")):
        demonstration.tell(
            acts.check.recorded, f"CH-{number}", date(2025, 9, 18), programme=f"P{number}", charter="charte-2025",
            stage=stage, state="conform", asked=54, met=54, price_cents=498_000, checked_on=date(2025, 9, 18),
            remarks=None,
        )  # fmt: skip


def _statute(demonstration: Demonstration) -> None:
    """The steps towards a cooperative, each promised for a day."""
    for key, title, english, promised, due, done in (
        ("coop-etude", "étude du statut coopératif de Coop’Ivry Habitat", "study of Coop’Ivry Habitat’s cooperative"
         " status", date(2020, 11, 19), date(2021, 12, 31), date(2022, 2, 10)),
        ("coop-vote", "vote de la transformation en société coopérative", "vote of the change into a cooperative",
         date(2022, 2, 10), date(2023, 6, 30), date(2023, 4, 13)),
        ("coop-agrement", "agrément de la société coopérative par l’État", "approval of the cooperative by the State",
         date(2023, 4, 13), date(2024, 6, 30), date(2024, 11, 14)),
        ("coop-locataires", "collège des locataires au conseil de la coopérative",
         "tenants’ college on the cooperative’s board", date(2023, 4, 13), date(2026, 6, 30), None),
    ):  # fmt: skip
        demonstration.tell(
            commons.commitment.recorded, key, promised, hour=22, title=title, title_en=english, chapter="housing",
            kind="promise", project=None, organisation=COOP, promised_on=promised, due_on=due,
            decision="2023-H027" if promised >= date(2023, 4, 13) else None, document=None,
        )  # fmt: skip
        demonstration.tell(commons.commitment_begun, key, promised, hour=23, expected_on=due)
        if done and done > due:
            demonstration.tell(
                commons.postponed, key, due, expected_on=done, reason="Le dossier demandait des pièces de plus."
            )
        if done:
            demonstration.tell(commons.commitment_done, key, done, hour=21, summary="Étape franchie.")
