"""The files that come with an act: kept before it is performed, gone again if it is refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from chapitre.kernel.acts.erase import in_use
from chapitre.kernel.records import files


def store(contents: Iterable[bytes], suffix: str = "jpg") -> tuple[tuple[str, ...], set[str]]:
    """Keeps files beside the records: their names in order, and those that were not there before.

    All or none: a disk that fills up midway keeps none of them. Raises OSError.
    """
    names, new = [], set[str]()
    try:
        for data in contents:
            name = files.name_of(data, suffix)
            if not files.path(name).exists():
                new.add(name)
            files.store(data, suffix)
            names.append(name)
    except OSError:
        drop(new)
        raise
    return tuple(names), new


def drop(names: set[str]) -> None:
    """Removes files stored for an act that was refused, unless another record took them meanwhile."""
    for name in names - (in_use(names) if names else set()):
        files.remove(name)


@contextmanager
def kept(new: set[str]) -> Iterator[None]:
    """Drops these files again if what is done with them fails."""
    try:
        yield
    except BaseException:
        drop(new)
        raise
