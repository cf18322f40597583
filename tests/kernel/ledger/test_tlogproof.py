"""Proof files read, write and verify; every mutilated one is refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from chapitre.kernel.ledger.keys import SigningKey, check_signature
from chapitre.kernel.ledger.merkle import ProofError, inclusion_proof, leaf_hash, root
from chapitre.kernel.ledger.notes import NoteError, TreeHead, format_note, format_tree_head
from chapitre.kernel.ledger.tlogproof import TlogProof, format_proof, parse_proof, verify_proof

ORIGIN = "ivry-sur-seine.demonstration/registre"
KEY = SigningKey(ORIGIN, Ed25519PrivateKey.from_private_bytes(bytes(32)))
LEAVES = [leaf_hash(str(number).encode()) for number in range(50)]


def checkpoint(size: int, origin: str = ORIGIN) -> str:
    text = format_tree_head(TreeHead(origin, size, root(LEAVES[:size])))
    return format_note(text, [KEY.sign(text)])


def proof(index: int, size: int, extra: bytes = b"") -> str:
    return format_proof(TlogProof(index, tuple(inclusion_proof(index, LEAVES[:size])), checkpoint(size), extra))


def test_it_has_the_form_of_c2sp_tlog_proof() -> None:
    lines = proof(5, 8, b"extra").split("\n")
    assert lines[:3] == ["c2sp.org/tlog-proof@v1", "extra ZXh0cmE=", "index 5"]
    assert [base64.b64decode(line) for line in lines[3:6]] == inclusion_proof(5, LEAVES[:8])
    assert lines[6] == ""
    assert "\n".join(lines[7:]) == checkpoint(8)


@settings(deadline=None)
@given(st.data(), st.integers(1, 50))
def test_an_honest_proof_verifies(data: st.DataObject, size: int) -> None:
    index = data.draw(st.integers(0, size - 1))
    text = proof(index, size, data.draw(st.binary(max_size=20)))
    head = verify_proof(text, LEAVES[index], ORIGIN, [KEY.public], check_signature)
    assert (head.origin, head.size, head.root) == (ORIGIN, size, root(LEAVES[:size]))
    with pytest.raises(ProofError):
        verify_proof(text, leaf_hash(b"another"), ORIGIN, [KEY.public], check_signature)


def test_a_stranger_needs_no_library() -> None:
    assert verify_proof(proof(0, 1), LEAVES[0], ORIGIN, [KEY.public]).size == 1


def test_another_entry_s_proof_is_refused() -> None:
    with pytest.raises(ProofError):
        verify_proof(proof(4, 8).replace("index 4", "index 5"), LEAVES[4], ORIGIN, [KEY.public], check_signature)


def test_another_log_s_proof_is_refused() -> None:
    text = format_proof(TlogProof(0, (), checkpoint(1, "another/log")))
    with pytest.raises(NoteError):
        verify_proof(text, LEAVES[0], ORIGIN, [KEY.public], check_signature)


def test_every_changed_byte_is_noticed() -> None:
    text = proof(5, 8)
    for place, sign in enumerate(text):
        changed = f"{text[:place]}{chr(ord(sign) ^ 1)}{text[place + 1 :]}"
        with pytest.raises((NoteError, ProofError)):
            verify_proof(changed, LEAVES[5], ORIGIN, [KEY.public], check_signature)


HEADER = "c2sp.org/tlog-proof@v1\n"
HASH = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "head",
    [
        "wrong-header\nindex 0\n",
        "index 0\n",
        HEADER,
        f"{HEADER}extra !!notbase64!!\nindex 0\n",
        f"{HEADER}extra \nindex 0\n",
        f"{HEADER}index 0\nextra ZXh0cmE=\n",
        f"{HEADER}index notanumber\n",
        f"{HEADER}index -5\n",
        f"{HEADER}index 00\n",
        f"{HEADER}index  0\n",
        f"{HEADER}index 0 \n",
        f"{HEADER}index 0\n!!notbase64!!\n",
        f"{HEADER}index 0\n{base64.b64encode(bytes(64)).decode()}\n",
        f"{HEADER}index 0\n{HASH} \n",
        f"{HEADER}index 0\n" + f"{HASH}\n" * 64,
    ],
)
def test_a_malformed_proof_is_refused(head: str) -> None:
    parse_proof(f"{HEADER}index 0\n\n{checkpoint(1)}")
    with pytest.raises(NoteError):
        parse_proof(f"{head}\n{checkpoint(1)}")


@pytest.mark.parametrize("end", ["", "checkpoint\n", f"{ORIGIN}\n1\n{HASH}\n"])
def test_a_proof_brings_a_checkpoint(end: str) -> None:
    with pytest.raises(NoteError):
        parse_proof(f"{HEADER}index 0\n\n{end}")
