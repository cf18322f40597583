"""The chapter's demonstration alone says what was published, and one record less moves exactly what counts it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import transaction

from chapitre.chapters.building.demo import load
from chapitre.chapters.building.models import Dwellings, Surface
from chapitre.kernel.acts import acts, perform
from chapitre.kernel.commons import demo as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.commons.models import Project
from chapitre.kernel.figures import behind, live, sources
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from tests.kernel.figures.alone import only

TODAY = date(2025, 11, 18)
AT = datetime(2025, 11, 18, 9, tzinfo=UTC)
ADMIN = Actor(ADMINISTRATOR)
PUBLISHED = {
    "building.gagarine_dwellings": 1_430, "building.gagarine_social_share": 30,
    "building.bancic_classrooms": 25, "building.centre_permeable_share": 60, "building.port_area": 1_450_000,
    "building.port_family_dwellings": 5_600, "building.port_specific_dwellings": 2_300,
    "building.confluences_area": 120_000, "building.quais_dwellings": 1_150, "building.quais_garden": 7_500,
    "building.makeba_dwellings": 165, "building.point_p_garden": 2_000, "building.bertrand_programmes": 3,
    "building.bertrand_dwellings": 124, "building.bertrand_studios": 360, "building.fossey_garden": 3_500,
    "intro.development_age": 1, "intro.vacant_land_years": 15, "intro.extra_inhabitants_2040": 20_000,
    "intro.inhabitants_2040": 78_933,
}  # fmt: skip
DATES = {
    "intro.first_relocations": "198X", "building.hachette_art_classes": "2026",
    "building.hachette_citizen_desk": "2028", "building.confluences_opening": "2025-05",
    "building.quais_demolition": "2026", "building.halimi_inauguration": "2023",
    "building.petits_bois_crossfit": "2025",
}  # fmt: skip
EVIDENCE = {
    "building.gagarine_dwellings": "projete", "building.gagarine_farming": "mesure",
    "building.bancic_classrooms": "prouve", "building.bertrand_dwellings": "prouve",
    "intro.extra_inhabitants_2040": "projete", "intro.vacant_land_years": "atteste", "intro.development_age": "atteste",
}  # fmt: skip


def told(until: date) -> None:
    demonstration = Demonstration(until, [], lambda line: None)
    commons.load(demonstration)
    load(demonstration)


@pytest.mark.django_db
def test_the_chapter_says_what_was_published_and_each_record_counts() -> None:
    told(TODAY)
    values = live.fresh(TODAY)
    assert {id: values[id].exact for id in PUBLISHED} == PUBLISHED
    assert {id: values[id].edtf for id in DATES} == DATES
    assert {id: values[id].evidence for id in EVIDENCE} == EVIDENCE
    assert values["building.gagarine_farming"].exact > 20_000
    dwellings = ("gagarine_dwellings", "port_family_dwellings", "port_specific_dwellings", "quais_dwellings",
                 "makeba_dwellings", "bertrand_dwellings", "bertrand_studios")  # fmt: skip
    assert sum(values[f"building.{name}"].exact or 0 for name in dwellings) == 11_129
    for id in (*PUBLISHED, *DATES):
        one = sources.declaration(id)
        if one.register is None or one.value not in ("count", "sum"):
            continue
        with transaction.atomic():
            record = behind(id, TODAY).order_by("key").first()
            assert record is not None
            perform(acts[f"{one.register}.withdrawn"], record.key, actor=ADMIN, at=AT, reason="essai")
            with only(id):
                assert live.fresh(TODAY)[id].exact != values[id].exact, id
            transaction.set_rollback(True)


@pytest.mark.django_db
def test_one_group_of_dwellings_moves_exactly_the_figures_that_count_it() -> None:
    told(TODAY)
    before = live.fresh(TODAY)
    group = Dwellings.objects.filter(project="gagarine-truillot", tenure="social", state="planned").order_by("key")[0]
    reason = "Le conseil ajoute un étage."
    perform(
        acts["building.dwellings.revised"], group.key, actor=ADMIN, at=AT, planned=group.planned + 13, reason=reason
    )
    after = live.fresh(TODAY)
    assert {id for id in after if after[id].exact != before[id].exact} == {
        "building.gagarine_dwellings", "building.gagarine_social", "building.gagarine_social_share",
        "building.family_dwellings", "intro.extra_inhabitants_2040", "intro.inhabitants_2040",
    }  # fmt: skip
    assert after["building.gagarine_social_share"].exact == Fraction(44_200, 1_443)
    # 13 dwellings, 95 of a hundred lived in by 2,25 people.
    moved = Fraction(13 * 225 * 95, 10_000)
    assert after["intro.extra_inhabitants_2040"].exact == 20_000 + moved


@pytest.mark.django_db
def test_the_figures_are_the_same_a_year_later() -> None:
    """What happens after the report is told too, and moves no figure of the report."""
    later = date(2026, 11, 24)
    told(later)
    values = live.fresh(later)
    assert {id: values[id].exact for id in PUBLISHED} == PUBLISHED
    assert {id: values[id].edtf for id in DATES} == DATES


@pytest.mark.django_db
def test_outlines_have_the_published_areas() -> None:
    told(TODAY)
    assert Project.objects.get(key="ivry-port").area_m2 == 1_450_000
    areas = dict(Surface.objects.filter(name__startswith="jardin").order_by("key").values_list("key", "area_m2"))
    assert areas == {"JARDIN-FOSSEY": 3_500, "JARDIN-POINT-P": 2_000, "JARDIN-QUAIS": 7_500}
