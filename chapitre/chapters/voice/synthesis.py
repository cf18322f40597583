"""What everybody reads of a consultation: themes and what they changed, choices, contributions, what was set aside."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from chapitre.chapters.voice.models import Consultation, Contribution, Expectation
from chapitre.chapters.voice.models.contributions import MOTIVES
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel.words import said

DOTS = 2000  # contributions drawn on the map, the latest


@dataclass(frozen=True)
class Theme:
    """One expectation: how many contributions carry it, how many of them are read here, what the plan made of it."""

    key: str
    subject: str
    contributions: int
    online: int
    kind: str
    state: str
    change: str


@dataclass(frozen=True)
class Counted:
    """Words and how many."""

    label: str
    count: int


@dataclass(frozen=True)
class Said:
    """One published contribution."""

    key: str
    on: object
    choice: str
    where: str
    text: str
    themes: Sequence[str]


def of_consultation(consultation: Consultation) -> QuerySet[Contribution]:
    """All its contributions that count."""
    return Contribution.objects.filter(consultation=consultation.key, withdrawn=False)


def published(consultation: Consultation, theme: str = "") -> QuerySet[Contribution]:
    """Those that may be read, latest first; with a theme, those that carry it."""
    found = of_consultation(consultation).filter(state="published").order_by("-sent_on", "-pk")
    if not theme:
        return found
    # Keys stand between spaces: EX-1 is not in EX-10.
    alone = Q(themes=theme) | Q(themes__startswith=f"{theme} ") | Q(themes__endswith=f" {theme}")
    return found.filter(alone | Q(themes__contains=f" {theme} "))


def themes(consultation: Consultation) -> list[Theme]:
    """Its expectations, those that most carry first."""
    rows = list(Expectation.objects.filter(consultation=consultation.key, withdrawn=False).order_by("key"))
    carried = Counter(
        key
        for value in published(consultation).filter(themes__isnull=False).values_list("themes", flat=True)
        for key in value.split()
    )
    register = Expectation.register
    changes = latest(register.name, [one.key for one in rows], "change")
    found = [
        Theme(
            one.key,
            one.subject,
            max(one.contributions, carried[one.key]),
            carried[one.key],
            register.marks[one.state],
            said(register.values["state"][one.state]),
            changes.get(one.key, ""),
        )
        for one in rows
    ]
    return sorted(found, key=lambda one: (-one.contributions, one.key))


def choices(consultation: Consultation) -> list[Counted]:
    """How many published contributions chose each answer offered, in the order offered."""
    rows = published(consultation).order_by().values_list("choice").annotate(count=Count("pk"))
    counts = dict(rows.filter(choice__isnull=False))
    return [Counted(one, counts.get(one, 0)) for one in consultation.offered]


def grounds(consultation: Consultation) -> list[Counted]:
    """Every ground on which words are not published, with how often it served here."""
    rows = of_consultation(consultation).filter(state="removed").values_list("motive").annotate(count=Count("pk"))
    counts = dict(rows.order_by())
    return [Counted(said(pair), counts.get(code, 0)) for code, pair in MOTIVES.items()]


def told(rows: Sequence[Contribution], themes: Sequence[Theme]) -> list[Said]:
    """Contributions as the page shows them."""
    texts = latest(Contribution.register.name, [one.key for one in rows], "text")
    subjects = {one.key: one.subject for one in themes}
    return [
        Said(
            one.key,
            one.sent_on,
            one.choice or "",
            one.place or "",
            texts.get(one.key, ""),
            [subjects[key] for key in (one.themes or "").split() if key in subjects],
        )
        for one in rows
    ]


def dots(consultation: Consultation, theme: str = "") -> list[tuple[int, int, str]]:
    """Where published contributions point, for the map."""
    rows = published(consultation, theme).filter(lon__isnull=False).values_list("lon", "lat")
    return [(lon, lat, "doing") for lon, lat in rows[:DOTS] if lon is not None and lat is not None]
