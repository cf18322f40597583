"""The chapter's demonstration alone says what was published, and one record less moves what counts it."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction

from chapitre.chapters.housing.demo import load
from chapitre.chapters.housing.models import Dwelling
from chapitre.kernel.acts import acts, perform
from chapitre.kernel.commons import demo as commons
from chapitre.kernel.commons.demonstration import Demonstration, Spot
from chapitre.kernel.commons.models import Organisation
from chapitre.kernel.figures import behind, live
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.kernel.figures.alone import only

TODAY = date(2025, 11, 18)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
SPOTS = [
    Spot(2_384_000, 48_810_000, "centre-ville", "place Voltaire", 1.0),
    Spot(2_395_390, 48_816_289, "ivry-port", "place Gambetta", 1.0),
    Spot(2_386_000, 48_817_000, "gagarine-truillot", "rue Truillot", 1.0),
]
PUBLISHED = {
    "social_dwellings": 12_128,
    "landlords": 29,
    "social_dwellings_built": 1_361,
    "coop_grants": 1_995_500_000,
    "advice_sessions": 712,
    "people_received": 6_318,
}


@pytest.mark.django_db
def test_the_chapter_says_what_was_published_and_each_record_counts() -> None:
    demonstration = Demonstration(TODAY, SPOTS, lambda line: None)
    commons.load(demonstration)
    load(demonstration)
    values = live.fresh(TODAY)
    assert {name: values[f"housing.{name}"].exact for name in PUBLISHED} == PUBLISHED
    assert values["housing.charter_updated"].edtf == "2025"
    assert values["housing.social_dwellings"].evidence == "repris"
    assert values["housing.social_dwellings_built"].evidence == "prouve"
    landlords = Organisation.objects.filter(kind="landlord").values_list("key", flat=True)
    assert set(Dwelling.objects.values_list("landlord", flat=True)) == set(landlords)
    for name in ("social_dwellings", "social_dwellings_built", "coop_grants", "advice_sessions", "people_received"):
        record = behind(f"housing.{name}", TODAY).first()
        assert record is not None
        with transaction.atomic():
            withdraw = acts[f"{record.register.name}.withdrawn"]
            perform(withdraw, record.key, actor=Actor(ADMINISTRATOR), at=AT, reason="essai")
            with only(f"housing.{name}"):
                assert live.fresh(TODAY)[f"housing.{name}"].exact != values[f"housing.{name}"].exact, name
            transaction.set_rollback(True)
