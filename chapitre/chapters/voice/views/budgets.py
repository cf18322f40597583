"""`/participer/budgets`: the participatory budgets, their ideas, the vote, the result and its ballots."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.acts import budgets as acts
from chapitre.chapters.voice.budgets import box, counting, listing, phases
from chapitre.chapters.voice.budgets.forms import BallotForm, IdeaForm
from chapitre.chapters.voice.methods import explain
from chapitre.chapters.voice.methods.funding import Funding
from chapitre.chapters.voice.models.budgets import Budget
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, perform
from chapitre.kernel.acts.forms import new_token
from chapitre.kernel.figures.units import group
from chapitre.kernel.people import flood
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.people.flood import Limit
from chapitre.kernel.people.models import User
from chapitre.kernel.town.frames import read_box
from chapitre.kernel.words import place

WRONG = 422
IDEAS = Limit("ideas", 20, 3600)
"""Ideas that a source may send in an hour: a class with its teacher sends fifteen from one address."""
SALT = "voice.idea"
LASTS = 24 * 3600  # seconds that a form left open stays good


def budget_of(key: str) -> Budget:
    """The budget of this key. Raises Http404."""
    found = Budget.objects.filter(key=key, withdrawn=False).first()
    if found is None:
        raise Http404
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """`/participer/budgets`: those that run, then those that are done."""
    today = clock.today()
    found = Budget.objects.filter(withdrawn=False).order_by("-opened_on", "key")
    rows = [
        {
            "budget": one,
            "phases": phases.line(one),
            "takes_ideas": phases.takes_ideas(one, today),
            "takes_votes": box.takes_votes(one, today),
            "ideas": listing.visible(one).count(),
        }
        for one in found
    ]
    return render(request, "voice/budgets/index.html", {"rows": rows})


@require_safe
def budget(request: HttpRequest, key: str) -> HttpResponse:
    """A budget: where it stands, what one can do now, its ideas."""
    found, today = budget_of(key), clock.today()
    sifted = listing.sifted(found, request.GET)
    context = {
        "budget": found,
        "phases": phases.line(found),
        "takes_ideas": phases.takes_ideas(found, today),
        "takes_votes": box.takes_votes(found, today),
        "rule": found.kind is not None,
        "delivered": sum(one.state == "delivered" for one in phases.on_the_ballot(found)),
        "listing": sifted,
    }
    return render(request, "voice/budgets/budget.html", context, status=400 if sifted.refused else 200)


@require_safe
def places(request: HttpRequest, key: str) -> HttpResponse:
    """The ideas listed that lie in a box, as the moving map reads them: see portal/static/chapitre/map/explore.js."""
    sifted = listing.sifted(budget_of(key), request.GET)
    try:
        box = read_box(request.GET.get("bbox", ""))
    except ValueError:
        return JsonResponse({"error": _("bbox attend quatre nombres en degrés : ouest, sud, est, nord.")}, status=400)
    if sifted.refused:
        return JsonResponse({"error": _("Ce filtre n’a pas cette valeur : choisissez dans la liste.")}, status=400)
    features = listing.features(sifted, box) if box is not None else []
    answer = JsonResponse(
        {"type": "FeatureCollection", "more": False, "features": features}, content_type="application/geo+json"
    )
    answer["Cache-Control"] = "no-cache"
    return answer


# An idea ----------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest, key: str) -> HttpResponse:
    """The form of an idea: no account, no address; read by somebody before its words are public."""
    found, now = budget_of(key), clock.now()
    if not phases.takes_ideas(found, clock.civil(now)):
        return redirect("budget", key)
    if request.method != "POST":
        return idea_page(request, found, IdeaForm())
    form = IdeaForm(request.POST)
    form.is_valid()
    verdict = flood.take(IDEAS, flood.source_of(request, clock.civil(now)))
    if not verdict.allowed:
        form.add_error(None, _("Trop d’envois depuis votre connexion. Attendez un peu, puis renvoyez."))
        answer = idea_page(request, found, form, 429)
        answer["Retry-After"] = str(verdict.retry_after)
        return answer
    refuse_machines(request, form)
    if form.errors:
        return idea_page(request, found, form, WRONG)
    given = form.cleaned_data
    try:
        receipt = perform(
            acts.sent, actor=ANYBODY, at=now, idempotency=request.POST.get("jeton", "")[:64] or None, budget=key,
            theme=given["theme"], title=given["titre"], text=given["texte"], email=given["courriel"],
            language=("fr", "en")[place()], **({"district": given["quartier"] or None} | form.where),
        )  # fmt: skip
    except ActError as refused:
        form.add_error(None, refused.message)
        return idea_page(request, found, form, refused.status)
    index = group(str(receipt.index), ("fr", "en")[place()])
    told = _("Votre idée est reçue, sous le numéro %(key)s (écriture %(index)s). Elle paraîtra ici une fois relue.")
    messages.success(request, told % {"key": receipt.key, "index": index})
    return redirect("idee", receipt.key)


def refuse_machines(request: HttpRequest, form: IdeaForm) -> None:
    """Two signs that nobody is reading; a person who meets one is told how to go on."""
    if request.POST.get(flood.TRAP, "").strip():
        form.add_error(None, _("Un champ caché a été rempli : videz le champ « Site web », puis renvoyez."))
    try:
        began = signing.loads(request.POST.get("debut", ""), salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        form.add_error(None, _("Cette page est restée ouverte trop longtemps : renvoyez-la telle quelle."))
        return
    if clock.now().timestamp() - began < flood.QUICKEST:
        form.add_error(None, _("C’est allé plus vite que la lecture : attendez deux secondes, puis renvoyez."))


def idea_page(request: HttpRequest, found: Budget, form: IdeaForm, status: int = 200) -> HttpResponse:
    """The form; it says itself when it was opened, signed."""
    sent = request.POST.get("debut", "")
    context = {
        "budget": found,
        "form": form,
        "trap": flood.TRAP,
        "began": sent if still_good(sent) else signing.dumps(clock.now().timestamp(), salt=SALT),
        "token": request.POST.get("jeton", "")[:64] or new_token(),
    }
    return render(request, "voice/budgets/propose.html", context, status=status)


def still_good(began: str) -> bool:
    """Whether a form's own moment is one of ours."""
    try:
        signing.loads(began, salt=SALT, max_age=LASTS)
    except signing.BadSignature:
        return False
    return True


