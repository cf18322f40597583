"""The error pages: what happened, whether anything was kept, what to do next. In words, never a code alone."""

import logging
import sys
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from chapitre.portal.context import Frame, bare_frame, frame
from chapitre.portal.disk import trouble

logger = logging.getLogger(__name__)

# Status: title, what to know, what to do.
WORDS = {
    400: (
        _("Cette demande est mal formée"),
        _("Il manque quelque chose, ou une valeur n’a pas la forme attendue. Rien n’a été enregistré."),
    ),
    403: (
        _("Cette page ne vous est pas ouverte"),
        _("Votre compte ne permet pas de voir cette page ou de faire ce geste. Rien n’a été enregistré."),
    ),
    404: (
        _("Cette page n’existe pas"),
        _("L’adresse contient peut-être une faute, ou la fiche a été retirée. Le bilan et la carte, eux, sont là."),
    ),
    405: (
        _("Cette adresse ne se demande pas ainsi"),
        _("La page existe, mais pas pour ce que votre navigateur vient de faire. Rien n’a été enregistré."),
    ),
    409: (
        _("Quelqu’un est passé avant vous"),
        _("La fiche a changé pendant que vous la lisiez. Rien n’a été enregistré : relisez-la, puis recommencez."),
    ),
    410: (
        _("Ce lien ne sert plus"),
        _("Il a déjà servi, ou il est trop ancien."),
    ),
    413: (
        _("C’est trop lourd"),
        _("L’envoi dépasse ce que le site accepte. Rien n’a été enregistré : allégez-le, puis recommencez."),
    ),
    429: (
        _("Trop de demandes d’un coup"),
        _("Pour que le site reste ouvert à tout le monde, attendez quelques minutes, puis recommencez."),
    ),
    500: (
        _("Le site s’est trompé"),
        _("C’est une panne de notre côté, elle est notée. Ce que vous veniez d’envoyer n’a pas été enregistré."),
    ),
    503: (
        _("Le site ne peut rien enregistrer pour l’instant"),
        _("Rien de ce que vous veniez d’envoyer n’a été enregistré. Réessayez dans dix minutes."),
    ),
}
DISK_FULL = _(
    "Le disque du site est plein : rien de ce que vous veniez d’envoyer n’a été enregistré. Réessayez dans dix minutes."
)
BUSY = _("Beaucoup de monde écrit en ce moment : rien n’a été enregistré. Réessayez dans quelques secondes.")
GONE = _(
    "La base de données du site ne répond pas. Réessayez dans un instant : ce que vous veniez d’envoyer a peut-être été"
    " enregistré, et le renvoyer ne le comptera pas deux fois."
)
STALE_FORM = _(
    "La page est restée ouverte trop longtemps, ou votre navigateur refuse les témoins (cookies) de ce site."
    " Rien n’a été enregistré : revenez en arrière, rechargez la page, puis recommencez."
)
REASONS = {"full": DISK_FULL, "busy": BUSY, "gone": GONE}
TOO_BIG = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def page(request: HttpRequest, status: int, text: str = "", *, retry_after: int | None = None) -> HttpResponse:
    """The page of an error status; `text` replaces the usual explanation.

    From 500 on, the frame asks nothing of the database or of the session: they may be what failed.
    """
    around = bare_frame() if status >= HTTPStatus.INTERNAL_SERVER_ERROR else frame(request)
    response = HttpResponse(_body(around, status, text), status=status)
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _body(around: Frame, status: int, text: str) -> str:
    title, usual = WORDS.get(status) or WORDS[400 if status < HTTPStatus.INTERNAL_SERVER_ERROR else 500]
    context = {"frame": around, "status": status, "title": title, "text": text or usual, "messages": []}
    return render_to_string("error.html", context)


def unavailable(request: HttpRequest, error: BaseException | None) -> HttpResponse | None:
    """The 503 page when this error says that nothing can be written now, otherwise None."""
    found = trouble(error)
    if found is None:
        return None
    logger.error("nothing can be written (%s): %s", found.kind, error)
    return page(request, 503, str(REASONS[found.kind]), retry_after=found.retry_after)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 413 if isinstance(exception, TOO_BIG) else 400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 403, str(exception) if exception.args else "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(request, 404)


def too_many_requests(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return page(request, 429, retry_after=300)


def server_error(request: HttpRequest) -> HttpResponse:
    # Called while the exception is handled: a session that could not be saved says here that the disk is full.
    return unavailable(request, sys.exc_info()[1]) or page(request, 500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(request, 403, str(STALE_FORM))
