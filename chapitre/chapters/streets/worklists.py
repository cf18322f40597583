"""The staff's queues: what waits for whom, the latest first, fifty at a time, fast at a million reports."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.models import Report
from chapitre.chapters.streets.states import CLOSED, OPEN, STATES
from chapitre.kernel.people.actors import AGENT, Actor
from chapitre.kernel.town import town

PAGE = 50
COUNTED = 1000  # closed reports are counted up to here: beyond it, "more than" is enough
TO_REVIEW, HELD, ANSWERED, CONTESTED = "a-relire", "rafales", "reponses", "contestes"
# Values of the filter on the state that stand for several; the empty one is what a queue shows by itself.
SEVERAL: Mapping[str, tuple[str, ...]] = {"ouverts": OPEN, "clos": (*CLOSED, "merged"), "tous": tuple(STATES)}
LETTERS = {"a": "aàâä", "c": "cç", "e": "eéèêë", "i": "iîï", "o": "oôö", "u": "uùûü", "y": "yÿ"}
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

    def reports(self) -> QuerySet[Report]:
        """The reports listed, in no order."""
        found = Report.objects.filter(withdrawn=False)
        one = self.departments[0] if len(self.departments) == 1 else None
        found = found.filter(department=one) if one else found.filter(department__in=self.departments)
        if self.queue in (TO_REVIEW, HELD):
            found = found.filter(review="pending" if self.queue == TO_REVIEW else "held")
        if self.queue == CONTESTED:
            found = found.filter(contested=True)
        if set(self.states) != set(STATES):
            found = found.filter(state__in=self.states)
        if self.district:
            found = found.filter(district=self.district)
        if self.category:
            found = found.filter(category=self.category)
        if self.search:
            found = found.filter(place__iregex=loosely(self.search))
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


def loosely(text: str) -> str:
    """A regular expression that finds the text whatever its case and accents, on both databases."""
    signs = []
    for sign in text.lower():
        plain = next((plain for plain, accented in LETTERS.items() if sign in accented), None)
        if plain:
            signs.append(f"[{LETTERS[plain]}{LETTERS[plain].upper()}]")
        elif sign in "'’":
            signs.append("['’]")
        elif sign in " -–":
            signs.append("[ –-]")
        else:
            signs.append(re.escape(sign))
    return "".join(signs)


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
        .annotate(count=Count("*"), late=Count("*", filter=Q(due_on__lt=today)))
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
class Span:
    """The reports promised for the same stretch of time; `count` is of the whole list, not of the page."""

    code: str
    label: str
    count: int


@dataclass(frozen=True)
class Totals:
    """How many reports a selection holds, by when they were promised. `more`: there are more than `total`."""

    total: int
    spans: Mapping[str, int]
    more: bool = False


def totals(selection: Selection, today: date) -> Totals:
    """Counts a selection: exactly what waits, and only up to COUNTED otherwise."""
    reports = selection.reports()
    if not selection.waiting:
        total = reports[: COUNTED + 1].count()
        return Totals(min(total, COUNTED), {}, total > COUNTED)
    if not selection.open_only:
        return Totals(reports.count(), {})
    sunday = week_end(today)
    counted = reports.aggregate(
        total=Count("*"),
        late=Count("*", filter=Q(due_on__lt=today)),
        today=Count("*", filter=Q(due_on=today)),
        week=Count("*", filter=Q(due_on__gt=today, due_on__lte=sunday)),
        later=Count("*", filter=Q(due_on__gt=sunday)),
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
    found = selection.reports()
    if cursor is not None:
        found = _beyond(found, cursor, rising != back)
    rows = list(_ordered(found, rising != back)[: PAGE + 1])
    more = len(rows) > PAGE
    rows = rows[:PAGE][::-1] if back else rows[:PAGE]
    first = None
    if rows and selection.waiting:
        first = rank(selection, rows[0])
    elif cursor is None:
        first = 1
    has_before = more if back else cursor is not None
    has_after = cursor is not None if back else more
    return Page(
        rows,
        first,
        Cursor.of(rows[0], back=True) if rows and has_before else None,
        Cursor.of(rows[-1]) if rows and has_after else None,
    )


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
    """Where a report stands in a list, and the keys beside it. `rank` is None once it has left the list."""

    rank: int | None
    total: int
    previous: str | None
    next: str | None


def around(selection: Selection, report: Report, today: date) -> Around:
    """The neighbours of a report in a list, also when it has just left it."""
    rising, here = selection.waiting, Cursor.of(report)
    reports = selection.reports()
    previous = _ordered(_beyond(reports, here, not rising), not rising).values_list("key", flat=True).first()
    following = _ordered(_beyond(reports, here, rising), rising).values_list("key", flat=True).first()
    inside = selection.waiting and reports.filter(pk=report.pk).exists()
    return Around(rank(selection, report) if inside else None, totals(selection, today).total, previous, following)


def every(selection: Selection) -> Iterator[Report]:
    """All the reports of a selection in its order, a thousand at a time: nothing is held open while they are sent."""
    rising, cursor = selection.waiting, None
    while True:
        found = selection.reports()
        if cursor is not None:
            found = _beyond(found, cursor, rising)
        rows = list(_ordered(found, rising)[:1000])
        yield from rows
        if len(rows) < 1000:
            return
        cursor = Cursor.of(rows[-1])
