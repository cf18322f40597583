"""Jobs of the juries: the panels are computed beside the town's life, and messages leave one by one."""

from django.conf import settings
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from chapitre.chapters.voice.juries import codes, drawing, notices
from chapitre.chapters.voice.models import Jury, PanelFile
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel.town import town


@task()
def make_panels(key: str, count: int) -> None:
    """Computes the panels of a frozen list."""
    row = PanelFile.objects.filter(jury=key).first()
    jury = Jury.objects.filter(key=key, state="frozen").first()
    if row is not None and jury is not None:
        drawing.make_panels(jury, count, row)


@task()
def send_notice(volunteer: int, kind: str) -> bool:
    """Writes to a volunteer, in her language. False when the list is forgotten, or something else was written since."""
    one = Volunteer.objects.select_related("record").filter(pk=volunteer, told=kind, email__isnull=False).first()
    if one is None or (place := notices.place_of(one)) is None:
        return False
    number, seat = place
    with translation.override(one.language):
        context = {
            "kind": kind,
            "jury": one.record.name,
            "number": number,
            "answer_by": seat.answer_by if seat else None,
            "url": settings.SITE_URL + _page(one),
            "town": town().name,
        }
        title = render_to_string("voice/juries/mail_notice_subject.txt", context).strip()
        body = render_to_string("voice/juries/mail_notice.txt", context)
    send_mail(title, body, settings.DEFAULT_FROM_EMAIL, [str(one.email)])
    return True


def _page(one: Volunteer) -> str:
    """Her own page, which her letter's code opens; once the letter is forgotten, where the code is typed."""
    letter = Invitation.objects.filter(code=one.code).first()
    if letter is None:
        return reverse("jury_code")
    return reverse("jury_volontaire", args=[codes.grouped(codes.code_of(letter.nonce))])
