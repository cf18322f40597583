"""`/bureau/jurys`: letters, quotas against the pool, the list frozen, panels, the seed, who sits."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.acts import draws
from chapitre.chapters.voice.juries import drawing, inviting, letters, notices, tasks, telling, waiting
from chapitre.chapters.voice.models import Jury, PanelFile, Seat
from chapitre.chapters.voice.models.juries import CAUSES
from chapitre.chapters.voice.models.private import Invitation
from chapitre.chapters.voice.views import juries_notices, juries_seeds
from chapitre.chapters.voice.views.juries import about
from chapitre.chapters.voice.views.typed import Refused, date_of, seq, whole
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, perform
from chapitre.kernel.people.gates import actor_of, permission_required
from chapitre.kernel.words import said

heads = permission_required(draws.frozen.permission)
"""Opens a view to those who run juries: it shows who was written to, and who volunteered."""
WRONG = 422
MOST_LETTERS = 3000  # in one file: more take a printer, and this machine, too long


@heads
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every jury, the latest first."""
    rows = Jury.objects.filter(withdrawn=False).order_by("-called_on", "key")
    return render(request, "voice/juries/desk_index.html", {"rows": [about(one) for one in rows]})


@heads
@require_http_methods(["GET", "HEAD", "POST"])
def jury(request: HttpRequest, key: str) -> HttpResponse:
    """One jury: what is to be done now; POST does it."""
    found = get_object_or_404(Jury, key=key)
    refused, status = "", 200
    if request.method == "POST":
        try:
            messages.success(request, deed(request, found))
            return redirect("bureau_jury", key)
        except ActError as error:
            refused, status = error.message, error.status
        except (Refused, inviting.BadAddresses) as error:
            refused, status = str(error), WRONG
    row = PanelFile.objects.filter(jury=key).first()
    context: dict[str, Any] = about(found) | telling.words(found, "renounced")
    context |= juries_notices.standing(found) | juries_seeds.again(request, found)
    context |= {
        "glance": drawing.glance(found) if found.state == "called" else None,
        "letters": Invitation.objects.filter(record=found).count(),
        "reminded": Invitation.objects.filter(record=found, answered=False, reminded_on__isnull=False).count(),
        "row": row,
        "seats": telling.seats(found),
        "causes": [(code, said(pair)) for code, pair in CAUSES.items()],
        "panels": drawing.PANELS,
        "plan": waiting.proposed(found),
        "seated": found.state in drawing.SEATED,
        "refused": refused,
        "today": clock.today(),
    }
    return render(request, "voice/juries/desk_jury.html", context, status=status)


def deed(request: HttpRequest, found: Jury) -> str:
    """Does what a button says, and how it is told. Raises ActError, Refused, BadAddresses."""
    deeds = {
        "inviter": invite,
        "arreter": freeze,
        "calculer": compute,
        "publier": publish,
        "annoncer": juries_seeds.announce,
        "annoncer-drand": juries_seeds.announce_round,
        "annoncer-nist": juries_seeds.announce_pulse,
        "renoncer": juries_seeds.renounce,
        "tirer": juries_seeds.enter_seed,
        "accepter": accept,
        "remplacer": replace,
        "rappeler": juries_notices.remind,
        "prevenir": juries_notices.tell,
        "noter": juries_notices.note,
    }
    chosen = deeds.get(request.POST.get("acte", ""))
    if chosen is None:
        raise Refused(_("Cette page est incomplète : rechargez-la, puis recommencez."))
    return chosen(request, found)


def invite(request: HttpRequest, found: Jury) -> str:
    file, count = request.FILES.get("adresses"), request.POST.get("combien", "")
    if file is None or not count.isdecimal() or not int(count[:6]):
        raise Refused(_("Choisissez le fichier des adresses, et le nombre de courriers."))
    if (file.size or 0) > inviting.LARGEST:
        raise Refused(_("Ce fichier est trop grand : 8 Mo au plus."))
    before = found.invited or 0
    answer_by = date_of(request, "avant", _("Écrivez le jour avant lequel répondre."))
    inviting.invite(found, file.read(), int(count[:6]), actor=actor_of(request), at=clock.now(), answer_by=answer_by)
    written = (Jury.objects.get(pk=found.pk).invited or 0) - before
    words = ngettext("%d adresse est tirée au sort.", "%d adresses sont tirées au sort.", written)
    return words % written


