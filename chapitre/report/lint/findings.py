"""Every number of a draft with its line, its kind, and what it stands on. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from chapitre.report.lint.binding import Binder, Known
from chapitre.report.lint.kinds import tell
from chapitre.report.lint.letters import letters
from chapitre.report.lint.tokens import Draft, Token, digits, draft

KINDS = ("quantity", "denominator", "year", "name", "word")
STATUSES = ("bound", "attested", "date", "name", "unbound")


@dataclass(frozen=True)
class Finding:
    """A number of a draft. `figure` is what it stands on, `near` the figure it may be meant for while unbound."""

    line: int
    text: str
    kind: str
    status: str
    figure: str | None = None
    near: str | None = None


def lint(text: str, known: Iterable[Known] = ()) -> list[Finding]:
    """Every number in digits or in letters, in the order of the text; live numbers (`{{ … }}`) are bound already."""
    read = draft(unicodedata.normalize("NFC", text))
    found = digits(read)
    tokens = tell(read, sorted([*found, *letters(read, found)], key=lambda one: one.start))
    binder = Binder(known)
    made: list[Finding] = []
    for token in tokens:
        if token.kind != "placed":
            made.append(_finding(read, token, binder, made))
    return made


def _finding(read: Draft, token: Token, binder: Binder, made: list[Finding]) -> Finding:
    line = read.text.count("\n", 0, token.start) + 1
    said = read.text[token.start : token.end].replace("\n", " ")
    if token.kind in ("name", "year"):
        return Finding(line, said, token.kind, "name" if token.kind == "name" else "date")
    if token.kind == "denominator":
        rate = next((one for one in reversed(made) if one.kind in ("quantity", "word")), None)
        return Finding(line, said, token.kind, rate.status if rate else "bound", rate.figure if rate else None)
    one = binder.bound(read, token)
    if one is None:
        near = binder.near(read, token)
        return Finding(line, said, token.kind, "unbound", near=near.id if near else None)
    return Finding(line, said, token.kind, "attested" if one.evidence == "atteste" else "bound", one.id)
