"""Registers and their records in words, as the portal's pages say them."""

from __future__ import annotations

from chapitre.kernel.chapters import CHAPTERS, SHARED
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.telling import UNKNOWN, fact, head, named, state, title, titles
from chapitre.kernel.words import Pair, capital, said

__all__ = ["UNKNOWN", "by_chapter", "capital", "chapter_of", "fact", "head", "named", "state", "title", "titles"]

REPORT: Pair = ("Le bilan", "The report")


def chapter_of(register: Register) -> str:
    """What the chapter of a register is called."""
    known = CHAPTERS.get(register.chapter)
    return said(known.label if known else REPORT if register.chapter == "report" else SHARED)


def by_chapter() -> list[tuple[str, list[Register]]]:
    """All registers under their chapters' names, in the order of the report, what they share after them."""
    order = {code: number for number, code in enumerate((*CHAPTERS, "town", "report"))}
    found: dict[str, list[Register]] = {}
    for one in sorted(registers.values(), key=lambda one: (order.get(one.chapter, len(order)), one.name)):
        found.setdefault(chapter_of(one), []).append(one)
    return list(found.items())
