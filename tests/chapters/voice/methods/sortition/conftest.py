"""What the tests of sortition share."""

from pathlib import Path

import pytest

from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.readers import read_pool

DATA = Path(__file__).resolve().parents[4] / "data" / "jury-pool-150"


@pytest.fixture(scope="session")
def jury_pool() -> Pool:
    """The 150 volunteers for 22 seats that the field measures itself by."""
    reading = read_pool((DATA / "categories.csv").read_bytes(), (DATA / "respondents.csv").read_bytes())
    assert reading.pool is not None
    return reading.pool
