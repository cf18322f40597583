"""Ed25519 verification: the vectors of RFC 8032, the `cryptography` library as a second opinion, and strictness."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.ledger.ed25519 import (
    CURVE_BASE,
    CURVE_NEUTRAL,
    FIELD_PRIME,
    GROUP_ORDER,
    curve_decompress,
    curve_multiply,
    ed25519_verify,
    is_curve_neutral,
)
from chapitre.kernel.ledger.keys import check_signature

# RFC 8032, section 7.1: tests 1, 2, 3 and SHA(abc) (public key, message, signature).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
        "24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
        "eeb00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
        "8dc027beceea1ec40a",
    ),
    (
        "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce8"
        "0e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac1"
        "7ad9bef1177331a704",
    ),
]
SMALL_ORDER = [  # encodings of the points whose order divides 8 (order 1, 2, 4 and 8)
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "0000000000000000000000000000000000000000000000000000000000000080",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_published_vectors(key: str, message: str, signature: str) -> None:
    made = (bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))
    assert ed25519_verify(*made)
    assert not ed25519_verify(made[0], made[1] + b"\0", made[2])


def test_the_base_point_has_the_group_order() -> None:
    assert is_curve_neutral(curve_multiply(CURVE_BASE, GROUP_ORDER))
    assert not is_curve_neutral(curve_multiply(CURVE_BASE, GROUP_ORDER - 1))


@settings(max_examples=30, deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 96 * 8 - 1))
def test_it_agrees_with_cryptography(seed: bytes, message: bytes, flipped: int) -> None:
    private = Ed25519PrivateKey.from_private_bytes(seed)
    key, signature = private.public_key().public_bytes_raw(), private.sign(message)
    assert ed25519_verify(key, message, signature)
    both = bytearray(key + signature)
    both[flipped // 8] ^= 1 << flipped % 8
    key, signature = bytes(both[:32]), bytes(both[32:])
    assert not check_signature(key, message, signature)
    assert not ed25519_verify(key, message, signature)


def test_a_signature_has_one_spelling() -> None:
    key, message, signature = (bytes.fromhex(part) for part in VECTORS[1])
    scalar = int.from_bytes(signature[32:], "little") + GROUP_ORDER  # the same signature, were it not for strictness
    assert not ed25519_verify(key, message, signature[:32] + scalar.to_bytes(32, "little"))


@pytest.mark.parametrize("point", SMALL_ORDER)
def test_a_key_that_signs_anything_is_refused(point: str) -> None:
    # With such a key, R = neutral and S = 0 fits about one message in eight, whoever wrote it.
    signature = bytes.fromhex(SMALL_ORDER[0]) + bytes(32)
    assert not any(ed25519_verify(bytes.fromhex(point), bytes([message]), signature) for message in range(32))


def test_a_point_has_one_spelling() -> None:
    zero, one = bytes(32), (1).to_bytes(32, "little")
    assert curve_decompress(zero) is not None
    assert curve_decompress(one) == CURVE_NEUTRAL
    for y in (FIELD_PRIME, FIELD_PRIME + 1, FIELD_PRIME + 3):  # 0, 1 and 3, spelled otherwise
        assert curve_decompress(y.to_bytes(32, "little")) is None
    assert curve_decompress((1 | 1 << 255).to_bytes(32, "little")) is None  # x = −0
    assert curve_decompress((2).to_bytes(32, "little")) is None  # no point has y = 2


@settings(max_examples=20, deadline=None)
@given(st.integers(1, GROUP_ORDER - 1))
def test_a_point_reads_back(scalar: int) -> None:
    x, y, z, _ = curve_multiply(CURVE_BASE, scalar)
    x, y = x * pow(z, -1, FIELD_PRIME) % FIELD_PRIME, y * pow(z, -1, FIELD_PRIME) % FIELD_PRIME
    point = curve_decompress((y | (x & 1) << 255).to_bytes(32, "little"))
    assert point is not None
    assert point[:3] == (x, y, 1)


@pytest.mark.parametrize(("key", "signature"), [(31, 64), (33, 64), (32, 63), (32, 65), (0, 0)])
def test_wrong_lengths_are_false(key: int, signature: int) -> None:
    assert not ed25519_verify(bytes(key), b"", bytes(signature))
