"""What a rule may not exceed, and that whatever the checker lets through, both databases and Python can read."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from random import Random

import pytest

from chapitre.kernel.rules import Field, RuleError, Schema, Tree, check, parse, to_python, to_sql
from chapitre.kernel.rules.nodes import MAX_DEPTH, MAX_LENGTH, MAX_LITERAL, MAX_WEIGHT, SPANS
from tests.kernel.rules.runners import Database, Row, postgresql, run_oracle, run_python, same, sqlite

TODAY = date(2025, 11, 18)
SCHEMA = Schema(
    "tests.limits",
    [Field("n", "int", -1, 1), Field("d", "date"), Field("e", "date"), Field("b", "bool"), Field("s", "str")],
)
ROWS: list[Row] = [
    {"n": 1, "d": date(2024, 2, 29), "e": date(2025, 1, 31), "b": True, "s": "é"},
    {"n": -1, "d": date(2023, 2, 28), "e": date(2022, 1, 30), "b": False, "s": "e"},
    {"n": None, "d": None, "e": None, "b": None, "s": None},
]

# For every operator that nests, one step of nesting in each of its operands.
STEPS: dict[str, tuple[Tree, Callable[[Tree], Tree]]] = {
    "and": (["field", "b"], lambda x: ["and", ["field", "b"], x]),
    "or": (["field", "b"], lambda x: ["or", x, ["field", "b"]]),
    "not": (["field", "b"], lambda x: ["not", x]),
    "eq": (["field", "b"], lambda x: ["eq", ["field", "b"], x]),
    "known": (["field", "b"], lambda x: ["known", x]),
    "add": (["field", "n"], lambda x: ["add", ["field", "n"], x]),
    "sub": (["field", "n"], lambda x: ["sub", ["field", "n"], x]),
    "mul": (["field", "n"], lambda x: ["mul", ["field", "n"], x]),
    "floordiv": (["field", "n"], lambda x: ["floordiv", x, ["int", 3]]),
    "neg": (["field", "n"], lambda x: ["neg", x]),
    "abs": (["field", "n"], lambda x: ["abs", x]),
    "min": (["field", "n"], lambda x: ["min", ["field", "n"], x]),
    "if value": (["field", "n"], lambda x: ["if", ["field", "b"], ["field", "n"], x]),
    "if other value": (["field", "n"], lambda x: ["if", ["field", "b"], x, ["field", "n"]]),
    "if test": (["field", "b"], lambda x: ["if", x, ["field", "b"], ["field", "b"]]),
    "in": (["field", "b"], lambda x: ["in", x, [["bool", True]]]),
    "add_days": (["field", "d"], lambda x: ["add_days", x, ["int", 1]]),
    "add_days count": (["field", "d"], lambda x: ["add_days", ["field", "d"], ["day", x]]),
    "max of dates": (["field", "d"], lambda x: ["max", x, ["field", "e"]]),
    "chosen days": (["field", "d"], lambda x: ["add_days", x, ["if", ["lt", x, ["today"]], ["int", 1], ["day", x]]]),
    "months start": (["field", "d"], lambda x: ["add_days", ["field", "d"], ["months_between", x, ["field", "e"]]]),
    "months end": (["field", "d"], lambda x: ["add_days", ["field", "d"], ["months_between", ["field", "e"], x]]),
    "years end": (["field", "d"], lambda x: ["add_days", ["field", "d"], ["years_between", ["field", "e"], x]]),
}  # fmt: skip


def deepest(seed: Tree, step: Callable[[Tree], Tree]) -> Tree:
    """The deepest nesting that the checker accepts."""
    tree = seed
    while True:
        try:
            check(step(tree), SCHEMA)
        except RuleError:
            return tree
        tree = step(tree)


@pytest.fixture(scope="module")
def lite() -> Iterator[Database]:
    database = sqlite(SCHEMA)
    database.fill(ROWS)
    yield database
    database.connection.close()


@pytest.fixture(scope="module")
def postgres(postgres_uri: str) -> Iterator[Database]:
    database = postgresql(SCHEMA, postgres_uri)
    database.fill(ROWS)
    yield database
    database.connection.close()


def in_a_deep_scan(database: Database, tree: Tree) -> None:
    """The rule inside as much other SQL as a figure's scan and Django's subqueries put around it."""
    sql, params = to_sql(tree, database.columns, database.dialect, TODAY, SCHEMA)
    test = sql if check(tree, SCHEMA).type == "bool" else f"({sql} IS NOT NULL)"
    counted = f"COALESCE(SUM(CASE WHEN (({test})) THEN 1 ELSE 0 END), 0) AS a, COUNT(*) FILTER (WHERE (({test}))) AS b"
    query = f"SELECT count(*) FROM (SELECT * FROM (SELECT {counted} FROM rows WHERE (({test}))) AS c) AS d"
    database.connection.execute(database.placeholders(query), params * 3).fetchall()


@pytest.mark.parametrize("name", STEPS)
def test_sqlite_reads_the_deepest_rule_that_is_allowed(lite: Database, name: str) -> None:
    tree = deepest(*STEPS[name])
    in_a_deep_scan(lite, tree)
    assert same(lite.run([tree], TODAY)[0], oracle(tree))


@pytest.mark.postgres
@pytest.mark.parametrize("name", STEPS)
def test_postgresql_reads_the_deepest_rule_that_is_allowed(postgres: Database, name: str) -> None:
    tree = deepest(*STEPS[name])
    in_a_deep_scan(postgres, tree)
    assert same(postgres.run([tree], TODAY)[0], oracle(tree))


@pytest.mark.parametrize("name", STEPS)
def test_python_reads_the_deepest_rule_that_is_allowed(name: str) -> None:
    tree = deepest(*STEPS[name])
    assert same(run_python(tree, ROWS, TODAY, SCHEMA), oracle(tree))


def oracle(tree: Tree) -> list[object]:
    return run_oracle(tree, ROWS, TODAY)


# Every operand of every operator: what goes in, what comes out.
EDGES: list[tuple[str, str, Callable[[Tree], Tree]]] = [
    ("bool", "bool", lambda x: ["and", ["field", "b"], x]),
    ("bool", "bool", lambda x: ["eq", ["field", "b"], x]),
    ("bool", "bool", lambda x: ["if", ["field", "b"], ["field", "b"], x, ["field", "b"], ["field", "b"]]),
    ("bool", "int", lambda x: ["if", x, ["field", "n"], ["field", "n"]]),
    ("bool", "date", lambda x: ["if", ["field", "b"], ["field", "d"], x, ["field", "d"], ["field", "e"]]),
    ("int", "int", lambda x: ["if", ["field", "b"], ["field", "n"], ["field", "b"], x, ["field", "n"]]),
    ("int", "int", lambda x: ["min", ["field", "n"], x]),
    ("int", "int", lambda x: ["sub", ["field", "n"], x]),
    ("int", "int", lambda x: ["floordiv", x, ["int", 7]]),
    ("int", "bool", lambda x: ["lt", ["field", "n"], x]),
    ("int", "date", lambda x: ["add_days", ["field", "d"], x]),
    ("date", "date", lambda x: ["add_days", x, ["field", "n"]]),
    ("date", "date", lambda x: ["max", ["field", "e"], x]),
    ("date", "date", lambda x: ["if", ["field", "b"], ["field", "d"], ["field", "b"], x, ["field", "e"]]),
    ("date", "bool", lambda x: ["ne", ["field", "e"], x]),
    ("date", "int", lambda x: ["month", x]),
    *[("date", "int", lambda x, op=op: [op, x, ["field", "e"]]) for op in sorted(SPANS)],
    *[("date", "int", lambda x, op=op: [op, ["field", "e"], x]) for op in sorted(SPANS)],
]


def test_sqlite_reads_any_path_down_to_the_last_level(lite: Database) -> None:
    """Two thousand ways down through operators that open many constructs at once."""
    random = Random(59)
    for _ in range(2_000):
        kind = random.choice(["bool", "int", "date"])
        tree: Tree = ["field", {"bool": "b", "int": "n", "date": "d"}[kind]]
        steps = [edge for edge in EDGES if edge[0] == kind]
        while steps:
            edge = steps.pop(random.randrange(len(steps)))
            try:
                check(edge[2](tree), SCHEMA)
            except RuleError:
                continue
            tree = edge[2](tree)
            steps = [other for other in EDGES if other[0] == edge[1]]
        in_a_deep_scan(lite, tree)


def test_depth_is_counted_from_the_rule_down_to_its_leaves() -> None:
    tree: Tree = ["field", "b"]
    for _ in range(MAX_DEPTH - 1):
        tree = ["not", tree]
    check(tree, SCHEMA)
    with pytest.raises(RuleError, match="niveaux"):
        check(["not", tree], SCHEMA)


def test_months_and_years_count_for_two_levels() -> None:
    for op, levels in (("days_between", 2), ("months_between", 3), ("years_between", 3)):
        deep: Tree = ["known", [op, ["field", "d"], ["field", "e"]]]
        for _ in range(MAX_DEPTH - 1 - levels):
            deep = ["not", deep]
        check(deep, SCHEMA)
        with pytest.raises(RuleError, match="niveaux"):
            check(["not", deep], SCHEMA)


def test_a_chain_of_sums_products_and_else_is_one_level() -> None:
    check(parse(" + ".join(["n"] * 60)), SCHEMA)
    check(parse(" * ".join(["n"] * 60)), SCHEMA)
    check(parse("".join(f"{points} if n > {points} else " for points in range(60)) + "0"), SCHEMA)


def test_weight_counts_what_the_runners_will_write() -> None:
    """The SQL of any accepted rule stays in proportion to its weight."""
    for seed, step in STEPS.values():
        tree = deepest(seed, step)
        weight = check(tree, SCHEMA).weight
        assert weight <= MAX_WEIGHT
        columns = dict.fromkeys(SCHEMA.fields, "column")
        for dialect in ("sqlite", "postgresql"):
            sql, _ = to_sql(tree, columns, dialect, TODAY, SCHEMA)
            assert sql.count("column") <= weight, (tree, dialect)
        assert len(to_python(tree, SCHEMA)) < 200 * weight


def test_a_rule_too_heavy_once_expanded_is_refused() -> None:
    heavy: Tree = ["field", "b"]
    for _ in range(9):
        heavy = ["eq", heavy, heavy]
    with pytest.raises(RuleError, match="trop lourde"):
        check(heavy, SCHEMA)
    wide: Tree = ["in", ["field", "n"], [["int", number] for number in range(MAX_WEIGHT)]]
    with pytest.raises(RuleError, match="trop lourde"):
        check(wide, SCHEMA)
    with pytest.raises(RuleError, match="trop lourde"):
        check(["and", *[["field", "b"]] * MAX_WEIGHT], SCHEMA)


def test_length_is_checked_before_anything_is_read() -> None:
    assert parse("n" + " " * (MAX_LENGTH - 1)) == ["field", "n"]
    with pytest.raises(RuleError, match="trop longue"):
        parse("-" * 100_000 + "1")


def test_literals_stay_where_other_json_readers_are_exact() -> None:
    assert parse(f"n < {MAX_LITERAL}")[2] == ["int", MAX_LITERAL]
    with pytest.raises(RuleError, match="trop grand"):
        parse(f"n < {MAX_LITERAL + 1}")
    with pytest.raises(RuleError, match="mal écrite"):
        check(["int", MAX_LITERAL + 1], SCHEMA)


def test_a_stored_tree_survives_json() -> None:
    tree = parse('d >= date(2023, 1, 1) and s in ["é", "𝔘"] or -n // 2 == -5 or known(b) and today != d')
    assert json.loads(json.dumps(tree)) == tree
