"""What every test shares: nothing slow, nothing hidden."""

import random
from collections.abc import Iterator

import pytest
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from tests.flushing import flush_lifts_protection

__all__ = ["flush_lifts_protection"]


@pytest.fixture(autouse=True)
def _shuffle_unordered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A queryset without an order comes back shuffled, so that no test leans on the database's habit."""
    original = ModelIterable.__iter__

    def shuffled(self: ModelIterable) -> Iterator[object]:
        rows = original(self)
        queryset: QuerySet = self.queryset
        if queryset.query.is_sliced or queryset.ordered or queryset.query.distinct:
            yield from rows
        else:
            every = list(rows)
            random.shuffle(every)
            yield from every

    monkeypatch.setattr(ModelIterable, "__iter__", shuffled)
