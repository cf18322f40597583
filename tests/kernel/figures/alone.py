"""Some figures of the house alone, so that a test which counts a hundred times counts no more than it is about."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from chapitre.kernel.figures import sources
from chapitre.kernel.figures.declaration import Declaration


@contextmanager
def alone(wanted: Callable[[Declaration], bool]) -> Iterator[None]:
    """Only these figures are declared; their operands, where they have some, must be among them."""
    declared = {id: one for id, one in sources.declarations().items() if wanted(one)}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "_loaded", declared)
        yield


def only(id: str) -> AbstractContextManager[None]:
    """One figure, of records, is declared and no other."""
    return alone(lambda one: one.id == id)
