"""The acts of the desk: a small page each, which comes back with the reason when an act cannot be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from chapitre.chapters.streets import casework, desk_forms, display, follow
from chapitre.chapters.streets.casework import Case
from chapitre.chapters.streets.categories import categories
from chapitre.chapters.streets.desk_forms import ActForm, ResolveForm
from chapitre.chapters.streets.desk_gate import reads_private, staff
from chapitre.chapters.streets.desk_intake import NewForm, take_down
from chapitre.chapters.streets.gallery import Gallery, collect
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, NoSuchRecord, Receipt, attachments
from chapitre.kernel.acts.forms import new_token
from chapitre.kernel.figures.units import group
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.people.gates import actor_of
from chapitre.kernel.records import aside
from chapitre.kernel.records.photos import MAX_PHOTOS
from chapitre.kernel.town.fields import place_names

WRONG = 422
Doing = Callable[..., Receipt | None]


@dataclass(frozen=True)
class Page:
    """An act's own page: its form, its words, the sentence that says it is done."""

    name: str
    form: type[ActForm]
    title: str | Promise
    explained: str | Promise
    button: str | Promise
    done: str | Promise
    grave: bool = False  # asks twice, and its button is the brick one


PAGES = {
    "accepter": Page(
        "accepted",
        desk_forms.AcceptForm,
        gettext_lazy("Accepter"),
        gettext_lazy("Votre service prend le signalement en charge. La date promise ne change pas."),
        gettext_lazy("Accepter"),
        gettext_lazy("Signalement accepté."),
    ),
    "relire": Page(
        "reviewed",
        desk_forms.ReviewForm,
        gettext_lazy("Relire ce qui a été envoyé"),
        gettext_lazy("Ce que vous laissez devient public ; le reste est effacé."),
        gettext_lazy("Publier ce qui reste"),
        gettext_lazy("Relecture faite."),
    ),
    "demander": Page(
        "asked",
        desk_forms.AskForm,
        gettext_lazy("Poser une question"),
        gettext_lazy("La personne la lit par son lien de suivi, et par courriel si elle a laissé une adresse."),
        gettext_lazy("Poser la question"),
        gettext_lazy("Question posée."),
    ),
    "transmettre": Page(
        "reassigned",
        desk_forms.PassOnForm,
        gettext_lazy("Transmettre à un autre service"),
        gettext_lazy("La fiche quitte votre file. La date promise ne change pas."),
        gettext_lazy("Transmettre"),
        gettext_lazy("Signalement transmis."),
    ),
    "resoudre": Page(
        "resolved",
        desk_forms.ResolveForm,
        gettext_lazy("Résoudre"),
        gettext_lazy("Une photo de ce qui a été fait, ou une phrase qui le dit. L’une ou l’autre sera publique."),
        gettext_lazy("Marquer résolu"),
        gettext_lazy("Signalement résolu."),
    ),
    "rejeter": Page(
        "rejected",
        desk_forms.RejectForm,
        gettext_lazy("Rejeter, avec un motif public"),
        gettext_lazy("Partez d’un motif, complétez-le. La personne pourra contester."),
        gettext_lazy("Rejeter"),
        gettext_lazy("Signalement rejeté."),
        grave=True,
    ),
    "rouvrir": Page(
        "reopened",
        desk_forms.ReasonForm,
        gettext_lazy("Rouvrir"),
        gettext_lazy("Le signalement a été clos trop tôt. Il reprend avec la date promise au départ."),
        gettext_lazy("Rouvrir"),
        gettext_lazy("Signalement rouvert."),
    ),
    "relier": Page(
        "merged",
        desk_forms.JoinForm,
        gettext_lazy("Relier à un autre signalement"),
        gettext_lazy("Le même problème, signalé deux fois. Celui-ci reste un signalement et suivra l’autre."),
        gettext_lazy("Relier"),
        gettext_lazy("Signalement relié."),
    ),
    "corriger": Page(
        "amended",
        desk_forms.AmendForm,
        gettext_lazy("Corriger la fiche"),
        gettext_lazy("Les valeurs d’avant restent au registre. Un nouveau sujet apporte son service et son délai."),
        gettext_lazy("Corriger"),
        gettext_lazy("Fiche corrigée."),
    ),
    "retirer": Page(
        "withdrawn",
        desk_forms.WithdrawForm,
        gettext_lazy("Retirer du compte"),
        gettext_lazy(
            "Pour un essai ou un canular. La fiche n’est plus comptée par aucun chiffre, et plus aucun acte n’y sera"
            " possible. Elle reste visible, avec votre motif."
        ),
        gettext_lazy("Retirer du compte"),
        gettext_lazy("Signalement retiré du compte."),
        grave=True,
    ),
    "effacer": Page(
        "erased",
        desk_forms.EraseForm,
        gettext_lazy("Effacer les données"),
        gettext_lazy(
            "Textes, photos, point exact et adresse de cette fiche disparaissent pour de bon, publiés ou non. La fiche"
            " compte toujours, avec son sujet, son lieu et ses dates, et les preuves déjà données restent valables."
            " Rien ne permet de revenir en arrière."
        ),
        gettext_lazy("Effacer pour de bon"),
        gettext_lazy("Données effacées."),
        grave=True,
    ),
}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff
def act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """An act's page; POST does it and goes back to the case."""
    page, actor, now = PAGES.get(verb), actor_of(request), clock.now()
    if page is None:
        raise Http404
    try:
        case = casework.read(key, actor, clock.civil(now))
    except NoSuchRecord as error:
        raise Http404 from error
    if request.method != "POST":
        form = page.form(case=case, initial={"seq": case.report.seq, "jeton": new_token()}, **extra(page, now))
        return act_page(request, page, case, form, 200 if case.may(page.name) else 409)
    form = page.form(request.POST, request.FILES, case=case, **extra(page, now))
    if not form.is_valid():
        return act_page(request, page, case, form, WRONG)
    try:
        receipt = do(page, form, case, actor, now)
    except ActError as refused:
        return again(request, page, form, actor, now, refused)
    said = str(page.done)
    if receipt is not None:
        said = _("%(done)s Écriture %(index)s.") % {"done": said, "index": group(str(receipt.index), language())}
    messages.success(request, said)
    return redirect(back(request, key, actor))


