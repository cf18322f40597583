"""What each chapter promised for a date, by what became of it: late, under way, to come, done, dropped.

Two sources say it: the register of commitments, and the report's milestones, which are figures that are dates. A
milestone that is counted over the commitments is one of them already, and is not said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from chapitre.kernel.commons.models import Commitment
from chapitre.kernel.figures import edtf, marks, sources
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.live import Value
from chapitre.kernel.words import place
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import address_of

FACT = "event"  # a date of the town's life, not a promise: the time line alone tells it
OPEN = ("planned", "ongoing", "advocacy")
STATUSES = {"done": "done", "ongoing": "doing", "planned": "new", "advocacy": "doing", "abandoned": "no"}
SHOWN = 8  # of each kind before the page folds the others

Values = Mapping[str, Value]


@dataclass(frozen=True)
class Promise:
    """A commitment or a milestone as a page lists it.

    `when` is its date in words; `figure` is the id of a milestone.
    `sort` is an ISO date, or the beginning of one, that orders the time line.
    """

    title: str
    url: str
    kind: str
    sort: str
    when: str = ""
    figure: str = ""
    told: bool = False  # a date of the town's life that nobody promised


@dataclass
class Group:
    """The promises of one kind, the first of them and those folded away."""

    kind: str
    label: str
    promises: list[Promise] = field(default_factory=list)

    @property
    def first(self) -> Sequence[Promise]:
        return self.promises[:SHOWN]

    @property
    def others(self) -> Sequence[Promise]:
        return self.promises[SHOWN:]


def labels() -> dict[str, str]:
    """What each kind is called, in the order of a page: what is overdue before all else."""
    return {
        "late": _("En retard"),
        "doing": _("En cours"),
        "new": _("À venir"),
        "done": _("Fait"),
        "no": _("Abandonné"),
    }


def of_town(values: Values, today: date) -> dict[str, list[Promise]]:
    """All that was promised for a date, by chapter, the latest first."""
    found: dict[str, list[Promise]] = {}
    for one in Commitment.objects.filter(withdrawn=False).order_by("pk"):
        found.setdefault(one.chapter, []).append(_commitment(one, today))
    for figure in sources.declarations().values():
        value = values[figure.id]
        if figure.milestone is not None and figure.register != Commitment.register.name and value.edtf:
            found.setdefault(figure.chapter, []).append(_milestone(figure, value, value.edtf, today))
    for promises in found.values():
        promises.sort(key=lambda one: (one.sort, one.title), reverse=True)
    return found


def grouped(promises: Iterable[Promise]) -> list[Group]:
    """By kind; a kind without any is left out."""
    groups = {kind: Group(kind, label) for kind, label in labels().items()}
    for one in promises:
        if not one.told:
            groups[one.kind].promises.append(one)
    return [group for group in groups.values() if group.promises]


# One promise ----------------------------------------------------------------------------------------------------------


def kind_of(one: Commitment, today: date) -> str:
    """What became of a commitment: late once a day it was promised or expected for is past, and it is not kept."""
    if one.state in OPEN and any(day and day < today for day in (one.due_on, one.expected_on)):
        return "late"
    return Commitment.register.marks[one.state]


def _commitment(one: Commitment, today: date) -> Promise:
    kind = kind_of(one, today)
    day = (one.done_on if kind in ("done", "no") else one.expected_on or one.due_on) or one.promised_on
    return Promise(
        title=words.capital(words.title(one)),
        url=address_of(one.register, one.key),
        kind=kind,
        sort=day.isoformat(),
        when=_when(one, kind),
        told=one.kind == FACT,
    )


def _when(one: Commitment, kind: str) -> str:
    """The dates that say most of a commitment in that state."""
    if kind in ("done", "no") and one.done_on:
        return (_("fait le %s") if kind == "done" else _("abandonné le %s")) % _day(one, "done_on")
    due, expected = (_day(one, name) for name in ("due_on", "expected_on"))
    if due and expected and due != expected:
        return _("promis pour le %(due)s, attendu le %(expected)s") % {"due": due, "expected": expected}
    if due or expected:
        return _("promis pour le %s") % due if due else _("attendu le %s") % expected
    return _("pris le %s") % _day(one, "promised_on")


def _day(one: Commitment, name: str) -> str:
    day = getattr(one, name)
    return words.fact(one.register, name, day) if day else ""


def _milestone(figure: Declaration, value: Value, written: str, today: date) -> Promise:
    lang = ("fr", "en")[place()]
    over = last_day(written) < today
    return Promise(
        title=words.capital(figure.label[place()]),
        url=reverse("chiffre", args=[figure.id]),
        kind="late" if figure.status in OPEN and over else STATUSES[figure.status],
        sort=written.replace("X", "0"),
        # Under its mark, without a link of its own: the title beside it leads there.
        when=marks.mark(edtf.written(written, lang), value.evidence, "", lang=lang),
        figure=figure.id,
    )


def last_day(written: str) -> date:
    """The last day of a date as figures write them (EDTF)."""
    found = edtf.parts(written)
    if "decade" in found:
        return date(10 * found["decade"] + 9, 12, 31)
    if "end" in found or "month" not in found:
        return date(found.get("end") or found["year"], 12, 31)
    if "day" in found:
        return date(found["year"], found["month"], found["day"])
    year, month = divmod(12 * found["year"] + found["month"], 12)
    return date.fromordinal(date(year, month + 1, 1).toordinal() - 1)


# A chapter's bar ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Part:
    """A kind's share of a chapter's promises, as a bar draws it: from `start`, `width` wide, in hundredths."""

    kind: str
    label: str
    count: int
    start: float
    width: float


def shares(groups: Iterable[Group]) -> list[Part]:
    """The bar of a chapter: what is done first, what is dropped last."""
    found = {group.kind: group for group in groups}
    total, start, parts = sum(len(one.promises) for one in found.values()), 0, []
    for kind in ("done", "doing", "new", "late", "no"):
        if kind in found:
            count = len(found[kind].promises)
            bounds = 100 * start / total, 100 * count / total
            parts.append(Part(kind, found[kind].label, count, *(round(edge, 2) for edge in bounds)))
            start += count
    return parts
