"""Figures: what the town publishes, each a declaration that counts records, and never a number typed by hand.

- `declarations()`: every figure by id; `sources.register(path, chapter)` adds a file of them
- `live.values(today)`, `live.at(day)`, `live.known(size, day)`, `live.fresh(day)`: their values
- `behind(id, today)`: the records that a figure counts
- `split(id, by, today)`, `history(id, today, by)`: its value by a fact, and along its date
- `moved_by(register, before, after, today)`: the figures that a record moves
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chapitre.kernel.figures.detail import behind, history, moved_by, split
    from chapitre.kernel.figures.sources import declarations

__all__ = ["behind", "declarations", "history", "moved_by", "split"]


def __getattr__(name: str) -> Any:
    # Lazy: Django imports this package before its models can be.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from chapitre.kernel.figures import detail, sources

    return getattr(sources if name == "declarations" else detail, name)
