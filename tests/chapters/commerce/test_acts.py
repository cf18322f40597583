"""What the chapter's own acts ask for: dates that go forward, vouchers spent once, calls that wait for their date."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import IntegrityError, connection

from chapitre.chapters.commerce import acts
from chapitre.chapters.commerce.models import AidBatch, Call, Premises, TemporaryUse
from chapitre.kernel.acts import Act, BadFact, OutOfOrder, perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

pytestmark = pytest.mark.django_db
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)


def do(act: Act, key: str | None = None, **params: Any) -> str:
    return perform(act, key, actor=Actor(ADMINISTRATOR), at=AT, **params).key


def test_a_voucher_is_spent_once_and_paid_back_once() -> None:
    key = do(acts.batch.recorded, kind="food", handed_on=date(2020, 5, 4), quantity=100, value_cents=1_500)
    for spent, refunded in ((101, 0), (90, 91), (None, 0)):
        with pytest.raises(BadFact):
            do(acts.batch_spent, key, spent=spent, refunded=refunded)
    do(acts.batch_spent, key, spent=90, refunded=80)
    for spent, refunded in ((89, 80), (95, 79)):
        with pytest.raises(BadFact):
            do(acts.batch_spent, key, spent=spent, refunded=refunded)
    batch = AidBatch.objects.get()
    assert (batch.spent, batch.refunded) == (90, 80)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("UPDATE commerce_aidbatch SET spent = 101")


def test_a_parcel_is_not_spent() -> None:
    key = do(acts.batch.recorded, kind="parcel", handed_on=date(2020, 5, 4), quantity=100, value_cents=0)
    with pytest.raises(OutOfOrder):
        do(acts.batch_spent, key, spent=1, refunded=0)


def test_a_call_is_closed_to_bids_on_the_date_said_and_not_before() -> None:
    key = do(
        acts.call.recorded, title="occuper un local", opened_on=date(2025, 3, 3), closes_on=date(2025, 4, 30),
        threshold=70,
    )  # fmt: skip
    with pytest.raises(OutOfOrder):
        do(acts.judged, key, on_date=date(2025, 4, 29))
    with pytest.raises(OutOfOrder):
        do(acts.call_awarded, key, winner="melocycles")
    do(acts.judged, key, on_date=date(2025, 4, 30))
    do(commons.organisation.recorded, "melocycles", name="Mélocycles", kind="association")
    do(acts.call_awarded, key, winner="melocycles")
    assert (Call.objects.get().state, Call.objects.get().awarded_on) == ("awarded", date(2025, 5, 2))


def test_a_renewal_goes_beyond_the_end_agreed_and_is_counted() -> None:
    key = do(
        acts.temporary.recorded, purpose="atelier", rental_value_cents=1_440_000, fee_cents=0,
        signed_on=date(2022, 5, 9), ends_on=date(2025, 5, 8),
    )  # fmt: skip
    with pytest.raises(BadFact):
        do(acts.renewed, key, ends_on=date(2025, 5, 8))
    do(acts.renewed, key, ends_on=date(2027, 5, 8))
    row = TemporaryUse.objects.get()
    assert (row.ends_on, row.renewals) == (date(2027, 5, 8), 1)


def test_the_first_opening_of_premises_stays() -> None:
    facts = {"name": "local 5", "site": "new_building", "owner": "private", "area_m2": 60, "state": "vacant"}
    key = do(acts.premises.recorded, since=date(2023, 1, 1), **facts)
    do(acts.opened, key, on_date=date(2023, 5, 1), use="bakery")
    with pytest.raises(OutOfOrder):
        do(acts.opened, key, use="grocer")
    do(acts.closed, key, on_date=date(2024, 2, 1), reason="L’enseigne est partie.")
    assert Premises.objects.get().use is None
    do(acts.opened, key, on_date=date(2024, 9, 1), use="grocer")
    row = Premises.objects.get()
    assert (row.opened_on, row.since, row.use) == (date(2023, 5, 1), date(2024, 9, 1), "grocer")
