"""Whatever is in a file, it is rehearsed or refused with a sentence: never an error of ours, and nothing changes."""

from __future__ import annotations

import io
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.kernel.exchange import takeover, writing
from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.registers import Register
from tests.kernel.exchange.registers import RACKS, WAYS

pytestmark = pytest.mark.usefixtures("racks")
AT = datetime(2025, 11, 18, 8, tzinfo=UTC)
WORDS = [
    "A-1", "é", "", "12", "1 234,5", "31/12/2024", "oui", "wheel", "piste", "[2.38,48.81]", "POINT (1 2)", "\x00",
    "LINESTRING (2.384 48.81, 2.385 48.811)", '{"type":"Point"}', "9" * 400, "-", "NaN", "=1+1", "\ufeff", "'",
]  # fmt: skip
CELLS = st.one_of(st.sampled_from(WORDS), st.text(max_size=12))
TITLES = [
    "key", "nom", "accroche", "places", "coût (k€)", "emprise (ha)", "ouvert le", "près de", "lon", "lat",
    "geometry", "coordonneesxy", "à droite", "longueur", "id_local", "capacite", "type_accroche", "d_service",
]  # fmt: skip


def rehearsed(register: Register, path: Path) -> None:
    size = log.size()
    try:
        report = takeover.rehearse(register, path, name="x", actor=Actor(ADMINISTRATOR), at=AT)
    except ReadError as error:
        assert str(error)
    else:
        assert report.created + report.changed + report.same + report.refused == report.lines
        assert bool(report.refused or report.problem_count) != report.good
    assert log.size() == size


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    titles=st.lists(st.sampled_from(TITLES), min_size=1, max_size=8, unique=True),
    lines=st.lists(st.lists(CELLS, max_size=9), max_size=6),
    quoted=st.booleans(),
)
def test_any_cells_under_known_titles(tmp_path: Path, titles: list[str], lines: list[list[str]], quoted: bool) -> None:
    mark = '"' if quoted else ""
    rows = [";".join(f"{mark}{cell}{mark}" for cell in row) for row in (titles, *lines)]
    path = tmp_path / "file"
    path.write_bytes("\n".join(rows).encode("utf-8", "surrogatepass"))
    for register in (RACKS, WAYS):
        rehearsed(register, path)


@pytest.mark.parametrize("format", ["csv", "xlsx", "geojson", "parquet"])
def test_damaged_exports(tmp_path: Path, format: str) -> None:
    whole = tmp_path / "whole.csv"
    whole.write_text("key;accroche;places;lon;lat\n" + "".join(f"K-{n};wheel;1;2,38;48,81\n" for n in range(30)))
    takeover.take_over(RACKS, whole, name="x", actor=Actor(ADMINISTRATOR), at=AT)
    file = io.BytesIO()
    writing.write(RACKS, format, file)
    chance, path = random.Random(3), tmp_path / "file"
    for _ in range(8):
        data = bytearray(file.getvalue())
        for _ in range(chance.randrange(1, 20)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        rehearsed(RACKS, path)
