"""A contribution from the form to the ledger: what a form carries of itself, and who may send how often."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.core import signing

from chapitre.chapters.voice.acts import contributions
from chapitre.chapters.voice.models import Consultation
from chapitre.kernel.acts import Receipt, perform
from chapitre.kernel.people.actors import ANYBODY
from chapitre.kernel.people.flood import Limit, new_key

SENT = Limit("contributions", 20, 3600)
"""Contributions that a source may send in an hour: a family or a class on one connection stays under it."""
SALT = "voice.contribution"
LASTS = 24 * 3600  # seconds during which a form may stay open


@dataclass(frozen=True)
class Start:
    """What a form carries, signed: when it was shown, and its own key, so that sent twice it is one contribution."""

    began: datetime
    key: str

    @classmethod
    def new(cls, now: datetime) -> Start:
        return cls(now, new_key())

    @classmethod
    def read(cls, signed: str) -> Start | None:
        """None where it is not ours, or older than a day."""
        try:
            began, key = signing.loads(signed, salt=SALT, max_age=LASTS)
        except (signing.BadSignature, ValueError, TypeError):
            return None
        return cls(datetime.fromtimestamp(began, UTC), str(key))

    @property
    def signed(self) -> str:
        return signing.dumps([self.began.timestamp(), self.key], salt=SALT)


def submit(consultation: Consultation, start: Start, *, at: datetime, **params: Any) -> Receipt:
    """Makes the contribution, once, however often its form is sent. Raises ActError."""
    return perform(
        contributions.sent, actor=ANYBODY, at=at, idempotency=start.key, consultation=consultation.key, **params
    )
