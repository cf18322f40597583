"""What a caller sees of a long computation while it runs, and how it is told to end with the best so far."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Progress:
    """Where a computation is: `done` of about `of` steps of a stage (levels, panels, proof or lottery).

    `bound`: a lowest chance that no lottery exceeds; `gap`: by how much somebody still misses the chance aimed at.
    """

    stage: str
    done: int
    of: int
    bound: float
    gap: float


@dataclass(frozen=True)
class Watch:
    """`tell` hears of progress; as soon as `stopped` says so, the computation ends with the best it has."""

    tell: Callable[[Progress], None] = lambda progress: None
    stopped: Callable[[], bool] = lambda: False


BLIND = Watch()
