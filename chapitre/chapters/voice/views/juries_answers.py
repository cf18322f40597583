"""`/participer/tirage`: who got a letter answers with its code, keeps a receipt, changes her mind."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from chapitre.chapters.voice.juries import answers, codes, drawing, notices, own, telling
from chapitre.chapters.voice.juries.answers import VolunteerForm
from chapitre.chapters.voice.models.juries import CAUSES
from chapitre.chapters.voice.models.private import Invitation
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, OutOfOrder
from chapitre.kernel.people import flood
from chapitre.kernel.words import spoken

TRIES = flood.Limit("jury_codes", 30, 3600)
"""Codes that a source may try or answer with in an hour: 128 bits cannot be guessed, but each try costs a look-up."""
WRONG = 422
REPLIES = (notices.ACCEPTS, *(cause for cause in CAUSES if cause != "silent"))
"""What a member may answer for herself: she takes her seat, or why she does not."""


@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """Where the code of a letter is typed."""
    if request.method != "POST":
        return private(render(request, "voice/juries/code.html", {"typed": "", "error": ""}))
    typed = request.POST.get("code", "").replace("\0", "")[:60]
    if not flood.take(TRIES, flood.source_of(request, clock.today())).allowed:
        error, status = _("Trop d’essais depuis votre connexion : attendez une heure."), 429
    elif (found := codes.find(typed)) is not None:
        return private(redirect("jury_volontaire", codes.grouped(codes.code_of(found.nonce))))
    else:
        error, status = _("Ce code n’est celui d’aucun courrier : relisez-le, il a 26 signes."), WRONG
    return private(render(request, "voice/juries/code.html", {"typed": typed, "error": error}, status=status))


@require_http_methods(["GET", "HEAD", "POST"])
def volunteer(request: HttpRequest, code: str) -> HttpResponse:
    """The form of one letter; once answered, its receipt, and the way to withdraw."""
    letter = letter_of(code)
    asked = answers.criteria(letter.record.key)
    if request.method != "POST":
        return page(request, letter, VolunteerForm(asked=asked))
    if not flood.take(TRIES, flood.source_of(request, clock.today())).allowed:
        return page(request, letter, VolunteerForm(asked=asked), _("Trop d’envois : attendez une heure."), 429)
    try:
        if "repondre" in request.POST:
            reply(letter, request.POST["repondre"])
            return private(redirect("jury_volontaire", code))
        if "retirer" in request.POST:
            answers.withdraw(letter, at=clock.now())
            return private(redirect("jury_volontaire", code))
        form = VolunteerForm(request.POST, asked=asked)
        if not form.is_valid():
            return page(request, letter, form, status=WRONG)
        answers.volunteer(letter, form, at=clock.now())
    except ActError as refused:
        return page(request, letter, VolunteerForm(asked=asked), refused.message, refused.status)
    return private(redirect("jury_volontaire", code))


def reply(letter: Invitation, said: str) -> None:
    """Keeps a member's own answer to the draw. Raises ActError: OutOfOrder where there is no seat to answer for."""
    slip = answers.slip_of(letter)
    seat = answers.seat_of(letter.record, slip) if slip else None
    if slip is None or seat is None or letter.record.state not in drawing.SEATED or said not in REPLIES:
        raise OutOfOrder(_("Il n’y a pas de réponse à donner ici : rechargez la page."))
    notices.answer(slip.volunteer, seat, said)


@require_safe
def receipt(request: HttpRequest, code: str) -> HttpResponse:
    """The receipt as a file: what opens the commitment, to check on the verification page."""
    slip = answers.slip_of(letter_of(code))
    if slip is None:
        raise Http404
    answer = JsonResponse(slip.file, json_dumps_params={"ensure_ascii": False, "indent": 1})
    answer["Content-Disposition"] = f'attachment; filename="recu-{slip.volunteer.record.key}.json"'
    return private(answer)


def letter_of(code: str) -> Invitation:
    """Raises Http404: a code that opens nothing and one that never was look the same."""
    found = codes.find(code)
    if found is None:
        raise Http404
    return found


def page(
    request: HttpRequest,
    letter: Invitation,
    form: VolunteerForm,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    found = letter.record
    slip = answers.slip_of(letter)
    odds = answers.odds_of(found, slip) if slip else None
    seat = answers.seat_of(found, slip) if slip else None
    context: dict[str, Any] = {
        "jury": found,
        "question": telling.words(found, "question")["question"],
        "code": codes.grouped(codes.code_of(letter.nonce)),
        "number": letter.number,
        "form": form,
        "slip": slip,
        "odds": odds,
        "seat": seat,
        "sessions": own.sessions_of(found, seat.number) if seat else [],
        "seated": found.state in drawing.SEATED,
        "causes": [(code, spoken(CAUSES[code])) for code in REPLIES if code != notices.ACCEPTS],
        "answer_by": letter.answer_by,
        "open": found.state == "called" and not found.withdrawn,
        "refused": refused,
    }
    template = "voice/juries/receipt.html" if slip else "voice/juries/volunteer.html"
    return private(render(request, template, context, status=status))


def private(answer: HttpResponse) -> HttpResponse:
    """Headers of a page that one person alone may read: not kept, not indexed.

    Other sites are not told of it either, as of no page. Not `no-referrer`: a browser then sends the page's own forms
    from the origin « null », and they are refused as forged.
    """
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
