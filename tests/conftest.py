"""What every test shares: nothing slow, nothing hidden."""

import os
import random
from collections.abc import Iterator

import pytest
from django.db.models import QuerySet
from django.db.models.query import ModelIterable

from tests.flushing import flush_lifts_protection

__all__ = ["flush_lifts_protection"]

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL what touches no database is left out: it has run on SQLite, and would do the same again."""
    if not os.environ.get("CHAPITRE_DATABASE"):
        return
    again = [item for item in items if touches_the_database(item)]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
    items[:] = again


def touches_the_database(item: pytest.Item) -> bool:
    """Whether a test may ask the database of the run, by a fixture or the mark; one that brings a PostgreSQL of its
    own has run with it already."""
    named = set(getattr(item, "fixturenames", ()))
    return bool(named & DATABASE_FIXTURES or item.get_closest_marker("django_db"))


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
