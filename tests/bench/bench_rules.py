"""Rules on four runners: do they agree, a hundred thousand times over, and what does each cost.

    python -m tests.bench.bench_rules [EXAMPLES] [SEED]

An example is one random rule over twenty random rows. Ratios are worth more than times.
"""

import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any

from chapitre.kernel.rules import Tree, evaluate, parse, to_python_filter, to_source, to_sql
from tests import postgres
from tests.kernel.rules.generate import SCHEMA, TODAYS, random_row, random_tree
from tests.kernel.rules.runners import COMMON, Database, Row, plain, postgresql, run_oracle, run_python, same, sqlite

EXAMPLES = 100_000
ROWS, BATCH = 20, 20  # rows an example; examples a query
SCANNED, WALKED = 200_000, 10_000  # rows read by the databases and by the loop; rows the oracle walks
KINDS = ["bool", "bool", "bool", "int", "int", "date", "str"]
TODAY = date(2025, 11, 18)

# As figures of street reports are: mostly comparisons of dates and codes, one span against today, one between columns.
FIGURES = [
    'received >= date(2023, 1, 1) and state != "held"',
    'year(received) == 2024 and place != "a"',
    "months_between(received, today) >= 36 and small > 1",
    "days_between(received, born) <= 30",
    'state in ["held", "done"] and not open',
    "months_between(received, born) // 12 > 2",
    "(8 if small > 3 else 5 if small > 0 else 0) + count // 7 > 600",
    "known(born) and min(born, received) < add_days(today, -365)",
]


def main() -> None:
    """Prints the agreement, then one Markdown table of what each runner costs."""
    examples = int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    databases = {"SQLite": sqlite(SCHEMA)}
    try:
        databases["PostgreSQL"] = postgresql(SCHEMA, postgres.french() or postgres.start())
    except RuntimeError as error:
        print(f"PostgreSQL was not measured: {error}")
    began = time.perf_counter()
    divergences = agreement(examples, Random(seed), list(databases.values()))
    seconds = time.perf_counter() - began
    print(f"{examples:,} random rules x {ROWS} rows, oracle = Python = {' = '.join(databases)}:", end=" ")
    print(f"{divergences} divergences, {seconds:.0f} s (seed {seed})")
    costs(databases)
    for database in databases.values():
        database.connection.close()
    if divergences:
        sys.exit(1)


def agreement(examples: int, random: Random, databases: Sequence[Database]) -> int:
    """Counts the examples on which a runner differs from the oracle; prints the first few."""
    divergences = done = 0
    while done < examples:
        trees = [
            random_tree(random, random.choice(KINDS), random.randint(2, 7)) for _ in range(min(BATCH, examples - done))
        ]
        rows, today = [random_row(random) for _ in range(ROWS)], random.choice(TODAYS)
        answers = [[run_python(tree, rows, today, SCHEMA) for tree in trees]]
        for database in databases:
            database.fill(rows)
            answers.append(database.run(trees, today))
        for index, tree in enumerate(trees):
            oracle = run_oracle(tree, rows, today)
            if not all(same(oracle, answer[index]) for answer in answers):
                divergences += 1
                if divergences <= 5:
                    print(f"DIVERGES on {today}: {to_source(tree)}")
        done += len(trees)
    return divergences


def costs(databases: dict[str, Database]) -> None:
    """One count a rule, all in one scan: the databases and the generated loop, against the oracle."""
    trees = [parse(source) for source in FIGURES]
    random = Random(2)
    rows = [random_row(random) for _ in range(SCANNED)]
    counts, naive = timed(lambda: [walk(tree, rows[:WALKED]) for tree in trees])
    naive *= SCANNED / WALKED
    print(f"\n| {len(trees)} counts over {SCANNED:,} rows | s | times faster than the oracle |\n|---|---:|---:|")
    print(f"| oracle (from {WALKED:,} rows) | {naive:.2f} | 1 |")
    loop = compiled_loop(trees)
    plains = [{name: plain(value) for name, value in row.items()} for row in rows]
    found, seconds = timed(lambda: loop(plains))
    print(f"| one generated loop | {seconds:.2f} | {naive / seconds:.0f} |")
    for name, database in databases.items():
        database.fill(rows)
        query, params = scan(database, trees)
        run = database.connection.cursor().execute
        row, seconds = timed(lambda run=run, query=query, params=params: run(query, params).fetchone())  # type: ignore[misc]
        assert list(row) == found, (name, row, found)
        print(f"| {name}, one scan | {seconds:.2f} | {naive / seconds:.0f} |")
    assert loop(plains[:WALKED]) == counts


def walk(tree: Tree, rows: Sequence[Row]) -> int:
    return sum(evaluate(tree, row, TODAY) is True for row in rows)


def compiled_loop(trees: Sequence[Tree]) -> Callable[[Sequence[Row]], list[int]]:
    """One pass over the rows that tests every rule, as verify.py's does."""
    names = ", ".join(SCHEMA.fields)
    lines = ["def loop(rows):", f"    counts = [0] * {len(trees)}", "    for row in rows:"]
    lines += [f"        {names} = {', '.join(f'row[{name!r}]' for name in SCHEMA.fields)}"]
    for index, tree in enumerate(trees):
        lines += [f"        if {to_python_filter(tree, SCHEMA)}:", f"            counts[{index}] += 1"]
    scope: dict[str, Any] = {**COMMON, "today": TODAY.isoformat()}
    exec("\n".join([*lines, "    return counts"]), scope)
    made: Callable[[Sequence[Row]], list[int]] = scope["loop"]
    return made


def scan(database: Database, trees: Sequence[Tree]) -> tuple[str, list[object]]:
    written, params = [], []
    for tree in trees:
        sql, more = to_sql(tree, database.columns, database.dialect, TODAY, SCHEMA)
        written.append(f"COUNT(*) FILTER (WHERE {sql})")
        params += more
    return database.placeholders(f"SELECT {', '.join(written)} FROM rows"), params


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    return work(), time.perf_counter() - began


if __name__ == "__main__":
    main()
