"""The guard at the door of the parser: only a small, plain alphabet of Python's reaches `ast`.

Python's own reader folds `ﬁeld` into `field`, joins adjacent strings, reads `1e400` as infinity, warns on `1if` and
`'\\d'`, and gives up with MemoryError or RecursionError on deep nesting. None of these gets past this module.
"""

import re
from itertools import pairwise
from typing import NamedTuple, NoReturn

from chapitre.kernel.rules.nodes import MAX_LENGTH, MAX_LITERAL, RuleError, odd_character

TOKEN = re.compile(
    r"""(?P<space>[ ]+)
    |(?P<name>[A-Za-z_][A-Za-z0-9_]*)
    |(?P<number>[0-9]+)
    |(?P<string>"(?:[^"\\]|\\["'\\])*"|'(?:[^'\\]|\\["'\\])*')
    |(?P<sign>==|!=|<=|>=|//|[-+*<>()\[\],])""",
    re.VERBOSE,
)
MAX_OPEN = 40  # brackets open at once
MAX_PREFIX = 10  # `not` and `-` in a row

HINTS = {
    "=": ("écrivez == pour comparer", "write == to compare"),
    "/": ("la division est entière : écrivez //", "division is of integers: write //"),
    ".": ("les nombres sont entiers", "numbers are integers"),
    "&": ("écrivez and", "write and"),
    "|": ("écrivez or", "write or"),
    "!": ("écrivez not ou !=", "write not or !="),
    "#": ("une règle ne porte pas de commentaire", "a rule carries no comment"),
    "\u00a0": ("c’est une espace insécable, mettez une espace simple", "this is a no-break space, use a plain one"),
    "\u202f": ("c’est une espace insécable, mettez une espace simple", "this is a no-break space, use a plain one"),
    "“": ('les textes s’écrivent entre "…"', 'texts are written between "…"'),
    "”": ('les textes s’écrivent entre "…"', 'texts are written between "…"'),
    "«": ('les textes s’écrivent entre "…"', 'texts are written between "…"'),
    "’": ("les textes s’écrivent entre '…'", "texts are written between '…'"),
    "\\": ("une barre oblique inverse n’a de sens que dans un texte", "a backslash only has a meaning inside a text"),
}


class RuleToken(NamedTuple):
    """A word of a rule and the 0-based character where it begins."""

    kind: str
    text: str
    at: int


def guard_source(source: object) -> str:
    """Checks a source word by word; returns it on one line, character for character. Raises RuleError."""
    if not isinstance(source, str):
        raise RuleError("une règle est un texte", "a rule is a text")
    if len(source) > MAX_LENGTH:
        raise RuleError(
            f"règle trop longue : {len(source)} caractères, au plus {MAX_LENGTH}",
            f"rule too long: {len(source)} characters, at most {MAX_LENGTH}",
        )
    line = source.translate({9: " ", 10: " ", 13: " "})
    odd = odd_character(line)
    if odd is not None:
        raise RuleError(
            f"caractère interdit U+{ord(line[odd]):04X}", f"character U+{ord(line[odd]):04X} is not allowed", odd
        )
    tokens = _tokens(line, source)
    if not tokens:
        raise RuleError("la règle est vide", "the rule is empty", 0)
    _neighbours(tokens)
    _nesting(tokens)
    return line


def _tokens(line: str, source: str) -> list[RuleToken]:
    tokens, at = [], 0
    while at < len(line):
        match = TOKEN.match(line, at)
        if match is None:
            _refuse_character(line, at)
        kind = match.lastgroup or ""
        if kind == "string" and match.group() != source[at : match.end()]:
            raise RuleError("un texte tient sur une ligne", "a text stays on one line", at)
        if kind == "number":
            _check_number(match.group(), at)
        if kind != "space":
            tokens.append(RuleToken(kind, match.group(), at))
        at = match.end()
    return tokens


def _refuse_character(line: str, at: int) -> NoReturn:
    one = line[at]
    if one in "\"'":
        closed = re.compile(rf"""{one}(?:[^{one}\\]|\\["'\\])*""").match(line, at)
        assert closed is not None
        if closed.end() < len(line):
            raise RuleError(
                "dans un texte, une barre oblique inverse n’introduit que \\ ou un guillemet",
                "inside a text, a backslash only introduces \\ or a quote",
                closed.end(),
            )
        raise RuleError("ce texte n’est pas refermé", "this text is not closed", at)
    if one.isalnum():
        raise RuleError(
            f"les noms s’écrivent sans accent, en lettres latines : « {one} » n’en est pas une",
            f"names are written in plain ASCII letters: “{one}” is not one",
            at,
        )
    fr, en = HINTS.get(one, ("ce signe n’est pas de la langue des règles", "this sign is not of the rule language"))
    raise RuleError(f"« {one} » : {fr}", f"“{one}”: {en}", at)


def _check_number(digits: str, at: int) -> None:
    if len(digits) > 1 and digits[0] == "0":
        raise RuleError("un nombre ne commence pas par 0", "a number does not begin with 0", at)
    if len(digits) > 16 or int(digits) > MAX_LITERAL:
        raise RuleError(f"nombre trop grand, au plus {MAX_LITERAL}", f"number too large, at most {MAX_LITERAL}", at)


def _neighbours(tokens: list[RuleToken]) -> None:
    """Refuses what Python would read as one word or join: `1if`, `1e400`, `0x10`, `f"…"`, `"a" "b"`."""
    for left, right in pairwise(tokens):
        touching = left.at + len(left.text) == right.at
        if left.kind == "number" and right.kind == "name" and touching:
            raise RuleError(
                "les nombres sont entiers, en chiffres seuls, et suivis d’une espace",
                "numbers are integers, digits only, followed by a space",
                left.at,
            )
        if right.kind == "string" and (left.kind == "string" or (left.kind == "name" and touching)):
            raise RuleError("un opérateur manque devant ce texte", "an operator is missing before this text", right.at)


def _nesting(tokens: list[RuleToken]) -> None:
    """Refuses unmatched brackets, and the nesting that Python's reader cannot survive, long before it could not."""
    opened: list[RuleToken] = []
    prefixes = 0
    for token in tokens:
        if token.text in ("(", "["):
            opened.append(token)
        elif token.text in (")", "]") and (not opened or opened.pop().text + token.text not in ("()", "[]")):
            raise RuleError("cette parenthèse ne ferme rien", "this bracket closes nothing", token.at)
        prefixes = prefixes + 1 if token.text in ("not", "-") else 0
        if len(opened) > MAX_OPEN or prefixes > MAX_PREFIX:
            raise RuleError("trop d’imbrications", "too many levels", token.at)
    if opened:
        raise RuleError("cette parenthèse n’est pas refermée", "this bracket is not closed", opened[-1].at)
