"""Key rotations: a signed statement, by the old key and the new one, says from which size on the new one signs."""

from collections.abc import Iterable
from dataclasses import dataclass

from chapitre.kernel.ledger.ed25519 import ed25519_verify
from chapitre.kernel.ledger.notes import (
    NoteError,
    NoteKey,
    SignatureCheck,
    format_vkey,
    open_note,
    parse_note,
    parse_vkey,
    strict_decimal,
)

ROTATION_HEADER = "chapitre/key-rotation@v1"


@dataclass(frozen=True)
class Rotation:
    """After `size` entries, checkpoints are signed by `new` and no longer by `old`."""

    size: int
    old: NoteKey
    new: NoteKey


@dataclass(frozen=True)
class KeyPeriod:
    """The sizes that a key signs: from `first` to `last` included, or on (None).

    `endorsed`: the key before it signed for it. If not, that key was lost, and trust in this one must come from
    outside the file, for instance from the town's published decisions.
    """

    key: NoteKey
    first: int
    last: int | None
    endorsed: bool

    def covers(self, size: int) -> bool:
        return self.first <= size and (self.last is None or size <= self.last)


def format_rotation(rotation: Rotation) -> str:
    """The statement's text, to be signed. Its first line keeps it from ever being read as a checkpoint."""
    old, new = format_vkey(rotation.old), format_vkey(rotation.new)
    return f"{ROTATION_HEADER}\n{rotation.old.name}\n{rotation.size}\n{old}\n{new}\n"


def open_rotation(note: str, check: SignatureCheck = ed25519_verify) -> tuple[Rotation, bool]:
    """What a statement says, and whether the old key signed it too. The new key must have. Raises NoteError."""
    lines = parse_note(note).text.split("\n")
    if len(lines) != 6 or lines[0] != ROTATION_HEADER or lines[5]:
        raise NoteError("not a key rotation")
    rotation = Rotation(strict_decimal(lines[2]), parse_vkey(lines[3]), parse_vkey(lines[4]))
    if not rotation.old.name == rotation.new.name == lines[1] or rotation.old == rotation.new:
        raise NoteError("a rotation gives one log another key")
    _, signers = open_note(note, [rotation.old, rotation.new], check)
    if rotation.new not in signers:
        raise NoteError("the new key did not sign its own rotation")
    return rotation, rotation.old in signers


def follow_rotations(first: NoteKey, notes: Iterable[str], check: SignatureCheck = ed25519_verify) -> list[KeyPeriod]:
    """Every key of a log and the sizes it signs, from its first key on. Raises NoteError if the chain does not hold."""
    periods = [KeyPeriod(first, 0, None, True)]
    for note in notes:
        rotation, endorsed = open_rotation(note, check)
        last = periods[-1]
        if rotation.old != last.key or rotation.size < last.first - 1:
            raise NoteError("a rotation does not follow from the one before")
        periods[-1] = KeyPeriod(last.key, last.first, rotation.size, last.endorsed)
        periods.append(KeyPeriod(rotation.new, rotation.size + 1, None, endorsed))
    return periods
