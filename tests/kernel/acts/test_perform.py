"""perform: one transaction, one entry, everything or nothing."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel.acts import (
    BadFact,
    FutureDate,
    KeyTaken,
    Missing,
    NoSuchRecord,
    NotAllowed,
    OutOfOrder,
    StaleRecord,
    Step,
    perform,
    perform_many,
)
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.commitments import commit
from chapitre.kernel.ledger.merkle import leaf_hash
from chapitre.kernel.records.models import BehindTheLedger, Opening
from tests.factories import AT, CLEANING, HEAD, RESIDENT_, ROADS, later, report, row

pytestmark = pytest.mark.django_db


def test_an_act_writes_the_record_and_one_entry_that_says_all_its_facts() -> None:
    receipt = report(text="Un matelas")
    entry = log.entry(receipt.index)
    body = json.loads(entry.body)
    assert log.size() == 1
    assert entry.body.encode() and receipt.leaf == leaf_hash(entry.body.encode()) == bytes(entry.leaf)
    assert body["facts"] == row(receipt).facts()
    assert body["facts"]["due_on"] == "2025-11-21"
    assert (body["act"], body["role"], body["seq"], body["schema"]) == ("received", "resident", 1, 3)
    assert (body["on_date"], body["recorded_at"]) == ("2025-11-18", "2025-11-18T08:12:33.123456Z")
    assert set(body["commitments"]) == {"private.text", "private.photos"}
    assert "matelas" not in entry.body


def test_a_key_is_the_year_and_the_running_number() -> None:
    made = [report().key for _ in range(3)]
    first = int(made[0].removeprefix("25-"))  # PostgreSQL's sequence goes on from test to test
    assert made == [f"25-{first + n:05}" for n in range(3)]


def test_a_private_commitment_opens_with_its_salt_and_nothing_else() -> None:
    receipt = report(text="Un matelas")
    submission = Submission.objects.get()
    told = json.loads(log.entry(receipt.index).body)["commitments"]["private.text"]
    salt = bytes.fromhex(submission.salts["text"])
    assert commit(salt, "private.text", "Un matelas") == told
    assert commit(salt, "private.text", "Un matela") != told


def test_a_review_opens_exhibits_and_settles_what_was_sent() -> None:
    receipt = report(text="Un matelas, M. Dupont l’a vu", point=(2_384_001, 48_810_002))
    perform(acts.reviewed, receipt.key, actor=CLEANING, at=later(), text="Un matelas", point=(2_384_001, 48_810_002))
    assert not Submission.objects.exists()
    openings = {one.field: one for one in Opening.objects.order_by("pk")}
    assert {name: one.value for name, one in openings.items()} == {
        "text": "Un matelas",
        "point": [2_384_001, 48_810_002],
    }
    told = json.loads(log.entry(1).body)["commitments"]
    assert told == {name: commit(bytes.fromhex(one.salt), name, one.value) for name, one in openings.items()}


@pytest.mark.parametrize(
    ("refused", "error"),
    [
        ({"act": acts.accepted, "actor": ROADS}, NotAllowed),
        ({"act": acts.accepted, "actor": RESIDENT_}, NotAllowed),
        ({"act": acts.answered, "actor": RESIDENT_, "text": "oui"}, OutOfOrder),
        ({"act": acts.resolved, "actor": CLEANING}, Missing),
        ({"act": acts.rejected, "actor": CLEANING, "reason": "  "}, Missing),
        ({"act": acts.accepted, "actor": CLEANING, "expected_seq": 7}, StaleRecord),
        ({"act": acts.reassigned, "actor": CLEANING, "department": "nulle-part"}, BadFact),
        ({"act": acts.withdrawn, "actor": CLEANING, "reason": "essai"}, NotAllowed),
        ({"act": acts.amended, "actor": CLEANING, "reason": "erreur", "district": "ailleurs"}, BadFact),
        ({"act": acts.amended, "actor": CLEANING, "reason": "erreur", "state": "resolved"}, BadFact),
    ],
)
def test_a_refused_act_names_the_rule_and_changes_nothing(refused: dict, error: type[Exception]) -> None:
    receipt = report()
    before = row(receipt).facts()
    act = refused.pop("act")
    with pytest.raises(error) as caught:
        perform(act, receipt.key, at=later(), **refused)
    assert str(caught.value)
    assert (row(receipt).facts(), row(receipt).seq, log.size()) == (before, 1, 1)


def test_a_withdrawn_record_takes_no_more_acts() -> None:
    receipt = report()
    perform(acts.withdrawn, receipt.key, actor=HEAD, at=later(), reason="Essai")
    with pytest.raises(OutOfOrder):
        perform(acts.accepted, receipt.key, actor=CLEANING, at=later(2))


def test_no_act_is_dated_after_it_is_recorded() -> None:
    with pytest.raises(FutureDate):
        perform(acts.received, actor=RESIDENT_, at=AT, on_date=AT.date() + timedelta(days=1), **_facts())


def test_an_act_may_be_dated_before_it_is_recorded() -> None:
    receipt = perform(acts.received, actor=RESIDENT_, at=AT, on_date=AT.date() - timedelta(days=400), **_facts())
    assert receipt.key.startswith("24-")
    assert row(receipt).received_on.isoformat() == "2024-10-14"


def test_unknown_and_taken_keys() -> None:
    report(key="25-00009")
    with pytest.raises(KeyTaken):
        report(key="25-00009")
    with pytest.raises(NoSuchRecord):
        perform(acts.accepted, "25-99999", actor=CLEANING, at=AT)


def test_many_acts_are_all_or_nothing() -> None:
    steps = [
        Step(acts.received, "25-00001", RESIDENT_, AT, _facts()),
        Step(acts.accepted, "25-00001", CLEANING, later()),
        Step(acts.accepted, "25-00001", ROADS, later(2)),
    ]
    with pytest.raises(NotAllowed):
        perform_many(steps)
    assert (log.size(), Report.objects.count()) == (0, 0)
    receipts = perform_many(steps[:2])
    assert [one.index for one in receipts] == [0, 1]
    assert Report.objects.get().state == "accepted"


def test_what_is_settled_in_the_same_transaction_leaves_no_private_row() -> None:
    steps = [
        Step(acts.received, "25-00001", RESIDENT_, AT, {**_facts(), "text": "Un matelas"}),
        Step(acts.received, "25-00002", RESIDENT_, AT, {**_facts(), "text": "Un pneu"}),
        Step(acts.reviewed, "25-00001", CLEANING, later(), {"text": "Un matelas"}),
    ]
    perform_many(steps)
    assert [row.text for row in Submission.objects.order_by("pk")] == ["Un pneu"]


def test_the_same_request_twice_is_one_report() -> None:
    first = perform(acts.received, actor=RESIDENT_, at=AT, idempotency="nonce", follow="a" * 64, **_facts())
    again = perform(acts.received, actor=RESIDENT_, at=later(), idempotency="nonce", follow="a" * 64, **_facts())
    assert first == again
    assert (Report.objects.count(), Contact.objects.count(), log.size()) == (1, 1, 1)


def test_nobody_writes_a_record_without_an_act() -> None:
    record = row(report())
    record.state = "resolved"
    for attempt in (
        record.save,
        record.delete,
        lambda: Report.objects.update(state="resolved"),
        lambda: Report.objects.filter(pk=record.pk).delete(),
        lambda: Report.objects.create(key="25-1"),
        lambda: Report.objects.bulk_create([record]),
    ):
        with pytest.raises(BehindTheLedger):
            attempt()


def _facts() -> dict[str, object]:
    from tests.factories import PLACE

    return dict(PLACE)
