"""The staff's queues: what waits for whom, the latest first, fifty at a time, fast at a million reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import CLOSED, OPEN, STATES
from chapitre.kernel.people.actors import AGENT, Actor
from chapitre.kernel.town import Town, town
from chapitre.kernel.town.places import fold

PAGE = 50
EXPORTED = 1000  # rows read at once for a file
TO_REVIEW, HELD, ANSWERED, CONTESTED = "a-relire", "rafales", "reponses", "contestes"
# Values of the filter on the state that stand for several; the empty one is what a queue shows by itself.
SEVERAL: Mapping[str, tuple[str, ...]] = {"ouverts": OPEN, "clos": (*CLOSED, "merged"), "tous": tuple(STATES)}
NUMBER = re.compile(r"(?:(\d\d)-)?0*(\d{1,12})")


class NoSuchQueue(LookupError):
    """The address names a queue, or a value of a filter, that this reader has not."""


@dataclass(frozen=True)
class Selection:
    """A queue and what it is narrowed to: everything that the address of a list says, but the page."""

    queue: str
    departments: tuple[str, ...]
    state: str = ""
    district: str = ""
    category: str = ""
    search: str = ""

    @property
    def states(self) -> tuple[str, ...]:
        """The states listed."""
        if self.queue == ANSWERED:
            return ("answered",)
        if self.state:
            return SEVERAL.get(self.state, (self.state,))
        # What nobody has read waits to be read, whatever became of the report.
        return tuple(STATES) if self.queue in (TO_REVIEW, HELD) else OPEN

    @property
    def open_only(self) -> bool:
        """Whether the promised date still matters to every report listed."""
        return set(self.states) <= set(OPEN)

    @property
    def waiting(self) -> bool:
        """Whether every report listed waits for somebody. Such lists come in the order of their promises and are short
        enough to be counted; the others go from the most recent back, through all that the town ever closed."""
        return self.open_only or self.queue in (TO_REVIEW, HELD)

    def address(self) -> dict[str, str]:
        """The parameters of the list's address, without those that change nothing."""
        named = {
            "file": self.queue,
            "q": self.search,
            "quartier": self.district,
            "sujet": self.category,
            "etat": self.state,
        }
        return {name: value for name, value in named.items() if value}

    def reports(self, state: str | None = None) -> QuerySet[Report]:
        """The reports listed, or those of one of its states, in no order."""
        found = Report.objects.filter(withdrawn=False)
        one = self.departments[0] if len(self.departments) == 1 else None
        found = found.filter(department=one) if one else found.filter(department__in=self.departments)
        if self.queue in (TO_REVIEW, HELD):
            found = found.filter(review="pending" if self.queue == TO_REVIEW else "held")
        if self.queue == CONTESTED:
            found = found.filter(contested=True)
        if state:
            found = found.filter(state=state)
        elif self.queue == CONTESTED and not self.state:
            # All of them are open, or joined to another. Said this way, the index of the contested ones is taken.
            found = found.exclude(state="merged")
        elif set(self.states) != set(STATES):
            found = found.filter(state__in=self.states)
        if self.district:
            found = found.filter(district=self.district)
        if self.category:
            found = found.filter(category=self.category)
        if self.search:
            found = found.filter(Q(place__in=places_like(self.search)) | Q(place__icontains=self.search))
        return found


def readable_departments(actor: Actor) -> tuple[str, ...]:
    """The departments whose queues this actor reads, in the town's order: an agent's own, everybody else's all."""
    return tuple(code for code in town().departments if actor.role != AGENT or code in actor.departments)


def select(actor: Actor, asked: Mapping[str, str]) -> Selection:
    """What an address asks for; its own first queue if it names none. Raises NoSuchQueue."""
    departments = readable_departments(actor)
    queue = asked.get("file") or (departments[0] if departments else TO_REVIEW)
    if queue in departments:
        departments = (queue,)
    elif queue not in (TO_REVIEW, HELD, ANSWERED, CONTESTED):
        raise NoSuchQueue(queue)
    chosen = Selection(
        queue,
        departments,
        asked.get("etat", ""),
        asked.get("quartier", ""),
        asked.get("sujet", ""),
        " ".join(asked.get("q", "").split())[:80],
    )
    allowed = (
        (chosen.state, {*STATES, *SEVERAL}),
        (chosen.district, town().districts),
        (chosen.category, categories()),
    )
    for value, values in allowed:
        if value and value not in values:
            raise NoSuchQueue(value)
    return chosen


