"""What everybody reads of public meetings: notices, minutes, questions and their answers, by project and year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet

from chapitre.chapters.voice.models import Question
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel import dates
from chapitre.kernel.clock import PARIS
from chapitre.kernel.commons.models import Meeting, Project
from chapitre.kernel.commons.models.meetings import OPEN_TO_ALL
from chapitre.kernel.words import place, said


@dataclass(frozen=True)
class Asked:
    """A question with what became of it. `days` is how long the answer took, or the question has waited."""

    key: str
    theme: str
    text: str
    answer: str
    reason: str
    state: str
    kind: str
    days: int
    late: int  # days after the promised one
    due_on: date
    answered_on: date | None


@dataclass(frozen=True)
class Rate:
    """Questions of some meetings: how many, how many answered, how many late now."""

    asked: int
    answered: int
    late: int

    @property
    def percent(self) -> int | None:
        """Whole per cent of the questions answered, rounded down: no share is shown better than it is."""
        return 100 * self.answered // self.asked if self.asked else None


@dataclass(frozen=True)
class OfProject:
    """The meetings of one project and their questions."""

    key: str
    name: str
    held: int
    rate: Rate


def public() -> QuerySet[Meeting]:
    """The meetings that anybody may come to."""
    return Meeting.objects.filter(kind__in=OPEN_TO_ALL, withdrawn=False)


def coming(today: date) -> list[Meeting]:
    """Those announced, the next one first."""
    return list(public().filter(state="announced", held_on__gte=today).order_by("held_on", "key"))


def past(project: str = "", year: int | None = None) -> QuerySet[Meeting]:
    """Those held, the last one first."""
    found = public().filter(state="held")
    if project:
        found = found.filter(project=project)
    if year:
        found = found.filter(held_on__year=year)
    return found.order_by("-held_on", "key")


def years() -> list[int]:
    """The years in which some were held, the last one first."""
    return [one.year for one in past().order_by().dates("held_on", "year", order="DESC")]


def starts(meeting: Meeting) -> str:
    """The hour it starts, as the page’s language writes it; "" where none was announced."""
    if not meeting.starts_at:
        return ""
    at = datetime.combine(meeting.held_on, time.fromisoformat(meeting.starts_at), PARIS)
    return dates.hour(at, ("fr", "en")[place()])


def project_names(keys: Iterable[str | None]) -> dict[str, str]:
    """Projects by key, as people call them."""
    rows = Project.objects.filter(key__in={one for one in keys if one}).order_by("key")
    return {one.key: one.title for one in rows}


def rates(meetings: Iterable[str] | QuerySet[Any], today: date) -> dict[str, Rate]:
    """The questions of each of these meetings; a meeting without any is not in it."""
    late = Q(state="asked", due_on__lt=today)
    rows = (
        Question.objects.filter(withdrawn=False, meeting__in=meetings)
        .values_list("meeting")
        .annotate(asked=Count("pk"), answered=Count("pk", filter=Q(state="answered")), late=Count("pk", filter=late))
        .order_by()
    )
    return {meeting: Rate(asked, answered, late) for meeting, asked, answered, late in rows}


def total(found: Iterable[Rate]) -> Rate:
    """All of them together."""
    every = list(found)
    return Rate(*(sum(getattr(one, name) for one in every) for name in ("asked", "answered", "late")))


def by_project(today: date) -> list[OfProject]:
    """The projects that meetings were held about, those with most meetings first."""
    held = list(past().filter(project__isnull=False).order_by().values_list("key", "project"))
    names = project_names(project for _key, project in held)
    found = rates([key for key, _project in held], today)
    grouped: dict[str, list[str]] = {}
    for key, project in held:
        grouped.setdefault(str(project), []).append(key)
    rows = [
        OfProject(project, names.get(project, project), len(keys), total(found[key] for key in keys if key in found))
        for project, keys in grouped.items()
    ]
    return sorted(rows, key=lambda one: (-one.held, one.name))


def questions(meeting: str, today: date) -> list[Asked]:
    """The questions of one meeting, in the order asked, with their answers."""
    rows = list(Question.objects.filter(withdrawn=False, meeting=meeting).order_by("asked_on", "key"))
    keys = [one.key for one in rows]
    words = {name: latest(Question.register.name, keys, name) for name in ("question", "answer", "reason")}
    return [_asked(one, words, today) for one in rows]


def _asked(one: Question, words: dict[str, dict[str, str]], today: date) -> Asked:
    until = one.answered_on or today
    values = Question.register.values
    return Asked(
        key=one.key,
        theme=said(values["theme"][one.theme]),
        text=words["question"].get(one.key, ""),
        answer=words["answer"].get(one.key, "") if one.state == "answered" else "",
        reason=words["reason"].get(one.key, "") if one.state == "declined" else "",
        state=one.state,
        kind="late" if one.state == "asked" and today > one.due_on else Question.register.marks[one.state],
        days=(until - one.asked_on).days,
        late=max(0, (until - one.due_on).days) if one.state != "declined" else 0,
        due_on=one.due_on,
        answered_on=one.answered_on,
    )


def wording(meeting: Meeting, names: Sequence[str]) -> dict[str, str]:
    """The meeting’s own words, "" where it has none."""
    return {name: latest(Meeting.register.name, [meeting.key], name).get(meeting.key, "") for name in names}
