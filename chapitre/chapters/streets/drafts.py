"""A report being written: what is known travels in the form itself, signed; nothing is stored before it is sent."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core import signing

SALT = "streets.draft"
LASTS = timedelta(hours=24)  # a form left open is still good the next morning; photos put aside go then too


class BadDraft(ValueError):
    """The hidden field is not one that this site signed, or it is too old."""


@dataclass(frozen=True)
class Draft:
    """What has been answered. `key` makes the report unique, however often the form is sent.

    lon, lat: the publishable point; point: the exact one, when a map or a phone gave it (microdegrees).
    """

    key: str
    began: float  # epoch seconds
    query: str = ""
    lon: int | None = None
    lat: int | None = None
    place: str = ""
    district: str = ""
    point: tuple[int, int] | None = None
    category: str = ""
    answer: str = ""
    joins: str = ""
    text: str = ""
    email: str = ""
    photos: tuple[str, ...] = ()

    @classmethod
    def new(cls, now: datetime) -> Draft:
        """An empty draft with a key of its own."""
        return cls(key=secrets.token_urlsafe(16), began=now.timestamp())

    @classmethod
    def read(cls, signed: str) -> Draft:
        """The draft in a form's hidden field. Raises BadDraft."""
        try:
            data: dict[str, Any] = signing.loads(signed, salt=SALT, max_age=LASTS)
            point = data.pop("point", None)
            photos = tuple(data.pop("photos", ()))
            return cls(**data, point=tuple(point) if point else None, photos=photos)
        except (signing.BadSignature, ValueError, TypeError) as error:
            raise BadDraft from error

    @property
    def signed(self) -> str:
        """The hidden field. What is empty is left out."""
        known = {name: value for name, value in asdict(self).items() if value not in (None, "", ())}
        return signing.dumps(known, salt=SALT, compress=True)

    @property
    def started(self) -> datetime:
        """When the first page was asked for."""
        return datetime.fromtimestamp(self.began, UTC)

    @property
    def has_place(self) -> bool:
        return self.lon is not None

    def without_place(self) -> Draft:
        """The same with no place chosen."""
        return replace(self, lon=None, lat=None, place="", district="", point=None)
