"""A contribution from the form to the ledger: what a form carries of itself, and who may send how often."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.core import signing

from chapitre.chapters.voice.acts import contributions
from chapitre.chapters.voice.models import Consultation
from chapitre.kernel.acts import Receipt, Step, perform, perform_many
from chapitre.kernel.acts.perform import already
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ANYBODY, Actor
from chapitre.kernel.people.flood import Limit, new_key

SENT = Limit("contributions", 20, 3600)
"""Contributions that a source may send in an hour: a family or a class on one connection stays under it."""
SALT = "voice.contribution"
TYPED = ("open", "closed")  # states of a consultation whose paper may still be typed
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


def takes_paper(consultation: Consultation) -> bool:
    """Whether what came on paper or was said in a meeting may still be typed: until the results are published."""
    return consultation.state in TYPED and not consultation.withdrawn


def enter(
    consultation: Consultation,
    texts: Sequence[str],
    *,
    token: str,
    given_on: date,
    actor: Actor,
    at: datetime,
    **params: Any,
) -> int:
    """Types one contribution a text, all or none, once however often the form is sent; how many. Raises ActError."""
    told = params | {"consultation": consultation.key, "given_on": given_on}
    steps = [Step(contributions.sent, None, actor, at, told | {"text": text}) for text in texts]
    unique = hashlib.sha256(f"{SALT} {actor.user_id} {token}".encode()).hexdigest()
    with log.writer():
        if already(unique) is not None:
            return len(steps)
        return len(perform_many(steps, token=unique))
