"""figures and figure: every number the town publishes, and what lies under one of them."""

from __future__ import annotations

import argparse
import difflib
import json
import sys
from collections.abc import Sequence
from datetime import date
from typing import Any

from chapitre.commands import CommandError

MISUSED = 2
BY = "a fact (district, state…), or month, quarter, year; of another date: resolved_on:month"


def add_parsers(commands: Any) -> None:
    """Adds this room's commands to the command line."""
    every = commands.add_parser(
        "figures",
        help="print every published figure, with what it rests on",
        description="Every figure now; with another day as the rules' today; or as the ledger told it at some size.",
    )
    every.add_argument("--json", action="store_true", help="a JSON list; only numerator and denominator are exact")
    every.add_argument("--at", type=_day, metavar="DATE", help="the rules' today, as 2025-11-18 (default: today)")
    every.add_argument("--known", type=int, metavar="SIZE", help="replay the ledger's first SIZE entries instead")
    every.add_argument("--identities", action="store_true", help="what figures say together; 1 if one is false")
    every.set_defaults(run=figures)

    one = commands.add_parser(
        "figure",
        help="print one figure: its definition, rule and value, the records behind it, its parts",
        description="One figure now: what it counts, its rule in words and as written, its value.",
    )
    one.add_argument("id", help="for example streets.reports_received")
    one.add_argument("--records", action="store_true", help="list the records that it counts")
    one.add_argument("--by", metavar="FIELD", help=f"split it by {BY}")
    one.add_argument("--at", type=_day, metavar="DATE", help="the rules' today, as 2025-11-18 (default: today)")
    one.add_argument("--json", action="store_true", help="one JSON object")
    one.set_defaults(run=figure)


def figures(arguments: argparse.Namespace) -> int:
    """Prints them all."""
    from chapitre.kernel import clock
    from chapitre.kernel.figures import live
    from chapitre.kernel.ledger import log

    declared = _declared()
    today = arguments.at or clock.today()
    if arguments.known is None:
        values = live.at(today) if arguments.at else live.values(today)
    elif 0 <= arguments.known <= log.size():
        values = live.known(arguments.known, today)
    else:
        return _misused(f"the ledger has {log.size()} entries, not {arguments.known}")
    if arguments.identities:
        return _identities(declared, values, arguments.json)
    told = [live.as_json(one, values[id]) for id, one in declared.items()]
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
        return 0
    rows = [(one["id"], one["text"], _known(one["records"]), one["evidence"], one["label"]) for one in told]
    _table(("figure", "value", "records", "evidence", "label"), rows)
    return 0


def _identities(declared: dict[str, Any], values: dict[str, Any], as_json: bool) -> int:
    """Prints what figures say together; 1 if one identity is false."""
    from chapitre.report.identities import PRINTED_SIGNS, printed, weighed

    found = weighed(values)
    if as_json:
        told = [one.identity.content | {"holds": one.holds, "text": printed(one, declared)} for one in found]
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        verdicts = {True: "true", False: "FALSE"}
        rows = []
        for one in found:
            left, right = printed(one, declared)
            verdict = verdicts.get(one.holds, "unknown" if one.identity.sign else "")  # type: ignore[arg-type]
            sides = f"{left} {PRINTED_SIGNS[one.identity.sign]} {right}".strip()
            rows.append((one.identity.id, verdict, sides, one.identity.says[0]))
        _table(("identity", "", "figures", "says"), rows)
    return int(any(one.holds is False for one in found))