def extra(page: Page, now: datetime) -> dict[str, Any]:
    return {"today": clock.civil(now)} if page.form is desk_forms.AmendForm else {}


def language() -> str:
    return "en" if (get_language() or "fr").startswith("en") else "fr"


def do(page: Page, form: ActForm, case: Case, actor: Actor, now: datetime) -> Receipt | None:
    """Does the act that a valid form asks for. Raises ActError."""
    key, seq, token = case.report.key, form.cleaned_data["seq"], form.cleaned_data["jeton"]
    if page.name == "erased":
        return casework.erase(key, actor=actor, at=now, seq=seq)
    if isinstance(form, ResolveForm):
        return resolve(form, key, actor, now)
    special: dict[str, Doing] = {"reviewed": casework.review, "merged": casework.join}
    if page.name in special:
        return special[page.name](key, actor=actor, at=now, seq=seq, token=token, **form.params)
    return casework.act(page.name, key, actor=actor, at=now, seq=seq, token=token, **form.params)


def resolve(form: ResolveForm, key: str, actor: Actor, now: datetime) -> Receipt:
    """Keeps the photo, resolves, and lets the photo go again if that is refused. Raises ActError."""
    names, new = attachments.store([form.picture] if form.picture else [])
    given = form.cleaned_data
    with attachments.kept(new):
        receipt = casework.act(
            "resolved",
            key,
            actor=actor,
            at=now,
            seq=given["seq"],
            token=given["jeton"],
            photo=names[0] if names else None,
            **form.params,
        )
    aside.forget([given["gardee"]])
    return receipt


