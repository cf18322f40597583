"""The demonstration says what the published report says, from its records; without one, its figures say another."""

from __future__ import annotations

from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.db import transaction

from chapitre.demo.town import spots
from chapitre.kernel.acts import Step, acts, perform_many
from chapitre.kernel.commons.demonstration import Demonstration, parts
from chapitre.kernel.figures import behind, live, sources
from chapitre.kernel.figures.values import Value
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.report import identities
from tests.kernel.figures.alone import only

UNTIL = date(2025, 11, 18)
TODAY = date(2026, 1, 5)  # the yearly means of the report end with 2025
AT = datetime(2026, 1, 5, 9, tzinfo=UTC)
ADMIN = Actor(ADMINISTRATOR)

# The 66 quantities as published, in minor units (metres, m², kg, cents), by their row in the table of claims.
CLAIMS = {
    1: 1, 2: 15, 3: 20_000, 4: 29, 5: 20, 6: 48, 7: 1_128_000, 8: -500_000, 9: 1_430, 10: 30, 11: 20_000, 12: 25,
    13: 60, 14: 1_450_000, 15: 5_600, 16: 2_300, 17: 120_000, 18: 1_150, 19: 7_500, 20: 165, 21: 2_000, 22: 3,
    23: 124, 24: 360, 25: 3_500, 26: 12_128, 27: 29, 28: 1_361, 29: 2_000_000_000, 30: 700, 31: 6_300, 32: 0,
    33: 100_000, 34: 3, 35: 70_000_000, 36: 40, 37: 11, 38: 22, 39: 10_000, 40: 12_000, 41: 722, 42: 7_000_000,
    43: 16, 44: 3, 45: 6, 46: 50, 47: 6, 48: 3, 49: 6, 50: 3, 51: 2, 52: 1, 53: 140, 54: 90, 55: 50, 56: 483,
    57: 250, 58: 5_762_000, 59: 8_800, 60: 6_500, 61: 20, 62: 20, 63: 50_000_000, 64: 100, 65: 276, 66: 1,
}  # fmt: skip
# Said with « plus de », « environ », « une centaine »: the record count may be above, or near.
AT_LEAST = {1, 11, 30, 33}
ABOUT = {29, 31, 64}
MILESTONES = {
    1: "198X", 2: "2026", 3: "2028", 4: "2025-05", 5: "2021", 6: "2026", 7: "2023", 8: "2025", 9: "2025", 10: "2050",
    11: "2025", 12: "2023/2026", 13: "2021", 14: "2023", 15: "2025", 16: "2024", 17: "2026", 18: "2027", 19: "2025",
    20: "2023",
}  # fmt: skip


def load() -> None:
    """All the parts, without the site's accounts and keys."""
    demonstration = Demonstration(UNTIL, spots(), lambda line: None)
    for part in parts:
        import_module(part.module).load(demonstration)


def wrong(values: dict[str, Value]) -> list[str]:
    """The claims and milestones that are not said as published."""
    found = []
    for id, one in sources.declarations().items():
        value = values[id]
        if one.claim is not None:
            published, exact = CLAIMS[one.claim], value.exact
            near = exact is not None and (
                exact >= published
                if one.claim in AT_LEAST
                else abs(exact - published) * 20 <= published
                if one.claim in ABOUT
                else round(exact) == published  # 29 a thousand: whole, once printed
            )
            if not near:
                found.append(f"claim {one.claim}, {id}: {exact}, published {published}")
        if one.milestone is not None and value.edtf != MILESTONES[one.milestone]:
            found.append(f"milestone {one.milestone}, {id}: {value.edtf}, published {MILESTONES[one.milestone]}")
    return found


@pytest.mark.django_db
def test_the_demonstration_says_what_was_published_and_each_record_counts() -> None:
    load()
    values = live.fresh(TODAY)
    assert wrong(values) == []
    assert [one.identity.id for one in identities.weighed(values) if one.holds is False] == []
    for id, one in sources.declarations().items():
        if one.register is None or one.value == "expression" or (one.claim is None and one.milestone is None):
            continue
        record = behind(id, TODAY).first()
        assert record is not None, f"nothing stands behind {id}"
        with transaction.atomic():
            withdraw = acts[f"{one.register}.withdrawn"]
            perform_many([Step(withdraw, record.key, ADMIN, AT, {"reason": "essai"})])
            with only(id):
                after = live.fresh(TODAY)[id]
            assert after.records == values[id].records - 1, id
            if one.value in ("count", "sum"):
                assert after.exact != values[id].exact, id
            transaction.set_rollback(True)
