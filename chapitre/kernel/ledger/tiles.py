"""Roots and proofs without reading the whole log: the roots of full subtrees are kept, the rest is hashed anew."""

from collections.abc import Iterator

from django.db import DEFAULT_DB_ALIAS, connections

from chapitre.kernel.ledger import merkle
from chapitre.kernel.ledger.merkle import TILE
from chapitre.kernel.ledger.models import Tile
from chapitre.kernel.ledger.writer import writer

BATCH = 64  # blocks hashed, and rows kept, in one short transaction
LEAVES = 'SELECT "index", leaf FROM ledger_entry WHERE "index" >= %s AND "index" < %s ORDER BY "index"'
NODES = 'SELECT "index", hash FROM ledger_tile WHERE level = %s AND "index" >= %s AND "index" < %s ORDER BY "index"'


class Nodes:
    """The tree over the first `size` entries, read block by block (256 nodes) and remembered while it lives.

    Level 0 is the entries' leaf hashes; a node of level k is the root of a full subtree of 256**k entries.
    Entries never change, so no transaction is needed as long as `size` was read before.
    """

    def __init__(self, size: int, using: str = DEFAULT_DB_ALIAS) -> None:
        self.size = size
        self.using = using
        self._blocks: dict[tuple[int, int], list[bytes]] = {}

    def root(self) -> bytes:
        """The root of the whole tree."""
        return self.range_root(0, self.size) if self.size else merkle.EMPTY_ROOT

    def range_root(self, start: int, stop: int) -> bytes:
        """The root over the entries of [start, stop), a range that RFC 6962 proofs ask for (aligned as they are)."""
        level = 0
        while TILE ** (level + 1) <= stop - start:
            level += 1
        span = TILE**level
        full = (stop - start) // span
        # A range that proofs ask for is aligned on a power of two not below its length: it lies within one block.
        number, offset = divmod(start // span, TILE)
        hashes = self.block(level, number)[offset : offset + full]
        if start + full * span < stop:
            hashes.append(self.range_root(start + full * span, stop))
        return merkle.root(hashes)

    def block(self, level: int, number: int) -> list[bytes]:
        """The nodes of a level from 256·number on, at most 256, as far as they are full in this tree."""
        if (level, number) in self._blocks:
            return self._blocks[level, number]
        start = number * TILE
        stop = min(start + TILE, self.size // TILE**level)
        hashes = list(self._read(level, start, stop))
        if level:
            # What is not kept yet is computed from the level below, and not remembered there: it may be long.
            hashes += [Nodes(self.size, self.using).above(level, index) for index in range(start + len(hashes), stop)]
        if len(hashes) != stop - start:
            raise LookupError(f"entries are missing between {start} and {stop}")
        self._blocks[level, number] = hashes
        return hashes

    def above(self, level: int, index: int) -> bytes:
        """One node, from its 256 children."""
        return merkle.root(self.block(level - 1, index))

    def _read(self, level: int, start: int, stop: int) -> Iterator[bytes]:
        """The stored nodes of [start, stop), up to the first that is not stored."""
        with connections[self.using].cursor() as cursor:  # without the ORM, which would take most of a proof's time
            if level == 0:
                cursor.execute(LEAVES, [start, stop])
            else:
                cursor.execute(NODES, [level, start, stop])
            found = cursor.fetchall()
        for place, (index, node) in enumerate(found, start):
            if index != place:
                return
            yield bytes(node)


def keep(size: int) -> None:
    """Stores the nodes of all full subtrees under the first `size` entries that are not stored yet.

    Several processes may do so at once: they write the same rows. Each batch is a short transaction of its own, so
    that nobody who posts meanwhile has to wait for it.
    """
    level = 1
    while size // TILE**level:
        last = Tile.objects.filter(level=level).order_by("-index").values_list("index", flat=True).first()
        start = 0 if last is None else last + 1
        stop = size // TILE**level
        for low in range(start, stop, BATCH):
            made = [
                Tile(level=level, index=index, hash=Nodes(size).above(level, index))
                for index in range(low, min(low + BATCH, stop))
            ]
            with writer():
                Tile.objects.bulk_create(made, ignore_conflicts=True)
        level += 1
