"""The staff’s posts that no other chapter tells of."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

# 29 a thousand of 64 526 inhabitants.
STAFF, PUBLIC_SPACE_AND_WARDENS = 1_871, 190
# Posts of the teams that the streets chapter does not tell of, in thousandths of them.
TEAMS = {
    "schools": (430, "agent·e des écoles"), "childhood": (150, "auxiliaire de puériculture"),
    "culture": (85, "bibliothécaire, médiateur·rice"), "sports": (60, "éducateur·rice sportif·ve"),
    "health": (70, "soignant·e du centre de santé"), "social": (75, "travailleur·se social·e"),
    "housing": (18, "conseiller·ère habitat"), "planning": (20, "chargé·e d’urbanisme"),
    "buildings": (42, "agent·e technique"), "desk": (30, "agent·e d’accueil"),
    "support": (20, "agent·e administratif·ve"),
}  # fmt: skip


def load(demonstration: Demonstration, random: Random) -> None:
    """Filled posts of every other team, and some vacant ones, which do not count."""
    left = STAFF - PUBLIC_SPACE_AND_WARDENS
    counts = {team: left * share // 1000 for team, (share, _) in TEAMS.items()}
    counts["schools"] += left - sum(counts.values())
    for team, count in counts.items():
        for number in range(1, count + 1):
            since = date(2020, 1, 2) + timedelta(days=random.randint(0, 1900))
            _post(demonstration, f"{team}-{number:04d}", team, "filled", since)
        for number in range(1, count // 40 + 1):
            _post(demonstration, f"{team}-v{number:02d}", team, "vacant", date(2025, 6, 2))


def _post(demonstration: Demonstration, key: str, team: str, state: str, since: date) -> None:
    demonstration.tell(
        commons.post.recorded, key, since, team=team, trade=TEAMS[team][1], state=state, since=since, sworn_on=None
    )
