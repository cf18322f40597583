"""The private follow-up link: made from the form's own key, kept as a hash, found again when somebody brings it."""

from __future__ import annotations

import hashlib

from django.core import signing
from django.utils.crypto import salted_hmac

from chapitre.chapters.streets.models.private import Contact

# Crockford's base 32: no letter that is taken for a digit when the link is read aloud or copied by hand.
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
MISREAD = str.maketrans({"o": "0", "i": "1", "l": "1", "-": "", " ": ""})
LENGTH = 26  # of 5 bits, for 128
MAIL = "streets.follow.mail"
MAIL_LASTS = 400 * 24 * 3600  # seconds; the contact is erased long before, and the link with it


def token_for(form_key: str) -> str:
    """The token (128 bits) of the report that a form makes: the same form sent again shows the same link.

    Without the site's secret nobody can compute it from the form's key, and the database holds neither.
    """
    number = int.from_bytes(salted_hmac("streets.follow", form_key, algorithm="sha256").digest()[:16])
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(LENGTH)))


def grouped(token: str) -> str:
    """The token in groups of four, easier to copy."""
    return "-".join(token[start : start + 4] for start in range(0, LENGTH, 4))


def digest(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(brought: str) -> Contact | None:
    """The contact, with its report, that a link opens; None when it opens nothing.

    Two kinds of link: the token shown on the receipt, and the one signed in an e-mail to the address left.
    """
    contacts = Contact._base_manager.select_related("record")
    if ":" in brought:
        try:
            key, started = signing.loads(brought, salt=MAIL, max_age=MAIL_LASTS)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return contacts.filter(record__key=key, follow__startswith=started, email__isnull=False).first()
    token = brought.lower().translate(MISREAD)
    if len(token) != LENGTH or not set(token) <= set(ALPHABET):
        return None
    return contacts.filter(follow=digest(token)).first()


def mail_token(contact: Contact) -> str:
    """The token for an e-mail to the contact's own address. It opens what the receipt's link opens, while that does."""
    return signing.dumps([contact.record.key, contact.follow[:16]], salt=MAIL)
