"""`/participer/scrutins`: voting with the code of a letter, and checking the count afterwards."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.models import Consultation, Poll
from chapitre.chapters.voice.polling import booth, package
from chapitre.chapters.voice.polling.tally import Choice
from chapitre.chapters.voice.polling.trying import code_to_try
from chapitre.chapters.voice.posting import square_of
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people import flood
from chapitre.kernel.people.flood import Limit
from chapitre.kernel.words import said

TRIED = Limit("scrutins", 30, 3600)
"""Codes that a source may try in an hour: a household votes and mistypes, a machine guesses nothing in a lifetime."""
FILES = {
    "ballots.csv": "text/csv",
    "statement.note": "text/plain",
    "key": "text/plain",
    "ballot-verify.py": "text/plain",
}


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every poll, those that are open first."""
    rows = list(Poll.objects.filter(withdrawn=False).order_by("-closes_on", "key"))
    context = {
        "open": [one for one in rows if is_open(one)],
        "draft": [one for one in rows if one.state == "draft"],
        "over": [one for one in rows if one.state == "closed" or (one.state == "open" and not is_open(one))],
    }
    return render(request, "voice/polls.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, key: str) -> HttpResponse:
    """One poll; POST casts a ballot."""
    found = poll_of(key)
    if request.method == "POST":
        return vote(request, found)
    return page(request, found)


@require_safe
def file(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """One file of a counted poll, or all of them."""
    found = poll_of(key)
    if name == "key" and found.state == "open":  # with it a receipt is checked before the count
        return HttpResponse(package.public_keys(), content_type=FILES[name])
    if found.state != "closed" or name not in {*FILES, "tout.zip"}:
        raise Http404
    if name == "tout.zip":
        answer = HttpResponse(package.archive(found), content_type="application/zip")
        answer["Content-Disposition"] = f'attachment; filename="{key}.zip"'
        return answer
    return HttpResponse(package.files(found)[name], content_type=f"{FILES[name]}; charset=utf-8")


@require_safe
def proof(request: HttpRequest, key: str, tracker: str) -> HttpResponse:
    """A published ballot’s proof of inclusion."""
    found = poll_of(key)
    told = booth.proof(found, tracker) if found.state == "closed" else None
    if told is None:
        raise Http404
    answer = HttpResponse(told[1], content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{tracker}.tlog-proof"'
    return answer


@require_safe
def check(request: HttpRequest, key: str) -> HttpResponse:
    """A receipt checked in the browser, and once the poll is counted everything recounted there."""
    found = poll_of(key)
    if found.state == "draft":
        raise Http404
    context = {
        "poll": found,
        "counted": found.state == "closed",
        "name": booth.name_of(found),
        "answers": json.dumps(found.offered, ensure_ascii=False),
    }
    return render(request, "voice/poll_check.html", context)


def vote(request: HttpRequest, found: Poll) -> HttpResponse:
    """Casts the ballot; its receipt is shown once, and kept by the voter alone."""
    verdict = flood.take(TRIED, flood.source_of(request, clock.today()))
    if not verdict.allowed:
        answer = page(request, found, _("Trop d’essais depuis votre connexion : réessayez dans une heure."), 429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    code, typed = request.POST.get("code", "")[:60], request.POST.getlist("reponse")[: len(found.offered)]
    choice = tuple(int(one) for one in typed if one.isdecimal() and len(one) <= 3)
    try:
        ballot, receipt = booth.cast(found.key, code, choice)
    except ActError as refused:
        return page(request, found, refused.message, refused.status)
    context = {
        "poll": found,
        "tracker": ballot[0],
        "answers": said_choice(found, ballot[1]),
        "receipt": receipt,
        "file": "data:text/plain;charset=utf-8," + quote(receipt),
        "name": f"recu-{found.key}.txt",
        "square": square_of(receipt),
    }
    answer = render(request, "voice/poll_cast.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def said_choice(found: Poll, choice: Choice) -> list[str]:
    """The answers of a ballot, in words."""
    return [found.offered[one - 1] for one in choice]


def page(request: HttpRequest, found: Poll, refused: str = "", status: int = 200) -> HttpResponse:
    """The poll: its booth while it is open, its result and its ballots once it is counted."""
    register = Poll.register
    sought = request.GET.get("bulletin", "").strip().lower()[:40]
    choice = booth.choice_of(found, sought) if found.state == "closed" else None
    rows = list(zip(found.offered, found.counts, strict=False))
    context: dict[str, Any] = {
        "poll": found,
        "state": said(register.values["state"][found.state]),
        "kind": register.marks[found.state],
        "open": is_open(found),
        "answers": list(enumerate(found.offered, start=1)),
        "rows": rows,
        "most": max(found.counts, default=0),
        "turnout": booth.turnout(found),
        "consultation": _consultation(found),
        "to_try": code_to_try(found) if is_open(found) else None,
        "refused": refused,
        "chosen": request.POST.getlist("reponse"),
        "code": request.POST.get("code", "")[:60],
        "sought": sought,
        "ballot": said_choice(found, choice) if choice else [],
        "record_url": reverse("registre_fiche", args=[register.name, found.key]),
    }
    answer = render(request, "voice/poll.html", context, status=status)
    answer["Cache-Control"] = "no-store" if request.method == "POST" else "private, max-age=0"
    return answer


def is_open(one: Poll) -> bool:
    """Whether it takes ballots today."""
    return one.state == "open" and not one.withdrawn and one.opens_on <= clock.today() <= one.closes_on


def poll_of(key: str) -> Poll:
    """Raises Http404."""
    found = Poll.objects.filter(key=key).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _consultation(found: Poll) -> dict[str, str] | None:
    row = Consultation.objects.filter(key=found.consultation or "").order_by("pk").first()
    return {"name": row.name, "url": address_of(Consultation.register.name, row.key)} if row else None
