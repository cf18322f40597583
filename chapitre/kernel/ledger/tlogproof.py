"""Proof files (C2SP `tlog-proof`): one entry's place in the log, checkable offline against the log's public key."""

import base64
from collections.abc import Iterable
from dataclasses import dataclass

from chapitre.kernel.ledger.ed25519 import ed25519_verify
from chapitre.kernel.ledger.merkle import verify_inclusion
from chapitre.kernel.ledger.notes import (
    NoteError,
    NoteKey,
    SignatureCheck,
    TreeHead,
    open_checkpoint,
    parse_note,
    parse_tree_head,
    strict_base64,
    strict_decimal,
)

TLOG_PROOF_HEADER = "c2sp.org/tlog-proof@v1"
TLOG_PROOF_MAX_HASHES = 63  # a size is under 2**63


@dataclass(frozen=True)
class TlogProof:
    """A proof file taken apart. `extra` is not authenticated by anything."""

    index: int
    hashes: tuple[bytes, ...]
    checkpoint: str
    extra: bytes = b""


def format_proof(proof: TlogProof) -> str:
    """The text of a `.tlog-proof` file. Raises NoteError if it could not be read back."""
    lines = [TLOG_PROOF_HEADER]
    if proof.extra:
        lines.append(f"extra {base64.b64encode(proof.extra).decode()}")
    lines.append(f"index {proof.index}")
    lines.extend(base64.b64encode(one).decode() for one in proof.hashes)
    text = "\n".join([*lines, "", proof.checkpoint])
    if parse_proof(text) != proof:
        raise NoteError("not a proof")
    return text


def parse_proof(text: str) -> TlogProof:
    """Takes a proof file apart, its checkpoint's form included. Raises NoteError; verifies nothing."""
    header, _, checkpoint = text.partition("\n\n")
    lines = header.split("\n")
    if lines.pop(0) != TLOG_PROOF_HEADER:
        raise NoteError(f"a proof begins with {TLOG_PROOF_HEADER}")
    extra = b""
    if lines and lines[0].startswith("extra "):
        extra = strict_base64(lines.pop(0).removeprefix("extra "))
        if not extra:
            raise NoteError("empty extra data is left out")
    if not lines or not lines[0].startswith("index "):
        raise NoteError("a proof names the entry's index")
    index = strict_decimal(lines.pop(0).removeprefix("index "))
    hashes = tuple(strict_base64(line) for line in lines)
    if len(hashes) > TLOG_PROOF_MAX_HASHES or any(len(one) != 32 for one in hashes):
        raise NoteError("a proof is made of at most 63 hashes of 32 bytes")
    parse_tree_head(parse_note(checkpoint).text)
    return TlogProof(index, hashes, checkpoint, extra)


def verify_proof(
    text: str, leaf: bytes, origin: str, keys: Iterable[NoteKey], check: SignatureCheck = ed25519_verify
) -> TreeHead:
    """The signed tree head under which the entry with this leaf hash stands.

    Raises NoteError if the file or its checkpoint is not right, ProofError if the entry is not in that tree.
    """
    proof = parse_proof(text)
    head = open_checkpoint(proof.checkpoint, origin, keys, check)
    verify_inclusion(proof.index, head.size, leaf, proof.hashes, head.root)
    return head
