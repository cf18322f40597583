"""The jury of Ivry-Port: its quotas from the (made-up) census, its seed a real round of drand, verified as it draws."""

from __future__ import annotations

from datetime import date, timedelta

from chapitre.chapters.voice.acts import juries, seeds
from chapitre.chapters.voice.demo.census import COUNTS
from chapitre.chapters.voice.demo.juries import answer_letters, jury_of, publish, sit, waiting, write_letters
from chapitre.chapters.voice.juries import drawing, quotas
from chapitre.chapters.voice.methods.beacons import Round
from chapitre.kernel.acts import perform
from chapitre.kernel.commons.demonstration import CLERK, Demonstration
from chapitre.kernel.town import town

KEY, SEATS, LETTERS, VOLUNTEERS = "ivry-port", 16, 1_200, 90
CALLED, FROZEN, PUBLISHED, DRAWN = date(2023, 6, 5), date(2023, 9, 1), date(2023, 9, 6), date(2023, 9, 15)
SESSIONS = (date(2023, 10, 7), date(2023, 11, 18))
REPORTED, ANSWERED = date(2023, 12, 16), date(2024, 2, 8)
# As drand published it: the first round after 13 h in Paris on the day of the draw.
ROUND = Round(
    657_413, "b713718a38ae728dfd477991af2822e08d2f305e47718cef9f7848ce4050e7be41076862b98fad56e91a6b85b89cd97b"
)
POINTS = (
    ("garder un passage public le long de la Seine", "Le plan guide l’inscrit d’un pont à l’autre."),
    ("planter les cours avant d’ouvrir les rues", "Les marchés des cours passent en premier."),
)


def load(demonstration: Demonstration) -> None:
    """Writes it, from the call to the council's answer."""
    if demonstration.until < ANSWERED:
        return
    demonstration.tell(
        juries.jury.recorded, KEY, CALLED, hour=9, name="jury citoyen d’Ivry-Port", project=KEY, seats=SEATS,
        called_on=CALLED, question="Comment rendre la Seine aux habitant·es du quartier ?",
    )  # fmt: skip
    for number, district in enumerate(town().districts.values(), start=1):
        demonstration.tell(
            juries.quota.recorded, f"{KEY}-quart-{number}", CALLED, jury=KEY, category="quartier",
            value=district.label[0], least=1, most=4, source="chaque quartier a un siège au moins",
        )  # fmt: skip
    demonstration.write()
    of = quotas.chosen("")
    if of is not None:
        quotas.fix(jury_of(KEY), quotas.proposal(jury_of(KEY), of, 1), actor=CLERK, at=demonstration.at(CALLED, 10))
    random = demonstration.random("voice.juries.port")
    write_letters(demonstration, KEY, CALLED + timedelta(days=7), LETTERS, VOLUNTEERS, random, COUNTS)
    demonstration.write()
    answer_letters()
    _draw(demonstration)
    sit(demonstration, KEY, "jury-port", "jury d’Ivry-Port", "ivry-port", SESSIONS)
    _opinion(demonstration)


def _draw(demonstration: Demonstration) -> None:
    at = demonstration.at
    publish(demonstration, KEY, FROZEN, PUBLISHED)
    perform(seeds.announced_round, KEY, actor=CLERK, at=at(PUBLISHED, 12), seed_round=ROUND.number)
    witnesses = "une élue, un huissier, trois volontaires"
    drawing.enter_round(jury_of(KEY), ROUND, witnesses=witnesses, actor=CLERK, at=at(DRAWN, 13))
    for seat in waiting(KEY):
        drawing.accept(seat, actor=CLERK, at=at(DRAWN + timedelta(days=6)))


def _opinion(demonstration: Demonstration) -> None:
    demonstration.tell(juries.jury_reported, KEY, REPORTED, opinion="La Seine à pied, l’ombre d’abord.")
    for number, (subject, motive) in enumerate(POINTS, start=1):
        point = f"PORT-{number}"
        demonstration.tell(
            juries.recommendation.recorded, point, REPORTED, hour=11, jury=KEY, subject=subject, given_on=REPORTED
        )
        demonstration.tell(juries.recommendation_accepted, point, ANSWERED, motive=motive)
    demonstration.tell(juries.jury_answered, KEY, ANSWERED, hour=20, answer="Les deux points sont retenus.")
