"""A quick reader of an entry's line: one regular expression that only canonical JSON can match. Pure.

Reading JSON and writing it again to compare takes most of a check's time. An entry in its register's own form can be
recognised in one go instead: fixed names in their order, plain strings, short integers. What it matches is canonical by
construction; what it does not match (an escape, an older schema, anything wrong) is left to the slow reader.
"""

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from operator import itemgetter
from typing import Any

from chapitre.kernel.figures.compute import KnownEntry

PLAIN_STRING = r'"[^"\\\x00-\x1f]*+"'  # nothing in it that JSON would write otherwise
PLAIN_INTEGER = "(?:0|-?[1-9][0-9]{0,14})"  # far below 2**53
PLAIN_VALUE = {"str": PLAIN_STRING, "date": PLAIN_STRING, "int": PLAIN_INTEGER, "bool": "(?:true|false)"}
COMMITMENT = r'"[0-9A-Za-z._-]++":"[0-9a-f]{64}"'


class FactTokens(dict[str, Any]):
    """The value of a token of JSON, kept: half a million records repeat a few hundred words."""

    def __missing__(self, token: str) -> Any:
        value = self[token] = json.loads(token)
        return value


class LineReader:
    """Reads the lines of one register in its present form."""

    def __init__(self, register: str, declared: Mapping[str, Any]) -> None:
        """`declared`: the register as `figures.json` has it (schema, rules). Raises ValueError on a strange name."""
        types = {one["name"]: PLAIN_VALUE[one["type"]] for one in declared["rules"]["fields"]}
        if not all(name.isascii() and name.isidentifier() for name in types):
            raise ValueError(f"{register}: a fact's name is an ASCII identifier")
        self.register = register
        self.tokens = FactTokens()
        names = sorted(types)
        self.picked = itemgetter(*(1 + names.index(name) for name in types))  # the groups in the schema's order
        facts = ",".join(f'"{name}":(null|{types[name]})' for name in names)
        self.match = re.compile(
            rf'\{{"act":{PLAIN_STRING},"commitments":\{{((?:{COMMITMENT}(?:,{COMMITMENT})*+)?)\}},"facts":\{{{facts}\}},'
            rf'"key":"([^"\\\x00-\x1f]*+)","on_date":{PLAIN_STRING},"recorded_at":{PLAIN_STRING},'
            rf'"register":{re.escape(json.dumps(register))},"role":{PLAIN_STRING},'
            rf'"schema":{int(declared["schema"])},"seq":({PLAIN_INTEGER})\}}'
        ).fullmatch

    def read(self, line: str) -> KnownEntry | None:
        """What a replay needs of the entry; None unless the line is canonical and of this register's form."""
        found = self.match(line)
        if found is None:
            return None
        groups = found.groups()
        if "," in groups[0] and not ascending(groups[0].split('"')[1::4]):
            return None
        return self.register, groups[-2], int(groups[-1]), tuple(map(self.tokens.__getitem__, self.picked(groups)))


def ascending(names: list[str]) -> bool:
    """Whether names come in order, each once."""
    return all(name < following for name, following in pairwise(names))
