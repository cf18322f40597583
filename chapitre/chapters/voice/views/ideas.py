"""`/participer/idees/<key>`: one idea of a participatory budget, from what was written to what was built."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.chapters.voice.budgets import following, listing
from chapitre.chapters.voice.models.budgets import Budget, Idea
from chapitre.kernel import telling


@require_safe
def idea(request: HttpRequest, key: str) -> HttpResponse:
    """What it says, where, where it stands, the ideas that joined it."""
    found = Idea.objects.filter(key=key).first()
    budget = Budget.objects.filter(key=found.budget).first() if found else None
    if found is None or budget is None:
        raise Http404
    kind, state = telling.state(found)
    context = {
        "idea": found,
        "budget": budget,
        "kind": kind,
        "state": state,
        "theme": telling.fact(Idea.register, "theme", found.theme),
        "district": telling.fact(Idea.register, "district", found.district) if found.district else "",
        "told": following.followed(found, budget),
        "into": Idea.objects.filter(key=found.merged_into).first() if found.merged_into else None,
        "joined": listing.visible(budget).filter(merged_into=key).order_by("received_on", "key"),
    }
    return render(request, "voice/budgets/idea.html", context)
