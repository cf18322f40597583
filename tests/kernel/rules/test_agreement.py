"""The heart of the matter: the oracle, generated Python, SQLite and PostgreSQL give the same answers."""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.kernel.rules import Tree, check, parse, to_python_filter, to_source, to_sql
from tests.kernel.rules.generate import SCHEMA, TODAYS, random_row, random_tree
from tests.kernel.rules.runners import COMMON, Database, plain, postgresql, run_oracle, run_python, same, sqlite

ROWS = 20
KINDS = ["bool", "bool", "bool", "int", "int", "date", "str"]
# Random trees are slow to draw through Hypothesis's stand-in, and that is the work here, not a fault.
thorough = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module")
def lite() -> Iterator[Database]:
    database = sqlite(SCHEMA)
    yield database
    database.connection.close()


@pytest.fixture(scope="module")
def french(french_uri: str) -> Iterator[Database]:
    database = postgresql(SCHEMA, french_uri)
    yield database
    database.connection.close()


@pytest.fixture(scope="module")
def postgres(postgres_uri: str) -> Iterator[Database]:
    database = postgresql(SCHEMA, postgres_uri)
    yield database
    database.connection.close()


def draw(random: Random, kind: str, rows: int = ROWS) -> tuple[Tree, list[dict[str, Any]], date]:
    """A rule, which Hypothesis can shrink; and rows from one seed, which it cannot, but which cost it nothing."""
    tree, today, seeded = random_tree(random, kind, random.randint(2, 6)), random.choice(TODAYS), random.getrandbits(32)
    source = Random(seeded)
    return tree, [random_row(source) for _ in range(rows)], today


def agree(database: Database, tree: Tree, rows: list[dict[str, Any]], today: date, oracle: list[Any]) -> None:
    database.fill(rows)
    found = database.run([tree], today)[0]
    assert same(found, oracle), (to_source(tree), to_sql(tree, database.columns, database.dialect, today, SCHEMA))


@pytest.mark.postgres
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
@thorough
def test_all_four_runners_agree(lite: Database, french: Database, random: Random, kind: str) -> None:
    tree, rows, today = draw(random, kind)
    oracle = run_oracle(tree, rows, today)
    assert same(run_python(tree, rows, today, SCHEMA), oracle), to_source(tree)
    within_what_was_checked(tree, oracle)
    for database in (lite, french):
        agree(database, tree, rows, today, oracle)


@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
@settings(thorough, max_examples=200)
def test_python_and_sqlite_agree_where_there_is_no_postgresql(lite: Database, random: Random, kind: str) -> None:
    tree, rows, today = draw(random, kind)
    oracle = run_oracle(tree, rows, today)
    assert same(run_python(tree, rows, today, SCHEMA), oracle), to_source(tree)
    agree(lite, tree, rows, today, oracle)


@pytest.mark.postgres
@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
@settings(thorough, max_examples=200)
def test_postgresql_sorting_by_code_point_agrees(postgres: Database, random: Random, kind: str) -> None:
    tree, rows, today = draw(random, kind)
    agree(postgres, tree, rows, today, run_oracle(tree, rows, today))


def within_what_was_checked(tree: Tree, oracle: list[Any]) -> None:
    """The checker's promises about the value hold: its type, its bounds, whether it may be unknown."""
    checked = check(tree, SCHEMA)
    kinds = {"int": int, "str": str, "bool": bool, "date": str}
    for value in oracle:
        if value is None:
            assert checked.nullable
            continue
        assert type(value) is kinds[checked.type]
        if checked.low is not None:
            assert checked.low <= (date.fromisoformat(str(value)) if checked.type == "date" else value) <= checked.high


@given(st.randoms(use_true_random=False))
@settings(thorough, max_examples=200)
def test_a_filter_keeps_what_is_true_only(lite: Database, random: Random) -> None:
    tree, rows, today = draw(random, "bool")
    kept = [index for index, value in enumerate(run_oracle(tree, rows, today)) if value is True]
    written = to_python_filter(tree, SCHEMA)
    values = [
        eval(written, {**COMMON, "today": today.isoformat()}, {k: plain(v) for k, v in row.items()}) for row in rows
    ]
    assert all(type(value) is bool for value in values)
    assert [index for index, value in enumerate(values) if value] == kept
    lite.fill(rows)
    sql, params = to_sql(tree, lite.columns, lite.dialect, today, SCHEMA)
    found = lite.connection.execute(f"SELECT position FROM rows WHERE {lite.placeholders(sql)} ORDER BY 1", params)
    assert [index for (index,) in found] == kept


@given(st.randoms(use_true_random=False), st.sampled_from(KINDS))
@settings(thorough, max_examples=200)
def test_what_is_written_reads_back_as_the_same_rule(random: Random, kind: str) -> None:
    tree, rows, today = draw(random, kind, 3)
    source = to_source(tree)
    again = parse(source)
    assert parse(to_source(again)) == again
    assert same(run_oracle(again, rows, today), run_oracle(tree, rows, today)), source


@pytest.mark.postgres
def test_the_french_database_is_french(french: Database) -> None:
    """Without this, agreeing "in French" would prove nothing."""
    found = french.connection.execute(
        "SELECT 'e' < 'É' AND 'É' < 'f', 'e' < 'É' COLLATE \"C\" AND 'f' < 'É' COLLATE \"C\""
    )
    assert found.fetchone() == (True, True)
