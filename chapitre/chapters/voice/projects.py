"""What the voice chapter tells on every project's page: juries, consultations, meetings, and the questions asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from chapitre.chapters.voice.juries.sessions import Part, figures
from chapitre.chapters.voice.juries.story import Step, story
from chapitre.chapters.voice.models import Consultation, Expectation, Jury, Question, Recommendation
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.commons.telling import Line, code, dated, exhibits, language, line, of_project
from chapitre.kernel.figures.units import group
from chapitre.kernel.people.menus import ProjectPart, project_parts
from chapitre.kernel.records.models import Record

RECENT = 5
ASKED = 3  # questions read out


@dataclass(frozen=True)
class Said:
    """A jury or a consultation: what was asked, what was said, what the town answered, and each point of it."""

    line: Line
    texts: list[tuple[str, str]] = field(default_factory=list)  # what it is, and the text
    points: list[tuple[Line, str]] = field(default_factory=list)  # the point, and the town's reasoned answer
    steps: list[Step] = field(default_factory=list)  # of a jury: its life, line by line
    figures: list[Part] = field(default_factory=list)  # of a jury: what is counted of it


def register() -> None:
    """Adds them; called once, when the house opens."""
    project_parts.register(
        ProjectPart(
            "paroles",
            gettext_lazy("Jurys et consultations"),
            (Jury.register.name, Consultation.register.name),
            "voice/_project_said.html",
            35,
            said,
            wide=True,
        ),
        ProjectPart(
            "reunions",
            gettext_lazy("Les réunions"),
            (Meeting.register.name,),
            "voice/_project_meetings.html",
            60,
            meetings,
        ),
    )


def said(key: str, today: date) -> dict[str, Any] | None:
    """The juries and consultations of a project, the first ones first."""
    found = [_jury(one, today) for one in of_project(Jury, key).order_by("called_on", "key")]
    found += [_consultation(one, today) for one in of_project(Consultation, key).order_by("opened_on", "key")]
    return {"said": found} if found else None


def _jury(one: Jury, today: date) -> Said:
    told = line(
        one,
        ngettext("%d siège", "%d sièges", one.seats) % one.seats,
        today,
    )
    names = {"question": _("La question"), "opinion": _("L’avis du jury"), "answer": _("La réponse de la Ville")}
    rows = Recommendation.objects.filter(withdrawn=False, jury=one.key).order_by("given_on", "key")
    points = _points(list(rows), "motive", today)
    return Said(told, _texts(one, names), points, story(one), figures(one, today))


def _consultation(one: Consultation, today: date) -> Said:
    told = line(
        one,
        _count(one.contributions, _("%s contributions")),
        today,
        dated(_("ouverte le %s"), one.opened_on),
        dated(_("close le %s"), one.closes_on),
    )
    rows = Expectation.objects.filter(withdrawn=False, consultation=one.key).order_by("-contributions", "key")
    return Said(told, _texts(one, {"results": _("Ce qui en ressort")}), _points(list(rows), "change", today))


def _points(rows: list[Any], answer: str, today: date) -> list[tuple[Line, str]]:
    if not rows:
        return []
    answers = exhibits(rows[0].register.name, [one.key for one in rows], answer)
    return [(_point(one, today), answers.get(one.key, "")) for one in rows]


def _point(one: Expectation | Recommendation, today: date) -> Line:
    if isinstance(one, Expectation):
        return line(one, "", today, _count(one.contributions, _("%s contributions")))
    return line(one, "", today, dated(_("réalisée le %s"), one.carried_on))


def _texts(one: Record, names: Mapping[str, str]) -> list[tuple[str, str]]:
    """The public texts of a record that stand, each under what it is."""
    found = [(words, exhibits(one.register.name, [one.key], name).get(one.key, "")) for name, words in names.items()]
    return [(words, text) for words, text in found if text]


def _count(value: int | None, words: str) -> str:
    return words % group(str(value), language()) if value else ""


def meetings(key: str, today: date) -> dict[str, Any] | None:
    """The meetings to come and the last ones held, how many there were, and the questions that were asked in them."""
    found = of_project(Meeting, key)
    coming = found.filter(state="announced", held_on__gte=today).order_by("held_on", "key")[:RECENT]
    held = found.filter(state="held")
    recent = list(held.order_by("-held_on", "key")[:RECENT])
    lines = [_meeting(one, today, one.place or "", one.starts_at or "") for one in coming]
    lines += [_meeting(one, today, one.place or "", _count(one.attendance, _("%s personnes"))) for one in recent]
    if not lines:
        return None
    asked = Question.objects.filter(withdrawn=False, meeting__in=held.values("key"))
    return {
        "lines": lines,
        "held": held.count(),
        "asked": asked.count(),
        "answered": asked.filter(state="answered").count(),
        "questions": _questions(asked.filter(state="answered").order_by("-answered_on", "-pk")[:ASKED]),
    }


def _meeting(one: Meeting, today: date, *details: str) -> Line:
    return line(one, code(one, "kind"), today, dated("%s", one.held_on), *details)


def _questions(rows: Any) -> list[dict[str, Any]]:
    """Questions with their answers, as far as both are public."""
    found = list(rows)
    keys, name = [one.key for one in found], Question.register.name
    questions, answers = (exhibits(name, keys, field) for field in ("question", "answer"))
    told = [(one, questions.get(one.key), answers.get(one.key)) for one in found]
    return [
        {"key": one.key, "question": question, "answer": answer, "on": one.answered_on}
        for one, question, answer in told
        if question and answer
    ]
