"""Premises written under schema 1 make the same records today, with a code that any town may have."""

import pytest

from chapitre.kernel.records.registers import registers


@pytest.mark.parametrize(
    ("site", "today"),
    [("jeanne_hachette", "mall"), ("mall", "mall"), ("new_building", "new_building"), ("street", "street")],
)
def test_a_shopping_centre_is_one_like_any_other(site: str, today: str) -> None:
    register = registers["commerce.premises"]
    assert register.upcast(1, {"site": site, "name": "local 1"}) == {"site": today, "name": "local 1"}
    assert register.upcast(2, {"site": "other"}) == {"site": "other"}


@pytest.mark.parametrize(
    ("programme", "today"), [("ose", "association"), ("quartier", "quartier"), ("school", "school")]
)
def test_a_clean_up_with_an_association_is_one_like_any_other(programme: str, today: str) -> None:
    told = registers["streets.clean_ups"].upcast(1, {"programme": programme, "partner": "ose"})
    assert told == {"programme": today, "partner": "ose"}
