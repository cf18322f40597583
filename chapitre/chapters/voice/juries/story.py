"""The life of a jury as the page of its project tells it: one line a step, with what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapitre.chapters.voice.juries.sessions import Sitting, sittings
from chapitre.chapters.voice.models import Jury
from chapitre.kernel.commons.telling import language
from chapitre.kernel.figures.units import group
from chapitre.kernel.words import capital


@dataclass(frozen=True)
class Step:
    """One step: its day, what happened, what came of it, and the page that tells more ("" for none)."""

    day: date
    words: str
    detail: str = ""
    url: str = ""


def story(jury: Jury) -> list[Step]:
    """The steps that have happened, and the sessions announced, in the order of their days."""
    found = [Step(jury.called_on, _("Appel à volontaires"), _called(jury))]
    if jury.drawn_on:
        page = reverse("jury_tirage", args=[jury.key])
        found.append(Step(jury.drawn_on, _("Tirage au sort"), _drawn(jury), page))
    found += [_session(one) for one in sittings(jury)]
    if jury.reported_on:
        found.append(Step(jury.reported_on, _("Avis rendu")))
    if jury.answered_on:
        found.append(Step(jury.answered_on, _("Réponse de la Ville")))
    return sorted(found, key=lambda step: step.day)


def _called(jury: Jury) -> str:
    parts = [
        words % group(str(count), language())
        for count, words in ((jury.invited, _("%s courriers")), (jury.volunteers, _("%s volontaires")))
        if count
    ]
    return ", ".join(parts)


def _drawn(jury: Jury) -> str:
    told = {"panel": jury.panel, "panels": group(str(jury.panels), language())}
    return _("panel n° %(panel)s, parmi %(panels)s publiés avant") % told


def _session(one: Sitting) -> Step:
    session, page = one.session, reverse("reunion", args=[one.meeting.key])
    if session.state == "held":
        words = ngettext(
            "%(n)s présent pour %(seats)s sièges", "%(n)s présents pour %(seats)s sièges", session.present or 0
        )
        detail = words % {"n": session.present, "seats": session.seats}
    else:
        detail = one.state
    return Step(one.meeting.held_on, capital(one.meeting.subject), detail, page)
