"""What the tests of sortition share."""

from pathlib import Path

import pytest

from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.readers import read_pool
from tests.chapters.voice.methods.sortition.generated import generated

REAL = Path(__file__).resolve().parents[6] / "shared" / "data" / "jury-pool-150"


@pytest.fixture(scope="session")
def jury_pool() -> Pool:
    """The 150 volunteers for 22 seats that the field measures itself by."""
    if not REAL.exists():
        pytest.skip(f"NO REAL POOL: {REAL} is not there")
    reading = read_pool((REAL / "categories.csv").read_bytes(), (REAL / "respondents.csv").read_bytes())
    assert reading.pool is not None
    return reading.pool


@pytest.fixture(scope="session")
def made_pool() -> Pool:
    """150 made-up volunteers for 22 seats, in four categories."""
    return generated(150, 22, (3, 2, 4, 5), seed=7)
