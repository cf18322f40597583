"""A town's folder written from the outline of its commune: it loads, and what the file lacks is said."""

from datetime import date
from pathlib import Path

import pytest

from chapitre.kernel.town import TownError, load
from chapitre.kernel.town.founding import find, found

COMMUNES = Path(__file__).parents[2] / "data" / "second-town" / "communes.geojson"


def test_the_folder_that_it_writes_describes_a_town(tmp_path: Path) -> None:
    commune = find(COMMUNES, "99001")
    found(tmp_path / "town", commune, postcodes=["99000", "99010"], since=date(2026, 3, 28))
    town = load(tmp_path / "town")
    assert (town.name, town.slug, town.insee) == ("Essai-l’Éprouvée", "essai-l-eprouvee", "99001")
    assert town.postcodes == ("99000", "99010")
    assert (town.term.first, town.term.last) == (date(2026, 3, 28), date(2032, 3, 27))
    assert (town.report_since, town.report_until, town.streets_since) == (
        town.term.first, town.term.last, town.term.first,
    )  # fmt: skip
    assert not town.demonstration
    assert town.outline.equals(commune.shape)
    assert list(town.districts) == [town.slug]
    assert town.districts[town.slug].label == (town.name, town.name)
    assert not any((town.streets, town.places, town.projects, town.neighbours))
    middle = (round(commune.shape.centroid.x), round(commune.shape.centroid.y))
    assert town.atlas.district_of(*middle) == town.slug


def test_a_name_with_quotes_stays_a_name(tmp_path: Path) -> None:
    file = tmp_path / "communes.geojson"
    file.write_text(COMMUNES.read_text(encoding="utf-8").replace("Autre", 'Œuf \\"le $grand\\"'), encoding="utf-8")
    found(tmp_path / "town", find(file, "99002"), postcodes=["99000"], since=date(2024, 2, 29))
    town = load(tmp_path / "town")
    assert (town.name, town.slug) == ('Œuf "le $grand"', "oeuf-le-grand")
    assert town.term.last == date(2030, 2, 28)


def test_what_the_file_lacks_is_said(tmp_path: Path) -> None:
    with pytest.raises(TownError, match=r"99003.*aucune commune"):
        find(COMMUNES, "99003")
    with pytest.raises(TownError, match=r"nowhere\.geojson.*ne peut être lu"):
        find(tmp_path / "nowhere.geojson", "99001")
