"""What the chapter's own acts ask for: sessions on their day, BRS prices under their cap, versions adopted once."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from chapitre.chapters.housing import acts
from chapitre.chapters.housing.models import AdviceSession, BrsDwelling, Charter, Dwelling
from chapitre.kernel.acts import Act, BadFact, NotAllowed, OutOfOrder, perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, Actor

pytestmark = pytest.mark.django_db
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def do(act: Act, key: str | None = None, *, role: str = ADMINISTRATOR, **params: Any) -> str:
    return perform(act, key, actor=Actor(role), at=AT, **params).key


def brs() -> str:
    return do(
        acts.brs.recorded, programme="Cosmos", rooms=3, area_m2=60, price_cents=20_000_000, market_cents=35_000_000,
        land_rent_cents=12_000, income_cap_cents=5_000_000,
    )  # fmt: skip


def test_a_session_is_held_on_its_day_or_later_and_says_who_came() -> None:
    key = do(acts.session.recorded, held_on=date(2025, 4, 30), holder="councillor")
    with pytest.raises(OutOfOrder):
        do(acts.session_held, key, on_date=date(2025, 4, 29), booked=9, received=8)
    with pytest.raises(BadFact):
        do(acts.session_held, key, booked=9, received=None)
    do(acts.session_held, key, booked=9, received=8)
    row = AdviceSession.objects.get()
    assert (row.state, row.booked, row.received) == ("held", 9, 8)


def test_a_brs_dwelling_is_never_resold_above_its_cap() -> None:
    key = brs()
    with pytest.raises(OutOfOrder):
        do(acts.brs_resold, key, price_cents=20_000_000)
    do(acts.brs_sold, key)
    with pytest.raises(BadFact):
        do(acts.brs_resold, key, price_cents=20_000_001)
    do(acts.brs_indexed, key, resale_cap_cents=20_600_000, reason="Indice de référence des loyers.")
    do(acts.brs_resold, key, price_cents=20_600_000)
    row = BrsDwelling.objects.get()
    assert (row.price_cents, row.resale_cap_cents, row.sales) == (20_600_000, 20_600_000, 2)


def test_a_cap_stays_between_the_price_paid_and_the_market() -> None:
    key = brs()
    do(acts.brs_sold, key)
    for cents in (19_999_999, 35_000_000, None):
        with pytest.raises(BadFact):
            do(acts.brs_indexed, key, resale_cap_cents=cents, reason="Indice de référence des loyers.")


def test_a_version_is_in_force_once_adopted_with_its_decision() -> None:
    key = do(acts.charter.recorded, title="charte 2025", criteria=54)
    with pytest.raises(BadFact):
        do(acts.charter_adopted, key, decision=None)
    vote = {"decided_on": date(2025, 4, 10), "subject": "charte", "matter": "8.5"}
    do(commons.decision.recorded, "2025-H039", **vote)
    do(acts.charter_adopted, key, decision="2025-H039")
    with pytest.raises(OutOfOrder):
        do(acts.charter_adopted, key, decision="2025-H039")
    assert (Charter.objects.get().state, Charter.objects.get().adopted_on) == ("in_force", date(2025, 5, 2))
    do(acts.charter_replaced, key)
    assert Charter.objects.get().state == "replaced"


def test_a_dwelling_is_let_emptied_and_leaves_the_stock_for_good() -> None:
    do(commons.organisation.recorded, "coop-ivry-habitat", name="Coop’Ivry Habitat", kind="landlord")
    key = do(
        acts.dwelling.recorded, landlord="coop-ivry-habitat", residence="Cosmos", rooms=3, financing="plus",
        quota="town", delivered_on=date(2025, 4, 1),
    )  # fmt: skip
    with pytest.raises(OutOfOrder):
        do(acts.dwelling_let, key)
    do(acts.dwelling_vacated, key)
    assert Dwelling.objects.get().vacant_since == date(2025, 5, 2)
    do(acts.dwelling_works, key)
    do(acts.dwelling_let, key)
    assert Dwelling.objects.get().vacant_since is None
    with pytest.raises(NotAllowed):
        do(acts.dwelling_left, key, role=AGENT, reason="Vendu.")
    do(acts.dwelling_left, key, reason="Vendu à son locataire.")
    with pytest.raises(OutOfOrder):
        do(acts.dwelling_vacated, key)
