"""An edition being made: what its pages, its PDF and its files all say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from chapitre.kernel.figures.errata import Erratum
from chapitre.kernel.figures.live import Value
from chapitre.kernel.ledger.models import Checkpoint


@dataclass(frozen=True)
class Book:
    """Its number, its day, the ledger it stands on, its figures, and every erratum, its own first."""

    number: int
    today: date
    checkpoint: Checkpoint
    values: Mapping[str, Value]
    papers: Mapping[str, Mapping[str, Any]]  # by figure, the document that it rests on
    errata: tuple[Erratum, ...]

    @property
    def size(self) -> int:
        return self.checkpoint.size

    @property
    def root(self) -> str:
        return bytes(self.checkpoint.root).hex()