def again(
    request: HttpRequest, page: Page, form: ActForm, actor: Actor, now: datetime, refused: ActError
) -> HttpResponse:
    """The act's page with the reason, what was written, and the report as it is now: sent again, it is a new try."""
    case = casework.read(form.case.report.key, actor, clock.civil(now))
    data = request.POST.copy()
    data["seq"], data["jeton"] = str(case.report.seq), new_token()
    if isinstance(form, ResolveForm):
        data["gardee"] = form.kept()
    fresh = page.form(data, case=case, **extra(page, now))
    fresh.add_error(None, refused.message)
    return act_page(request, page, case, fresh, WRONG if refused.status == 400 else refused.status)


def act_page(request: HttpRequest, page: Page, case: Case, form: ActForm, status: int) -> HttpResponse:
    context = {
        "page": page,
        "case": case,
        "report": case.report,
        "subject": display.subject(case.report),
        "place": display.address(case.report),
        "state": display.kind_of(case.report, clock.today()),
        "form": form,
        "possible": case.may(page.name),
        "private": case.unpublished,
        "kept": form.kept() if isinstance(form, ResolveForm) and status != 200 else "",
        "places": place_names() if isinstance(form, desk_forms.AmendForm) else [],
        "beside": {one.report.key: (display.subject(one.report), one.report.place, one.metres) for one in case.beside},
        "address": request.GET.urlencode(),
    }
    return render(request, "streets/desk/act.html", context, status=status)


def back(request: HttpRequest, key: str, actor: Actor) -> str:
    """Where an act leads: the case, in its list; the list alone once the case is another department's."""
    query = f"?{request.GET.urlencode()}" if request.GET else ""
    if reads_private(actor, casework.find(key)):
        return reverse("bureau_signalement", args=[key]) + query
    return reverse("bureau") + query


# A report taken down for somebody ---------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@staff
def new(request: HttpRequest) -> HttpResponse:
    """The form of the telephone and of the front desk: one page."""
    actor, now = actor_of(request), clock.now()
    if request.method != "POST":
        form = NewForm(today=clock.civil(now))
        form.initial["jeton"] = new_token()
        return new_page(request, form)
    form = NewForm(request.POST, request.FILES, today=clock.civil(now))
    form.is_valid()
    gallery = collect(form.cleaned_data.get("photos", []), request.POST.getlist("gardee")[:MAX_PHOTOS])
    for error in gallery.errors:
        form.add_error("photos", error)
    if form.errors:
        return new_page(request, form, WRONG, gallery)
    photos = [data for name in gallery.aside if (data := aside.get(name)) is not None]
    try:
        receipt = take_down(form, [*photos, *gallery.sent], actor=actor, at=now, language=language())
    except ActError as refused:
        form.add_error(None, refused.message)
        return new_page(request, form, WRONG if refused.status == 400 else refused.status, gallery)
    aside.forget(gallery.aside)
    messages.success(request, taken_down(request, form, receipt, actor))
    return redirect("bureau_signalement", key=receipt.key)


def taken_down(request: HttpRequest, form: NewForm, receipt: Receipt, actor: Actor) -> str:
    """What to tell the person: the number, and the follow-up link where no e-mail will bring it."""
    said = _("Signalement %(key)s enregistré.") % {"key": receipt.key}
    if form.cleaned_data["courriel"]:
        return said
    token = follow.token_for(f"{actor.user_id} {form.cleaned_data['jeton']}")
    url = request.build_absolute_uri(reverse("suivi", args=[follow.grouped(token)]))
    return _("%(said)s Lien de suivi à remettre à la personne : %(url)s") % {"said": said, "url": url}


def new_page(request: HttpRequest, form: NewForm, status: int = 200, gallery: Gallery | None = None) -> HttpResponse:
    questions = {one.code: str(one.question) for one in categories().values() if one.question}
    kept = gallery.put_aside() if gallery else ()
    context = {"form": form, "places": place_names(), "questions": questions, "kept": kept}
    return render(request, "streets/desk/new.html", context, status=status)
