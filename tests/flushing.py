"""Lets Django empty the test database between tests: the one time that the ledger's triggers are lifted."""

from collections.abc import Iterable, Iterator

import pytest
from django.db.backends.base.operations import BaseDatabaseOperations

from chapitre.kernel.ledger import protection


@pytest.fixture(autouse=True, scope="session")
def flush_lifts_protection() -> Iterator[None]:
    original = BaseDatabaseOperations.execute_sql_flush

    def flush(self: BaseDatabaseOperations, sql_list: Iterable[str]) -> None:
        with protection.lifted(self.connection.alias):
            original(self, sql_list)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", flush)
        yield
