"""The town's grants in the official schema: those alone, whom they went to by name, valid to the schema's judge."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from frictionless import Resource, validate

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.models import Payment
from chapitre.kernel.exchange import takeover, writing
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.registers import registers
from tests.kernel.exchange.test_official import table_schema

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
AT = datetime(2025, 5, 2, 9, tzinfo=UTC)
PAYMENTS = registers["town.payments"]


def pay(key: str, **changes: Any) -> None:
    facts = {
        "operation": "Coop’Ivry Habitat", "object": "rénovation", "nature": "grant", "stage": "paid",
        "amount_cents": 142_500_050, "dated_on": date(2025, 4, 18), "payee": "coop",
    }  # fmt: skip
    perform(acts.payment.recorded, key, actor=ADMIN, at=AT, **facts | changes)


def written(path: Path) -> list[dict[str, str]]:
    with path.open("wb") as file:
        writing.write_official(PAYMENTS, "subventions", file)
    with path.open(encoding="utf-8-sig", newline="") as made:
        return list(csv.DictReader(made))


@pytest.fixture
def grants() -> None:
    perform(acts.organisation.recorded, "coop", actor=ADMIN, at=AT, name="Coop’Ivry Habitat", kind="landlord")
    pay("S-1")
    pay("S-2", nature="in_kind", object="prêt de salle")
    pay("S-3", nature="investment", object="arceaux")
    pay("S-4", payee=None)


@pytest.mark.usefixtures("grants")
def test_grants_alone_are_written_with_the_name_of_who_got_them(tmp_path: Path) -> None:
    path = tmp_path / "subventions.csv"
    lines = written(path)
    assert [(one["nomBeneficiaire"], one["nature"], one["montant"]) for one in lines] == [
        ("Coop’Ivry Habitat", "aide en numéraire", "1425000.5"),
        ("Coop’Ivry Habitat", "aide en nature", "1425000.5"),
    ]
    judged = validate(Resource(path=path.name, basepath=str(tmp_path), schema=table_schema("subventions")))
    assert judged.valid, judged.flatten(["message"])


@pytest.mark.usefixtures("grants")
def test_a_file_of_grants_is_taken_over_and_its_payees_found_by_name(tmp_path: Path) -> None:
    path = tmp_path / "subventions.csv"
    written(path)
    given = path.read_text(encoding="utf-8-sig").replace("prêt de salle", "prêt d’un local")
    path.write_text(given, encoding="utf-8")
    takeover.take_over(PAYMENTS, path, name="subventions.csv", actor=ADMIN, at=AT)
    row = Payment.objects.get(object="prêt d’un local")
    assert (row.payee, row.nature, row.amount_cents, row.stage) == ("coop", "in_kind", 142_500_050, "committed")
