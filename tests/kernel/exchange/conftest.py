"""The registers of these tests: their tables beside the site's own, and themselves in the house's lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from chapitre.kernel.acts import acts
from chapitre.kernel.exchange.official import officials
from chapitre.kernel.people.permissions import grants
from chapitre.kernel.records import keys
from chapitre.kernel.records.registers import registers
from tests.kernel.exchange import registers as cycling


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """Makes the tables that no migration makes, and removes them for the tests that come after."""
    with django_db_blocker.unblock():
        with connection.schema_editor() as editor:
            for model in cycling.MODELS:
                editor.create_model(model)
        keys.create_sequences(sorted(cycling.declared))
    yield
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        for model in cycling.MODELS:
            editor.delete_model(model)


@pytest.fixture
def racks(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Both registers are the house's for the length of a test, and empty after one that commits."""
    lists: list[tuple[Any, Any]] = [
        (registers, cycling.declared),
        (acts, cycling.declared_acts),
        (grants, cycling.declared_grants),
        (officials, cycling.declared_forms),
    ]
    for where, declared in lists:
        for name, one in declared.items():
            monkeypatch.setitem(where, name, one)
    for name in cycling.declared:
        keys.advance(name, 0)  # PostgreSQL's sequences know no rollback
    yield
    with connection.cursor() as cursor:
        for model in cycling.MODELS:
            cursor.execute(f'DELETE FROM "{model._meta.db_table}"')
