"""The key files: made once, readable by their owner only, replaced by signed rotations."""

import stat
from pathlib import Path

import pytest
from pytest_django import Settings

from chapitre.kernel.ledger import keys
from chapitre.kernel.ledger.keys import KeysError, SigningKey, format_private, parse_private
from chapitre.kernel.ledger.notes import NoteError, format_note, open_note
from chapitre.kernel.ledger.rotation import KeyPeriod, open_rotation
from chapitre.kernel.town import town

# golang.org/x/mod/sumdb/note, note_test.go
PETER = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
    "\n— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)


def private_file(key: SigningKey) -> Path:
    return keys.folder() / f"{key.public.key_id.hex()}.key"


def test_the_reference_key_signs_the_reference_note() -> None:
    peter = parse_private(PETER)
    assert format_private(peter) == PETER
    text, signers = open_note(PETER_NOTE, [peter.public])
    assert signers == (peter.public,)
    assert format_note(text, [peter.sign(text)]) == PETER_NOTE


def test_every_mangled_private_key_is_refused() -> None:
    mangled = [PETER[:at] for at in range(len(PETER))] + [PETER[at:] for at in range(1, len(PETER))]
    mangled += [f"{PETER[:at]}{chr(ord(PETER[at]) + 1)}{PETER[at + 1 :]}" for at in range(len(PETER))]
    for line in mangled:
        with pytest.raises(NoteError):
            parse_private(line)


def test_the_origin_is_the_town_s_unless_it_is_set(settings: Settings) -> None:
    settings.CHAPITRE_ORIGIN = "another/log"
    assert keys.origin() == "another/log"
    settings.CHAPITRE_ORIGIN = ""
    assert keys.origin() == town().origin


def test_a_log_without_key_says_what_to_do(home: Path) -> None:
    assert keys.periods() == []
    assert keys.trusted(0) == []
    for wanted in (keys.current, lambda: keys.rotate(0)):
        with pytest.raises(KeysError, match="chapitre init"):
            wanted()


def test_the_first_key(key: SigningKey, home: Path) -> None:
    assert keys.current().public == key.public
    assert key.name == keys.origin() == "ivry-sur-seine.demonstration/registre"
    assert keys.periods() == [KeyPeriod(key.public, 0, None, True)]
    assert stat.S_IMODE(private_file(key).stat().st_mode) == 0o600
    assert stat.S_IMODE((home / "keys").stat().st_mode) == 0o700
    names = {path.name for path in (home / "keys").iterdir()}
    assert names == {"first.vkey", private_file(key).name}


def test_there_is_no_second_first_key(key: SigningKey) -> None:
    with pytest.raises(KeysError, match="rotation"):
        keys.generate()
    assert keys.current().public == key.public


def test_a_key_that_others_can_read_is_refused(key: SigningKey) -> None:
    private_file(key).chmod(0o640)
    with pytest.raises(KeysError, match="chmod 600"):
        keys.current()


def test_a_lost_key_says_what_to_do(key: SigningKey) -> None:
    private_file(key).unlink()
    with pytest.raises(KeysError, match="sauvegarde"):
        keys.current()
    with pytest.raises(KeysError, match="sauvegarde"):
        keys.rotate(3)
    assert len(keys.periods()) == 1


def test_a_swapped_or_damaged_key_is_noticed(key: SigningKey, home: Path) -> None:
    path = private_file(key)
    for text in (PETER, "nonsense", "", f"{format_private(key)}\n\n"):
        path.write_text(text)
        with pytest.raises(KeysError):
            keys.current()


def test_another_origin_is_noticed(key: SigningKey, settings: Settings) -> None:
    settings.CHAPITRE_ORIGIN = "another/log"
    with pytest.raises(KeysError, match="another/log"):
        keys.current()


def test_a_rotation_ends_one_period_and_begins_another(key: SigningKey) -> None:
    second = keys.rotate(12)
    third = keys.rotate(40)
    assert keys.periods() == [
        KeyPeriod(key.public, 0, 12, True),
        KeyPeriod(second.public, 13, 40, True),
        KeyPeriod(third.public, 41, None, True),
    ]
    assert keys.current().public == third.public
    assert [keys.trusted(size) for size in (12, 13, 41)] == [[key.public], [second.public], [third.public]]
    rotation, endorsed = open_rotation(keys.statements()[0])
    assert (rotation.size, rotation.old, rotation.new, endorsed) == (12, key.public, second.public, True)


def test_a_lost_key_is_replaced_without_its_word(key: SigningKey) -> None:
    private_file(key).unlink()
    second = keys.rotate(5, lost=True)
    assert keys.periods() == [KeyPeriod(key.public, 0, 5, True), KeyPeriod(second.public, 6, None, False)]
    assert keys.current().public == second.public


def test_a_rotation_does_not_go_back(key: SigningKey) -> None:
    keys.rotate(12)
    with pytest.raises(KeysError, match="précédente"):
        keys.rotate(11)
    assert len(keys.statements()) == 1


def test_two_rotations_at_once_make_one(key: SigningKey, monkeypatch: pytest.MonkeyPatch) -> None:
    before = keys.periods()
    second = keys.rotate(12)
    monkeypatch.setattr(keys, "periods", lambda: before)  # what the other process had read
    with pytest.raises(KeysError, match="recommencez"):
        keys.rotate(12)
    monkeypatch.undo()
    assert keys.current().public == second.public
    assert not [path for path in keys.folder().iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("damage", ["x", ""])
def test_a_damaged_statement_is_noticed(key: SigningKey, damage: str) -> None:
    keys.rotate(12)
    path = keys.folder() / "rotation-001.note"
    path.chmod(0o600)
    path.write_text(path.read_text().replace("12", damage))
    with pytest.raises(KeysError, match="abîmé"):
        keys.periods()


def test_a_signature_is_checked() -> None:
    peter = parse_private(PETER)
    signature = peter.sign("text\n").signature
    assert keys.check_signature(peter.public.public_key, b"text\n", signature)
    assert not keys.check_signature(peter.public.public_key, b"texte\n", signature)
    assert not keys.check_signature(bytes(31), b"text\n", signature)
