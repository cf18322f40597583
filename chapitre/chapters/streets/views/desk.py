"""`/bureau`: the queues, one report's case, and what only its department may see."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from chapitre.chapters.streets import casework, display, worklists
from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.desk_gate import readers
from chapitre.chapters.streets.desk_pages import case_context
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import KINDS, REVIEWS, STATES
from chapitre.chapters.streets.timeline import value
from chapitre.chapters.streets.worklists import Cursor, NoSuchQueue, Selection
from chapitre.kernel import clock, dates
from chapitre.kernel.acts import ActError, NoSuchRecord
from chapitre.kernel.figures.units import group
from chapitre.kernel.people.actors import STAFF, Actor
from chapitre.kernel.people.gates import actor_of
from chapitre.kernel.records.models import Opening
from chapitre.kernel.town import town

EXCERPT = 48  # signs of the published words that a row has room for


@dataclass(frozen=True)
class Row:
    """One line of a list, in words."""

    report: Report
    url: str
    due: str
    late: bool
    received: str
    subject: str
    excerpt: str
    kind: str
    state: str
    district: str
    team: str
    review: str


@dataclass(frozen=True)
class Group:
    """The rows promised for the same stretch of time, under their heading; "" where there is none."""

    label: str
    late: bool
    rows: list[Row]


@never_cache
@require_safe
@readers
def queue(request: HttpRequest) -> HttpResponse:
    """A list: a queue and its filters; a report's number leads to the report itself."""
    actor, today = actor_of(request), clock.today()
    selection, cursor = asked(request, actor)
    if selection.search and (key := worklists.numbered(selection.search)):
        return redirect(reverse("bureau_signalement", args=[key]))
    page = worklists.page(selection, cursor)
    totals = worklists.totals(selection, today)
    context = {
        "selection": selection,
        "queues": worklists.queues(actor, today),
        "groups": groups(page.reports, selection, totals, today),
        "page": page,
        "last": page.first + len(page.reports) - 1 if page.first else None,
        "total": totals.total if totals else None,
        "address": urlencode(selection.address()),
        "several": len(selection.departments) > 1,
        "filtered": bool(selection.search or selection.district or selection.category or selection.state),
        "districts": [(one.code, spoken(one.label)) for one in town().districts.values()],
        "subjects": subjects_of(selection),
        "states": state_choices(selection),
        "may_write": actor.role in STAFF,
    }
    return render(request, "streets/desk/queue.html", context)


def asked(request: HttpRequest, actor: Actor) -> tuple[Selection, Cursor | None]:
    """The list and the place in it that an address names. Raises Http404."""
    try:
        selection = worklists.select(actor, request.GET.dict())
        for name, back in (("apres", False), ("avant", True)):
            if request.GET.get(name):
                return selection, Cursor.read(request.GET[name], back)
    except NoSuchQueue as error:
        raise Http404 from error
    return selection, None


def subjects_of(selection: Selection) -> list[tuple[str, str]]:
    """The categories that can be found in a queue: a department's own, and the one asked for."""
    return [
        (one.code, str(one))
        for one in categories().values()
        if one.department in selection.departments or one.code == selection.category
    ]


def state_choices(selection: Selection) -> list[tuple[str, str]]:
    """The values of the filter on the state; none where the queue is a state."""
    if selection.queue == worklists.ANSWERED:
        return []
    usual = _("tous") if selection.queue in (worklists.TO_REVIEW, worklists.HELD) else _("ouverts")
    several = [] if usual == _("tous") else [("clos", _("clos")), ("tous", _("tous"))]
    return [("", usual), *((code, spoken(pair)) for code, pair in STATES.items()), *several]


def groups(reports: list[Report], selection: Selection, totals: worklists.Totals | None, today: date) -> list[Group]:
    """The rows of a page under their headings; one group without a heading where promises do not matter."""
    said = excerpts([one.key for one in reports])
    rows = [row(one, selection, said.get(one.key, ""), today) for one in reports]
    if not selection.open_only or totals is None:
        return [Group("", False, rows)] if rows else []
    return [
        Group(heading(code, totals.spans[code], today), code == "late", list(held))
        for code, held in groupby(rows, key=lambda one: worklists.span(one.report.due_on, today))
    ]