# The vote ---------------------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, key: str) -> HttpResponse:
    """The ballot: signed in by a link, once; works on a phone without any script."""
    found, now = budget_of(key), clock.now()
    user = request.user if isinstance(request.user, User) else None
    if not box.takes_votes(found, clock.civil(now)):
        return redirect("budget", key)
    projects = phases.on_the_ballot(found)
    form = BallotForm(request.POST or None, kind=found.kind, most=found.most, projects=projects)
    if request.method != "POST" or user is None:
        return vote_page(request, found, form, user)
    try:
        receipt = box.cast(key, user.email, form.choices, at=now)
    except ActError as refused:
        form.add_error(None, refused.message)
        return vote_page(request, found, form, user, WRONG if refused.status == 400 else refused.status)
    index = group(str(receipt.index), ("fr", "en")[place()])
    told = _("A voté. Votre bulletin est dans l’urne ; votre émargement est l’écriture %(index)s du registre.")
    messages.success(request, told % {"index": index})
    return redirect("budget_voter", key)


def vote_page(
    request: HttpRequest, found: Budget, form: BallotForm, user: User | None, status: int = 200
) -> HttpResponse:
    """The ballot, or why there is none to fill in."""
    here = reverse("budget_voter", args=[found.key])
    context = {
        "budget": found,
        "form": form,
        "voter": user,
        "voted": user is not None and box.has_voted(found.key, user.email),
        "here": here,
    }
    return render(request, "voice/budgets/vote.html", context, status=status)


# The result -------------------------------------------------------------------------------------------------------


@require_safe
def result(request: HttpRequest, key: str) -> HttpResponse:
    """What the vote gave: each project with its sentence, the method in plain words, the file to count it again."""
    found = budget_of(key)
    counted = counting.result(found)
    if counted is None:
        raise Http404
    projects, outcome = counted
    fates = sorted(outcome.fates, key=lambda fate: (not fate.funded, -fate.points, fate.index))
    rows = [
        {
            "idea": projects[fate.index],
            "fate": fate,
            "sentence": explain.sentence(outcome, fate, ("fr", "en")[place()]),
        }
        for fate in fates
    ]
    context = {
        "budget": found,
        "rows": rows,
        "most": max((fate.points for fate in fates), default=0),
        "told": amounts(found, outcome),
        "file": reverse("budget_bulletins", args=[key]),
    }
    return render(request, "voice/budgets/result.html", context)


def amounts(found: Budget, outcome: Funding) -> dict[str, Any]:
    """The sums of the method's explanation, in words."""
    lang = ("fr", "en")[place()]

    def told(cents: Any) -> str:
        return explain.money(cents, lang)

    return {
        "envelope": told(found.envelope_cents),
        "spent": told(outcome.cost),
        "left": told(found.envelope_cents - outcome.cost),
        "first": told(outcome.share - outcome.raised),
        "raised": told(outcome.raised) if outcome.raised else "",
        "share": told(outcome.share),
    }


@require_safe
def ballots(request: HttpRequest, key: str) -> HttpResponse:
    """The anonymous ballots as a `.pb` file (https://pabulib.org/format), the winners marked."""
    found = budget_of(key)
    counted = counting.result(found)
    if counted is None:
        raise Http404
    answer = HttpResponse(counting.pb(found, counted[1]), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}.pb"'
    return answer
