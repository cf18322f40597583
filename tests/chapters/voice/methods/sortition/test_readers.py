"""Files as people make them: every spelling is read, every inconsistency is told with line and column."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.chapters.voice.methods.sortition import tables
from chapitre.chapters.voice.methods.sortition.pools import Pool, Quota
from chapitre.chapters.voice.methods.sortition.readers import Reading, obstacles, read_pool
from chapitre.chapters.voice.methods.sortition.tables import cleaned, read_table

QUOTAS = "category,feature,min,max\ngenre,Femme,1,2\ngenre,Homme,1,2\nâge,moins de 30,0,2\nâge,30 et plus,1,3\n"
PEOPLE = "id,genre,âge\n1,Femme,moins de 30\n2,Homme,30 et plus\n3,Femme,30 et plus\n"


def read(quotas: str = QUOTAS, people: str = PEOPLE, *households: str) -> Reading:
    return read_pool(quotas.encode(), people.encode(), households)


def told(quotas: str = QUOTAS, people: str = PEOPLE, *households: str) -> list[str]:
    reading = read(quotas, people, *households)
    assert reading.pool is None
    for problem in reading.problems:
        assert problem.message("en").startswith(f"{problem.file}, line {problem.line}, column {problem.column}: ")
    return [problem.message() for problem in reading.problems]


def test_the_plain_files() -> None:
    pool = read().pool
    assert pool is not None
    assert pool.quotas[0] == Quota("genre", "Femme", 1, 2)
    assert pool.people == ((0, 2), (1, 3), (0, 3))


def test_a_real_pool(jury_pool: Pool) -> None:
    assert len(jury_pool.people) == 150 and len(jury_pool.quotas) == 20


SEMICOLONS = QUOTAS.replace(",", ";")
SPELT = QUOTAS.replace("category,feature", "feature,value")
FLEXIBLE = "feature,value,min,max,min_flex,max_flex\ngenre,Femme,1,2,0,3\ngenre,Homme,1,2,1,2\n"


@pytest.mark.parametrize(
    "data",
    [
        QUOTAS.encode(),
        b"\xef\xbb\xbf" + QUOTAS.encode(),
        QUOTAS.encode("latin-1"),
        QUOTAS.encode("cp1252"),
        QUOTAS.encode("utf-16"),
        QUOTAS.replace("\n", "\r\n").encode(),
        QUOTAS.replace("\n", "\r").encode(),
        SEMICOLONS.encode(),
        QUOTAS.replace(",", "\t").encode(),
        SPELT.encode(),
        QUOTAS.replace("Femme", '"Femme"').encode(),
        QUOTAS.replace("Femme", "  Femme\u00a0").encode(),
        QUOTAS.replace("â", "a\u0302").encode(),
        QUOTAS.replace("category,feature,min,max", "Category, FEATURE ,Min,Max").encode(),
        (QUOTAS + "\n,,,\n\n").encode(),
        QUOTAS.replace("1,2\n", "1,2,,,\n").encode(),
        QUOTAS[:-1].encode(),
    ],
)
def test_every_way_to_write_the_same(data: bytes) -> None:
    reading = read_pool(data, PEOPLE.encode())
    assert reading.problems == ()
    assert reading.pool == read().pool


def test_loosest_bounds() -> None:
    pool = read(FLEXIBLE, "genre\nFemme\nHomme\n").pool
    assert pool is not None and [quota.loosest for quota in pool.quotas] == [(0, 3), (1, 2)]


def test_households() -> None:
    people = "genre,âge,rue,ville\nFemme,moins de 30,1 rue Marat,Ivry\nHomme,30 et plus,1 RUE MARAT ,ivry\n"
    people += "Femme,30 et plus,,\nHomme,moins de 30,,\nHomme,moins de 30,1 rue Marat,Vitry\n"
    pool = read(QUOTAS, people, "rue", "ville").pool
    assert pool is not None and pool.households == (0, 0, -1, -1, 1)
    assert told(QUOTAS, people, "adresse") == ["respondents.csv, ligne 1, colonne 1 : il manque la colonne « adresse »"]


@pytest.mark.parametrize(
    ("quotas", "people", "expected"),
    [
        ("", PEOPLE, "categories.csv, ligne 1, colonne 1 : le fichier est vide"),
        (QUOTAS, " \n\n", "respondents.csv, ligne 1, colonne 1 : le fichier est vide"),
        (
            "category,feature,min\ng,a,1\n", "g\na\n",
            "categories.csv, ligne 1, colonne 1 : il manque la colonne « max »",
        ),
        ("category,feature,min,max\n", PEOPLE, "categories.csv, ligne 1, colonne 1 : aucun quota sous l’en-tête"),
        (QUOTAS, "id,genre,âge\n", "respondents.csv, ligne 1, colonne 1 : aucun volontaire sous l’en-tête"),
        (
            QUOTAS.replace("Femme,1", "Femme,un"),
            PEOPLE,
            "categories.csv, ligne 2, colonne 13 : « un » : il faut un nombre entier, sans signe ni virgule",
        ),
        (
            QUOTAS.replace("Femme,1", "Femme,"), PEOPLE,
            "categories.csv, ligne 2, colonne 13 : cellule vide : il faut un nombre",
        ),
        (
            QUOTAS.replace("Femme,1", "Femme,5"), PEOPLE,
            "categories.csv, ligne 2, colonne 13 : le minimum 5 dépasse le maximum 2",
        ),
        (
            QUOTAS.replace("Homme", "Femme"),
            PEOPLE.replace("Homme", "Femme"),
            "categories.csv, ligne 3, colonne 7 : « genre », « Femme » a déjà son quota ligne 2",
        ),
        (
            FLEXIBLE.replace("0,3", "2,3"), "genre\nFemme\n",
            "categories.csv, ligne 2, colonne 17 : min_flex 2 dépasse min 1",
        ),
        (
            FLEXIBLE.replace("0,3", "0,1"), "genre\nFemme\n",
            "categories.csv, ligne 2, colonne 19 : max_flex 1 est sous max 2",
        ),
        (
            FLEXIBLE.replace(",max_flex", ""),
            "genre\nFemme\n",
            "categories.csv, ligne 1, colonne 1 : il manque la colonne « max_flex » ; est-ce « min_flex » ?",
        ),
        (
            QUOTAS,
            PEOPLE.replace("2,Homme", "2,homme"),
            "respondents.csv, ligne 3, colonne 3 : « homme » n’a pas de quota dans « genre » ; est-ce « Homme » ?",
        ),
        (
            QUOTAS, PEOPLE.replace("2,Homme", "2,X"),
            "respondents.csv, ligne 3, colonne 3 : « X » n’a pas de quota dans « genre »",
        ),
        (
            QUOTAS, PEOPLE.replace("2,Homme", "2,"),
            "respondents.csv, ligne 3, colonne 3 : cellule vide : « genre » manque",
        ),
        (QUOTAS, PEOPLE.replace("3,", "2,"), "respondents.csv, ligne 4, colonne 1 : « 2 » est déjà inscrit ligne 3"),
        (
            QUOTAS,
            PEOPLE.replace("genre,âge", "Genre,âge"),
            "respondents.csv, ligne 1, colonne 1 : il manque la colonne « genre » ; est-ce « Genre » ?",
        ),
        (
            QUOTAS,
            PEOPLE.replace("id,genre", "genre,genre"),
            "respondents.csv, ligne 1, colonne 7 : deux colonnes se nomment « genre »",
        ),
        (
            QUOTAS,
            PEOPLE + "4,Femme\n",
            "respondents.csv, ligne 5, colonne 3 : il manque 1 cellule sur cette ligne (l’en-tête en a 3)",
        ),
        (
            QUOTAS,
            PEOPLE + "4,Femme,moins de 30,Ivry\n",
            "respondents.csv, ligne 5, colonne 21 : une cellule de trop : « Ivry » (l’en-tête a 3 colonnes)",
        ),
        (
            QUOTAS, PEOPLE + '4,"Femme,moins de 30\n',
            "respondents.csv, ligne 5, colonne 3 : ce guillemet n’est jamais refermé",
        ),
        (
            QUOTAS, PEOPLE.replace("3,Femme", '3,"Femme"s'),
            "respondents.csv, ligne 4, colonne 10 : du texte suit un guillemet fermant",
        ),
        (
            QUOTAS,
            PEOPLE.replace("3,Femme", "3,Fem\x00me"),
            "respondents.csv, ligne 4, colonne 6 : caractère illisible : est-ce bien un fichier CSV ?",
        ),
    ],
)  # fmt: skip
def test_what_is_wrong_and_where(quotas: str, people: str, expected: str) -> None:
    assert expected in told(quotas, people)


def test_a_cell_over_two_lines_keeps_the_count() -> None:
    people = 'id,genre,âge,mot\n1,Femme,moins de 30,"deux\nlignes"\n2,Homme,vieux,\n'
    assert told(QUOTAS, people) == ["respondents.csv, ligne 4, colonne 9 : « vieux » n’a pas de quota dans « âge »"]


def test_problems_come_in_the_order_of_the_files() -> None:
    lines = told(QUOTAS.replace("Femme,1", "Femme,x"), PEOPLE.replace("Homme", "?").replace("moins de 30", "??"))
    assert [line.split(" :")[0] for line in lines] == [
        "categories.csv, ligne 2, colonne 13",
        "respondents.csv, ligne 2, colonne 9",
        "respondents.csv, ligne 3, colonne 3",
    ]


def test_what_counting_shows_to_be_impossible() -> None:
    reading = read(QUOTAS.replace("moins de 30,0,2", "moins de 30,2,2"))
    assert [one.message() for one in obstacles(reading, 5)] == [
        "categories.csv, ligne 1, colonne 1 : 5 places pour 3 volontaires",
        "categories.csv, ligne 4, colonne 17 : au moins 2 « moins de 30 » demandés, 1 parmi les volontaires",
        "categories.csv, ligne 2, colonne 13 : les maximums de « genre » font 4, pour 5 places",
    ]
    assert [one.message() for one in obstacles(reading, 1)] == [
        "categories.csv, ligne 4, colonne 17 : au moins 2 « moins de 30 » demandés, 1 parmi les volontaires",
        "categories.csv, ligne 2, colonne 13 : les minimums de « genre » font 2, pour 1 places",
        "categories.csv, ligne 4, colonne 17 : les minimums de « âge » font 3, pour 1 places",
    ]
    assert obstacles(read(), 2) == []


CELL = st.text(
    st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufeff\u2028\u2029\x85"), max_size=6
)


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=1, max_size=5), st.sampled_from(",;\t"))
def test_whatever_a_program_writes_is_read(rows: list[list[str]], separator: str) -> None:
    head = ["a", "b", "c"]
    file = io.StringIO()
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([head, *rows])
    table = read_table("f", file.getvalue().encode())
    assert table.problems == ()
    expected = [tuple(map(cleaned, row)) for row in rows if any(map(cleaned, row))]
    assert [row.cells for row in table.rows] == expected


BYTES = st.binary(max_size=80)
PIECES = st.lists(
    st.sampled_from(['"', ",", ";", "\n", "\r", "category", "feature", "min", "max", "Femme", "genre", "1", "é", "\x00", " "]),  # noqa: E501
    max_size=40,
).map(lambda parts: "".join(parts).encode())  # fmt: skip


@given(BYTES | PIECES, BYTES | PIECES, st.sampled_from([(), ("genre",), ("",)]))
@settings(max_examples=400)
def test_no_bytes_are_ever_a_traceback(quotas: bytes, people: bytes, households: tuple[str, ...]) -> None:
    for reading in (
        read_pool(quotas, people, households),
        read_pool(QUOTAS.encode(), people, households),
        read_pool(quotas, PEOPLE.encode(), households),
    ):
        assert (reading.pool is None) == bool(reading.problems)
        for problem in reading.problems:
            assert problem.line >= 1 and problem.column >= 1
            assert problem.message() and problem.message("en")
        if reading.pool is not None:
            obstacles(reading, 3)


@given(st.integers(0, len(PEOPLE) - 1), st.sampled_from(['"', ",", "\n", "x", ""]))
@settings(max_examples=200)
def test_one_slip_of_the_pen(place: int, slip: str) -> None:
    """A file that anybody could spoil by one character is read, or its problem is told on an existing line."""
    people = PEOPLE[:place] + slip + PEOPLE[place + 1 :]
    reading = read(QUOTAS, people)
    lines = people.count("\n") + 1
    assert reading.pool is not None or all(problem.line <= lines for problem in reading.problems)


@pytest.mark.parametrize("inside", ["\x1b[31m", "\u202e", "\x9b", "\x00"])
def test_what_is_quoted_cannot_command_a_terminal(inside: str) -> None:
    reading = read(people=PEOPLE.replace("Homme", f"Hom{inside}me"))
    assert reading.problems
    for problem in reading.problems:
        assert inside not in problem.message("fr") and inside not in problem.message("en")


def test_a_file_of_another_kind_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_CELLS", 50)
    problems = read(people="a,b,c\n" * 40).problems
    assert [(one.line, one.column) for one in problems if "cellules" in one.fr] == [(17, 1)]


def test_no_more_is_told_than_anybody_reads() -> None:
    reading = read(people="id,genre,âge\n" + "1,x,y,z\n" * 5000)
    assert reading.pool is None and 1000 <= len(reading.problems) <= 4 * 1000