def heading(code: str, count: int, today: date) -> str:
    labels = {
        "late": _("En retard"),
        "today": _("Aujourd’hui, %(day)s") % {"day": dates.long_day(today, language())},
        "week": _("Cette semaine"),
        "later": _("Plus tard"),
    }
    return _("%(label)s : %(count)s") % {"label": labels[code], "count": count}


def row(report: Report, selection: Selection, words: str, today: date) -> Row:
    late = display.days_late(report, today)
    return Row(
        report=report,
        url=f"{reverse('bureau_signalement', args=[report.key])}?{urlencode(selection.address())}",
        due=lateness(late) if late else dates.relative_day(report.due_on, today, language()),
        late=bool(late),
        received=dates.day(report.received_on, language(), year=report.received_on.year != today.year),
        subject=display.subject(report),
        excerpt=words,
        kind=KINDS[report.state],
        state=spoken(STATES[report.state]),
        district=display.district(report),
        team=display.team(report),
        review="" if report.review == "done" else spoken(REVIEWS[report.review]),
    )


def lateness(days: int) -> str:
    words = ngettext("%(count)s jour de retard", "%(count)s jours de retard", days)
    return words % {"count": group(str(days), language())}


def excerpts(keys: list[str]) -> dict[str, str]:
    """The first words published of each report."""
    found: dict[str, str] = {}
    texts = Opening.objects.filter(register=casework.REGISTER, key__in=keys, field="text").order_by("key", "seq")
    for key, text in texts.values_list("key", "value"):
        words = " ".join(str(text).split())
        found.setdefault(key, words if len(words) <= EXCERPT else words[:EXCERPT].rsplit(" ", 1)[0] + " …")
    return found


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


# The list as a file ----------------------------------------------------------------------------------------------


class Echo:
    """A file that hands back what is written to it, so that a long list is sent as it is read."""

    def write(self, line: str) -> str:
        return line


@never_cache
@require_safe
@readers
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole list as CSV: facts alone, in words, for a spreadsheet (semicolons, UTF-8 with its mark)."""
    selection, _cursor = asked(request, actor_of(request))
    answer = StreamingHttpResponse(lines(selection), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{selection.queue}-{clock.today().isoformat()}.csv"'
    return answer


def lines(selection: Selection) -> Iterator[str]:
    names = [name for name in Report.register.facts if name != "withdrawn"]
    writer = csv.writer(Echo(), delimiter=";")
    labels = [str(Report._meta.get_field(name).verbose_name) for name in names]  # type: ignore[union-attr]
    yield "\ufeff" + writer.writerow([_("numéro"), *labels])
    for report in worklists.every(selection):
        yield writer.writerow([report.key, *(cell(name, getattr(report, name)) for name in names)])


def cell(name: str, fact: Any) -> str:
    """A fact in a spreadsheet: dates as 2025-11-18, codes in words, and nothing that could be taken for a formula."""
    if fact is None:
        return ""
    if isinstance(fact, bool):
        return _("oui") if fact else _("non")
    if isinstance(fact, date | int):
        return str(fact)
    text = value(name, fact)
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


# One report -------------------------------------------------------------------------------------------------------


@never_cache
@require_safe
@readers
def case(request: HttpRequest, key: str) -> HttpResponse:
    """All that the reader may know of a report, and what may be done with it."""
    try:
        found = casework.read(key, actor_of(request), clock.today())
    except NoSuchRecord as error:
        raise Http404 from error
    return render(request, "streets/desk/case.html", case_context(request, found))


@never_cache
@require_POST
@readers
def contact(request: HttpRequest, key: str) -> HttpResponse:
    """Shows the address that was left, and writes down who read it."""
    actor, now = actor_of(request), clock.now()
    try:
        email = casework.reveal(key, actor=actor, at=now)
        found = casework.read(key, actor, clock.civil(now))
    except NoSuchRecord as error:
        raise Http404 from error
    except ActError as refused:
        found = casework.read(key, actor, clock.civil(now))
        context = case_context(request, found) | {"refused": refused.message}
        return render(request, "streets/desk/case.html", context, status=refused.status)
    return render(request, "streets/desk/case.html", case_context(request, found) | {"email": email or ""})


@never_cache
@require_safe
@readers
def photo(request: HttpRequest, name: str) -> HttpResponse:
    """A photo that waits to be read, for those who may read it; for anybody else there is none."""
    path = casework.private_photo(name, actor_of(request))
    if path is None:
        raise Http404
    return HttpResponse(path.read_bytes(), content_type="image/jpeg")
