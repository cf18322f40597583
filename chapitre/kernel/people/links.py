"""Sign-in links for residents: signed, sent to an address, good once and for a short while."""

import hashlib

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.core.mail import send_mail
from django.template.loader import render_to_string
from django.urls import reverse

from chapitre.kernel.people.models import User

SALT = "chapitre.people.link"
LASTS = 20 * 60
"""Seconds during which a link can be followed."""


class BadLink(Exception):
    """The link is not one of ours, is too old or was followed already."""


def make(email: str, next_url: str = "") -> str:
    """A token that says: whoever shows this reads the mail of this address."""
    return signing.dumps({"email": email, "next": next_url}, salt=SALT)


def read(token: str) -> tuple[str, str]:
    """The address and the page to go to next. Raises BadLink."""
    try:
        content = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.BadSignature as error:
        raise BadLink from error
    if cache.get(_spent(token)):
        raise BadLink
    return content["email"], content["next"]


def spend(token: str) -> None:
    """Marks a link as followed. Raises BadLink if it was, even a moment ago, by somebody else."""
    read(token)
    if not cache.add(_spent(token), True, LASTS):
        raise BadLink


def send(email: str, next_url: str = "") -> None:
    """Sends the link; to an account of the staff, the reminder that a link cannot open it."""
    user = User.objects.filter(email=email).first()
    refused = user is not None and (user.signs_in_with_password or not user.is_active)
    page = reverse("account_login") if refused else reverse("compte_lien_suivre", args=[make(email, next_url)])
    context = {"url": settings.SITE_URL + page, "minutes": LASTS // 60, "site": settings.SITE_URL}
    template = "people/email/staff" if refused else "people/email/link"
    subject = render_to_string(f"{template}_subject.txt", context).strip()
    body = render_to_string(f"{template}_message.txt", context)
    send_mail(subject, body, settings.DEFAULT_FROM_EMAIL, [email])


def _spent(token: str) -> str:
    return f"{SALT}.spent.{hashlib.sha256(token.encode()).hexdigest()}"
