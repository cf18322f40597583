"""Two measures of the same ground, held against sums written another way and against the figures' own rule."""

from __future__ import annotations

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from chapitre.chapters.building.acts import ground
from chapitre.chapters.building.methods.soils import COEFFICIENTS, PERMEABLE, biotope_factor, permeable_share
from chapitre.chapters.building.models.ground import SOILS
from chapitre.chapters.building.pages.ground import soils
from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.figures import live, sources
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.models import facts_of_shape
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor

AREAS = st.dictionaries(st.sampled_from(sorted(SOILS)), st.integers(0, 10**6))
ADMIN = Actor(ADMINISTRATOR)


def test_every_soil_has_its_coefficient() -> None:
    assert set(COEFFICIENTS) == set(SOILS) and set(SOILS) > PERMEABLE


@given(AREAS)
def test_both_are_means_over_single_square_metres(areas: dict[str, int]) -> None:
    """Each m² counted by itself, one thousandth of them: the same ground, slowly."""
    small = {soil: area // 1_000 for soil, area in areas.items()}
    metres = [soil for soil, area in small.items() for _ in range(area)]
    if not metres:
        assert permeable_share(small) is biotope_factor(small) is None
        return
    assert permeable_share(small) == Fraction(sum(soil in PERMEABLE for soil in metres), len(metres))
    assert biotope_factor(small) == sum((COEFFICIENTS[soil] for soil in metres), Fraction(0)) / len(metres)


@given(AREAS)
def test_what_lets_rain_through_is_never_less_than_what_lives(areas: dict[str, int]) -> None:
    share, factor = permeable_share(areas), biotope_factor(areas)
    assert (share is None) == (factor is None)
    if share is not None and factor is not None:
        assert 0 <= factor <= share <= 1


@pytest.mark.django_db
def test_the_page_and_the_figures_weigh_the_same_ground_alike() -> None:
    at = datetime(2025, 5, 2, 9, tzinfo=UTC)
    told = {"number": 2, "name": "Cœur de ville", "state": "study", "approximate": True}
    perform(commons.project.recorded, "coeur-de-ville", actor=ADMIN, at=at, **told)
    for number, (before, after) in enumerate((("sealed", "deep_soil"), ("sealed", "part_sealed"), ("built", "built"))):
        shape = box(2_380_000 + 900 * number, 48_810_000, 2_380_400 + 1_000 * number, 48_810_300)
        shapes_store.put(shape)
        facts = {"name": f"n{number}", "use": "square", "project": "coeur-de-ville", "due_on": date(2030, 1, 1)}
        perform(
            ground.surface.recorded, actor=ADMIN, at=at, soil_before=before, soil_after=after,
            **facts, **facts_of_shape(shape),
        )  # fmt: skip
    shown, values = soils("coeur-de-ville"), live.fresh(date(2025, 5, 2))
    assert shown is not None
    assert shown.total == values["building.centre_ground"].exact
    for place, name in enumerate(("centre_permeable_share_before", "centre_permeable_share")):
        one = sources.declaration(f"building.{name}")
        assert shown.permeable[place] == live.shown(one, values[one.id]).text
    one = sources.declaration("building.centre_biotope")
    assert shown.biotope[1] == live.shown(one, values[one.id]).text
