"""The messages of a poll: to who is on the list with an e-mail address, a link that holds the code."""

from __future__ import annotations

from smtplib import SMTPDataError, SMTPRecipientsRefused, SMTPSenderRefused

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.models.private.polls import PollMail
from chapitre.chapters.voice.polling.codes import code_of, grouped
from chapitre.chapters.voice.polling.letters import voting_path
from chapitre.chapters.voice.posting import of
from chapitre.kernel.town import town

REFUSED = (SMTPRecipientsRefused, SMTPSenderRefused, SMTPDataError)
"""What a mail server says of one message; any other trouble is the server’s own, and ends the sending."""


def waiting(poll: Poll) -> list[str]:
    """The addresses whose message is not sent yet."""
    return list(PollMail._base_manager.filter(record=poll).order_by("email").values_list("email", flat=True))


def send(poll: Poll) -> int:
    """Sends what is waiting, and forgets each address as soon as its message is gone; returns how many were sent.

    A message that the server refuses stays, for the desk to see. One may leave twice if the machine stops between the
    sending and the forgetting: its code serves once all the same.
    """
    sent = 0
    with get_connection() as opened:
        for row in list(PollMail._base_manager.filter(record=poll).order_by("pk")):
            try:
                message(poll, row, opened).send()
            except REFUSED:
                continue
            row.delete()
            sent += 1
    return sent


def message(poll: Poll, row: PollMail, opened: BaseEmailBackend) -> EmailMessage:
    """One message, in French as the letters are."""
    code = grouped(code_of(row.nonce))
    context = {
        "poll": poll,
        "code": code,
        "url": settings.SITE_URL + voting_path(poll.key, code),
        "of_town": of(town().name),
    }
    with translation.override("fr"):
        title = render_to_string("voice/poll_mail_subject.txt", context).strip()
        body = render_to_string("voice/poll_mail.txt", context)
    return EmailMessage(title, body, to=[row.email], connection=opened)