@lru_cache(maxsize=2)
def _places(where: Town) -> list[tuple[str, list[str]]]:
    """Every name a report's place can take, with its words."""
    names = {one.name for group in (where.streets, where.places, where.greens) for one in group}
    names |= {district.label[0] for district in where.districts.values()}
    return [(name, fold(name)) for name in sorted(names)]


def places_like(text: str) -> list[str]:
    """The town's places that have every word of the text, cut short or not, whatever its case and accents."""
    asked = fold(text)
    return [
        name
        for name, words in _places(town())
        if asked and all(any(word.startswith(part) for word in words) for part in asked)
    ]


def numbered(text: str) -> str | None:
    """The key of the report that a text names, whole (25-03174) or by its running number (3174); None if none does."""
    match = NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    year, number = match.groups()
    years = [year] if year else [f"{one:02d}" for one in range(100)]
    keys = [f"{one}-{int(number):05d}" for one in years]
    return Report.objects.filter(key__in=keys).order_by("key").values_list("key", flat=True).first()


# Counts ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Queue:
    """One queue with what is in it. `late` counts open reports whose promised date is past."""

    code: str
    label: str
    count: int
    late: int


def queues(actor: Actor, today: date) -> list[Queue]:
    """The queues this actor reads, departments first; the one of bursts only when there is something in it."""
    departments = readable_departments(actor)
    by_department, answered = _open_counts(departments, today)
    found = [
        Queue(code, spoken(town().departments[code].label), *by_department.get(code, (0, 0))) for code in departments
    ]
    reviews = _review_counts(departments)
    found.append(Queue(TO_REVIEW, _("À relire"), reviews.get("pending", 0), 0))
    if reviews.get("held"):
        found.append(Queue(HELD, _("Envois en rafale"), reviews["held"], 0))
    found.append(Queue(ANSWERED, _("Réponses reçues"), *answered))
    contested = Selection(CONTESTED, departments).reports().count()
    found.append(Queue(CONTESTED, _("Contestés"), contested, 0))
    return found


def _open_counts(departments: tuple[str, ...], today: date) -> tuple[dict[str, tuple[int, int]], tuple[int, int]]:
    """(open, late) by department, and the same of those that were answered: one query, from the index alone."""
    rows = (
        # The departments are named so that the index is entered once for each department and state, never read through.
        Report.objects.filter(withdrawn=False, department__in=departments, state__in=OPEN)
        .values("department", "state")
        .annotate(count=Count("*"), late=Count("due_on", filter=Q(due_on__lt=today)))
        .order_by()
    )
    counts: dict[str, tuple[int, int]] = {}
    answered = (0, 0)
    for row in rows:
        count, late = counts.get(row["department"], (0, 0))
        counts[row["department"]] = (count + row["count"], late + row["late"])
        if row["state"] == "answered":
            answered = (answered[0] + row["count"], answered[1] + row["late"])
    return counts, answered


def _review_counts(departments: tuple[str, ...]) -> dict[str, int]:
    rows = Report.objects.filter(withdrawn=False, department__in=departments, review__in=("pending", "held"))
    return dict(rows.values_list("review").annotate(count=Count("*")).order_by())


@dataclass(frozen=True)
class Totals:
    """How many reports a selection holds, all in all and by when they were promised."""

    total: int
    spans: Mapping[str, int]


def totals(selection: Selection, today: date) -> Totals | None:
    """Counts a selection; None for the closed ones, which a page goes through without counting them."""
    if not selection.waiting:
        return None
    reports, sunday = selection.reports(), week_end(today)
    counted = reports.aggregate(
        total=Count("*"),
        late=Count("due_on", filter=Q(due_on__lt=today)),
        today=Count("due_on", filter=Q(due_on=today)),
        week=Count("due_on", filter=Q(due_on__gt=today, due_on__lte=sunday)),
        later=Count("due_on", filter=Q(due_on__gt=sunday)),
    )
    return Totals(counted.pop("total"), counted)


def week_end(today: date) -> date:
    """The Sunday of this week."""
    return today + timedelta(days=6 - today.weekday())


def span(due_on: date, today: date) -> str:
    """Late, today, week or later: where a promised date falls."""
    if due_on < today:
        return "late"
    if due_on == today:
        return "today"
    return "week" if due_on <= week_end(today) else "later"


