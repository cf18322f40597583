"""`/bureau/scrutins`: opening a poll with its list, whose letters are drawn once, and counting it."""

from __future__ import annotations

import csv
import io

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import booth
from chapitre.chapters.voice.polling.booth import Letter
from chapitre.chapters.voice.views.polls import poll_of
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people.gates import actor_of, staff_required

LONGEST = 20_000  # entries of a list


@staff_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every poll."""
    rows = Poll.objects.filter(withdrawn=False).order_by("-opens_on", "key")
    return render(request, "voice/desk/polls.html", {"rows": rows})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, key: str) -> HttpResponse:
    """One poll; POST opens it and answers with the letters, or counts it."""
    found = poll_of(key)
    refused, status = "", 200
    if request.method == "POST":
        try:
            return decide(request, found)
        except ActError as error:
            refused, status = error.message, error.status
    context = {"poll": found, "turnout": booth.turnout(found), "refused": refused}
    return render(request, "voice/desk/poll.html", context, status=status)


def decide(request: HttpRequest, found: Poll) -> HttpResponse:
    """Opens or counts. Raises ActError."""
    actor, now = actor_of(request), clock.now()
    seq = int(request.POST.get("seq", "")) if request.POST.get("seq", "").isdecimal() else 0
    if request.POST.get("acte") == "depouiller":
        booth.count(found.key, actor=actor, at=now, expected_seq=seq)
        messages.success(request, _("Le scrutin est dépouillé ; ses bulletins sont publiés, sa liste est effacée."))
        return redirect("bureau_scrutin", found.key)
    entries = [line.strip() for line in request.POST.get("liste", "").splitlines() if line.strip()][:LONGEST]
    return letters(found, booth.open_poll(found, entries, actor=actor, at=now, expected_seq=seq))


def letters(found: Poll, rows: list[Letter]) -> HttpResponse:
    """The file for the mail merge: the only place where the codes ever are."""
    out = io.StringIO()
    written = csv.writer(out)
    address = settings.SITE_URL + reverse("scrutin", args=[found.key])
    written.writerow(["inscription", "code", "adresse"])
    written.writerows([safe(one.entry), one.code, address] for one in rows)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.key}-lettres.csv"'
    answer["Cache-Control"] = "no-store"
    return answer


def safe(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
