"""`/bureau/jurys/…/quotas`: what a census proposes for a jury, seen and changed before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.juries import quotas
from chapitre.chapters.voice.juries.quotas import Line
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.views.juries import about
from chapitre.chapters.voice.views.typed import Refused
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people.gates import actor_of, permission_required

WRONG = 422


@permission_required(juries.quota.recorded.permission)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """The proposal of one census, with a tolerance; POST records the quotas as they were typed."""
    found = get_object_or_404(Jury, key=key)
    asked = request.POST if request.method == "POST" else request.GET
    series, tolerance = quotas.chosen(asked.get("recensement", "")), _tolerance(asked.get("tolerance", ""))
    lines = quotas.proposal(found, series, tolerance) if series else {}
    kept, refused, status = set(lines), "", 200
    if request.method == "POST":
        kept = set(lines) & set(request.POST.getlist("critere"))
        try:
            lines = lines | {category: [_typed(request, one) for one in lines[category]] for category in kept}
            return _fix(request, found, {category: lines[category] for category in lines if category in kept})
        except ActError as error:
            refused, status = error.message, error.status
        except Refused as error:
            refused, status = str(error), WRONG
    context: dict[str, Any] = about(found) | {
        "choices": quotas.series(),
        "series": series,
        "tolerance": tolerance,
        "most_tolerance": quotas.MOST_TOLERANCE,
        "criteria": [(category, own, category in kept) for category, own in lines.items()],
        "answered": found.state != "called" or bool(found.volunteers),
        "refused": refused,
    }
    return render(request, "voice/juries/desk_quotas.html", context, status=status)


def _tolerance(typed: str) -> int:
    """The seats that were typed, 0 when that is no number."""
    return min(int(typed[:3]), quotas.MOST_TOLERANCE) if typed.isdecimal() else 0


def _typed(request: HttpRequest, line: Line) -> Line:
    """A line with the seats that were typed for it. Raises Refused."""
    names = (f"min-{line.count.key}", f"max-{line.count.key}")
    least, most = (request.POST.get(name, "").strip() for name in names)
    if not least.isdecimal() or not most.isdecimal():
        raise Refused(_("« %s » : écrivez deux nombres de sièges.") % line.count.value)
    return replace(line, least=int(least[:4]), most=int(most[:4]))


def _fix(request: HttpRequest, found: Jury, lines: dict[str, Sequence[Line]] | dict[str, list[Line]]) -> HttpResponse:
    """Records what was kept. Raises ActError, Refused."""
    if not lines:
        raise Refused(_("Cochez au moins un critère."))
    count = quotas.fix(found, lines, actor=actor_of(request), at=clock.now())
    messages.success(request, ngettext("%d quota est fixé.", "%d quotas sont fixés.", count) % count)
    return redirect("bureau_jury", found.key)
