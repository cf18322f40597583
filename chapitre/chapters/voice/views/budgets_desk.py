"""`/bureau/budgets`: ideas to read, paper ballots to type twice, and the count."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import box, counting, phases
from chapitre.chapters.voice.budgets.forms import BallotForm, PaperForm, ReviewForm
from chapitre.chapters.voice.models import Budget, Idea, IdeaSent, Signature
from chapitre.chapters.voice.models.budgets import PHASES
from chapitre.chapters.voice.views.budgets import budget_of
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, perform
from chapitre.kernel.acts.plain import HEADS
from chapitre.kernel.people.gates import actor_of, staff_required
from chapitre.kernel.words import said

WRONG = 422


@never_cache
@require_safe
@staff_required
def index(request: HttpRequest) -> HttpResponse:
    """The budgets, each with what waits."""
    rows = [
        {
            "budget": one,
            "phase": said(PHASES[one.state]),
            "waiting": _waiting(one).count(),
            "unsettled": len(box.unsettled(one)),
        }
        for one in Budget.objects.filter(withdrawn=False).order_by("-opened_on", "key")
    ]
    return render(request, "voice/budgets/desk_index.html", {"rows": rows})


def _waiting(budget: Budget) -> Any:
    return Idea.objects.filter(budget=budget.key, state="received", withdrawn=False).order_by("received_on", "key")


def _sent(budget: Budget) -> list[IdeaSent]:
    """What was sent and waits to be read, the oldest first."""
    rows = IdeaSent._base_manager.filter(record__in=_waiting(budget)).select_related("record")
    return list(rows.order_by("record__received_on", "record__key"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def budget(request: HttpRequest, key: str) -> HttpResponse:
    """One budget: its ideas to read; while it votes, the paper ballots and, after the last day, the count."""
    found = budget_of(key)
    if request.method != "POST":
        return page(request, found, _paper(found))
    if "compter" in request.POST:
        return _count(request, found)
    form = _paper(found, request.POST)
    if form is None:
        return page(request, found, None, 409)
    try:
        given = form.choices
        receipt = box.type_paper(key, form.cleaned_data["numero"], given, actor=actor_of(request), at=clock.now())
    except ActError as refused:
        form.add_error(None, refused.message)
        return page(request, found, form, WRONG if refused.status == 400 else refused.status)
    number = form.cleaned_data["numero"]
    told = (
        _("Bulletin %d : les deux saisies s’accordent, il est dans l’urne.")
        if receipt
        else _("Bulletin %d : première saisie gardée. Une autre personne doit le saisir aussi.")
    )
    messages.success(request, told % number)
    return redirect("bureau_budget", key)


def _paper(found: Budget, data: Any = None) -> BallotForm | None:
    if found.state != "vote":
        return None
    return PaperForm(data, kind=found.kind, most=found.most, projects=phases.on_the_ballot(found), auto_id="papier_%s")


def _count(request: HttpRequest, found: Budget) -> HttpResponse:
    try:
        counting.count(found.key, actor=actor_of(request), at=clock.now())
    except ActError as refused:
        messages.error(request, refused.message)
        return page(request, found, _paper(found), refused.status)
    messages.success(request, _("C’est compté : les bulletins sont publiés, chaque projet a sa phrase."))
    return redirect("budget_resultat", found.key)


def page(request: HttpRequest, found: Budget, form: BallotForm | None, status: int = 200) -> HttpResponse:
    """The budget at the desk."""
    today = clock.today()
    context = {
        "budget": found,
        "phases": phases.line(found),
        "waiting": _sent(found),
        "form": form,
        "unsettled": box.unsettled(found),
        "signatures": Signature.objects.filter(budget=found.key, withdrawn=False).count(),
        "may_count": found.state == "vote" and today > found.vote_until and actor_of(request).role in HEADS,
    }
    return render(request, "voice/budgets/desk_budget.html", context, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff_required
def idea(request: HttpRequest, key: str) -> HttpResponse:
    """What somebody sent, and the two things to do with it: publish it, or set it aside with a public reason."""
    found = Idea.objects.filter(key=key, withdrawn=False).first()
    if found is None:
        raise Http404
    sent = IdeaSent._base_manager.filter(record=found).first()
    if found.state != "received" or sent is None:
        return redirect("bureau_fiche", "voice.ideas", key)
    form = ReviewForm(request.POST or None, initial={"intitule": sent.title, "texte": sent.text, "theme": found.theme})
    if request.method == "POST" and form.is_valid():
        try:
            _review(request, found, form.cleaned_data)
        except ActError as refused:
            form.add_error(None, refused.message)
        else:
            return redirect("bureau_budget", found.budget)
    context = {"idea": found, "sent": sent, "form": form, "budget": budget_of(found.budget)}
    return render(request, "voice/budgets/desk_idea.html", context, status=WRONG if form.errors else 200)


def _review(request: HttpRequest, found: Idea, given: dict[str, Any]) -> None:
    if not acts.published.open_to(actor_of(request), found.facts()):
        raise PermissionDenied
    who: dict[str, Any] = {"actor": actor_of(request), "at": clock.now(), "expected_seq": found.seq}
    if "ecarter" in request.POST:
        perform(acts.set_aside, found.key, **who, reason=given["motif"])
        messages.success(request, _("L’idée est écartée ; le motif est public, ce qui a été envoyé est effacé."))
    else:
        theme = given["theme"] or found.theme
        perform(acts.published, found.key, **who, subject=given["intitule"], theme=theme, text=given["texte"])
        messages.success(request, _("L’idée est publiée."))
