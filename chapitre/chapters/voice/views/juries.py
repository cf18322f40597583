"""`/participer/jurys`: each jury in the open, its draw as a ceremony, and the files by which anybody re-does it."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.juries import guarantors, seeds, sessions, telling, waiting
from chapitre.chapters.voice.juries.chances import chances
from chapitre.chapters.voice.models import Jury, JurySession
from chapitre.kernel import clock
from chapitre.kernel.commons import calendars
from chapitre.kernel.commons.models import Project
from chapitre.kernel.words import said


def jury_of(key: str) -> Jury:
    """Raises Http404."""
    found = Jury.objects.filter(key=key).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def about(found: Jury) -> dict[str, Any]:
    """What every page of a jury says first."""
    register = Jury.register
    state = {"state": said(register.values["state"][found.state]), "kind": register.marks[found.state]}
    seed = seeds.told(found, clock.now())
    return {"jury": found, "seed": seed, **state, **telling.words(found, "question")}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every jury, the latest first."""
    rows = Jury.objects.filter(withdrawn=False).order_by("-called_on", "key")
    sat = JurySession.objects.filter(withdrawn=False, state="held").exists()
    return render(request, "voice/juries/index.html", {"rows": [about(one) for one in rows], "sat": sat})


@require_safe
def jury(request: HttpRequest, key: str) -> HttpResponse:
    """One jury, from the call to what became of each point of its opinion."""
    found = jury_of(key)
    project = Project.objects.filter(key=found.project).order_by("pk").first() if found.project else None
    context = about(found) | telling.words(found, "opinion", "answer", "witnesses", "renounced")
    context |= {
        "project": {"name": project.title, "url": address_of("town.projects", project.key)} if project else None,
        "life": telling.life(found),
        "quotas": telling.quotas(found),
        "seats": telling.seats(found),
        "sittings": sessions.sittings(found),
        "figures": sessions.figures(found, clock.today()),
        "recommendations": telling.recommendations(found),
        "published": found.panels_hash is not None,
        "checks": guarantors.checks(found),
        "alternates": listed(found),
    }
    if body := telling.panels_body(found):
        context["chances"] = chances(body)
    return render(request, "voice/juries/jury.html", context)


@require_safe
def ceremony(request: HttpRequest, key: str) -> HttpResponse:
    """The draw on a screen that a whole room reads; once loaded, it needs no network."""
    found = jury_of(key)
    body = body_of(found)
    result = telling.result(found, body)
    context = about(found) | telling.words(found, "witnesses")
    context |= {
        "result": result,
        "data": {"body": body, "result": result},
        "alternates": listed(found),
        "checks": guarantors.checks(found),
    }
    return render(request, "voice/juries/ceremony.html", context)


@require_safe
def verification(request: HttpRequest, key: str) -> HttpResponse:
    """Does the draw again, in the reader's own browser."""
    found = jury_of(key)
    body_of(found)
    context = about(found) | {"checks": guarantors.checks(found)}
    return render(request, "voice/juries/verification.html", context)


@require_safe
def panels(request: HttpRequest, key: str) -> HttpResponse:
    """`panneaux.json`: the file that the town is bound to, byte for byte."""
    return download(body_of(jury_of(key)), "application/json", "panneaux.json")


@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """`resultat.json`: what the town says of its draw."""
    found = jury_of(key)
    told = telling.result(found, body_of(found))
    return download(json.dumps(told, ensure_ascii=False, indent=1), "application/json", "resultat.json")


@require_safe
def calendar(request: HttpRequest, key: str) -> HttpResponse:
    """`sessions.ics`: a jury's sessions, for its members' calendars."""
    found = jury_of(key)
    made = calendars.written(
        [one.meeting for one in sessions.sittings(found)], name=found.name, site=settings.SITE_URL,
        page=lambda meeting: reverse("reunion", args=[meeting.key]),
    )  # fmt: skip
    return HttpResponse(made, content_type="text/calendar; charset=utf-8")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """`draw-verify.py`."""
    return download(telling.verifier(), "text/x-python; charset=utf-8", "draw-verify.py")


def listed(found: Jury) -> list[int]:
    """The alternates of the panel drawn, in order; none before."""
    own = waiting.opened(found) if found.panel is not None else None
    return list(own["alternates"]) if own else []


def body_of(found: Jury) -> str:
    """The panels' file. Raises Http404 before it is published."""
    body = telling.panels_body(found)
    if body is None:
        raise Http404
    return body


def download(body: str, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
