"""Checkpoints: one a size, signed by the key of that size, never on a rewritten log."""

import itertools
from datetime import UTC, datetime

import pytest

from chapitre.kernel.ledger import checkpoints, keys, log, merkle, protection
from chapitre.kernel.ledger.keys import KeysError, SigningKey
from chapitre.kernel.ledger.log import LedgerError
from chapitre.kernel.ledger.merkle import verify_consistency
from chapitre.kernel.ledger.models import Checkpoint, Entry, Head, Tile
from chapitre.kernel.ledger.notes import NoteError, TreeHead, format_note, format_tree_head
from chapitre.kernel.ledger.rotation import KeyPeriod
from chapitre.kernel.ledger.tlogproof import verify_proof
from tests.kernel.ledger.helpers import append, drafts

pytestmark = pytest.mark.django_db

AT = datetime(2025, 11, 18, 8, 12, 33, tzinfo=UTC)
LATER = datetime(2025, 11, 19, tzinfo=UTC)


def test_a_checkpoint_says_size_and_root(key: SigningKey) -> None:
    append(drafts(5))
    made = checkpoints.sign(AT)
    assert (made.size, bytes(made.root), made.signed_at) == (5, log.root(), AT)
    assert made.note.startswith("ivry-sur-seine.demonstration/registre\n5\n")
    assert checkpoints.verify(made.note) == TreeHead(keys.origin(), 5, log.root())


def test_a_size_is_signed_once(key: SigningKey) -> None:
    append(drafts(5))
    first = checkpoints.sign(AT)
    assert checkpoints.sign(LATER) == first
    assert Checkpoint.objects.get().signed_at == AT


def test_an_earlier_size_can_be_signed(key: SigningKey) -> None:
    made = drafts(5)
    append(made)
    checkpoints.sign(AT)
    earlier = checkpoints.sign(LATER, 3)
    assert bytes(earlier.root) == merkle.root([log.leaf_of(one) for one in made[:3]])
    last = checkpoints.latest()
    assert last is not None
    assert last.size == 5


@pytest.mark.parametrize("size", [-1, 6])
def test_a_size_that_is_not_there_is_not_signed(key: SigningKey, size: int) -> None:
    append(drafts(5))
    with pytest.raises(ValueError, match="5 entries"):
        checkpoints.sign(AT, size)


def test_an_empty_log_can_be_signed(key: SigningKey) -> None:
    assert checkpoints.latest() is None
    assert bytes(checkpoints.sign(AT).root) == merkle.EMPTY_ROOT


def test_no_key_no_checkpoint(home: object) -> None:
    append(drafts(1))
    with pytest.raises(KeysError):
        checkpoints.sign(AT)
    assert Checkpoint.objects.count() == 0


def test_signing_keeps_tiles(key: SigningKey, small_tiles: int) -> None:
    append(drafts(17))
    checkpoints.sign(AT)
    assert Tile.objects.count() == 5


def test_every_checkpoint_extends_the_one_before(key: SigningKey, small_tiles: int) -> None:
    made = []
    for start in range(0, 60, 12):
        append(drafts(12, start))
        made.append(checkpoints.sign(AT))
    for old, new in itertools.pairwise(made):
        proof = log.prove_consistency(old.size, new.size)
        verify_consistency(old.size, new.size, bytes(old.root), bytes(new.root), proof)


def test_a_rewritten_log_is_not_signed(key: SigningKey) -> None:
    append(drafts(5))
    checkpoints.sign(AT)
    with protection.lifted():
        Entry.objects.filter(index=3).update(leaf=bytes(32))
    append(drafts(1, 5))
    with pytest.raises(LedgerError, match="audit"):
        checkpoints.sign(AT)


def test_a_shortened_log_is_not_signed(key: SigningKey) -> None:
    append(drafts(5))
    checkpoints.sign(AT)
    with protection.lifted():
        Entry.objects.filter(index=4).delete()
    Head.objects.update(size=4)
    with pytest.raises(LedgerError, match="audit"):
        checkpoints.sign(AT)


def test_after_a_rotation_the_new_key_signs(key: SigningKey) -> None:
    append(drafts(5))
    old = checkpoints.sign(AT)
    second = keys.rotate(5)
    assert checkpoints.sign(AT) == old
    with pytest.raises(LedgerError, match="made later"):
        checkpoints.sign(AT, 4)
    append(drafts(1, 5))
    new = checkpoints.sign(AT)
    assert f"— {second.name} " in new.note
    assert checkpoints.verify(old.note).size == 5
    assert checkpoints.verify(new.note).size == 6


def test_a_rotation_begins_with_a_last_checkpoint(key: SigningKey) -> None:
    append(drafts(5))
    second = checkpoints.rotate(AT)
    last = checkpoints.latest()
    assert last is not None
    assert (last.size, checkpoints.verify(last.note).root) == (5, log.root())
    assert [(period.key, period.first, period.last, period.endorsed) for period in keys.periods()] == [
        (key.public, 0, 5, True),
        (second.public, 6, None, True),
    ]


@pytest.mark.parametrize("signed", [0, 3])
def test_a_lost_key_is_replaced_after_the_last_checkpoint(key: SigningKey, signed: int) -> None:
    append(drafts(5))
    if signed:
        checkpoints.sign(AT, signed)
    for path in keys.folder().glob("*.key"):
        path.unlink()
    with pytest.raises(KeysError, match="sauvegarde"):
        checkpoints.rotate(AT)
    second = checkpoints.rotate(AT, lost=True)
    assert keys.periods()[1] == KeyPeriod(second.public, signed + 1, None, False)
    assert checkpoints.verify(checkpoints.sign(AT).note).size == 5


def test_a_retired_key_signs_no_more(key: SigningKey) -> None:
    append(drafts(5))
    keys.rotate(5)
    text = format_tree_head(TreeHead(keys.origin(), 6, bytes(32)))
    with pytest.raises(NoteError, match="not in use"):
        checkpoints.verify(format_note(text, [key.sign(text)]))


def test_another_log_s_checkpoint_is_refused(key: SigningKey) -> None:
    text = format_tree_head(TreeHead("another/log", 6, bytes(32)))
    with pytest.raises(NoteError, match="another/log"):
        checkpoints.verify(format_note(text, [key.sign(text)]))


def test_an_entry_s_proof_file(key: SigningKey) -> None:
    made = drafts(7)
    append(made)
    assert checkpoints.covering(3) is None
    checkpoints.sign(AT, 3)
    seven = checkpoints.sign(AT)
    assert checkpoints.covering(3) == seven
    assert checkpoints.covering(2) == Checkpoint.objects.get(size=3)
    text = checkpoints.proof_file(3, seven)
    assert verify_proof(text, log.leaf_of(made[3]), keys.origin(), [key.public]).size == 7
    with pytest.raises(ValueError, match="no leaf"):
        checkpoints.proof_file(3, Checkpoint.objects.get(size=3))


@pytest.mark.django_db(transaction=True)
def test_nothing_is_signed_before_it_is_committed(key: SigningKey) -> None:
    with pytest.raises(RuntimeError, match="durable"), log.writer():
        log.append(drafts(1))
        checkpoints.sign(AT)
    assert log.size() == Checkpoint.objects.count() == 0
