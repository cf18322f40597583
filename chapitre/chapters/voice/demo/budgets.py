"""Two participatory budgets: one voted on and mostly delivered, one that takes ideas now. They are all made up."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Any

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import choices, counting
from chapitre.chapters.voice.models.budgets import Budget, Idea
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import CLERK, Demonstration
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.town import locate

KEY = "budget-participatif-2024"
VOTERS, PAPER = 412, 46
ENVELOPE = 30_000_000
PINNED = 0.8  # the share of a district's ideas that show where
OPENED, IDEAS_UNTIL = date(2024, 2, 1), date(2024, 3, 31)
FIXED, VOTE_FROM, VOTE_UNTIL, COUNTED = date(2024, 9, 2), date(2024, 9, 16), date(2024, 10, 6), date(2024, 10, 7)
DATES: dict[str, Any] = {
    "opened_on": OPENED,
    "ideas_until": IDEAS_UNTIL,
    "vote_from": VOTE_FROM,
    "vote_until": VOTE_UNTIL,
}
RULE: dict[str, Any] = {"kind": "approval", "most": 5, "utility": "cost", "completion": "add1u"}
# Title, theme, district, cost in euros, weight: how dear it is to people of other districts (those of its own: thrice).
PROJECTS = (
    ("des bancs à l’ombre place Voltaire", "green", "centre-ville", 18_000, 5),
    ("une fontaine à boire au parc Maurice-Thorez", "green", "centre-ville", 22_000, 4),
    ("un jardin partagé quai Auguste-Deshaies", "green", "ivry-port", 46_000, 3),
    ("des arceaux à vélos devant les écoles", "mobility", None, 31_000, 5),
    ("un terrain de basket rénové à Gagarine", "facilities", "gagarine-truillot", 88_000, 4),
    ("une fresque sur le mur du gymnase", "facilities", "louis-bertrand-mirabeau-semard", 27_000, 2),
    ("un kiosque à livres au Petit-Ivry", "facilities", "petit-ivry", 12_000, 3),
    ("des nichoirs à martinets", "green", None, 9_000, 3),
    ("un parcours de gymnastique au Plateau", "facilities", "plateau-monmousseau", 64_000, 2),
    ("un éclairage plus doux rue Marat", "works", "marat-parmentier-renoult", 71_000, 2),
    ("une rue aux enfants le mercredi", "mobility", "petit-ivry", 15_000, 4),
    ("une halle couverte pour le marché", "shops", "centre-ville", 240_000, 3),
)
# Title, theme, district, what became of it: the number of the project that it joined, or why it was not feasible.
OTHERS: tuple[tuple[str, str, str | None, int | str], ...] = (
    ("plus de bancs au centre", "green", "centre-ville", 1),
    ("de l’ombre et des sièges", "green", "centre-ville", 1),
    ("garer son vélo à l’école", "mobility", "ivry-port", 4),
    ("un potager collectif au port", "green", "ivry-port", 3),
    ("un panier de basket neuf", "facilities", "gagarine-truillot", 5),
    ("une piscine de plein air", "facilities", "plateau-monmousseau", "Plus de six fois l’enveloppe."),
    ("un arrêt de bus de plus", "mobility", "petit-ivry", "Cela revient à Île-de-France Mobilités : transmis."),
    ("une baignade en Seine", "green", "ivry-port", "La qualité de l’eau ne le permet pas encore à cet endroit."),
)  # fmt: skip
NOW = (
    ("des ruches sur le toit de la médiathèque", "green", "centre-ville"),
    ("un marché aux vélos d’occasion", "mobility", None),
    ("des tables de ping-pong au parc", "facilities", "plateau-monmousseau"),
    ("un mur d’expression libre", "facilities", "ivry-port"),
    ("planter les pieds d’arbres", "green", "petit-ivry"),
    ("des fleurs au pied des arbres", "green", "petit-ivry"),
)
WAITING = ("un banc devant la poste", "une cour d’école ouverte le samedi")
TEXTS = (
    "Pour que l’on s’y arrête, que l’on s’y parle, et que cela dure.",
    "Les enfants du quartier le demandent depuis deux ans ; les grands aussi.",
    "Il fait trop chaud l’été, et il n’y a rien à faire à cet endroit.",
    "Vu dans une ville voisine : cela coûte peu, et tout le monde s’en sert.",
    "Proposé à la réunion de quartier, où personne n’était contre.",
)


def load(demonstration: Demonstration, random: Random) -> None:
    """Writes them."""
    _ideas(demonstration, random)
    _vote(demonstration, random)
    _open_now(demonstration, random)


def _ideas(demonstration: Demonstration, random: Random) -> None:
    """From the call for ideas to the list put to the vote."""
    tell = demonstration.tell
    tell(acts.budget.recorded, KEY, OPENED, name="budget participatif 2024", envelope_cents=ENVELOPE, **DATES)
    for number, (subject, theme, district, cost, _weight) in enumerate(PROJECTS, start=1):
        key = _idea(demonstration, random, f"BP24-{number:02}", subject, theme, district)
        tell(
            acts.idea_feasible, key, date(2024, 6, 20), subject=subject, number=number, cost_cents=100 * cost,
            motive="Faisable : le terrain est à la Ville, le coût vient d’un devis.",
        )  # fmt: skip
    for number, (subject, theme, district, fate) in enumerate(OTHERS, start=len(PROJECTS) + 1):
        key = _idea(demonstration, random, f"BP24-{number:02}", subject, theme, district)
        if isinstance(fate, int):
            reason = "La même idée, au même endroit : elles vont au vote ensemble."
            tell(acts.idea_merged, key, date(2024, 5, 14), merged_into=f"BP24-{fate:02}", reason=reason)
        else:
            tell(acts.idea_unfeasible, key, date(2024, 6, 20), motive=fate)
    tell(acts.ideas_closed, KEY, date(2024, 4, 2))
    tell(acts.rule_fixed, KEY, FIXED, vote_from=VOTE_FROM, vote_until=VOTE_UNTIL, **RULE)
    tell(acts.vote_opened, KEY, VOTE_FROM, hour=6)


def _idea(
    demonstration: Demonstration, random: Random, key: str, subject: str, theme: str, district: str | None
) -> str:
    day = OPENED + timedelta(days=random.randrange((IDEAS_UNTIL - OPENED).days))
    facts: dict[str, Any] = {"theme": theme, "text": random.choice(TEXTS)}
    where = _where(demonstration, key, district)
    demonstration.tell(acts.sent, key, day, actor=ANYBODY, budget=KEY, title=subject, **facts, **where)
    demonstration.tell(acts.published, key, day + timedelta(days=2), subject=subject, **facts)
    return key


def _where(demonstration: Demonstration, key: str, district: str | None) -> dict[str, Any]:
    """A place of the district, for most ideas of one."""
    spots = [one for one in demonstration.spots if one.district == district]
    chance = demonstration.random(f"voice.budgets {key}")
    if spots and chance.random() < PINNED:
        spot = chance.choice(spots)
        if (at := locate(spot.lon, spot.lat)) is not None:
            return {"lon": at.lon, "lat": at.lat, "district": at.district, "place": at.name}
    return {"district": district}


def _vote(demonstration: Demonstration, random: Random) -> None:
    """The roll, the count, and what became of the projects funded."""
    days = (VOTE_UNTIL - VOTE_FROM).days + 1
    for voter in range(VOTERS):
        day = VOTE_FROM + timedelta(days=random.randrange(days))
        channel = "paper" if voter < PAPER else "web"
        demonstration.tell(
            acts.signed,
            None,
            day,
            hour=random.randint(8, 21),
            actor=CLERK if channel == "paper" else ANYBODY,
            budget=KEY,
            channel=channel,
            vote_until=VOTE_UNTIL,
        )
    budget = Budget(key=KEY, name="budget participatif 2024", envelope_cents=ENVELOPE, **DATES, **RULE)
    projects = [
        Idea(key=f"BP24-{number:02}", number=number, subject=subject, cost_cents=100 * cost)
        for number, (subject, _theme, _district, cost, _weight) in enumerate(PROJECTS, start=1)
    ]
    ballots = [_ballot(random) for _ in range(VOTERS)]
    funded = []
    for one in counting.steps(budget, projects, ballots, CLERK, demonstration.at(COUNTED)):
        demonstration.tell(one.act, one.key, COUNTED, **one.params)
        if one.act is acts.idea_funded:
            funded.append(one.key or "")
    _delivery(demonstration, {one.key: one for one in projects}, funded)


def _ballot(random: Random) -> str:
    """A voter of some district ticks what is near, cheap or dear to her."""
    home = random.choice([district for _s, _t, district, _c, _w in PROJECTS if district])
    left = {
        number: weight * (3 if district == home else 1)
        for number, (_subject, _theme, district, _cost, weight) in enumerate(PROJECTS, start=1)
    }
    ticked: dict[int, int] = {}
    for _ in range(random.choices(range(6), (1, 6, 14, 24, 22, 20))[0]):
        number = random.choices(list(left), list(left.values()))[0]
        ticked[number] = 1
        del left[number]
    return choices.written(ticked)


def _delivery(demonstration: Demonstration, projects: dict[str, Idea], funded: list[str]) -> None:
    """Each project funded has its line of money; most are delivered, the last two are under way."""
    tell = demonstration.tell
    for number, key in enumerate(funded, start=1):
        project, line = projects[key], f"BP24-D{number:02}"
        begun = date(2024, 12, 2) + timedelta(days=21 * number)
        paid = begun + timedelta(days=120)
        tell(
            commons.payment.recorded, line, date(2024, 11, 21), operation="budget participatif 2024",
            object=project.subject, nature="investment", stage="voted", amount_cents=project.cost_cents,
            dated_on=date(2024, 11, 21), payee=None, project=None, decision=None,
        )  # fmt: skip
        tell(acts.idea_begun, key, begun, payment=line)
        tell(commons.payment_committed, line, begun)
        if number < len(funded) - 1:
            tell(commons.payment_paid, line, paid, amount_cents=project.cost_cents * (100 - number) // 100)
            tell(acts.idea_delivered, key, paid, hour=15, result="Livré, et ouvert à tout le monde.")


def _open_now(demonstration: Demonstration, random: Random) -> None:
    """The next one takes ideas on the demonstration's last day, and for some weeks after it."""
    tell, until = demonstration.tell, demonstration.until
    year, opened = until.year + 1, until - timedelta(days=24)
    key, tag = f"budget-participatif-{year}", f"BP{year % 100}"
    tell(
        acts.budget.recorded, key, opened, name=f"budget participatif {year}", envelope_cents=35_000_000,
        opened_on=opened, ideas_until=until + timedelta(days=35), vote_from=until + timedelta(days=170),
        vote_until=until + timedelta(days=190),
    )  # fmt: skip
    for number, (subject, theme, district) in enumerate(NOW, start=1):
        day = opened + timedelta(days=1 + random.randrange(15))
        facts: dict[str, Any] = {"theme": theme, "text": random.choice(TEXTS)}
        where = _where(demonstration, f"{tag}-{number:02}", district)
        tell(acts.sent, f"{tag}-{number:02}", day, actor=ANYBODY, budget=key, title=subject, **facts, **where)
        tell(acts.published, f"{tag}-{number:02}", day + timedelta(days=1), subject=subject, **facts)
    reason = "La même idée : elles seront étudiées ensemble."
    merged: dict[str, Any] = {"merged_into": f"{tag}-{len(NOW) - 1:02}", "reason": reason}
    tell(acts.idea_merged, f"{tag}-{len(NOW):02}", until - timedelta(days=3), **merged)
    for number, title in enumerate(WAITING, start=len(NOW) + 1):
        tell(
            acts.sent,
            f"{tag}-{number:02}",
            until,
            actor=ANYBODY,
            budget=key,
            title=title,
            theme="facilities",
            text=TEXTS[0],
        )
