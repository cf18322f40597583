"""`/bureau/participation`: one door to the chapter's desks, and what waits behind each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.chapters.voice.juries import notices
from chapitre.chapters.voice.menus import DESK
from chapitre.chapters.voice.models import Budget, Consultation, Contribution, Idea, Jury, Poll, Question
from chapitre.kernel import clock
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.people.gates import actor_of, staff_required


@staff_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """The desks that this person may open, with how many records are under way and how many wait for an answer."""
    actor = actor_of(request)
    standing = {
        "bureau_consultations": (_count(Consultation, "open"), _count(Contribution, "pending")),
        "bureau_reunions": (_count(Meeting, "announced"), _count(Question, "asked")),
        "bureau_budgets": (
            Budget.objects.filter(withdrawn=False).exclude(state="closed").count(),
            _count(Idea, "received"),
        ),
        "bureau_scrutins": (Poll.objects.filter(withdrawn=False).exclude(state="closed").count(), 0),
        "bureau_jurys": (
            Jury.objects.filter(withdrawn=False).exclude(state="answered").count(),
            notices.waiting(clock.today()),
        ),
    }
    rows = [(menu, *standing[menu.url_name]) for menu in DESK if menu.shown_to(actor)]
    return render(request, "voice/desk/participation.html", {"rows": rows})


def _count(model: type[Consultation | Contribution | Meeting | Question | Idea], state: str) -> int:
    return model.objects.filter(withdrawn=False, state=state).count()
