"""`/signaler`: where, what, details, one form a step; every answer so far travels in the form, signed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.streets import flood, intake
from chapitre.chapters.streets.categories import Category, categories, spoken
from chapitre.chapters.streets.drafts import BadDraft, Draft
from chapitre.chapters.streets.forms import DetailsForm, WhatForm, WhereForm, trapped
from chapitre.chapters.streets.gallery import Gallery, collect
from chapitre.chapters.streets.intake import Duplicate
from chapitre.chapters.streets.views import receipts
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.acts.forms import TEXT_LIMIT
from chapitre.kernel.records import aside
from chapitre.kernel.town import Found, town

WHERE, WHAT, DETAILS = "ou", "quoi", "details"
WRONG = 422  # a form that cannot be taken as it is: its page comes back with what to change
OTHER = "non"  # the answer « no, it is something else » to « is it reported already? »


@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """The three steps before the receipt."""
    now = clock.now()
    if request.method != "POST":
        return where_page(request, WhereForm(draft=Draft.new(now)))
    try:
        draft = Draft.read(request.POST.get("brouillon", ""))
    except BadDraft:
        return where_page(request, WhereForm(draft=Draft.new(now)), WRONG, stale=True)
    step = request.POST.get("etape", "")
    if step != WHERE and not draft.has_place:
        return where_page(request, WhereForm(draft=draft), WRONG)
    if step == DETAILS and draft.category not in categories():
        return what_page(request, WhatForm(draft=draft), WRONG)
    steps: dict[str, Callable[[HttpRequest, Draft, datetime], HttpResponse]] = {
        WHERE: where,
        WHAT: what,
        DETAILS: details,
    }
    return steps.get(step, again)(request, draft, now)


def again(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse:
    """A step that does not exist: back to the first."""
    return where_page(request, WhereForm(draft=draft), WRONG)


# Where ------------------------------------------------------------------------------------------------------------


def where(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse:
    form = WhereForm(request.POST, draft=draft)
    if not form.is_valid():
        return where_page(request, form, WRONG)
    query = form.cleaned_data["lieu"]
    if form.location is None:
        return where_page(request, WhereForm(draft=replace(draft.without_place(), query=query)), matches=form.matches)
    place = form.location
    draft = replace(
        draft,
        query="",
        lon=place.lon,
        lat=place.lat,
        place=place.name,
        district=place.district,
        point=form.point,
    )
    return what_page(request, WhatForm(draft=draft))


def where_page(
    request: HttpRequest, form: WhereForm, status: int = 200, *, stale: bool = False, matches: Sequence[Found] = ()
) -> HttpResponse:
    point = form.draft.point or ((form.draft.lon, form.draft.lat) if form.draft.has_place else None)
    district = town().districts.get(form.draft.district)
    context = {
        "form": form,
        "draft": form.draft,
        "step": 1,
        "named": bool(town().streets or town().places),
        "stale": stale,
        "matches": [match(found) for found in matches],
        "marker": point,
        "exact": form.draft.point,
        "district": spoken(district.label) if district else "",
    }
    return page(request, "streets/where.html", context, status)


def match(found: Found) -> dict[str, str]:
    """A street or place as the list to choose from shows it."""
    return {
        "value": f"{found.kind}:{found.name}",
        "name": found.name,
        "kind": spoken(found.label),
        "district": spoken(town().districts[found.district].label),
    }


# What -------------------------------------------------------------------------------------------------------------


def what(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse:
    if "retour" in request.POST:
        return where_page(request, WhereForm(draft=draft))
    form = WhatForm(request.POST, draft=draft)
    if "filtrer" in request.POST:
        return what_page(request, form, word=request.POST.get("mot", ""))
    if not form.is_valid():
        return what_page(request, form, WRONG, word=request.POST.get("mot", ""))
    category = form.cleaned_data["sujet"]
    draft = replace(draft, category=category, answer=form.answer, joins="")
    return details_page(request, form_of(draft), draft, clock.civil(now))


def what_page(request: HttpRequest, form: WhatForm, status: int = 200, *, word: str = "") -> HttpResponse:
    word = word[:60]
    found = form.headings(word)
    context = {
        "form": form,
        "draft": form.draft,
        "step": 2,
        "word": word,
        "headings": found or form.headings(),
        "nothing_found": not found,
        "errors_shown": status == WRONG and form.is_bound,
    }
    return page(request, "streets/what.html", context, status)


# Details ----------------------------------------------------------------------------------------------------------


def details(request: HttpRequest, draft: Draft, now: datetime) -> HttpResponse:
    """The last step: everything is checked again, and the report made once."""
    if "retour" in request.POST:
        return what_page(request, WhatForm(draft=typed(request, draft)))
    today = clock.civil(now)
    source = flood.source_of(request, today)
    form = DetailsForm(request.POST, request.FILES)
    form.is_valid()
    if not (verdict := flood.take(flood.ATTEMPTS, source)).allowed:
        form.add_error(None, too_many(verdict.retry_after))
        answer = details_page(request, form, typed(request, draft), today, 429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    gallery = collect(form.cleaned_data.get("photos", []), draft.photos, request.POST.getlist("retirer"))
    for error in gallery.errors:
        form.add_error("photos", error)
    refuse_machines(request, form, draft, now)
    joins = joined(form, draft, today)
    if form.errors:
        return details_page(request, form, kept(request, form, draft, gallery, source), today, WRONG)
    draft = replace(
        draft,
        text=form.cleaned_data["texte"],
        email=form.cleaned_data["courriel"],
        joins=joins,
        photos=gallery.put_aside(),
    )
    try:
        receipt = intake.submit(draft, at=now, source=source, language=(get_language() or "fr")[:2])
    except ActError as refused:
        form.add_error(None, refused.message)
        return details_page(request, form, draft, today, refused.status)
    return redirect(receipts.address(receipt, draft.key))


def refuse_machines(request: HttpRequest, form: DetailsForm, draft: Draft, now: datetime) -> None:
    """Two signs that nobody is reading; a person who meets one is told how to go on."""
    if trapped(request.POST):
        form.add_error(None, _("Un champ caché a été rempli : videz le champ « Site web », puis renvoyez."))
    if flood.too_quick(draft.started, now):
        form.add_error(None, _("C’est allé plus vite que la lecture : attendez deux secondes, puis renvoyez."))


def joined(form: DetailsForm, draft: Draft, today: date) -> str:
    """The key of the report to join, "" for none. It must be one of those offered."""
    chosen: str = form.cleaned_data.get("joindre", "")
    if chosen in ("", OTHER):
        return ""
    if chosen not in {one.report.key for one in intake.duplicates(draft, today)}:
        form.add_error("joindre", _("Ce signalement vient de changer d’état : choisissez à nouveau."))
    return chosen


def kept(request: HttpRequest, form: DetailsForm, draft: Draft, gallery: Gallery, source: str) -> Draft:
    """The draft of a form that comes back: what was typed, and the good photos put aside for the next try."""
    photos = gallery.aside
    if gallery.sent:
        if flood.take(flood.DRAFTS, source).allowed:
            photos = gallery.put_aside()
        else:
            form.add_error("photos", _("Choisissez vos photos à nouveau : nous n’avons pas pu les garder."))
    return replace(typed(request, draft), photos=photos)


def typed(request: HttpRequest, draft: Draft) -> Draft:
    """What was typed in the last step, right or wrong, so that going back loses none of it."""
    return replace(
        draft,
        text=request.POST.get("texte", "").replace("\0", "")[: 2 * TEXT_LIMIT],
        email=request.POST.get("courriel", "").replace("\0", "")[:320],
        joins=request.POST.get("joindre", "")[:40],
    )


def form_of(draft: Draft) -> DetailsForm:
    return DetailsForm(initial={"texte": draft.text, "courriel": draft.email, "joindre": draft.joins})


def details_page(request: HttpRequest, form: DetailsForm, draft: Draft, today: date, status: int = 200) -> HttpResponse:
    category: Category = categories()[draft.category]
    near: list[Duplicate] = intake.duplicates(draft, today)
    context = {
        "form": form,
        "draft": draft,
        "step": 3,
        "category": category,
        "team": spoken(town().departments[category.department].label),
        "middle": draft.point is None,
        "duplicates": near,
        "other": OTHER,
        "joining": draft.joins if draft.joins in {one.report.key for one in near} else OTHER,
        "room": 4 - len(draft.photos),
        "trap": flood.TRAP,
        "today": today,
    }
    return page(request, "streets/details.html", context, status)


@require_safe
def photo_aside(request: HttpRequest, name: str) -> HttpResponse:
    """A photo put aside, shown to who is still writing: its random name is known to their form alone."""
    data = aside.get(name)
    if data is None:
        return HttpResponse(status=404)
    return HttpResponse(data, content_type="image/jpeg", headers={"Cache-Control": "private, no-store"})


def too_many(seconds: int) -> str:
    minutes = -(-seconds // 60)
    return ngettext(
        "Trop d’envois depuis votre connexion."
        " Attendez une minute, puis renvoyez : ce que vous avez écrit est resté ici.",
        "Trop d’envois depuis votre connexion."
        " Attendez %(count)d minutes, puis renvoyez : ce que vous avez écrit est resté ici.",
        minutes,
    ) % {"count": minutes}


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """A step of the form. What it holds is its reader's alone: no shared cache may keep it."""
    context["action"] = reverse("signaler")
    answer = render(request, template, context, status=status)
    answer["Cache-Control"] = "private, max-age=0"
    return answer
