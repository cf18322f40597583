"""`/bureau/scrutins`: opening a poll with its list, its letters and messages, lost codes, and the count."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.polling import booth, entries, letters, opening, tasks
from chapitre.chapters.voice.polling.entries import BadList, Entry
from chapitre.chapters.voice.polling.messages import waiting
from chapitre.chapters.voice.polling.opening import Made
from chapitre.chapters.voice.views.polls import poll_of
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people.gates import actor_of, staff_required
from chapitre.kernel.words import said

WRONG = 422
TYPED = ("liste", "numero", "inscription", "courriel")  # what comes back in the form when it is refused


@staff_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """Every poll, the latest first."""
    rows = Poll.objects.filter(withdrawn=False).order_by("-opens_on", "key")
    told = [{"key": one.key, "name": one.name, "opens_on": one.opens_on, "said": stage(one)} for one in rows]
    return render(request, "voice/desk/polls.html", {"rows": told})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
def poll(request: HttpRequest, key: str) -> HttpResponse:
    """One poll; POST opens it and answers with the letters, replaces a lost code, or counts it."""
    found = poll_of(key)
    refused, status = "", 200
    if request.method == "POST":
        try:
            return decide(request, found)
        except ActError as error:
            refused, status = error.message, error.status
        except BadList as error:
            refused, status = str(error), WRONG
    context: dict[str, Any] = {
        "poll": found,
        "turnout": booth.turnout(found),
        "refused": refused,
        "typed": {name: request.POST.get(name, "") for name in TYPED},
        "waiting": waiting(found),
        "leads": polls.replaced.open_to(actor_of(request), found.facts()),
        "voting": found.state == "open" and clock.today() <= found.closes_on,
        "over": found.state == "open" and clock.today() > found.closes_on,
    }
    return render(request, "voice/desk/poll.html", context, status=status)


def stage(one: Poll) -> str:
    """Where a poll stands, and what waits for the desk."""
    if one.state == "open" and clock.today() > one.closes_on:
        return _("clos, à dépouiller")
    if one.state == "draft" and clock.today() > one.opens_on:
        return _("annoncé, à ouvrir")
    return said(Poll.register.values["state"][one.state])


def decide(request: HttpRequest, found: Poll) -> HttpResponse:
    """Does what a button says. Raises ActError, BadList."""
    deed = request.POST.get("acte")
    if deed == "depouiller":
        booth.count(found.key, actor=actor_of(request), at=clock.now(), expected_seq=seq(request))
        messages.success(request, _("Le scrutin est dépouillé ; ses bulletins sont publiés, sa liste est effacée."))
        return redirect("bureau_scrutin", found.key)
    if deed == "envoyer":
        tasks.send.enqueue(found.key)
        messages.success(request, _("Les messages partent."))
        return redirect("bureau_scrutin", found.key)
    if deed == "remplacer":
        return replace(request, found)
    opens = opening.redraw if deed == "retirer" else opening.open_poll
    file = opens(
        found, listed(request), made(found), actor=actor_of(request), at=clock.now(), expected_seq=seq(request)
    )
    return taken_away(request, found, file, f"{found.key}-lettres.zip")


def replace(request: HttpRequest, found: Poll) -> HttpResponse:
    """Another code for an entry that lost its own: a letter to hand over, or a message. Raises ActError, BadList."""
    typed, email = request.POST.get("numero", ""), request.POST.get("courriel", "").strip()
    if not typed.isdecimal():
        raise BadList(_("Écrivez le numéro de l’inscription."))
    lines = entries.pasted(request.POST.get("inscription", "").replace("\n", " "))
    if not lines:
        raise BadList(_("Écrivez le nom de la personne inscrite, et son adresse si la lettre part par la poste."))
    entry = Entry(lines[0].lines, entries.emailed(email, 1) if email else "")
    number = int(typed[:9])
    file = opening.replace(found, number, entry, made(found), actor=actor_of(request), at=clock.now())
    return taken_away(request, found, file, f"{found.key}-lettre-{number}.zip")


def made(found: Poll) -> Made:
    """How the file of the letters is made, today."""
    return lambda drawn: letters.archive(found, drawn, clock.today())


def listed(request: HttpRequest) -> list[Entry]:
    """The list that was handed in: a file, or lines pasted. Raises BadList."""
    file = request.FILES.get("fichier")
    if file is None:
        return entries.pasted(request.POST.get("liste", ""))
    if (file.size or 0) > entries.LARGEST:
        raise BadList(_("Ce fichier est trop grand : 4 Mo au plus."))
    return entries.read(file.read())


def taken_away(request: HttpRequest, found: Poll, file: bytes, name: str) -> HttpResponse:
    """The file that exists once; the messages leave meanwhile."""
    if waiting(found):
        tasks.send.enqueue(found.key)
    answer = HttpResponse(file, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "no-store"
    return answer


def seq(request: HttpRequest) -> int:
    """The number of acts that the record had when the page was read; none when the page does not say."""
    typed = request.POST.get("seq", "")
    return int(typed[:9]) if typed.isdecimal() else 0
