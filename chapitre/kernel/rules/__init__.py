"""The rule language: one small expression language for figures, deadlines, routing and scoring (docs/rules.md).

Parse what a person writes, check it against the fields it may read, run it in Python or SQL, say it in words. Free of
Django and of the rest of the house.
"""

from chapitre.kernel.rules.check import Checked, check
from chapitre.kernel.rules.explain import explain
from chapitre.kernel.rules.nodes import RuleError, RuleValue, Tree, fields_read
from chapitre.kernel.rules.oracle import evaluate
from chapitre.kernel.rules.parse import Parsed, parse, parse_with_positions
from chapitre.kernel.rules.python import to_python, to_python_filter
from chapitre.kernel.rules.schema import Field, Schema, schema_from_json
from chapitre.kernel.rules.source import to_source
from chapitre.kernel.rules.sql import Fragment, to_sql

__all__ = [
    "Checked",
    "Field",
    "Fragment",
    "Parsed",
    "RuleError",
    "RuleValue",
    "Schema",
    "Tree",
    "check",
    "evaluate",
    "explain",
    "fields_read",
    "parse",
    "parse_with_positions",
    "read",
    "schema_from_json",
    "to_python",
    "to_python_filter",
    "to_source",
    "to_sql",
]


def read(source: str, schema: Schema, expect: str | None = None) -> Tree:
    """Parses and checks a rule in one go. Raises RuleError, pointing at the character."""
    tree, positions = parse_with_positions(source)
    check(tree, schema, expect, positions)
    return tree
