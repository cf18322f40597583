"""What follows an act on a report: its reporters are told, and their addresses are kept no longer than was said."""

from __future__ import annotations

from datetime import date, timedelta

from chapitre.chapters.streets.models.private import Contact
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import CLOSED
from chapitre.chapters.streets.tasks import tell
from chapitre.kernel import clock
from chapitre.kernel.acts import Receipt
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import RESIDENT
from chapitre.kernel.records.joined import joined

REGISTER = "streets.reports"
KEPT_DAYS = 90  # after closing: said on the form, in Contact.retention and in every e-mail
TOLD = frozenset({"accepted", "asked", "resolved", "rejected", "reopened", "merged"})
# What is told to those who reported the same problem: what became of it, not what is asked of somebody else.
SHARED = frozenset({"accepted", "resolved", "rejected", "reopened"})
FOLLOWERS = 500  # reports joined to one, at most, that are told at once


def after_act(receipt: Receipt) -> None:
    """To be called after every act on a report, once done: sets how long addresses are kept, and has e-mails sent.

    The jobs hold the report's number and the act's, never an address.
    """
    if receipt.register != REGISTER:
        return
    entry = log.entry(receipt.index)
    body = entry.content()
    keep(receipt.key, clock.today())
    if entry.act not in TOLD:
        return
    # Residents know what they did themselves.
    keys = [receipt.key] if body["role"] != RESIDENT else []
    if entry.act in SHARED:
        keys += followers(receipt.key)
    reachable = Contact._base_manager.filter(record__key__in=keys, email__isnull=False)
    for key in reachable.order_by("pk").values_list("record__key", flat=True):
        tell.enqueue(register=REGISTER, key=key, about=receipt.key, seq=receipt.seq)


def followers(key: str) -> list[str]:
    """The reports joined to this one, directly or through another."""
    return joined(Report, key, FOLLOWERS)


def keep(key: str, today: date) -> None:
    """Sets when the addresses behind a report are erased: 90 days after it is closed, not before it is.

    A report joined to another is closed when that one is, so those who joined follow it. What happens to a closed
    report later (a review, a correction) does not put the day off.
    """
    contacts = Contact._base_manager.filter(record__key__in=[key, *followers(key)])
    if over(key):
        contacts.filter(expires_on__isnull=True).update(expires_on=today + timedelta(days=KEPT_DAYS))
    else:
        contacts.update(expires_on=None)


def over(key: str) -> bool:
    """Whether nothing more is to come of a report, or of the one it is joined to, directly or through others."""
    seen: set[str] = set()
    while key not in seen:
        seen.add(key)
        found = Report.objects.filter(key=key).order_by("pk").values_list("state", "merged_into", "withdrawn").first()
        if found is None:
            return False
        state, into, withdrawn = found
        if withdrawn or state in CLOSED:
            return True
        if state != "merged" or not into:
            return False
        key = into
    return False
