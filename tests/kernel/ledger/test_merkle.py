"""Merkle trees against the published vectors of Certificate Transparency, and against RFC 6962's own recursion."""

import hashlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.ledger import merkle
from chapitre.kernel.ledger.merkle import (
    EMPTY_ROOT,
    GrowingTree,
    ProofError,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root,
    verify_consistency,
    verify_inclusion,
)

# github.com/google/certificate-transparency merkle tests, github.com/transparency-dev/merkle proof/verify_test.go
LEAVES = [
    bytes.fromhex(data)
    for data in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
HASHES = [leaf_hash(data) for data in LEAVES]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
INCLUSION = {  # (index, size): proof
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCY = {  # (old, new): proof
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}
SOME_HASH = bytes.fromhex("abacaba000000000000000000000000000000000000000000060061e00123456")


# The recursive definitions of RFC 6962, section 2.1, word for word: slow and obvious.


def slow_root(leaves: list[bytes]) -> bytes:
    if not leaves:
        return hashlib.sha256().digest()
    if len(leaves) == 1:
        return hashlib.sha256(b"\0" + leaves[0]).digest()
    cut = slow_split(len(leaves))
    return hashlib.sha256(b"\1" + slow_root(leaves[:cut]) + slow_root(leaves[cut:])).digest()


def slow_split(size: int) -> int:
    cut = 1
    while cut * 2 < size:
        cut *= 2
    return cut


def slow_path(index: int, leaves: list[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    cut = slow_split(len(leaves))
    if index < cut:
        return [*slow_path(index, leaves[:cut]), slow_root(leaves[cut:])]
    return [*slow_path(index - cut, leaves[cut:]), slow_root(leaves[:cut])]


def slow_subproof(old: int, leaves: list[bytes], known: bool) -> list[bytes]:
    if old == len(leaves):
        return [] if known else [slow_root(leaves)]
    cut = slow_split(len(leaves))
    if old <= cut:
        return [*slow_subproof(old, leaves[:cut], known), slow_root(leaves[cut:])]
    return [*slow_subproof(old - cut, leaves[cut:], False), slow_root(leaves[:cut])]


def test_published_leaf_and_empty_hashes() -> None:
    assert EMPTY_ROOT.hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" == root([]).hex()
    assert leaf_hash(b"").hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"


@pytest.mark.parametrize("size", range(1, 9))
def test_published_roots(size: int) -> None:
    assert root(HASHES[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_published_inclusion_proofs(index: int, size: int) -> None:
    proof = inclusion_proof(index, HASHES[:size])
    assert [one.hex() for one in proof] == INCLUSION[index, size]
    verify_inclusion(index, size, HASHES[index], proof, bytes.fromhex(ROOTS[size - 1]))


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_published_consistency_proofs(old: int, new: int) -> None:
    proof = consistency_proof(old, HASHES[:new])
    assert [one.hex() for one in proof] == CONSISTENCY[old, new]
    verify_consistency(old, new, bytes.fromhex(ROOTS[old - 1]), bytes.fromhex(ROOTS[new - 1]), proof)


sizes = st.integers(1, 300)


@given(st.lists(st.binary(max_size=3), max_size=40))
def test_root_is_the_recursion(leaves: list[bytes]) -> None:
    assert root([leaf_hash(data) for data in leaves]) == slow_root(leaves)


@given(st.data(), sizes)
def test_inclusion_is_the_recursion(data: st.DataObject, size: int) -> None:
    leaves = [str(number).encode() for number in range(size)]
    hashes = [leaf_hash(one) for one in leaves]
    index = data.draw(st.integers(0, size - 1))
    proof = inclusion_proof(index, hashes)
    assert proof == slow_path(index, leaves)
    verify_inclusion(index, size, hashes[index], proof, root(hashes))
    for other in {0, size - 1, index ^ 1, index + 1} - {index}:
        with pytest.raises(ProofError):
            verify_inclusion(other, size, hashes[index], proof, root(hashes))


@given(st.data(), sizes)
def test_consistency_is_the_recursion(data: st.DataObject, new: int) -> None:
    leaves = [str(number).encode() for number in range(new)]
    hashes = [leaf_hash(one) for one in leaves]
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, hashes)
    assert proof == slow_subproof(old, leaves, True)
    verify_consistency(old, new, root(hashes[:old]), root(hashes), proof)


@given(st.lists(st.integers(0, 3000), max_size=4), st.integers(0, 3000))
def test_a_growing_tree_has_the_same_roots(asked: list[int], size: int) -> None:
    hashes = [number.to_bytes(32) for number in range(size)]
    tree = GrowingTree()
    assert tree.root() == EMPTY_ROOT
    for number, leaf in enumerate(hashes, 1):
        tree.append(leaf)
        if number in asked:
            assert tree.root() == root(hashes[:number])
    assert (tree.size, tree.root()) == (size, root(hashes))


def test_a_growing_tree_names_its_full_subtrees(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merkle, "TILE", 4)
    hashes = [number.to_bytes(32) for number in range(70)]
    tree = GrowingTree()
    for leaf in hashes:
        tree.append(leaf)
    for level, width in ((1, 4), (2, 16), (3, 64)):
        found = [(index, node) for at, index, node in tree.full if at == level]
        assert found == [(n, root(hashes[n * width : (n + 1) * width])) for n in range(70 // width)]
    assert tree.root() == root(hashes)


# What must be refused, after transparency-dev/merkle proof/verify_test.go.


def spoiled(proof: list[bytes], *extra: bytes) -> Iterator[list[bytes]]:
    for one in (b"", *extra):
        yield [*proof, one]
        yield [one, *proof]
    for place, one in enumerate(proof):
        yield [*proof[:place], bytes([one[0] ^ 8]) + one[1:], *proof[place + 1 :]]
        yield [*proof[:place], *proof[place + 1 :]]
    if len(proof) > 1:
        yield [proof[0], SOME_HASH, *proof[1:]]
        yield proof[::-1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_a_spoiled_inclusion_proof_is_refused(index: int, size: int) -> None:
    proof = inclusion_proof(index, HASHES[:size])
    right = root(HASHES[:size])
    wrong = [(index, size, HASHES[index], bad, right) for bad in spoiled(proof, right)]
    wrong += [(other, size, HASHES[index], proof, right) for other in (index - 1, index + 1, index ^ 2, size, -1)]
    # A size that gives this index the same path is not told apart by the path: the signed size is what counts.
    other_sizes = [other for other in (0, size * 2, size // 2, index) if other != size]
    wrong += [(index, other, HASHES[index], proof, right) for other in other_sizes]
    for leaf, claimed in ((b"WrongLeaf", right), (SOME_HASH, right), (HASHES[index], EMPTY_ROOT), (HASHES[index], b"")):
        wrong.append((index, size, leaf, proof, claimed))
    for probe in wrong:
        with pytest.raises(ProofError):
            verify_inclusion(*probe)


@pytest.mark.parametrize(("old", "new"), [pair for pair in CONSISTENCY if pair != (1, 1)])
def test_a_spoiled_consistency_proof_is_refused(old: int, new: int) -> None:
    proof = consistency_proof(old, HASHES[:new])
    before, after = root(HASHES[:old]), root(HASHES[:new])
    wrong = [(old, new, before, after, bad) for bad in spoiled(proof, before, after, proof[0])]
    other_pairs = [
        (old - 1, new),
        (old + 1, new),
        (old ^ 2, new),
        (old, new * 2),
        (old, new // 2),
        (0, new),
        (new, old),
    ]
    wrong += [(first, second, before, after, proof) for first, second in other_pairs]
    wrong += [(old, new, SOME_HASH, after, proof), (old, new, before, SOME_HASH, proof)]
    wrong += [(old, new, b"WrongRoot", after, proof), (old, new, after, before, proof), (old, new, before, after, [])]
    for probe in wrong:
        with pytest.raises(ProofError):
            verify_consistency(*probe)


@pytest.mark.parametrize(
    ("old", "new", "before", "after", "proof"),
    [
        (0, 0, EMPTY_ROOT, EMPTY_ROOT, []),
        (0, 1, EMPTY_ROOT, HASHES[0], []),
        (0, 1, EMPTY_ROOT, HASHES[0], [HASHES[0]]),
        (0, 8, EMPTY_ROOT, root(HASHES), []),
        (-1, 1, EMPTY_ROOT, HASHES[0], []),
        (1, 0, HASHES[0], EMPTY_ROOT, []),
        (1, 1, HASHES[0], HASHES[1], []),
        (1, 1, HASHES[0], HASHES[0], [HASHES[0]]),
        (8, 8, root(HASHES), root(HASHES), [HASHES[0]]),
        (1, 2, HASHES[0], root(HASHES[:2]), []),
    ],
)
def test_nothing_is_proved_from_nothing(old: int, new: int, before: bytes, after: bytes, proof: list[bytes]) -> None:
    with pytest.raises(ProofError):
        verify_consistency(old, new, before, after, proof)


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 5), (5, 5)])
def test_no_proof_of_a_leaf_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(ValueError, match="no leaf"):
        inclusion_proof(index, HASHES[:size])


@pytest.mark.parametrize("old", [0, -1, 9])
def test_no_consistency_proof_from_nowhere(old: int) -> None:
    with pytest.raises(ValueError, match="no proof"):
        consistency_proof(old, HASHES)
