"""The file of departures: read however it is written, and all that is wrong told by line and column."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition.leaving import Dropout
from chapitre.chapters.voice.methods.sortition.pools import Quota
from chapitre.chapters.voice.methods.sortition.rates import rates_of, read_rates, told_rates

QUOTAS = (Quota("genre", "Femme", 1, 2), Quota("genre", "Homme", 1, 2), Quota("âge", "moins de 30", 0, 3))
GOOD = "category,feature,rate\ngenre,Femme,0.1\nâge,moins de 30,0.25\n"


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("category,feature", "feature,value"),
        GOOD.replace(",", ";").replace("0.25", "0,25"),
        "\ufeff" + GOOD[:21].upper() + GOOD[21:],
    ],
)
def test_every_way_to_write_the_same(text: str) -> None:
    assert read_rates(text.encode(), QUOTAS) == (Dropout(0.0, (0.1, 0.0, 0.25)), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "d.csv, ligne 1, colonne 1 : le fichier est vide"),
        ("category,feature\ngenre,Femme\n", "d.csv, ligne 1, colonne 1 : il manque la colonne « rate »"),
        (GOOD + "genre,Femme,0.2\n", "d.csv, ligne 4, colonne 7 : « Femme » a déjà son taux ligne 2"),
        (GOOD + "genre,Homm,0.2\n", "d.csv, ligne 4, colonne 7 : « Homm » n’est pas dans les quotas ; "
         "est-ce « Homme » ?"),
        (GOOD + "gendre,Homme,0.2\n", "d.csv, ligne 4, colonne 1 : « gendre » n’est pas dans les quotas ; "
         "est-ce « genre » ?"),
        (GOOD + "genre,Homme,1.2\n", "d.csv, ligne 4, colonne 13 : « 1.2 » : il faut un taux de 0 à 1, comme 0,15"),
        (GOOD + "genre,Homme,\n", "d.csv, ligne 4, colonne 13 : «  » : il faut un taux de 0 à 1, comme 0,15"),
        (GOOD + "genre,Homme,nan\n", "d.csv, ligne 4, colonne 13 : « nan » : il faut un taux de 0 à 1, comme 0,15"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_line_and_column(text: str, expected: str) -> None:
    found, problems = read_rates(text.encode(), QUOTAS, "d.csv")
    assert found is None and [one.message() for one in problems] == [expected]
    assert all(one.message("en") for one in problems)


@given(
    st.binary(max_size=60) | st.text(alphabet='category,feature;rate\n"01.genreFmâ\x00', max_size=120).map(str.encode)
)
@settings(max_examples=300, deadline=None)
def test_no_bytes_are_ever_a_traceback(data: bytes) -> None:
    found, problems = read_rates(data, QUOTAS)
    assert (found is None) == bool(problems)
    assert all(one.line >= 1 and one.column >= 1 for one in problems)


@given(
    st.integers(0, len(GOOD)), st.sampled_from(["", "9", "-", '"', ";", "\n", "é", "\x00", "1e999"]), st.integers(0, 3)
)
@settings(max_examples=200, deadline=None)
def test_a_file_with_a_slip_is_read_or_refused_with_a_place(start: int, piece: str, gone: int) -> None:
    found, problems = read_rates((GOOD[:start] + piece + GOOD[start + gone :]).encode(), QUOTAS)
    assert (found is None) == bool(problems)
    if found is not None:
        assert all(0 <= rate <= 1 for rate in found.rates)


def test_a_report_says_them_and_reads_them_again() -> None:
    dropout = Dropout(0.05, (0.1, 0.0, 0.25))
    told = json.loads(json.dumps(told_rates(dropout, QUOTAS)))
    assert rates_of(told, QUOTAS) == dropout
    for wrong in (
        None,
        {},
        {"base": 2, "rates": []},
        {"base": 0, "rates": [["genre", "X", 0.1]]},
        told | {"rates": [[]]},
    ):
        assert rates_of(wrong, QUOTAS) is None
