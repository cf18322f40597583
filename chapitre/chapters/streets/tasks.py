"""Jobs of the streets chapter: the e-mail about an act."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django_tasks import task

from chapitre.chapters.streets import follow, timeline
from chapitre.chapters.streets.display import subject
from chapitre.chapters.streets.models.private import Contact
from chapitre.chapters.streets.states import CLOSED
from chapitre.kernel.people import letters


@task()
def tell(register: str, key: str, about: str, seq: int) -> bool:
    """Writes to who reported `key` about act `seq` of the report `about` (the same, or the one it is joined to).

    False when there is nobody to write to any more: the address was erased, or its time is over.
    """
    contact = Contact._base_manager.select_related("record").filter(record__key=key, email__isnull=False).first()
    if contact is None or register != timeline.REGISTER:
        return False
    with translation.override(contact.language):
        context = _context(contact, key, about, seq)
    letters.write(str(contact.email), contact.language, "streets/mail", context)
    return True


def _context(contact: Contact, key: str, about: str, seq: int) -> dict[str, Any]:
    """What the e-mail tells, in the contact's language: what happened, what it said, and a link by which to answer."""
    report = contact.record
    moment = next(one for one in timeline.story(about).moments if one.seq == seq)
    return {
        "moment": moment,
        "key": key,
        "about": about,
        "joined": about != key,
        "category": subject(report),
        "place": report.place,
        "asked": moment.act == "asked" and about == key,
        "closed": moment.act in CLOSED,
        "follow_url": settings.SITE_URL + reverse("suivi", args=[follow.mail_token(contact)]),
        "public_url": settings.SITE_URL + reverse("signalement", args=[about]),
        "kept_until": contact.expires_on,
    }
