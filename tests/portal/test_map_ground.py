"""What maps draw of the registers: projects and open green spaces, in the place of what the files say of them."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from shapely.geometry import box

from chapitre.kernel.acts import perform
from chapitre.kernel.commons import acts
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.town import town
from chapitre.portal import mapground
from tests.factories import AT

pytestmark = pytest.mark.django_db
ADMIN = Actor(ADMINISTRATOR)
DAY = date(2024, 3, 5)
LON, LAT = town().middle
SQUARE = box(LON - 1000, LAT - 1000, LON + 1000, LAT + 1000)


def opened(key: str, number: int, name: str) -> None:
    demonstration = Demonstration(DAY, [], print)
    facts = {"number": number, "name": name, "state": "study", **demonstration.shape(SQUARE)}
    demonstration.tell(acts.project.recorded, key, DAY, **facts)
    demonstration.write()


def test_without_records_the_files_say_all() -> None:
    drawn = mapground.ground()
    assert drawn.projects == town().projects and drawn.greens == town().greens


def test_a_project_of_the_register_takes_the_place_of_the_files() -> None:
    first = next(iter(town().projects))
    opened(first, 1, "Autre nom")
    opened("halle", 9, "La halle")
    drawn = mapground.ground()
    assert drawn is mapground.ground()
    assert drawn.projects[first].label == ("Autre nom", "Autre nom") and drawn.projects[first].shape.covers(SQUARE)
    assert drawn.projects["halle"].number == 9 and len(drawn.projects) == len(town().projects) + 1


def test_a_project_given_up_is_drawn_no_longer_whatever_the_files_say() -> None:
    first = next(iter(town().projects))
    opened(first, 1, "Autre nom")
    perform(acts.project_dropped, first, actor=ADMIN, at=AT, reason="Trop cher")
    assert list(mapground.ground().projects) == list(town().projects)[1:]


def test_the_home_page_leads_to_the_projects_of_the_register(client: Client) -> None:
    opened("halle", 9, "La halle")
    assert ">La halle</a>" in client.get("/").text
    assert "La halle" in client.get("/carte/fond.json").content.decode()
