"""`/bureau/consultations`: contributions to read, publish or set aside, and to link to expectations."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice import intake, moderation, synthesis
from chapitre.chapters.voice.acts import contributions
from chapitre.chapters.voice.models import Consultation, Contribution
from chapitre.chapters.voice.models.contributions import MOTIVES
from chapitre.chapters.voice.paper_forms import PaperForm
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
        "takes_paper": intake.takes_paper(found),
        "limit": TEXT_LIMIT,
    }
    return render(request, "voice/desk/consultation.html", context, status=status)


@never_cache
@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, key: str) -> HttpResponse:
    """Typing what came on paper or was said in a meeting; the next one starts from the same day and the same voice."""
    found, now = get_object_or_404(Consultation, key=key), clock.now()
    if not intake.takes_paper(found) or not contributions.sent.open_to(actor_of(request), None):
        return redirect("bureau_consultation", key)
    today = clock.civil(now)
    if request.method != "POST":
        last = {name: request.GET[name] for name in ("voie", "jour") if name in request.GET}
        return typing_page(request, found, PaperForm(consultation=found, today=today, last=last))
    form = PaperForm(request.POST, consultation=found, today=today)
    if not form.is_valid():
        return typing_page(request, found, form, 422)
    typed = form.cleaned_data
    params = form.where | {"channel": typed["voie"], "choice": typed.get("choix") or None}
    try:
        count = intake.enter(
            found, form.texts, token=typed["jeton"], given_on=typed["jour"], actor=actor_of(request), at=now, **params
        )
    except ActError as refused:
        form.add_error(None, refused.message)
        return typing_page(request, found, form, refused.status)
    told = ngettext("%(count)d contribution est saisie.", "%(count)d contributions sont saisies.", count)
    messages.success(request, told % {"count": count})
    same = urlencode({"voie": typed["voie"], "jour": typed["jour"].isoformat()})
    return redirect(f"{reverse('bureau_consultation_saisir', args=[key])}?{same}")


def typing_page(request: HttpRequest, found: Consultation, form: PaperForm, status: int = 200) -> HttpResponse:
    return render(request, "voice/desk/typing.html", {"consultation": found, "form": form}, status=status)


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
