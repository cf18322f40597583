"""`/participer/consultations`: what the town asks, answering it without an account, and what it changed."""

from __future__ import annotations

from typing import Any

from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice import intake, synthesis
from chapitre.chapters.voice.acts import contributions
from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.forms import ContributionForm
from chapitre.chapters.voice.intake import Start
from chapitre.chapters.voice.models import Consultation
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.commons.models import Project
from chapitre.kernel.ledger import log
from chapitre.kernel.people import flood
from chapitre.kernel.words import said

PAGE = 20
WRONG = 422
RECEIPT, RECEIPT_LASTS = "voice.contribution.receipt", 30 * 60


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every consultation, those that are open first."""
    today = clock.today()
    rows = Consultation.objects.filter(withdrawn=False).order_by("-opened_on", "key")
    shown = [{"one": one, "open": is_open(one), "counted": counted(one)} for one in rows]
    context = {
        "open": [one for one in shown if one["open"]],
        "over": [one for one in shown if not one["open"]],
        "today": today,
    }
    return render(request, "voice/consultations.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def consultation(request: HttpRequest, key: str) -> HttpResponse:
    """One consultation; POST contributes to it."""
    found = consultation_of(key)
    if request.method == "POST":
        return contribute(request, found)
    return page(request, found, ContributionForm(consultation=found))


@require_safe
def receipt(request: HttpRequest, signed: str) -> HttpResponse:
    """What a contribution's author keeps of it: its number and its entry in the ledger; for half an hour."""
    try:
        key, seq = signing.loads(signed, salt=RECEIPT, max_age=RECEIPT_LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return redirect("consultations")
    entry = log.history(contributions.CONTRIBUTIONS, key)[seq - 1]
    facts = entry.content()["facts"]
    context = {
        "key": key,
        "entry": entry,
        "leaf": bytes(entry.leaf).hex(),
        "facts": facts,
        "public_url": address_of(contributions.CONTRIBUTIONS, key),
        "proof_url": reverse("registre_preuve", args=[contributions.CONTRIBUTIONS, key]),
    }
    answer = render(request, "voice/contribution_sent.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def consultation_of(key: str) -> Consultation:
    """Raises Http404."""
    found = Consultation.objects.filter(key=key).order_by("pk").first()
    if found is None:
        raise Http404
    return found


def is_open(one: Consultation) -> bool:
    """Whether it takes contributions today."""
    return one.state == "open" and not one.withdrawn and one.opened_on <= clock.today() <= one.closes_on


def counted(one: Consultation) -> int:
    """How many contributions it had: those typed at its closing count the workshops and the paper too."""
    return max(one.contributions, synthesis.of_consultation(one).count())


# Contributing --------------------------------------------------------------------------------------------------------


def contribute(request: HttpRequest, found: Consultation) -> HttpResponse:
    """Takes a contribution, or shows the form again with what to change."""
    now = clock.now()
    form = ContributionForm(request.POST, consultation=found)
    verdict = flood.take(intake.SENT, flood.source_of(request, clock.civil(now)))
    if not verdict.allowed:
        form.add_error(None, too_many(verdict.retry_after))
        answer = page(request, found, form, 429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    start = Start.read(request.POST.get("debut", ""))
    refuse(request, found, form, start)
    if form.errors or start is None:
        return page(request, found, form, WRONG)
    typed = form.cleaned_data
    params = form.where | {"choice": typed.get("choix") or None, "text": typed["texte"], "email": typed["courriel"]}
    try:
        made = intake.submit(found, start, at=now, language=(get_language() or "fr")[:2], **params)
    except ActError as refused:
        form.add_error(None, refused.message)
        return page(request, found, form, refused.status)
    return redirect("contribution_recue", signing.dumps([made.key, made.seq], salt=RECEIPT))


def refuse(request: HttpRequest, found: Consultation, form: ContributionForm, start: Start | None) -> None:
    """What is wrong beside the fields; a person who meets the signs of a machine is told how to go on."""
    if not is_open(found):
        form.add_error(None, _("Cette consultation ne prend plus de contributions : rien n’est envoyé."))
    if request.POST.get(flood.TRAP, "").strip():
        form.add_error(None, _("Un champ caché a été rempli : videz le champ « Site web », puis renvoyez."))
    if start is None:
        form.add_error(None, _("Cette page est restée ouverte plus d’un jour : relisez, puis renvoyez."))
    elif flood.too_quick(start.began, clock.now()):
        form.add_error(None, _("C’est allé plus vite que la lecture : attendez deux secondes, puis renvoyez."))


def too_many(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "Trop d’envois depuis votre connexion. Attendez une minute, puis renvoyez.",
        "Trop d’envois depuis votre connexion. Attendez %(count)d minutes, puis renvoyez.",
        minutes,
    ) % {"count": minutes}


# The page ------------------------------------------------------------------------------------------------------------


def page(request: HttpRequest, found: Consultation, form: ContributionForm, status: int = 200) -> HttpResponse:
    """The consultation, its form while it is open, and what was said."""
    themes = synthesis.themes(found)
    theme = next((one for one in themes if one.key == request.GET.get("attente")), None)
    chosen = theme.key if theme else ""
    pages = Paginator(synthesis.published(found, chosen), PAGE).get_page(request.GET.get("page"))
    register = Consultation.register
    wording = {name: latest(register.name, [found.key], name).get(found.key, "") for name in ("question", "results")}
    grounds, choices = synthesis.grounds(found), synthesis.choices(found)
    start = Start.read(request.POST.get("debut", "")) if request.method == "POST" else None
    context: dict[str, Any] = wording | {
        "consultation": found,
        "state": said(register.values["state"][found.state]),
        "kind": register.marks[found.state],
        "open": is_open(found),
        "project": project(found),
        "counted": counted(found),
        "themes": themes,
        "theme": theme,
        "most": max((one.contributions for one in themes), default=0),
        "choices": choices,
        "chosen_most": max((one.count for one in choices), default=0),
        "chose": sum(one.count for one in choices),
        "grounds": grounds,
        "removed": sum(one.count for one in grounds),
        "pending": synthesis.of_consultation(found).filter(state="pending").count(),
        "page": pages,
        "said": synthesis.told(list(pages.object_list), themes),
        "dots": synthesis.dots(found, chosen),
        "form": form,
        "start": (start or Start.new(clock.now())).signed,
        "trap": flood.TRAP,
    }
    answer = render(request, "voice/consultation.html", context, status=status)
    answer["Cache-Control"] = "private, max-age=0"
    return answer


def project(found: Consultation) -> dict[str, str] | None:
    """The project that it is about."""
    row = Project.objects.filter(key=found.project).order_by("pk").first() if found.project else None
    return {"name": row.title, "url": address_of("town.projects", row.key)} if row else None