# Pages ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Cursor:
    """A place in a list, just beside one of its reports: pages start from it, whatever comes and goes before it."""

    due_on: date
    id: int
    back: bool = False  # the page that ends before it, instead of the one that begins after

    @classmethod
    def read(cls, text: str, back: bool = False) -> Cursor:
        """From an address (`20251118-3174`). Raises NoSuchQueue."""
        match = re.fullmatch(r"(\d{4})(\d\d)(\d\d)-(\d{1,18})", text)
        try:
            year, month, day, id = (int(part) for part in match.groups()) if match else (0, 0, 0, 0)
            return cls(date(year, month, day), id, back)
        except ValueError:
            raise NoSuchQueue(text) from None

    @classmethod
    def of(cls, report: Report, back: bool = False) -> Cursor:
        return cls(report.due_on, report.pk, back)

    def __str__(self) -> str:
        return f"{self.due_on:%Y%m%d}-{self.id}"


@dataclass(frozen=True)
class Page:
    """One page of a list, in its order. `first` is the rank of its first report, unknown within closed lists."""

    reports: list[Report]
    first: int | None
    before: Cursor | None
    after: Cursor | None


def page(selection: Selection, cursor: Cursor | None = None) -> Page:
    """Fifty reports of a selection, from a place in it."""
    rising = selection.waiting
    back = cursor is not None and cursor.back
    rows = _read(selection, cursor, rising != back, PAGE + 1)
    more = len(rows) > PAGE
    rows = rows[:PAGE][::-1] if back else rows[:PAGE]
    first = 1 if cursor is None else rank(selection, rows[0]) if rows and selection.waiting else None
    has_before = more if back else cursor is not None
    has_after = cursor is not None if back else more
    return Page(
        rows,
        first,
        Cursor.of(rows[0], back=True) if rows and has_before else None,
        Cursor.of(rows[-1]) if rows and has_after else None,
    )


def _read(selection: Selection, cursor: Cursor | None, rising: bool, count: int) -> list[Report]:
    """The next reports of a selection after a place in it.

    Of a department's queue, each state is asked for its first places, in the order of the index, and the first of all
    are read: sorting would read every open report on PostgreSQL, and all that was ever closed on both.
    """
    if len(selection.states) == 1 or selection.queue not in selection.departments:
        reports = selection.reports()
        return list(_ordered(_beyond(reports, cursor, rising) if cursor else reports, rising)[:count])
    places: list[tuple[date, int]] = []
    for state in selection.states:
        reports = selection.reports(state)
        found = _ordered(_beyond(reports, cursor, rising) if cursor else reports, rising)
        places += found.values_list("due_on", "pk")[:count]
    first = [pk for _due_on, pk in sorted(places, reverse=not rising)[:count]]
    rows = Report.objects.in_bulk(first)
    return [rows[pk] for pk in first]


def _ordered(reports: QuerySet[Report], rising: bool) -> QuerySet[Report]:
    return reports.order_by("due_on", "pk") if rising else reports.order_by("-due_on", "-pk")


def _beyond(reports: QuerySet[Report], cursor: Cursor, rising: bool) -> QuerySet[Report]:
    """Those after the cursor in the order asked; the first condition is what the index understands."""
    if rising:
        later = Q(due_on__gt=cursor.due_on) | Q(pk__gt=cursor.id)
        return reports.filter(Q(due_on__gte=cursor.due_on), later)
    earlier = Q(due_on__lt=cursor.due_on) | Q(pk__lt=cursor.id)
    return reports.filter(Q(due_on__lte=cursor.due_on), earlier)


def rank(selection: Selection, report: Report) -> int:
    """The report's place in the selection, from 1."""
    return _beyond(selection.reports(), Cursor.of(report), not selection.waiting).count() + 1


@dataclass(frozen=True)
class Around:
    """Where a report stands in a list, and the keys beside it. Rank and total are None when it is not in it, or when
    the list is not counted."""

    rank: int | None
    total: int | None
    previous: str | None
    next: str | None


def around(selection: Selection, report: Report) -> Around:
    """The neighbours of a report in a list, also when it has just left it."""
    rising, here = selection.waiting, Cursor.of(report)
    reports = selection.reports()
    previous = next((row.key for row in _read(selection, here, not rising, 1)), None)
    following = next((row.key for row in _read(selection, here, rising, 1)), None)
    inside = selection.waiting and reports.filter(pk=report.pk).exists()
    total = reports.count() if inside else None
    return Around(rank(selection, report) if inside else None, total, previous, following)


def every(selection: Selection) -> Iterator[Report]:
    """All the reports of a selection in its order, a thousand at a time: nothing is held open while they are sent."""
    rising, cursor = selection.waiting, None
    while True:
        rows = _read(selection, cursor, rising, EXPORTED)
        yield from rows
        if len(rows) < EXPORTED:
            return
        cursor = Cursor.of(rows[-1])
