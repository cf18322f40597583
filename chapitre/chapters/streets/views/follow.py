"""`/s/<token>`: the private page of who reported, to read what became of it, answer, contest, or have it all erased."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from chapitre.chapters.streets import acts, flood, notify, timeline
from chapitre.chapters.streets.display import address, kind_of, subject
from chapitre.chapters.streets.drafts import BadDraft, Draft
from chapitre.chapters.streets.follow import find
from chapitre.chapters.streets.forms import AnswerForm, ContestForm
from chapitre.chapters.streets.gallery import collect
from chapitre.chapters.streets.models.private import Contact
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import CLOSED, OPEN
from chapitre.chapters.streets.views.intake import WRONG, too_many
from chapitre.chapters.streets.views.receipts import private
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, attachments, perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.records import aside
from chapitre.kernel.records.photos import MAX_PHOTOS


def contact_of(token: str) -> Contact:
    """Who the link belongs to. Raises Http404: a link that opens nothing and one that never was look the same."""
    contact = find(token)
    if contact is None:
        raise Http404
    return contact


@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """The page itself; POST answers the town's question or contests the outcome."""
    report = contact_of(token).record
    if request.method != "POST":
        return follow_page(request, token, report)
    source = flood.source_of(request, clock.today())
    if not (verdict := flood.take(flood.ATTEMPTS, source)).allowed:
        answer = follow_page(request, token, report, refused=too_many(verdict.retry_after), status=429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    if "contester" in request.POST:
        return contest(request, token, report)
    return answer_question(request, token, report)


def answer_question(request: HttpRequest, token: str, report: Report) -> HttpResponse:
    """The resident's answer, with its photos. Sent twice, it is one answer."""
    try:
        draft = Draft.read(request.POST.get("brouillon", ""))
    except BadDraft:
        return follow_page(request, token, report, refused=stale(), status=WRONG)
    form = AnswerForm(request.POST, request.FILES)
    form.is_valid()
    gallery = collect(form.cleaned_data.get("photos", []), draft.photos, request.POST.getlist("retirer"))
    for error in gallery.errors:
        form.add_error("photos", error)
    draft = replace(draft, photos=gallery.put_aside())
    if not form.errors and not form.cleaned_data["texte"].strip() and not draft.photos:
        form.add_error("texte", _("Écrivez une réponse, ou joignez une photo."))
    if form.errors:
        return follow_page(request, token, report, answer=form, draft=draft, status=WRONG)
    photos = [data for name in draft.photos if (data := aside.get(name)) is not None]
    names, new = attachments.store(photos)
    try:
        done = perform(
            acts.answered,
            report.key,
            actor=ANYBODY,
            at=clock.now(),
            idempotency=draft.key,
            text=form.cleaned_data["texte"],
            photos=names,
        )
    except ActError as refused:
        attachments.drop(new)
        return follow_page(
            request, token, report, answer=form, draft=draft, refused=refused.message, status=refused.status
        )
    aside.forget(draft.photos)
    notify.after_act(done)
    return redirect(reverse("suivi", args=[token]) + "#suite")


def contest(request: HttpRequest, token: str, report: Report) -> HttpResponse:
    """Reopens a closed report, with what the resident sees."""
    try:
        draft = Draft.read(request.POST.get("brouillon", ""))
    except BadDraft:
        return follow_page(request, token, report, refused=stale(), status=WRONG)
    form = ContestForm(request.POST)
    if not form.is_valid():
        return follow_page(request, token, report, contest=form, draft=draft, status=WRONG)
    try:
        done = perform(
            acts.reopened,
            report.key,
            actor=ANYBODY,
            at=clock.now(),
            idempotency=draft.key,
            text=form.cleaned_data["texte"],
        )
    except ActError as refused:
        return follow_page(
            request, token, report, contest=form, draft=draft, refused=refused.message, status=refused.status
        )
    notify.after_act(done)
    return redirect(reverse("suivi", args=[token]) + "#suite")


def stale() -> str:
    return _("Cette page est restée ouverte trop longtemps : rien n’est envoyé. Écrivez à nouveau, puis renvoyez.")


def follow_page(
    request: HttpRequest,
    token: str,
    report: Report,
    *,
    answer: AnswerForm | None = None,
    contest: ContestForm | None = None,
    draft: Draft | None = None,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    today = clock.today()
    report = Report.objects.get(key=report.key)
    kind, label = kind_of(report, today)
    told = timeline.story(report.key)
    draft = draft or Draft.new(clock.now())
    alive = not report.withdrawn
    context: dict[str, Any] = {
        "token": token,
        "report": report,
        "kind": kind,
        "label": label,
        "subject": subject(report),
        "address": address(report),
        "open": alive and report.state in OPEN,
        "kept_until": Contact._base_manager.filter(record=report).values_list("expires_on", flat=True).first(),
        "story": told,
        "question": next((one.quotes[0] for one in reversed(told.moments) if one.act == "asked" and one.quotes), ""),
        "can_answer": alive and report.state == "asked",
        "can_contest": alive and report.state in CLOSED,
        "answer": answer or AnswerForm(auto_id="id_reponse_%s"),
        "contest": contest or ContestForm(auto_id="id_contester_%s"),
        "draft": draft,
        "room": MAX_PHOTOS - len(draft.photos),
        "refused": refused,
    }
    return private(render(request, "streets/follow.html", context, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def erase_page(request: HttpRequest, token: str) -> HttpResponse:
    """Says what erasing does, then does it."""
    contact = contact_of(token)
    key = contact.record.key
    if request.method != "POST":
        context = {"token": token, "report": contact.record, "has_email": contact.email is not None}
        return private(render(request, "streets/erase.html", context))
    erase(timeline.REGISTER, key, actor=ANYBODY, at=clock.now())
    return private(redirect(reverse("signalement", args=[key]) + "#efface"))
