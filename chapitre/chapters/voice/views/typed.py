"""What a form of the juries' desk types, read strictly: the value, or the sentence that refuses it."""

from __future__ import annotations

from datetime import date, datetime, time

from django.http import HttpRequest
from django.utils.translation import gettext as _

from chapitre.kernel.clock import PARIS


class Refused(Exception):
    """What was asked cannot be done, in words."""


def words(request: HttpRequest, name: str, most: int) -> str:
    """What was typed, without what no database keeps."""
    return request.POST.get(name, "").replace("\0", "").strip()[:most]


def date_of(request: HttpRequest, name: str, missing: str) -> date:
    """The day that was typed. Raises Refused, in these words."""
    try:
        found = date.fromisoformat(request.POST.get(name, ""))
    except ValueError:
        raise Refused(missing) from None
    if not 2000 <= found.year < 3000:  # at the ends of the calendar an hour of Paris has none in UTC
        raise Refused(missing)
    return found


def day(request: HttpRequest) -> date:
    """The day on which a seed will be known. Raises Refused."""
    return date_of(request, "jour", _("Écrivez le jour où la graine sera connue."))


def moment(request: HttpRequest) -> datetime:
    """The day and the hour that were typed, in Paris. Raises Refused."""
    try:
        hour = time.fromisoformat(request.POST.get("heure", ""))
    except ValueError:
        raise Refused(_("Écrivez l’heure du tirage.")) from None
    return datetime.combine(day(request), hour.replace(second=0, microsecond=0, tzinfo=None), PARIS)


def whole(request: HttpRequest, name: str, least: int, most: int, wrong: str) -> int:
    """A number that was typed, within bounds. Raises Refused with these words."""
    text = request.POST.get(name, "").strip()
    if not (text.isascii() and text.isdecimal() and least <= int(text[:9]) <= most):
        raise Refused(wrong)
    return int(text[:9])


def seq(request: HttpRequest) -> int:
    """The number of acts that the record had when the page was read. Raises Refused."""
    typed = request.POST.get("seq", "")
    if not typed.isdecimal():
        raise Refused(_("Cette page est incomplète : rechargez-la, puis recommencez."))
    return int(typed[:9])