def figure(arguments: argparse.Namespace) -> int:
    """Prints one."""
    from chapitre.kernel import clock
    from chapitre.kernel.figures import live

    declared = _declared()
    if arguments.id not in declared:
        near = difflib.get_close_matches(arguments.id, declared, n=3, cutoff=0.5)
        hint = f"; perhaps {', '.join(near)}?" if near else "; `chapitre figures` lists them"
        return _misused(f"no figure {arguments.id}{hint}")
    one = declared[arguments.id]
    today = arguments.at or clock.today()
    if (arguments.records or arguments.by) and not one.on_records:
        return _misused(f"{one.id} stands as published ({one.evidence}): there are no records behind it")
    values = live.at(today) if arguments.at else live.values(today)
    told = live.as_json(one, values[one.id]) | _definition(one)
    if arguments.records:
        told["keys"] = _records(one, today)
    if arguments.by:
        parts = _parts(one, arguments.by, today)
        if parts is None:
            return _misused(f"{one.id} cannot be split by {arguments.by}: use {BY}")
        told["by"], told["parts"] = arguments.by, parts
    if arguments.json:
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        _print_figure(told)
    return 0


def _definition(one: Any) -> dict[str, Any]:
    """What decides the value, in words and as written."""
    from chapitre.kernel.records.registers import registers
    from chapitre.kernel.rules import explain

    told = {"definition": one.definition[0], "register": one.register, "how": one.value, "where": one.where}
    told |= {"of": one.of, "expression": one.expression, "rule": None}
    told |= {name: pair[0] if (pair := getattr(one, name)) else None for name in ("reading", "source", "scenario")}
    if one.register is not None and one.rule is not None and one.expression is None:
        register = registers[one.register]
        told["rule"] = f"{register.singular[0]} {explain(one.rule, register.rules)}"
    return told


def _records(one: Any, today: date) -> list[dict[str, Any]]:
    from chapitre.kernel.figures import behind
    from chapitre.kernel.records.models import as_fact

    rows = behind(one.id, today).values("key", *one.columns).iterator(2000)
    return [{name: as_fact(value) for name, value in row.items()} for row in rows]


def _parts(one: Any, by: str, today: date) -> list[dict[str, Any]] | None:
    from chapitre.kernel.figures import live, split
    from chapitre.kernel.figures.detail import NoSuchFact

    try:
        parts = split(one.id, by, today)
    except NoSuchFact:
        return None
    names = ("value", "numerator", "denominator", "text", "records")
    made = [(part, live.as_json(one, part.value)) for part in parts]
    return [{"code": part.code, "label": part.label[0]} | {name: whole[name] for name in names} for part, whole in made]


def _print_figure(told: dict[str, Any]) -> None:
    print(f"{told['text']}  {told['label']}")
    print(f"{told['id']}, {told['evidence']}, as of {told['as_of']} ({told['size']} entries)")
    print(f"\n{told['definition']}")
    if told["rule"]:
        print(f"\n{told['rule']}")
    for name in ("where", "of", "expression", "document", "source", "scenario", "reading"):
        if told[name]:
            print(f"  {name}: {told[name]}")
    if told["records"] is not None:
        print(f"\nrecords behind it: {told['records']}")
    if "parts" in told:
        print()
        rows = [(_known(part["code"]), part["text"], _known(part["records"]), part["label"]) for part in told["parts"]]
        _table((told["by"], "value", "records", "label"), rows)
    if "keys" in told:
        print()
        columns = list(told["keys"][0]) if told["keys"] else ["key"]
        _table(columns, [[_known(row[name]) for name in columns] for row in told["keys"]])


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Columns as wide as their widest cell, the last one free."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    for row in (head, *rows):
        cells = [cell.ljust(width) for cell, width in zip(row[:-1], widths, strict=False)]
        print("  ".join([*cells, row[-1]]).rstrip())


def _known(value: object) -> str:
    return "–" if value is None else str(value)


def _declared() -> dict[str, Any]:
    """All the figures. Raises CommandError where a declaration is wrong."""
    from chapitre.kernel.figures import declarations
    from chapitre.kernel.figures.problems import BadFigures

    try:
        return dict(declarations())
    except BadFigures as bad:
        raise CommandError(str(bad)) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date: write it as 2025-11-18") from None


def _misused(message: str) -> int:
    print(f"chapitre: {message}", file=sys.stderr)
    return MISUSED
