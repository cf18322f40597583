"""`/bureau/consultations`: contributions to read, publish or set aside, and to link to expectations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice import moderation, synthesis
from chapitre.chapters.voice.models import Consultation, Contribution
from chapitre.chapters.voice.models.contributions import MOTIVES
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, BadFact
from chapitre.kernel.acts.forms import TEXT_LIMIT
from chapitre.kernel.people.gates import actor_of, staff_required
from chapitre.kernel.words import said


@staff_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation with what waits in it."""
    waiting = moderation.pending_counts()
    rows = Consultation.objects.filter(withdrawn=False).order_by("-opened_on", "key")
    context = {"rows": [{"one": one, "pending": waiting.get(one.key, 0)} for one in rows]}
    return render(request, "voice/desk/consultations.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, key: str) -> HttpResponse:
    """What waits in one consultation; POST publishes, sets aside or codes one contribution."""
    found = get_object_or_404(Consultation, key=key)
    refused, status = "", 200
    if request.method == "POST":
        refused, status = decide(request, found)
        if not refused:
            return redirect("bureau_consultation", key)
    context = {
        "consultation": found,
        "to_read": moderation.to_read(found),
        "to_code": moderation.to_code(found),
        "themes": synthesis.themes(found),
        "motives": [(code, said(pair)) for code, pair in MOTIVES.items()],
        "refused": refused,
        "limit": TEXT_LIMIT,
    }
    return render(request, "voice/desk/consultation.html", context, status=status)


@staff_required
@require_safe
def contribution(request: HttpRequest, key: str) -> HttpResponse:
    """Where a contribution is worked on: in its consultation."""
    found = get_object_or_404(Contribution, key=key)
    return redirect(f"{reverse('bureau_consultation', args=[found.consultation])}#c-{found.key}")


def decide(request: HttpRequest, found: Consultation) -> tuple[str, int]:
    """Performs what was asked; what is wrong in words, and its status, or ("", 200)."""
    key, deed = request.POST.get("cle", ""), request.POST.get("acte", "")
    seq = request.POST.get("seq", "")
    if not seq.isdecimal() or not Contribution.objects.filter(key=key, consultation=found.key).exists():
        return _("Cette page est incomplète : rechargez-la, puis recommencez."), 422
    try:
        say = act_on(request, key, deed, int(seq[:9]))
    except BadFact as refused:
        what = {"motive": _("Choisissez le motif."), "themes": _("Choisissez au moins une attente.")}
        return what.get(refused.name, refused.message), refused.status
    except ActError as refused:
        return refused.message, refused.status
    messages.success(request, say)
    return "", 200


def act_on(request: HttpRequest, key: str, deed: str, seq: int) -> str:
    """One decision on one contribution, and how it is told. Raises ActError."""
    actor, now = actor_of(request), clock.now()
    if deed == "publier":
        text = request.POST.get("texte", "").replace("\0", "").replace("\r\n", "\n")[:TEXT_LIMIT]
        moderation.publish(key, text, actor=actor, at=now, expected_seq=seq)
        return _("La contribution %s est publiée.") % key
    if deed == "ecarter":
        moderation.remove(key, request.POST.get("motif", ""), actor=actor, at=now, expected_seq=seq)
        return _("La contribution %s est écartée ; son texte est effacé.") % key
    moderation.code(key, request.POST.getlist("attentes"), actor=actor, at=now, expected_seq=seq)
    return _("La contribution %s est reliée à ses attentes.") % key
