"""`/bureau/jurys/<key>/sessions`: a jury's sessions, the roll of each, and what is due to those who came."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.juries import paying, sessions, sittings
from chapitre.chapters.voice.models import Jury, JurySession, JuryTerms
from chapitre.chapters.voice.models.jury_sessions import MARKS
from chapitre.chapters.voice.session_forms import AnnounceForm, ReasonForm
from chapitre.chapters.voice.views.juries import about
from chapitre.chapters.voice.views.juries_desk import WRONG, heads
from chapitre.chapters.voice.views.typed import Refused, seq
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people.gates import actor_of
from chapitre.kernel.words import said

DIGITS = 9  # of a number that a form may hold


@heads
@require_http_methods(["GET", "HEAD", "POST"])
def index(request: HttpRequest, key: str) -> HttpResponse:
    """The sessions of a jury and what is due; POST announces a session, or declares people paid."""
    found = get_object_or_404(Jury, key=key)
    form, refused, status = AnnounceForm(), "", 200
    if request.method == "POST":
        try:
            if "payer" in request.POST:
                messages.success(request, pay(request, found))
                return redirect("bureau_jury_sessions", key)
            form = AnnounceForm(request.POST)
            status = WRONG
            if form.is_valid():
                announce(request, found, form.cleaned_data)
                return redirect("bureau_jury_sessions", key)
        except ActError as error:
            refused, status = error.message, error.status
        except Refused as error:
            refused, status = str(error), WRONG
    due = paying.due(found)
    context: dict[str, Any] = about(found) | {
        "sittings": sessions.sittings(found),
        "meets": found.state in sittings.MEETING,
        "form": form,
        "due": [(one, sessions.euros(one.cents)) for one in due],
        "total": sessions.euros(sum(one.cents for one in due)),
        "terms": JuryTerms.in_force(clock.today()),
        "refused": refused,
        "today": clock.today(),
    }
    return private(render(request, "voice/juries/desk_sessions.html", context, status=status))


def announce(request: HttpRequest, found: Jury, typed: dict[str, Any]) -> None:
    """Announces a session from a valid form. Raises ActError."""
    starts_at = typed["heure"].strftime("%H:%M") if typed["heure"] else None
    sittings.announce(
        found, day=typed["jour"], starts_at=starts_at, subject=typed["sujet"], place=typed["lieu"] or None,
        actor=actor_of(request), at=clock.now(),
    )  # fmt: skip
    messages.success(request, _("La session est annoncée : elle est à l’agenda."))


def pay(request: HttpRequest, found: Jury) -> str:
    """Declares those ticked paid, and how that is told. Raises ActError, Refused."""
    chosen: dict[int, int] = {}
    for ticked in request.POST.getlist("payee"):
        number, _colon, cents = ticked.partition(":")
        if not (number.isdecimal() and cents.isdecimal() and len(ticked) <= 2 * DIGITS):
            raise Refused(_("Cette page est incomplète : rechargez-la, puis recommencez."))
        chosen[int(number)] = int(cents)
    paying.pay(found, chosen, actor=actor_of(request), at=clock.now())
    words = ngettext("%(n)d personne est payée : %(sum)s.", "%(n)d personnes sont payées : %(sum)s.", len(chosen))
    return words % {"n": len(chosen), "sum": sessions.euros(sum(chosen.values()))}


@heads
@require_http_methods(["GET", "HEAD", "POST"])
def session(request: HttpRequest, key: str, session: str) -> HttpResponse:
    """The roll of one session, on one screen; POST calls it, corrects it, or calls the session off."""
    jury = get_object_or_404(Jury, key=key)
    found = get_object_or_404(JurySession, key=session, jury=key, withdrawn=False)
    form, refused, status = ReasonForm(), "", 200
    if request.method == "POST":
        form = ReasonForm(request.POST) if found.state == "held" or "annuler" in request.POST else form
        try:
            if not form.is_bound or form.is_valid():
                messages.success(request, deed(request, found, form))
                return redirect("bureau_jury_sessions", key)
            status = WRONG
        except ActError as error:
            refused, status = error.message, error.status
        except Refused as error:
            refused, status = str(error), WRONG
    meeting = sittings.meeting_of(found)
    context = about(jury) | {
        "session": found,
        "meeting": meeting,
        "lines": sittings.sheet(found),
        "marks": [(code, said(pair)) for code, pair in MARKS.items()],
        "opens": meeting.held_on <= clock.today(),
        "form": form,
        "refused": refused,
    }
    return private(render(request, "voice/juries/desk_session.html", context, status=status))


def deed(request: HttpRequest, found: JurySession, form: ReasonForm) -> str:
    """Does what the button says, and how it is told. Raises ActError, Refused."""
    actor, at, read = actor_of(request), clock.now(), seq(request)
    reason = form.cleaned_data["motif"] if form.is_bound else ""
    if "annuler" in request.POST:
        sittings.cancel(found, reason, actor=actor, at=at, expected_seq=read)
        return _("La session est annulée.")
    sent = {name.removeprefix("n-"): mark for name, mark in request.POST.items() if name.startswith("n-")}
    if any(not number.isdecimal() or len(number) > DIGITS for number in sent):
        raise Refused(_("Cette page est incomplète : rechargez-la, puis recommencez."))
    marks = {int(number): str(mark) for number, mark in sent.items()}
    sittings.call_roll(found, marks, actor=actor, at=at, expected_seq=read, reason=reason)
    return _("L’appel est noté ; le public en lit les nombres.")


@heads
@require_safe
def statement(request: HttpRequest, key: str) -> HttpResponse:
    """What is due, as a file for the treasury."""
    found = get_object_or_404(Jury, key=key)
    answer = HttpResponse(paying.statement(found), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="indemnites-{key}-{clock.today().isoformat()}.csv"'
    return private(answer)


def private(answer: HttpResponse) -> HttpResponse:
    """A page with names on it is kept by no browser."""
    answer["Cache-Control"] = "no-store"
    return answer
