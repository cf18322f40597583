"""The PostgreSQL that the rules' tests run on. `postgres_uri` has the name and the promise of a shared fixture."""

import pytest

from tests import postgres


@pytest.fixture(scope="session")
def postgres_uri() -> str:
    """The URI of a running PostgreSQL."""
    try:
        return postgres.start()
    except RuntimeError as error:
        pytest.skip(f"POSTGRESQL IS NOT TESTED: {error}")


@pytest.fixture(scope="session")
def french_uri(postgres_uri: str) -> str:
    """The URI of a database that sorts as the French do."""
    uri = postgres.french()
    if uri is None:
        pytest.skip("FRENCH COLLATION IS NOT TESTED: localedef cannot compile fr_FR.UTF-8 here")
    return uri
