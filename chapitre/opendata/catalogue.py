"""The catalogue: every register of the house with what it holds, when it last changed, and its files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from chapitre.kernel.chapters import CHAPTERS, SHARED
from chapitre.kernel.exchange.official import officials
from chapitre.kernel.exchange.schemas import Schema
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.search.follow import reaches
from chapitre.kernel.search.models import Reach
from chapitre.kernel.words import Pair, capital, said
from chapitre.opendata import files

LICENCE = "Licence Ouverte / Open Licence 2.0"
LICENCE_ID = "etalab-2.0"
LICENCE_URL = "https://www.etalab.gouv.fr/licence-ouverte-open-licence/"
HOUSE: Pair = ("Le bilan", "The report")


@dataclass(frozen=True)
class Dataset:
    """One register as open data. `size` and `at`: the entry that last changed it; None while it has no record."""

    register: Register
    records: int
    size: int
    at: datetime | None

    @property
    def name(self) -> str:
        return self.register.name

    @property
    def label(self) -> str:
        return capital(said(self.register.label))

    @property
    def sentence(self) -> str:
        return said(self.register.description)

    @property
    def kinds(self) -> list[files.Kind]:
        return files.kinds(self.register)

    @property
    def schemas(self) -> list[Schema]:
        """The official schemas that it can be had in."""
        return [one.schema for one in officials.get(self.name, {}).values()]

    @property
    def links(self) -> list[Register]:
        """The other registers whose records its own name."""
        names = {one.link: None for one in self.register.about.values() if one.link and one.link != self.name}
        return [registers[name] for name in names if name in registers]


def datasets() -> list[Dataset]:
    """Every register, in the order of the report's chapters."""
    reached = reaches(registers)
    return [_dataset(one, reached.get(one.name)) for one in sorted(registers.values(), key=_place)]


def dataset(name: str) -> Dataset | None:
    """One register; None where there is none of that name."""
    return _dataset(registers[name], reaches([name]).get(name)) if name in registers else None


def _dataset(register: Register, reach: Reach | None) -> Dataset:
    if reach is None:
        return Dataset(register, 0, 0, None)
    return Dataset(register, reach.records, reach.last + 1, reach.at)


def groups(found: Iterable[Dataset]) -> list[tuple[str, list[Dataset]]]:
    """Datasets by chapter, each chapter in words."""
    grouped: dict[str, list[Dataset]] = {}
    for one in found:
        grouped.setdefault(one.register.chapter, []).append(one)
    return [(said(_chapter(code)), sets) for code, sets in grouped.items()]


def _chapter(code: str) -> Pair:
    if code in CHAPTERS:
        return CHAPTERS[code].label
    return SHARED if code == "town" else HOUSE


def _place(register: Register) -> tuple[int, str]:
    """What is shared first, then the chapters in their order, then the house's own registers."""
    chapter = CHAPTERS.get(register.chapter)
    return (chapter.number if chapter else 0 if register.chapter == "town" else 99, said(register.label, "fr"))
