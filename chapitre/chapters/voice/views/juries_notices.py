"""The desk's deeds for those who were drawn, and those who were not: writing to them, noting answers and silences."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from chapitre.chapters.voice.acts import draws
from chapitre.chapters.voice.juries import inviting, letters, notices, telling
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.juries import CAUSES
from chapitre.kernel import clock
from chapitre.kernel.people.gates import actor_of, permission_required
from chapitre.kernel.words import said

heads = permission_required(draws.frozen.permission)


def standing(found: Jury) -> dict[str, Any]:
    """What waits for the desk: notices to write, letters to print, answers to note, silences."""
    today = clock.today()
    pending = notices.pending(found, today)
    replies = notices.replies(found)
    return {
        "to_tell": {kind: sum(one.kind == kind for one in pending) for kind in notices.KINDS},
        "to_print": len(notices.to_print(found)) if found.drawn_on else 0,
        "replies": [(one.seat.number, said(CAUSES[one.cause]) if one.cause else "") for one in replies],
        "silences": notices.silent(found, today) if found.drawn_on else [],
        "to_remind": inviting.to_remind(found, today).count() if found.state == "called" else 0,
    }


def remind(request: HttpRequest, found: Jury) -> str:
    count = inviting.remind(found, clock.today())
    return ngettext("%d rappel est prêt à imprimer.", "%d rappels sont prêts à imprimer.", count) % count


def tell(request: HttpRequest, found: Jury) -> str:
    mailed, printed = notices.tell(found, clock.today())
    sent = ngettext("%d message part", "%d messages partent", mailed) % mailed
    left = ngettext("%d lettre est à imprimer", "%d lettres sont à imprimer", printed) % printed
    return _("%(sent)s ; %(left)s.") % {"sent": sent, "left": left}


def note(request: HttpRequest, found: Jury) -> str:
    count = notices.note_replies(found, actor=actor_of(request), at=clock.now())
    return ngettext("%d réponse est notée.", "%d réponses sont notées.", count) % count


@heads
@require_safe
def printed(request: HttpRequest, key: str) -> HttpResponse:
    """The letters of the last printing, as one PDF."""
    found = get_object_or_404(Jury, key=key)
    chosen = notices.to_print(found)
    if not chosen:
        messages.warning(request, _("Il n’y a pas de courrier à imprimer."))
        return redirect("bureau_jury", key)
    question = telling.words(found, "question")["question"]
    made = letters.notices_pdf(found, question, chosen, clock.today())
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="lettres-{key}-{clock.today().isoformat()}.pdf"'
    answer["Cache-Control"] = "no-store"
    return answer
