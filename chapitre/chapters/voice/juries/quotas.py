"""Quotas from the census: the counts that stand, what they propose for a jury, and the quotas once somebody agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.juries.answers import criteria
from chapitre.chapters.voice.methods.quotas import proposed
from chapitre.chapters.voice.models import CensusCount, Jury
from chapitre.kernel.acts import ActError, OutOfOrder, Step, perform_many
from chapitre.kernel.figures import units
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor

MOST_TOLERANCE = 5


class Unseatable(ActError):
    """Quotas that no jury of this size can meet."""

    status = 422


@dataclass(frozen=True)
class Series:
    """The counts of one territory and year."""

    territory: str
    year: int

    @property
    def code(self) -> str:
        return f"{self.year}-{self.territory}"


@dataclass(frozen=True)
class Line:
    """One answer: what the census counted, its exact share of the seats, and the seats it would get."""

    count: CensusCount
    total: int
    exact: Fraction
    least: int
    most: int

    @property
    def source(self) -> str:
        """What the quota cites: who counted, how many, of how many."""
        people, total = (units.number(Fraction(one), "fr") for one in (self.count.people, self.total))
        return f"{self.count.source} : {people} sur {total}"


def series() -> list[Series]:
    """Every territory and year that was counted, the latest first."""
    rows = CensusCount.objects.filter(withdrawn=False).order_by("-vintage", "territory")
    return [Series(*one) for one in rows.values_list("territory", "vintage").distinct()]


def chosen(code: str) -> Series | None:
    """The series of a code, the latest when it is none; None while nothing was counted."""
    found = series()
    return next((one for one in found if one.code == code), found[0] if found else None)


def proposal(jury: Jury, of: Series, tolerance: int) -> dict[str, list[Line]]:
    """What a census proposes, criterion by criterion; those that the jury has already are left out."""
    counts: dict[str, list[CensusCount]] = {}
    rows = CensusCount.objects.filter(territory=of.territory, vintage=of.year, withdrawn=False)
    for one in rows.order_by("pk"):
        counts.setdefault(one.category, []).append(one)
    fixed = criteria(jury.key)
    open_ones = {category: own for category, own in counts.items() if category not in fixed}
    return {
        category: _lines(own, jury.seats, tolerance)
        for category, own in open_ones.items()
        if sum(one.people for one in own)
    }


def _lines(counts: Sequence[CensusCount], seats: int, tolerance: int) -> list[Line]:
    people = [one.people for one in counts]
    shares = proposed(people, seats, tolerance)
    return [
        Line(one, sum(people), share.exact, share.least, share.most) for one, share in zip(counts, shares, strict=True)
    ]


def fix(jury: Jury, lines: Mapping[str, Sequence[Line]], *, actor: Actor, at: datetime) -> int:
    """Records a quota for each line, all or none; returns how many. Raises Unseatable, OutOfOrder, ActError."""
    for category, own in lines.items():
        _check(category, own, jury.seats)
    with log.writer():
        now = Jury.objects.get(pk=jury.pk)
        if now.state != "called" or now.volunteers:
            raise OutOfOrder(_("Des personnes ont déjà répondu : leur formulaire ne change plus."))
        if taken := set(lines) & set(criteria(jury.key)):
            raise OutOfOrder(_("Le critère « %s » a déjà ses quotas.") % min(taken))
        steps = [
            Step(juries.quota.recorded, None, actor, at, _facts(jury, category, one))
            for category, own in lines.items()
            for one in own
        ]
        return len(perform_many(steps))


def _facts(jury: Jury, category: str, one: Line) -> dict[str, str | int]:
    told: dict[str, str | int] = {"jury": jury.key, "category": category, "value": one.count.value}
    return told | {"least": one.least, "most": one.most, "source": one.source}


def _check(category: str, lines: Sequence[Line], seats: int) -> None:
    """Raises Unseatable when the quotas of a criterion cannot be met by so many seats."""
    for one in lines:
        if not 0 <= one.least <= one.most <= seats:
            told = {"value": one.count.value, "seats": seats}
            raise Unseatable(_("« %(value)s » : le minimum, puis le maximum, entre 0 et %(seats)d sièges.") % told)
    least, most = sum(one.least for one in lines), sum(one.most for one in lines)
    if not least <= seats <= most:
        told = {"category": category, "least": least, "most": most, "seats": seats}
        words = _("« %(category)s » donne de %(least)d à %(most)d sièges, le jury en a %(seats)d.")
        raise Unseatable(words % told)
