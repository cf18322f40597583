"""Rotation statements: a chain from the first key to the one in use, each link signed by both."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from chapitre.kernel.ledger.keys import SigningKey
from chapitre.kernel.ledger.notes import NoteError, format_note, parse_tree_head
from chapitre.kernel.ledger.rotation import (
    KeyPeriod,
    Rotation,
    follow_rotations,
    format_rotation,
    open_rotation,
)

NAME = "ivry-sur-seine.demonstration/registre"
FIRST, SECOND, THIRD = (
    SigningKey(NAME, Ed25519PrivateKey.from_private_bytes(bytes([number]) * 32)) for number in range(3)
)


def statement(size: int, old: SigningKey, new: SigningKey, *signers: SigningKey) -> str:
    text = format_rotation(Rotation(size, old.public, new.public))
    return format_note(text, [key.sign(text) for key in signers or (old, new)])


def test_a_statement_reads_back() -> None:
    note = statement(12, FIRST, SECOND)
    assert note.split("\n")[:3] == ["chapitre/key-rotation@v1", NAME, "12"]
    assert open_rotation(note) == (Rotation(12, FIRST.public, SECOND.public), True)


def test_a_lost_key_does_not_endorse() -> None:
    assert open_rotation(statement(12, FIRST, SECOND, SECOND)) == (Rotation(12, FIRST.public, SECOND.public), False)


def test_the_new_key_must_sign() -> None:
    with pytest.raises(NoteError, match="new key"):
        open_rotation(statement(12, FIRST, SECOND, FIRST))
    with pytest.raises(NoteError, match="no trusted key"):
        open_rotation(statement(12, FIRST, SECOND, THIRD))


def test_a_statement_is_never_a_checkpoint() -> None:
    with pytest.raises(NoteError):
        parse_tree_head(format_rotation(Rotation(12, FIRST.public, SECOND.public)))


def test_the_chain_gives_each_key_its_sizes() -> None:
    notes = [statement(12, FIRST, SECOND), statement(40, SECOND, THIRD, THIRD)]
    periods = follow_rotations(FIRST.public, notes)
    assert periods == [
        KeyPeriod(FIRST.public, 0, 12, True),
        KeyPeriod(SECOND.public, 13, 40, True),
        KeyPeriod(THIRD.public, 41, None, False),
    ]
    for size in (0, 12, 13, 40, 41, 10**9):
        assert sum(period.covers(size) for period in periods) == 1


def test_a_key_may_be_changed_twice_at_one_size() -> None:
    periods = follow_rotations(FIRST.public, [statement(12, FIRST, SECOND), statement(12, SECOND, THIRD)])
    assert not any(periods[1].covers(size) for size in range(30))
    assert periods[2].covers(13)


@pytest.mark.parametrize(
    "notes",
    [
        [statement(12, SECOND, THIRD)],
        [statement(12, FIRST, SECOND), statement(12, FIRST, THIRD)],
        [statement(12, FIRST, SECOND), statement(11, SECOND, THIRD)],
        [statement(12, FIRST, SECOND), statement(12, FIRST, SECOND)],
    ],
)
def test_a_broken_chain_is_refused(notes: list[str]) -> None:
    with pytest.raises(NoteError, match="does not follow"):
        follow_rotations(FIRST.public, notes)


def test_a_log_keeps_its_name_and_changes_its_key() -> None:
    stranger = SigningKey("another/log", THIRD.private)
    for old, new in ((FIRST, stranger), (stranger, FIRST), (FIRST, FIRST)):
        with pytest.raises(NoteError):
            open_rotation(statement(12, old, new, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [("chapitre/key-rotation@v1", "chapitre/key-rotation@v2"), ("\n12\n", "\n-12\n"), ("\n12\n", "\n13\n")],
)
def test_a_changed_statement_is_refused(old: str, new: str) -> None:
    with pytest.raises(NoteError):
        open_rotation(statement(12, FIRST, SECOND).replace(old, new))