def freeze(request: HttpRequest, found: Jury) -> str:
    drawing.freeze(found, actor=actor_of(request), at=clock.now(), expected_seq=seq(request))
    return _("La liste est arrêtée : personne ne peut plus y entrer ni en sortir.")


def compute(request: HttpRequest, found: Jury) -> str:
    each = whole(request, "suppleances", 1, 500, _("Écrivez combien de suppléances chaque panel doit avoir."))
    departures = whole(request, "departs", 0, 100, _("Écrivez combien de départs vous attendez, sur cent personnes."))
    if (found.alternates, found.dropout) != (each, departures):
        params: dict[str, Any] = {"alternates": each, "dropout": departures}
        perform(draws.planned, found.key, actor=actor_of(request), at=clock.now(), expected_seq=seq(request), **params)
    drawing.begin(found)
    tasks.make_panels.enqueue(found.key, drawing.PANELS)
    return _("Le calcul des panels commence.")


def publish(request: HttpRequest, found: Jury) -> str:
    drawing.publish(found, actor=actor_of(request), at=clock.now(), expected_seq=seq(request))
    return _("Les panels sont publiés : la Ville ne peut plus les changer.")


def accept(request: HttpRequest, found: Jury) -> str:
    seat = seat_of(request, found)
    drawing.accept(seat, actor=actor_of(request), at=clock.now())
    notices.clear_reply(seat)
    return _("Le numéro %d accepte.") % seat.number


def replace(request: HttpRequest, found: Jury) -> str:
    seat, cause = seat_of(request, found), request.POST.get("raison", "")
    if cause not in CAUSES:
        raise Refused(_("Choisissez la raison."))
    actor, at = actor_of(request), clock.now()
    if cause == "silent":
        chosen = notices.replace_silent(seat, actor=actor, at=at, today=clock.today())
    else:
        chosen = drawing.give_up(seat, cause, actor=actor, at=at)
        notices.clear_reply(seat)
    if chosen is None:
        return _("Le numéro %d est parti ; plus personne n’est en suppléance.") % seat.number
    return _("Le numéro %(gone)d est remplacé par le numéro %(chosen)d.") % {"gone": seat.number, "chosen": chosen}


def seat_of(request: HttpRequest, found: Jury) -> Seat:
    """The seat that a button is about. Raises Refused."""
    seat = Seat.objects.filter(jury=found.key, key=request.POST.get("siege", "")).first()
    if seat is None:
        raise Refused(_("Ce siège n’est pas de ce jury."))
    return seat


@heads
@require_safe
def mail(request: HttpRequest, key: str) -> HttpResponse:
    """The letters as one PDF; `?rappel` the reminders of those still silent; `?apres=N` the next ones."""
    found = get_object_or_404(Jury, key=key)
    reminder, after = "rappel" in request.GET, request.GET.get("apres", "0")
    rows = Invitation.objects.filter(record=found, number__gt=int(after[:9]) if after.isdecimal() else 0)
    rows = rows.filter(answered=False, reminded_on__isnull=False) if reminder else rows
    chosen = list(rows.order_by("number")[:MOST_LETTERS])
    if not chosen:
        messages.warning(request, _("Il n’y a pas de courrier à imprimer."))
        return redirect("bureau_jury", key)
    question = telling.words(found, "question")["question"]
    made = letters.pdf(found, question, chosen, clock.today(), reminder=reminder)
    answer = HttpResponse(made, content_type="application/pdf")
    name = f"{'rappels' if reminder else 'courriers'}-{found.key}-{chosen[0].number}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer
