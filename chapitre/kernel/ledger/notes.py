"""Signed notes and checkpoints: the C2SP formats `signed-note` and `tlog-checkpoint`, with Ed25519 keys only.

A note's text is what is signed; nothing in it counts before a trusted key's signature has been verified.
"""

import base64
import binascii
import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from chapitre.kernel.ledger.ed25519 import ed25519_verify

NOTE_MAX_BYTES = 1_000_000
NOTE_MAX_SIGNATURES = 100
SIGNATURE_MARK = "— "
ED25519_TYPE = b"\x01"

SignatureCheck = Callable[[bytes, bytes, bytes], bool]  # (public key, message, signature) -> valid?


class NoteError(ValueError):
    """A note, key or checkpoint that is malformed, or that no trusted key signed."""


@dataclass(frozen=True)
class NoteKey:
    """A public key with its name; `key_id` is 4 bytes derived from both."""

    name: str
    public_key: bytes  # 32 bytes

    @property
    def key_id(self) -> bytes:
        return note_key_id(self.name, self.public_key)


@dataclass(frozen=True)
class NoteSignature:
    """One signature line: who claims to have signed, and the signature's bytes."""

    name: str
    key_id: bytes  # 4 bytes
    signature: bytes


@dataclass(frozen=True)
class SignedNote:
    """A note taken apart, nothing verified yet. `text` ends in a newline."""

    text: str
    signatures: tuple[NoteSignature, ...]


@dataclass(frozen=True)
class TreeHead:
    """What a checkpoint says: the log's origin, its size, its root hash."""

    origin: str
    size: int
    root: bytes  # 32 bytes
    extensions: tuple[str, ...] = ()


def strict_base64(text: str) -> bytes:
    """The bytes of standard base64 in its one canonical spelling. Raises NoteError on any other."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError) as error:
        raise NoteError("not base64") from error
    if base64.b64encode(data).decode() != text:
        raise NoteError("base64 that is not canonical")
    return data


def strict_decimal(text: str) -> int:
    """A non-negative integer under 2**63 in ASCII digits without leading zero. Raises NoteError."""
    if not (text.isascii() and text.isdigit() and len(text) <= 19) or (text[0] == "0" and text != "0"):
        raise NoteError(f"{text!r} is not a plain decimal number")
    if (number := int(text)) >= 2**63:
        raise NoteError(f"the number {text} is too large")
    return number


def check_key_name(name: str) -> None:
    """Raises NoteError on a key name with a space, a plus, a control character, or none at all."""
    if not name or "+" in name or any(sign.isspace() or sign < " " for sign in name):
        raise NoteError(f"{name!r} cannot be a key's name")


def note_key_id(name: str, public_key: bytes) -> bytes:
    """The first 4 bytes of SHA-256(name, newline, 0x01, public key)."""
    return hashlib.sha256(name.encode() + b"\n" + ED25519_TYPE + public_key).digest()[:4]


def format_vkey(key: NoteKey) -> str:
    """The public key as one line: name+id+base64(0x01 || key)."""
    return f"{key.name}+{key.key_id.hex()}+{base64.b64encode(ED25519_TYPE + key.public_key).decode()}"


def parse_vkey(vkey: str) -> NoteKey:
    """The key of such a line. Raises NoteError unless every part is right, the id included."""
    parts = vkey.split("+", 2)
    if len(parts) != 3:
        raise NoteError("a public key reads name+id+base64")
    name, identifier, encoded = parts
    check_key_name(name)
    material = strict_base64(encoded)
    if len(material) != 33 or material[:1] != ED25519_TYPE:
        raise NoteError("not an Ed25519 public key")
    key = NoteKey(name, material[1:])
    if key.key_id.hex() != identifier:
        raise NoteError("the key's id does not match the key")
    return key


def format_note(text: str, signatures: Iterable[NoteSignature]) -> str:
    """A note ready to be published. Raises NoteError if it could not be read back."""
    lines = [
        f"{SIGNATURE_MARK}{one.name} {base64.b64encode(one.key_id + one.signature).decode()}\n" for one in signatures
    ]
    note = f"{text}\n{''.join(lines)}"
    if parse_note(note).text != text:
        raise NoteError("the text would not be read back as it is")
    return note


def parse_note(note: str) -> SignedNote:
    """Takes a note apart. Raises NoteError on anything the format does not allow."""
    try:
        length = len(note.encode())
    except UnicodeEncodeError as error:
        raise NoteError("a note is valid UTF-8") from error
    if length > NOTE_MAX_BYTES or any(sign < " " and sign != "\n" for sign in note):
        raise NoteError("a note is at most a million bytes, without control characters")
    cut = note.rfind("\n\n")
    if cut < 0 or not note.endswith("\n"):
        raise NoteError("a note is a text, an empty line, and signature lines")
    lines = note[cut + 2 : -1].split("\n")
    if len(lines) > NOTE_MAX_SIGNATURES:
        raise NoteError("too many signatures")
    return SignedNote(note[: cut + 1], tuple(parse_signature_line(line) for line in lines))


def parse_signature_line(line: str) -> NoteSignature:
    """One signature line, without its newline. Raises NoteError."""
    if not line.startswith(SIGNATURE_MARK):
        raise NoteError("a signature line begins with a dash and a space")
    name, _, encoded = line.removeprefix(SIGNATURE_MARK).partition(" ")
    check_key_name(name)
    data = strict_base64(encoded)
    if len(data) < 5:
        raise NoteError("a signature line holds a key id and a signature")
    return NoteSignature(name, data[:4], data[4:])


def open_note(
    note: str, keys: Iterable[NoteKey], check: SignatureCheck = ed25519_verify
) -> tuple[str, tuple[NoteKey, ...]]:
    """The text, and the trusted keys that signed it, at least one. Signatures by unknown keys are ignored.

    Raises NoteError on a malformed note, on a wrong signature by a known key, or when no known key signed.
    """
    parsed = parse_note(note)
    known: dict[tuple[str, bytes], NoteKey] = {(key.name, key.key_id): key for key in keys}
    signers: list[NoteKey] = []
    for one in parsed.signatures:
        key = known.get((one.name, one.key_id))
        if key is None:
            continue
        if not check(key.public_key, parsed.text.encode(), one.signature):
            raise NoteError(f"the signature by {key.name}+{key.key_id.hex()} is wrong")
        if key not in signers:
            signers.append(key)
    if not signers:
        raise NoteError("no trusted key signed this note")
    return parsed.text, tuple(signers)


def format_tree_head(head: TreeHead) -> str:
    """A checkpoint's text, ready to be signed. Raises NoteError if it could not be read back."""
    lines = [head.origin, str(head.size), base64.b64encode(head.root).decode(), *head.extensions]
    text = "".join(f"{line}\n" for line in lines)
    if parse_tree_head(text) != head:
        raise NoteError("not a checkpoint")
    return text


def parse_tree_head(text: str) -> TreeHead:
    """What a checkpoint's text says. Raises NoteError on anything the format does not allow."""
    lines = text.split("\n")
    if len(lines) < 4 or lines.pop() != "" or not all(lines):
        raise NoteError("a checkpoint has an origin, a size and a root, one a line")
    root_hash = strict_base64(lines[2])
    if len(root_hash) != 32:
        raise NoteError("a root hash has 32 bytes")
    return TreeHead(lines[0], strict_decimal(lines[1]), root_hash, tuple(lines[3:]))


def open_checkpoint(
    note: str, origin: str, keys: Iterable[NoteKey], check: SignatureCheck = ed25519_verify
) -> TreeHead:
    """The tree head of a checkpoint of this origin that a trusted key signed. Raises NoteError."""
    text, _ = open_note(note, keys, check)
    head = parse_tree_head(text)
    if head.origin != origin:
        raise NoteError(f"a checkpoint of {head.origin}, not of {origin}")
    return head
