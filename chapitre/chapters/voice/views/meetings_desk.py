"""`/bureau/reunions`: the poster with the day’s code, the count, the minutes, and the questions with their answers."""

from __future__ import annotations

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice import gatherings, presence
from chapitre.chapters.voice.acts import questions
from chapitre.chapters.voice.meeting_forms import HeldForm, QuestionForm
from chapitre.chapters.voice.views.meetings import line, meeting_of
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, perform
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.people.gates import actor_of, staff_required

RECENT = 20


@staff_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The meetings to come or to be declared held, then the last ones."""
    announced = list(Meeting.objects.filter(withdrawn=False, state="announced").order_by("held_on", "key"))
    recent = list(gatherings.past()[:RECENT])
    names = gatherings.project_names(one.project for one in [*announced, *recent])
    rates = gatherings.rates([one.key for one in recent], clock.today())
    context = {
        "announced": [line(one, names) for one in announced],
        "held": [line(one, names) | {"rate": rates.get(one.key)} for one in recent],
    }
    return render(request, "voice/desk/meetings.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, key: str) -> HttpResponse:
    """One meeting; POST declares it held, or notes a question."""
    found = meeting_of(key)
    held = HeldForm(initial={"presence": presence.counted(found) or None})
    question = QuestionForm()
    status = 200
    if request.method == "POST" and "question" in request.POST:
        question = QuestionForm(request.POST)
        status = note(request, found, question)
    elif request.method == "POST":
        held = HeldForm(request.POST)
        status = hold(request, found, held)
    if status == 302:
        return redirect("bureau_reunion", key)
    context = {
        "meeting": found,
        "line": line(found, gatherings.project_names([found.project])),
        "counted": presence.counted(found),
        "held": held,
        "question": question,
        "questions": gatherings.questions(key, clock.today()),
        "can_hold": found.state == "announced" and not found.withdrawn and found.held_on <= clock.today(),
    }
    return render(request, "voice/desk/meeting.html", context, status=status)


@staff_required
@require_safe
def poster(request: HttpRequest, key: str) -> HttpResponse:
    """A sheet to print: the day’s code, large, and what it does and does not keep."""
    found = meeting_of(key)
    address = settings.SITE_URL + reverse("presence", args=[key, presence.code_of(found)])
    picture = segno.make(address, error="m", micro=False).svg_inline(scale=8, border=2, omitsize=True, title=None)
    context = {
        "meeting": found,
        "line": line(found, {}),
        "address": address,
        "picture": mark_safe(picture),  # noqa: S308  (segno's own drawing of our own address)
    }
    return render(request, "voice/desk/poster.html", context)


def hold(request: HttpRequest, found: Meeting, form: HeldForm) -> int:
    """Declares it held; 302 when done, else the status of the page that says why not."""
    if not form.is_valid():
        return 422
    typed, now = form.cleaned_data, clock.now()
    try:
        presence.hold(
            found, typed["presence"], typed["compte_rendu"], actor=actor_of(request), at=now, expected_seq=found.seq
        )
    except ActError as refused:
        form.add_error(None, refused.message)
        return refused.status
    messages.success(request, _("La réunion est déclarée tenue ; les marques des téléphones sont effacées."))
    return 302


def note(request: HttpRequest, found: Meeting, form: QuestionForm) -> int:
    """Notes a question, once; as `hold`."""
    if not form.is_valid():
        return 422
    typed, now = form.cleaned_data, clock.now()
    asked_on = min(found.held_on, clock.civil(now))  # noted the day after, it was still asked in the meeting
    try:
        made = perform(
            questions.asked, actor=actor_of(request), at=now, on_date=asked_on, idempotency=typed["jeton"],
            meeting=found.key, theme=typed["theme"], question=typed["question"],
        )  # fmt: skip
    except ActError as refused:
        form.add_error(None, refused.message)
        return refused.status
    messages.success(request, _("La question %s est notée : sa réponse est promise sous trente jours.") % made.key)
    return 302
