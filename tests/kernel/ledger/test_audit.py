"""The audit says nothing of a sound ledger, and names whatever was altered."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.db import connection

from chapitre.kernel.ledger import audit, checkpoints, keys, log, merkle, protection
from chapitre.kernel.ledger.audit import check_log
from chapitre.kernel.ledger.keys import SigningKey
from chapitre.kernel.ledger.models import Checkpoint, Entry, Head, Tile
from tests.kernel.ledger.helpers import append, draft, drafts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("small_tiles")]

AT = datetime(2025, 11, 18, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _a_sound_ledger(key: SigningKey, small_tiles: int) -> None:
    append(drafts(10))
    append([draft("25-00003", 2, "accepted"), draft("25-00003", 3, "resolved")])
    checkpoints.sign(AT)
    append(drafts(10, 10))
    checkpoints.sign(AT, 15)
    append(drafts(3, 20))
    checkpoints.sign(AT)


def found() -> list[str]:
    return [f"{one.where} : {one.what}" for one in check_log()]


def test_a_sound_ledger() -> None:
    assert found() == []
    assert Tile.objects.count() == 7


def test_it_reads_in_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHUNK", 3)
    assert found() == []


def test_a_sound_ledger_after_a_rotation() -> None:
    keys.rotate(log.size())
    append(drafts(2, 23))
    checkpoints.sign(AT)
    assert found() == []


def test_an_empty_ledger() -> None:
    with protection.lifted():
        Entry.objects.all().delete()
        Checkpoint.objects.all().delete()
    Tile.objects.all().delete()
    Head.objects.update(size=0)
    assert found() == []


def rewrite(index: int, one: log.Draft) -> None:
    """What somebody with access to everything but the key would do: body and hash, consistently."""
    Entry.objects.filter(index=index).update(
        register=one.register, key=one.key, seq=one.seq, act=one.act, body=one.body.decode(), leaf=log.leaf_of(one)
    )


def drop_trigger() -> None:
    protection.lift(connection)


TAMPERING: dict[str, tuple[Callable[[], object], list[str]]] = {
    "a word of one entry": (
        lambda: Entry.objects.filter(index=4).update(body=log.entry(4).body.replace("Molière", "Moliere")),
        ["entrée 4 ", "entrées 4 à 7", "entrées 0 à 15", "contrôle 12", "contrôle 15", "contrôle 25"],
    ),
    "one entry, hash included": (
        lambda: rewrite(4, draft("25-00004", place="Quai Jean-Compagnon")),
        ["entrées 4 à 7", "entrées 0 à 15", "contrôle 12", "contrôle 15", "contrôle 25"],
    ),
    "one entry after the last but one checkpoint": (
        lambda: rewrite(17, draft("25-00015", place="Quai Jean-Compagnon")),
        ["entrées 16 à 19", "contrôle 25"],
    ),
    "a hash": (lambda: Entry.objects.filter(index=4).update(leaf=bytes(32)), ["entrée 4 "]),
    "a key": (
        lambda: Entry.objects.filter(index=4).update(key="25-99999"),
        ["entrée 4 (streets.reports 25-99999) : ses colonnes"],
    ),
    "an act's name": (lambda: Entry.objects.filter(index=11).update(act="rejected"), ["entrée 11 "]),
    "a rank": (
        lambda: Entry.objects.filter(index=10).update(seq=7),
        ["ses colonnes", "son rang est 7, 2 attendu", "son rang est 3, 8 attendu"],
    ),
    "an entry gone": (
        lambda: Entry.objects.filter(index=8).delete(),
        ["entrée 9 (streets.reports 25-00009) : il manque", "contrôle 12", "contrôle 15", "contrôle 25"],
    ),
    "the last entry gone": (
        lambda: Entry.objects.filter(index=24).delete(),
        ["elle annonce 25 entrées, la dernière est la 24ᵉ", "point de contrôle 25 : il va au-delà"],
    ),
    "an entry too many": (
        lambda: Entry.objects.create(
            index=25, register="r", key="k", seq=1, act="a", body="{}", leaf=merkle.leaf_hash(b"{}")
        ),
        ["entrée 25 (r k) : son texte n’est pas une entrée", "elle annonce 25 entrées, la dernière est la 26ᵉ"],
    ),
    "a body that is not canonical": (
        lambda: Entry.objects.filter(index=24).update(body="[ ]", leaf=merkle.leaf_hash(b"[ ]")),
        ["entrée 24 (streets.reports 25-00022) : son texte n’est pas une entrée", "contrôle 25"],
    ),
    "a body that is not a dictionary": (
        lambda: Entry.objects.filter(index=24).update(body="[]", leaf=merkle.leaf_hash(b"[]")),
        ["entrée 24 (streets.reports 25-00022) : son texte n’est pas une entrée", "contrôle 25"],
    ),
    "the head": (lambda: Head.objects.update(size=30), ["elle annonce 30 entrées, la dernière est la 25ᵉ"]),
    "the head gone": (lambda: Head.objects.all().delete(), ["elle annonce 0 entrées, la dernière est la 25ᵉ"]),
    "a tile": (lambda: Tile.objects.filter(level=1, index=2).update(hash=bytes(32)), ["entrées 8 à 11"]),
    "a tile too many": (lambda: Tile.objects.create(level=1, index=6, hash=bytes(32)), ["sous-arbres"]),
    "a checkpoint's root": (
        lambda: Checkpoint.objects.filter(size=15).update(root=bytes(32)),
        ["point de contrôle 15 : sa note ne dit pas"],
    ),
    "a checkpoint's note": (
        lambda: Checkpoint.objects.filter(size=15).update(note=Checkpoint.objects.get(size=12).note),
        ["point de contrôle 15 : sa note ne dit pas", "point de contrôle 15 : les entrées"],
    ),
    "a checkpoint's signature": (
        lambda: Checkpoint.objects.filter(size=15).update(
            note=Checkpoint.objects.get(size=15).note.replace("\n15\n", "\n14\n")
        ),
        ["point de contrôle 15 : sa signature n’est pas valable"],
    ),
}


@pytest.mark.parametrize("name", TAMPERING)
def test_tampering_is_named(name: str) -> None:
    tamper, expected = TAMPERING[name]
    with protection.lifted():
        tamper()
    problems = found()
    assert len(problems) == len(expected), problems
    for text in expected:
        assert any(text in one for one in problems), (text, problems)


def test_a_missing_trigger_is_named() -> None:
    protection.lift(connection)
    assert any("déclencheurs" in one for one in found())


def test_a_foreign_signature_is_named(key: SigningKey) -> None:
    for path in keys.folder().iterdir():
        path.unlink()
    keys.generate()
    assert len([one for one in found() if "sa signature n’est pas valable" in one]) == 3


def test_what_happens_meanwhile_is_not_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "CHUNK", 5)
    problems = check_log()
    append(drafts(10, 30))
    checkpoints.sign(AT)
    assert list(problems) == []
