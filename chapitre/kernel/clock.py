"""The only reader of the clock: pure code takes the time from its caller."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

PARIS = ZoneInfo("Europe/Paris")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The civil date in Europe/Paris."""
    return now().astimezone(PARIS).date()


def civil(instant: datetime) -> date:
    """The civil date in Europe/Paris of an aware instant."""
    return instant.astimezone(PARIS).date()
