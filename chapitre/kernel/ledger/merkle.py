"""RFC 6962 Merkle trees over SHA-256: hashes, roots, and proofs of inclusion and of consistency.

A tree of n leaves is given by its n leaf hashes, 32 bytes each. A proof is a list of node hashes, from the leaves up.
"""

import hashlib
from collections.abc import Sequence

EMPTY_ROOT = hashlib.sha256(b"").digest()
TILE = 256  # leaves under one node of the level above, as in C2SP tlog-tiles


class ProofError(ValueError):
    """A proof that does not prove what it claims."""


def leaf_hash(data: bytes) -> bytes:
    """The hash of one entry's bytes."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def root(hashes: Sequence[bytes]) -> bytes:
    """The root over leaf hashes, or over the roots of equal, full subtrees (the last one may be a smaller tree)."""
    if not hashes:
        return EMPTY_ROOT
    sha256 = hashlib.sha256
    level = list(hashes)
    while len(level) > 1:
        pairs = iter(level)
        above = [sha256(b"\x01" + left + right).digest() for left, right in zip(pairs, pairs, strict=False)]
        if len(level) % 2:
            above.append(level[-1])
        level = above
    return level[0]


def split_point(size: int) -> int:
    """The largest power of two smaller than size (at least 2): where RFC 6962 cuts a tree."""
    return 1 << (size - 1).bit_length() - 1


def inclusion_ranges(index: int, size: int) -> list[tuple[int, int]]:
    """The leaf ranges [start, stop) whose roots, in this order, prove a leaf in a tree of `size` leaves."""
    if not 0 <= index < size:
        raise ValueError(f"no leaf {index} in a tree of {size}")
    ranges = []
    start, stop = 0, size
    while stop - start > 1:
        middle = start + split_point(stop - start)
        if index < middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((start, middle))
            start = middle
    return ranges[::-1]


def consistency_ranges(old: int, new: int) -> list[tuple[int, int]]:
    """The leaf ranges whose roots, in this order, prove that a tree of `new` leaves extends one of `old` leaves."""
    if not 1 <= old <= new:
        raise ValueError(f"no proof from {old} to {new} leaves")
    ranges = []
    start, stop = 0, new
    while stop != old:
        middle = start + split_point(stop - start)
        if old <= middle:
            ranges.append((middle, stop))
            stop = middle
        else:
            ranges.append((start, middle))
            start = middle
    if start:  # otherwise the whole old tree is a node of the new one, and the verifier has its root
        ranges.append((start, stop))
    return ranges[::-1]


def inclusion_proof(index: int, hashes: Sequence[bytes]) -> list[bytes]:
    """The audit path of one leaf (RFC 6962, 2.1.1). Raises ValueError if there is no such leaf."""
    return [root(hashes[start:stop]) for start, stop in inclusion_ranges(index, len(hashes))]


def consistency_proof(old: int, hashes: Sequence[bytes]) -> list[bytes]:
    """The proof that these leaves extend their first `old` ones (RFC 6962, 2.1.2). Raises ValueError from size 0."""
    return [root(hashes[start:stop]) for start, stop in consistency_ranges(old, len(hashes))]


def verify_inclusion(index: int, size: int, leaf: bytes, proof: Sequence[bytes], expected: bytes) -> None:
    """Raises ProofError unless `proof` places `leaf` at `index` of the tree of `size` leaves with this root."""
    check_hashes([leaf, expected, *proof])
    if not 0 <= index < size:
        raise ProofError(f"no leaf {index} in a tree of {size}")
    ranges = inclusion_ranges(index, size)
    if len(proof) != len(ranges):
        raise ProofError(f"an inclusion proof of {len(ranges)} hashes was expected, not {len(proof)}")
    computed = leaf
    for (start, _), other in zip(ranges, proof, strict=True):
        computed = node_hash(computed, other) if start > index else node_hash(other, computed)
    if computed != expected:
        raise ProofError("the inclusion proof leads to another root")


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> None:
    """Raises ProofError unless `proof` shows that the tree of `new` leaves begins with the tree of `old` leaves.

    Nothing can be proved about an empty tree, so size 0 is refused, as are missing and left-over hashes.
    """
    check_hashes([old_root, new_root, *proof])
    if not 1 <= old <= new:
        raise ProofError(f"nothing can be proved from size {old} to size {new}")
    ranges = consistency_ranges(old, new)
    if len(proof) != len(ranges):
        raise ProofError(f"a consistency proof of {len(ranges)} hashes was expected, not {len(proof)}")
    pairs = list(zip(ranges, proof, strict=True))
    if pairs and pairs[0][0][1] == old:
        (start, _), seed = pairs.pop(0)
    else:
        start, seed = 0, old_root
    was = now = seed
    for (other_start, _), other in pairs:
        if other_start < start:
            was, now, start = node_hash(other, was), node_hash(other, now), other_start
        else:
            now = node_hash(now, other)
    if was != old_root:
        raise ProofError("the consistency proof leads to another old root")
    if now != new_root:
        raise ProofError("the consistency proof leads to another new root")


def check_hashes(hashes: Sequence[bytes]) -> None:
    """Raises ProofError unless each hash has 32 bytes."""
    if any(len(one) != 32 for one in hashes):
        raise ProofError("a hash has 32 bytes")


class GrowingTree:
    """A tree fed leaf by leaf, in constant memory, whose root can be asked at any size.

    `full` receives (level, index, hash) of each complete subtree of 256**level leaves as it is completed.
    """

    def __init__(self) -> None:
        self.size = 0
        self.full: list[tuple[int, int, bytes]] = []
        self._levels: list[list[bytes]] = [[]]

    def append(self, leaf: bytes) -> None:
        """Adds one leaf hash."""
        self.size += 1
        leaves = self._levels[0]
        leaves.append(leaf)
        if len(leaves) == TILE:
            self._close(0)

    def root(self) -> bytes:
        """The root of the leaves added so far."""
        below: list[bytes] = []
        for level in self._levels:
            hashes = level + below
            below = [root(hashes)] if hashes else []
        return below[0] if below else EMPTY_ROOT

    def _close(self, level: int) -> None:
        node = root(self._levels[level])
        self._levels[level].clear()
        if level + 1 == len(self._levels):
            self._levels.append([])
        above = self._levels[level + 1]
        self.full.append((level + 1, self.size // TILE ** (level + 1) - 1, node))
        above.append(node)
        if len(above) == TILE:
            self._close(level + 1)
