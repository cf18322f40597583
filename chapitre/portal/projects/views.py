"""`/projets/<key>`: where a project is, what its chapters tell of it, what else names it, the figures it counts in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.commons.models import Project
from chapitre.kernel.commons.telling import exhibits, measured, state, title
from chapitre.kernel.people.menus import Label, project_parts
from chapitre.portal.projects import counted, plan, rest
from chapitre.portal.registers.record import find


@dataclass(frozen=True)
class Part:
    """A part of the page, written."""

    name: str
    label: Label
    body: SafeString


@require_safe
def project(request: HttpRequest, key: str) -> HttpResponse:
    """The page of one project."""
    found: Project = find(Project.register, key)
    today = clock.today()
    kind, words = state(found, today)
    keys, wide, narrow = _parts(request, found, today)
    texts = {name: exhibits(Project.register.name, [key], name).get(key, "") for name in ("summary", "reason")}
    context: dict[str, Any] = {
        "project": found,
        "name": title(found),
        "kind": kind,
        "state": words,
        "summary": texts["summary"],
        "reason": texts["reason"] if found.state == "dropped" else "",
        "area": measured("m2", found.area_m2),
        "keys": keys,
        "wide": wide,
        "narrow": narrow,
        "others": rest.groups(found, {name for part in project_parts for name in part.registers}, today),
        "figures": counted.figures(found),
        "plan": plan.drawn(found, [name for part in project_parts for name in part.drawn], today),
    }
    return render(request, "portal/projects/project.html", context)


def _parts(request: HttpRequest, found: Project, today: date) -> tuple[list[tuple[str, Label]], list[Part], list[Part]]:
    """What stands large at the head, the wide parts and the others; parts with nothing to tell are left out."""
    keys: list[tuple[str, Label]] = []
    wide: list[Part] = []
    narrow: list[Part] = []
    for one in project_parts:
        told = one.told(found.key, today)
        if told is not None:
            keys += told.get("keys", [])
            context = {"project": found, "name": title(found), **told}
            body = render_to_string(one.template, context, request)
            (wide if one.wide else narrow).append(Part(one.name, one.label, body))
    return keys, wide, narrow
