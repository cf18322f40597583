"""`/participer/reunions`: meetings to come and held, what was asked there, and counting oneself in."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice import gatherings, presence
from chapitre.chapters.voice.addresses import address_of
from chapitre.kernel import clock
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.people import flood
from chapitre.kernel.words import said

PAGE = 25


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The meetings to come, those held by project and year, and how many of their questions were answered."""
    today = clock.today()
    projects = gatherings.by_project(today)
    project = next((one for one in projects if one.key == request.GET.get("projet")), None)
    years = gatherings.years()
    asked = request.GET.get("annee", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else None
    held = gatherings.past(project.key if project else "", year)
    pages = Paginator(held, PAGE).get_page(request.GET.get("page"))
    coming = gatherings.coming(today)
    names = gatherings.project_names(one.project for one in [*coming, *pages.object_list])
    rates = gatherings.rates([one.key for one in pages.object_list], today)
    context = {
        "coming": [line(one, names) for one in coming],
        "held": [line(one, names) | {"rate": rates.get(one.key)} for one in pages.object_list],
        "page": pages,
        "projects": projects,
        "project": project,
        "years": years,
        "year": year,
        "rate": gatherings.total(gatherings.rates(held.order_by().values("key"), today).values()),
        "most": max((one.held for one in projects), default=0),
    }
    return render(request, "voice/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting: its notice before, its minutes and its questions after."""
    found = meeting_of(key)
    today = clock.today()
    register = Meeting.register
    names = gatherings.project_names([found.project])
    questions = gatherings.questions(key, today)
    context: dict[str, Any] = gatherings.wording(found, ("agenda", "minutes", "reason"))
    context |= line(found, names) | {
        "meeting": found,
        "state": said(register.values["state"][found.state]),
        "mark": register.marks[found.state],
        "questions": questions,
        "record_url": address_of(register.name, key),
        "site": settings.SITE_URL,
    }
    return render(request, "voice/meeting.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest, key: str, code: str) -> HttpResponse:
    """Where the poster’s code leads: one button, and the phone is counted. Only POST counts: previews follow links."""
    found, today = meeting_of(key), clock.today()
    if not presence.opens(found, code, today):
        return render(request, "voice/presence_over.html", {"meeting": found}, status=410)
    phone = request.COOKIES.get(presence.COOKIE, "")
    context = {"meeting": found, "done": False, "again": False, "refused": "", "code": code}
    if request.method == "POST":
        verdict = flood.take(presence.COUNTED, flood.source_of(request, today))
        if not verdict.allowed:
            context["refused"] = _("Trop de personnes se comptent d’ici en même temps : réessayez dans un moment.")
            return render(request, "voice/presence.html", context, status=429)
        if not 16 <= len(phone) <= 64:
            context["refused"] = _("Votre téléphone n’a pas gardé le témoin : dites à l’accueil de vous compter.")
            return render(request, "voice/presence.html", context, status=422)
        context["again"] = not presence.count(found, phone, today)
        context["done"] = True
    answer = render(request, "voice/presence.html", context)
    answer["Cache-Control"] = "no-store"
    if not phone:
        answer.set_cookie(
            presence.COOKIE, presence.new_phone(), max_age=presence.COOKIE_LASTS, path="/participer/presence",
            httponly=True, samesite="Lax", secure=settings.SECURE,
        )  # fmt: skip
    return answer


def meeting_of(key: str) -> Meeting:
    """Raises Http404."""
    found = Meeting.objects.filter(key=key).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def line(one: Meeting, names: dict[str, str]) -> dict[str, Any]:
    """What every list says of a meeting."""
    return {
        "key": one.key,
        "on": one.held_on,
        "at": gatherings.starts(one),
        "subject": one.subject,
        "kind": said(Meeting.register.values["kind"][one.kind]),
        "place": one.place or "",
        "project_name": names.get(one.project or "", ""),
        "project_url": address_of("town.projects", one.project) if one.project in names else "",
        "attendance": one.attendance,
    }
