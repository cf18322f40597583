"""Reading contributions: what waits, publishing or setting aside with a public ground, and telling who asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Count

from chapitre.chapters.voice.acts import contributions
from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.models import Consultation, Contribution, Expectation
from chapitre.chapters.voice.models.contributions import CHANNELS, MOTIVES
from chapitre.chapters.voice.models.private.contributions import ContributionContact, ContributionDraft
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel.acts import BadFact, Receipt, perform
from chapitre.kernel.people import letters
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.words import said

SHOWN = 25  # contributions on a page of the desk


@dataclass(frozen=True)
class Waiting:
    """A contribution to read, or to code: `text` as it was sent, or as it was published."""

    record: Contribution
    text: str
    themes: frozenset[str] = frozenset()

    @property
    def channel(self) -> str:
        """How it came, where it did not come online."""
        return "" if self.record.channel == "web" else said(CHANNELS[self.record.channel])


def pending_counts() -> dict[str, int]:
    """How many contributions wait to be read, by consultation."""
    rows = Contribution.objects.filter(withdrawn=False, state="pending").order_by()
    return dict(rows.values_list("consultation").annotate(count=Count("pk")))


def to_read(consultation: Consultation) -> list[Waiting]:
    """What waits to be read, the oldest first."""
    rows = _of(consultation).filter(state="pending").order_by("sent_on", "pk")[:SHOWN]
    records = {one.pk: one for one in rows}
    drafts = ContributionDraft._base_manager.filter(record__in=records).order_by("record_id")
    texts = {one.record_id: one.text for one in drafts}
    return [Waiting(one, texts.get(pk, "")) for pk, one in records.items()]


def to_code(consultation: Consultation) -> list[Waiting]:
    """What is published and linked to no expectation yet, the oldest first."""
    records = list(_of(consultation).filter(state="published", themes__isnull=True).order_by("sent_on", "pk")[:SHOWN])
    texts = latest(contributions.CONTRIBUTIONS, [one.key for one in records], "text")
    return [Waiting(one, texts.get(one.key, "")) for one in records]


def publish(key: str, text: str, *, actor: Actor, at: datetime, expected_seq: int | None = None) -> Receipt:
    """Publishes these words, and says so to who asked. Raises ActError."""
    contact = _contact(key)
    receipt = perform(contributions.published, key, actor=actor, at=at, expected_seq=expected_seq, text=text)
    _tell(contact, key, "")
    return receipt


def remove(key: str, motive: str, *, actor: Actor, at: datetime, expected_seq: int | None = None) -> Receipt:
    """Sets a contribution aside on a public ground, and says which to who asked. Raises ActError."""
    contact = _contact(key)
    receipt = perform(contributions.removed, key, actor=actor, at=at, expected_seq=expected_seq, motive=motive)
    _tell(contact, key, motive)
    return receipt


def code(key: str, themes: list[str], *, actor: Actor, at: datetime, expected_seq: int | None = None) -> Receipt:
    """Links a contribution to expectations of its own consultation. Raises ActError."""
    record = Contribution.objects.get(key=key)
    known = Expectation.objects.filter(consultation=record.consultation, withdrawn=False, key__in=themes)
    strangers = set(themes) - set(known.order_by().values_list("key", flat=True))
    if strangers or not themes:
        raise BadFact("themes", min(strangers, default=None))
    return perform(contributions.coded, key, actor=actor, at=at, expected_seq=expected_seq, themes=themes)


def _of(consultation: Consultation) -> Any:
    return Contribution.objects.filter(consultation=consultation.key, withdrawn=False)


def _contact(key: str) -> ContributionContact | None:
    """Where to write about a contribution: read before the act that erases it."""
    return ContributionContact._base_manager.filter(record__key=key).first()


def _tell(contact: ContributionContact | None, key: str, motive: str) -> None:
    """Writes once to who left an address, which the act has just erased."""
    if contact is None:
        return
    context = {
        "key": key,
        "ground": said(MOTIVES[motive], contact.language) if motive else "",
        "url": settings.SITE_URL + address_of(contributions.CONTRIBUTIONS, key),
    }
    letters.write(contact.email, contact.language, "voice/mail_contribution", context)
