"""`/ville`, the page of each chapter, and the calendar of public meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.chapters import CHAPTERS, Chapter
from chapitre.kernel.commons.models import Meeting, Project
from chapitre.kernel.commons.models.meetings import OPEN_TO_ALL
from chapitre.kernel.figures import live, sources
from chapitre.kernel.people.menus import ChapterDoor, blocks, chapter_doors, map_layers
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import place, said
from chapitre.portal.chapters import agenda, latest, line, places, promises
from chapitre.portal.registers import words
from chapitre.portal.registers.addresses import list_of, url
from chapitre.portal.registers.filters import Selection
from chapitre.portal.registers.listing import COUNTED

PAGES = tuple(CHAPTERS.values())
LARGE = 6  # figures printed large; the others follow in a list


@dataclass(frozen=True)
class Entry:
    """A chapter as the town's page and the home page list it."""

    number: int
    label: str
    url: str
    parts: list[promises.Part]


def entries(values: promises.Values, today: date) -> list[Entry]:
    """The eight chapters, each with what became of its promises; one without a page leads to its report."""
    found = promises.of_town(values, today)
    return [
        Entry(
            one.number,
            said(one.label),
            url(one.slug) or url("bilan_chapitre", code),
            promises.shares(promises.grouped(found.get(code, []))),
        )
        for code, one in CHAPTERS.items()
    ]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/ville`: the eight chapters, and where their promises stand."""
    today = clock.today()
    return render(request, "portal/chapters/index.html", {"chapters": entries(live.values(today), today)})


@require_safe
def chapter(request: HttpRequest, chapter: Chapter) -> HttpResponse:
    """The page of a chapter; `couche` names the register that its map shows."""
    today, code = clock.today(), chapter.code
    values = live.values(today)
    request.figures_now = values  # type: ignore[attr-defined]  # those that the figures' tags print
    found = promises.of_town(values, today).get(code, [])
    groups = promises.grouped(found)
    of_chapter = [one for one in sorted(registers.values(), key=lambda one: one.name) if one.chapter == code]
    large, others = _figures(code)
    context = {
        "chapter": chapter,
        "label": said(chapter.label),
        "groups": groups,
        "parts": promises.shares(groups),
        "committed": any(not one.figure for one in found),
        "total": sum(len(group.promises) for group in groups),
        "years": line.years(found, today),
        "large": large,
        "others": others,
        "places": places.shown(sorted(of_chapter, key=_order), request.GET.get("couche", "")),
        "registers": [_counted(one) for one in of_chapter],
        "deeds": latest.deeds(of_chapter),
        "report_url": url("bilan_chapitre", code),
        "doors": _doors(code),
        "blocks": [_block(request, one.template, one.told(today)) for one in blocks if one.chapter == code],
    }
    return render(request, "portal/chapters/chapter.html", context)


@require_safe
def agenda_file(request: HttpRequest) -> HttpResponse:
    """`/participer/agenda.ics`: what calendars subscribe to; `projet` keeps the meetings of one project."""
    project = request.GET.get("projet", "")
    if project and not Project.objects.filter(key=project).exists():
        raise Http404
    return _ics(agenda.calendar(clock.today(), settings.SITE_URL, project))


@require_safe
def meeting_file(request: HttpRequest, key: str) -> HttpResponse:
    """`/participer/reunions/<key>.ics`: one meeting, for one's own calendar."""
    found = Meeting.objects.filter(key=key, kind__in=OPEN_TO_ALL, withdrawn=False).order_by("pk").first()
    if found is None:
        raise Http404
    return _ics(agenda.event_file(found, settings.SITE_URL))


def _ics(content: bytes) -> HttpResponse:
    return HttpResponse(content, content_type="text/calendar; charset=utf-8")


def _block(request: HttpRequest, template: str, told: Any) -> SafeString:
    return render_to_string(template, dict(told), request)


def _figures(code: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The chapter's quantities that the report states: the first, which are printed large, and the others."""
    lang = place()
    rows = [{"id": one.id, "label": one.label[lang]} for one in sources.stated() if one.chapter == code]
    return rows[:LARGE], rows[LARGE:]


def _doors(code: str) -> list[dict[str, Any]]:
    """What people can do here; a door to what this town does not have is left out."""
    found = [(one, _address(one)) for one in chapter_doors if one.chapter == code]
    return [{"label": one.label, "text": one.text, "url": address} for one, address in found if address]


def _address(door: ChapterDoor) -> str:
    if door.url_name:
        return url(door.url_name)
    return list_of(registers[door.register]) if door.register in registers else ""


def _order(register: Register) -> tuple[int, str]:
    """The registers that a door leads to, those drawn on the town's maps, then the others: the map shows the first."""
    named = [[one.register for one in chapter_doors], [one.name for one in map_layers]]
    return next((rank for rank, names in enumerate(named) if register.name in names), len(named)), register.name


def _counted(register: Register) -> dict[str, Any]:
    """A register and how many records it holds, counted as far as its list counts."""
    total = Selection(register).rows.order_by()[: COUNTED + 1].count()
    return {
        "label": words.capital(said(register.label)),
        "description": said(register.description),
        "url": list_of(register),
        "total": min(total, COUNTED),
        "more_than": total > COUNTED,
    }
