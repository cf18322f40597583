"""What residents wrote to the two consultations of the demonstration: made up, read, set aside and coded."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice.acts import consultations, contributions
from chapitre.kernel.commons.demonstration import CLERK, Demonstration
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.town import locate

STUDY, OPEN = "etude-coeur-de-ville", "usages-place-voltaire"
WRITTEN, SET_ASIDE = 60, 4
# Words, and the expectations (see EXPECTATIONS of demo/consultations.py) that they carry.
SAID = (
    ("Traverser l’avenue avec une poussette, c’est une épreuve. Élargissez les trottoirs.", ("EX-1", "EX-3")),
    ("Moins de voitures devant les écoles, au moins le matin et le soir.", ("EX-1",)),
    ("En août le parvis est une plaque chauffante. Des arbres, de la terre, de l’ombre.", ("EX-2",)),
    ("Rouvrez les sols des cours d’immeuble, l’eau de pluie ne va nulle part.", ("EX-2",)),
    ("Un vrai chemin piéton entre la mairie et la bibliothèque, éclairé.", ("EX-3",)),
    ("À vélo on est coincé entre les bus et les voitures garées.", ("EX-3", "EX-1")),
    ("Construisez s’il le faut, mais pas plus haut que ce qui est là.", ("EX-4",)),
    ("Gardez les jardins intérieurs, même petits.", ("EX-4", "EX-2")),
    ("Le soir il n’y a plus rien d’ouvert, on va ailleurs.", ("EX-5",)),
    ("Un café avec une terrasse sur la place, ouvert après vingt heures.", ("EX-5", "EX-1")),
    ("Des bancs, à l’ombre, où l’on peut s’asseoir à plusieurs.", ("EX-1",)),
    ("Le passage sous les dalles fait peur : ouvrez-le, ou fermez-le.", ("EX-3",)),
)
CHOICES = "plus d’ombre ; plus de jeux ; un marché ; laisser comme c’est"
SHADE, GAMES, MARKET, LEAVE = (one.strip() for one in CHOICES.split(";"))
NOW = (
    ("Il manque de l’ombre : on ne peut pas attendre le bus au soleil.", SHADE),
    ("", SHADE),
    ("Une fontaine, et des jeux d’eau pour les petits l’été.", GAMES),
    ("Un marché du soir une fois par semaine, cela ferait venir du monde.", MARKET),
    ("", GAMES),
    ("N’y touchez pas trop, la place est belle comme elle est.", LEAVE),
    ("", SHADE),
    ("Des jeux que les enfants en fauteuil peuvent utiliser aussi.", GAMES),
    ("Des arceaux pour les vélos, il n’y a plus de place le samedi.", None),
    ("Deux rangs d’arbres côté école, et des bancs dessous.", SHADE),
    ("", MARKET),
    ("Des toilettes publiques, ouvertes le week-end.", None),
)
GROUNDS = ("personal", "unrelated", "advert", "insult")


def load(demonstration: Demonstration, random: Random) -> None:
    """Writes them."""
    _study(demonstration, random)
    _open(demonstration, random)


def _study(demonstration: Demonstration, random: Random) -> None:
    """The finished study: sixty read and coded, and a few set aside, the text of none of which was kept."""
    first = date(2022, 6, 8)
    for number in range(WRITTEN + SET_ASIDE):
        words, themes = SAID[number % len(SAID)]
        day = first + timedelta(days=3 * number)
        key = _sent(demonstration, random, STUDY, day, None, words, "meeting" if number % 4 == 1 else "web")
        if key is None:
            continue
        if number % 16 == 15:
            ground = GROUNDS[number // 16 % len(GROUNDS)]
            demonstration.tell(contributions.removed, key, day + timedelta(days=2), motive=ground)
            continue
        demonstration.tell(contributions.published, key, day + timedelta(days=2), text=words)
        demonstration.tell(contributions.coded, key, date(2023, 3, 2), hour=15, themes=themes)


def _open(demonstration: Demonstration, random: Random) -> None:
    """A consultation that a visitor finds open, whatever the day; the last three contributions wait to be read."""
    first = demonstration.until - timedelta(days=18)
    demonstration.tell(
        consultations.consultation.recorded, OPEN, first, name="à quoi doit servir la place Voltaire ?",
        project="coeur-de-ville", opened_on=first, closes_on=demonstration.until + timedelta(days=42), choices=CHOICES,
        question="La place est à refaire. Qu’est-ce qui vous y ferait rester : de l’ombre, des jeux, un marché ?",
    )  # fmt: skip
    for number in range(17):
        day = first + timedelta(days=number)
        words, choice = NOW[number % len(NOW)]
        key = _sent(demonstration, random, OPEN, day, choice, words, "paper" if number % 6 == 4 else "web")
        if key and words and number < 13:
            demonstration.tell(contributions.published, key, day + timedelta(days=1), text=words)


def _sent(
    demonstration: Demonstration,
    random: Random,
    consultation: str,
    day: date,
    choice: str | None,
    words: str,
    channel: str,
) -> str | None:
    """One contribution; what came on paper or was said in a workshop is typed by an agent."""
    where: dict[str, Any] = {}
    spots = [one for one in demonstration.spots if one.district == "centre-ville"]
    if spots and random.random() < 0.6:
        spot = random.choice(spots)
        if (at := locate(spot.lon, spot.lat)) is not None:
            where = {"lon": at.lon, "lat": at.lat, "district": at.district, "place": at.name}
    return demonstration.tell(
        contributions.sent, None, day, actor=ANYBODY if channel == "web" else CLERK, hour=9 + random.randrange(12),
        consultation=consultation, choice=choice, text=words, channel=channel, **where,
    )  # fmt: skip
