"""Appending and reading back: order, no gap, roots and proofs equal to those of the pure trees."""

import pytest
from django.db import IntegrityError, connections, transaction

from chapitre.kernel.ledger import log, merkle, tiles
from chapitre.kernel.ledger.log import LedgerError
from chapitre.kernel.ledger.models import Entry, Head, Tile
from tests.kernel.ledger.helpers import append, draft, drafts

pytestmark = pytest.mark.django_db


def test_it_begins_empty() -> None:
    assert log.size() == 0
    assert log.root() == merkle.EMPTY_ROOT
    assert list(log.entries()) == []


def test_entries_keep_their_order_and_their_bytes() -> None:
    made = [*drafts(3), draft("25-00000", 2, "resolved", days=3)]
    assert append(made[:1]) == 0
    assert append(made[1:]) == 1
    assert log.size() == 4
    for index, one in enumerate(made):
        found = log.entry(index)
        assert (found.register, found.key, found.seq, found.act) == (one.register, one.key, one.seq, one.act)
        assert found.data == one.body
        assert bytes(found.leaf) == merkle.leaf_hash(one.body) == log.leaf_of(one)
    assert log.entry(3).content()["facts"] == {"place": "Rue Molière", "days": 3}


def test_a_rollback_leaves_no_gap() -> None:
    append(drafts(2))
    with pytest.raises(ZeroDivisionError), log.writer():
        assert log.append(drafts(3, 2)) == 2
        _ = 1 / 0
    assert log.size() == 2
    assert append(drafts(1, 2)) == 2
    assert [one.index for one in log.entries()] == [0, 1, 2]


def test_an_act_is_logged_once() -> None:
    append(drafts(1))
    with pytest.raises(IntegrityError), transaction.atomic():
        log.append([draft("25-00009"), *drafts(1)])
    assert log.size() == 1
    assert Entry.objects.count() == 1


def test_it_refuses_to_append_nothing() -> None:
    with pytest.raises(ValueError, match="nothing"), log.writer():
        log.append([])


def test_it_refuses_to_append_outside_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections["default"], "in_atomic_block", False)
    with pytest.raises(LedgerError, match="transaction"):
        log.append(drafts(1))


def test_it_refuses_to_append_without_a_head() -> None:
    Head.objects.all().delete()
    with pytest.raises(LedgerError, match="head"), log.writer():
        log.append(drafts(1))
    assert Entry.objects.count() == 0


def test_there_is_one_head() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Head.objects.create(id=2, size=0)


def test_migrating_gives_a_lost_head_its_size_back() -> None:
    append(drafts(3))
    Head.objects.all().delete()
    log.after_migrate("default")
    assert log.size() == 3
    log.after_migrate("default")
    assert Head.objects.count() == 1


def test_history_is_one_record_s() -> None:
    append([draft("25-00001"), draft("25-00002"), draft("25-00001", 2, "accepted"), draft("25-00001", 3, "resolved")])
    assert [(one.index, one.seq, one.act) for one in log.history("streets.reports", "25-00001")] == [
        (0, 1, "received"),
        (2, 2, "accepted"),
        (3, 3, "resolved"),
    ]
    assert log.history("streets.dumps", "25-00001") == []


@pytest.mark.parametrize(("start", "stop"), [(0, None), (0, 0), (2, 9), (3, 4), (9, None), (10, None), (11, 12)])
def test_entries_are_read_in_chunks(monkeypatch: pytest.MonkeyPatch, start: int, stop: int | None) -> None:
    monkeypatch.setattr(log, "CHUNK", 3)
    made = drafts(10)
    append(made)
    assert [one.data for one in log.entries(start, stop)] == [one.body for one in made[start:stop]]
    assert list(log.leaf_hashes(start, stop)) == [log.leaf_of(one) for one in made[start:stop]]


def test_what_comes_later_is_not_read() -> None:
    append(drafts(3))
    reading = log.entries()
    next(reading)
    append(drafts(3, 3))
    assert len(list(reading)) == 2


@pytest.mark.parametrize("kept", [0, 5, 64, 70])
def test_roots_and_proofs_are_those_of_the_whole_tree(small_tiles: int, kept: int) -> None:
    made = drafts(70)
    append(made)
    tiles.keep(kept)
    assert Tile.objects.count() == kept // 4 + kept // 16 + kept // 64
    hashes = [log.leaf_of(one) for one in made]
    for size in (0, 1, 3, 4, 5, 15, 16, 17, 63, 64, 65, 69, 70):
        assert log.root(size) == merkle.root(hashes[:size])
        for index in {0, 1, size // 2, size - 2, size - 1} & set(range(size)):
            assert log.prove_inclusion(index, size) == merkle.inclusion_proof(index, hashes[:size])
        for old in {1, 4, 16, 21, size // 2, size} & set(range(1, size + 1)):
            assert log.prove_consistency(old, size) == merkle.consistency_proof(old, hashes[:size])
    assert log.prove_inclusion(7) == merkle.inclusion_proof(7, hashes)
    assert log.prove_consistency(7) == merkle.consistency_proof(7, hashes)


def test_tiles_are_kept_little_by_little(small_tiles: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiles, "BATCH", 2)
    made = drafts(40)
    hashes = [log.leaf_of(one) for one in made]
    for start in range(0, 40, 8):
        append(made[start : start + 8])
        tiles.keep(log.size())
    found = {(one.level, one.index): bytes(one.hash) for one in Tile.objects.all()}
    assert found == {
        (level, index): merkle.root(hashes[index * 4**level : (index + 1) * 4**level])
        for level in (1, 2)
        for index in range(40 // 4**level)
    }


def test_a_whole_tile_of_256() -> None:
    made = drafts(600)
    append(made)
    tiles.keep(600)
    assert Tile.objects.count() == 2
    hashes = [log.leaf_of(one) for one in made]
    assert log.root() == merkle.root(hashes)
    assert log.prove_inclusion(300) == merkle.inclusion_proof(300, hashes)


def test_nothing_is_proved_beyond_the_end() -> None:
    append(drafts(3))
    for wrong in (lambda: log.root(4), lambda: log.prove_inclusion(0, 4), lambda: log.prove_consistency(1, 4)):
        with pytest.raises(ValueError, match="3 entries"):
            wrong()
    for size in (-1, 3):
        with pytest.raises(ValueError, match="no leaf"):
            log.prove_inclusion(size)
    with pytest.raises(ValueError, match="no proof"):
        log.prove_consistency(0)
    with pytest.raises(Entry.DoesNotExist):
        log.entry(3)


def test_a_missing_entry_is_noticed(small_tiles: int) -> None:
    append(drafts(10))
    Head.objects.update(size=20)
    with pytest.raises(LookupError, match="missing"):
        log.root()


def test_a_missing_tile_is_computed_again(small_tiles: int) -> None:
    made = drafts(64)
    append(made)
    tiles.keep(64)
    Tile.objects.filter(level=1, index=5).delete()
    Tile.objects.filter(level__gt=1).delete()
    assert log.root() == merkle.root([log.leaf_of(one) for one in made])


def test_texts_of_every_script_are_kept() -> None:
    one = draft(place="Œuvre d’art — “été” 🌳 \U0010ffff \\ \" '", empty="", n=-(2**53) + 1)
    append([one])
    assert log.entry(0).data == one.body
    assert log.entry(0).content()["facts"]["n"] == -(2**53) + 1
