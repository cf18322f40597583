"""Signed notes and checkpoints: vectors of C2SP and of the reference implementation, golang.org/x/mod/sumdb/note."""

import base64
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.kernel.ledger.ed25519 import ed25519_verify
from chapitre.kernel.ledger.keys import check_signature
from chapitre.kernel.ledger.notes import (
    NoteError,
    NoteSignature,
    TreeHead,
    format_note,
    format_tree_head,
    format_vkey,
    open_checkpoint,
    open_note,
    parse_note,
    parse_tree_head,
    parse_vkey,
    strict_base64,
    strict_decimal,
)

PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
TEXT = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n"
)
CHECKPOINT = (  # the example of C2SP tlog-checkpoint
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurm"
    "RDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
)
peter, enoch = parse_vkey(PETER), parse_vkey(ENOCH)


def test_the_reference_key_reads_and_writes() -> None:
    assert (peter.name, peter.key_id.hex(), len(peter.public_key)) == ("PeterNeumann", "c74f20a3", 32)
    assert format_vkey(peter) == PETER
    assert format_vkey(enoch) == ENOCH


def test_every_mangled_key_is_refused() -> None:
    mangled = {PETER[start:stop] for start, stop in itertools.combinations(range(len(PETER) + 1), 2)} - {PETER}
    mangled |= {f"{PETER[:at]}{chr(ord(PETER[at]) + 1)}{PETER[at + 1 :]}" for at in range(len(PETER))}
    mangled |= {
        "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
        "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        PETER.replace("c74f20a3", "C74F20A3"),
        f"{PETER}\n",
        f" {PETER}",
    }
    for vkey in mangled:
        with pytest.raises(NoteError):
            parse_vkey(vkey)


@pytest.mark.parametrize("check", [ed25519_verify, check_signature])
def test_the_reference_note_opens(check: object) -> None:
    note = f"{TEXT}\n{PETER_LINE}{ENOCH_LINE}"
    assert open_note(note, [peter], check) == (TEXT, (peter,))  # type: ignore[arg-type]
    assert open_note(note, [enoch, peter], check) == (TEXT, (peter, enoch))  # type: ignore[arg-type]
    assert format_note(TEXT, parse_note(note).signatures) == note


def test_a_note_needs_a_known_signer() -> None:
    with pytest.raises(NoteError, match="no trusted key"):
        open_note(f"{TEXT}\n{ENOCH_LINE}", [peter])
    with pytest.raises(NoteError, match="no trusted key"):
        open_note(f"{TEXT}\n{PETER_LINE}", [])


def test_a_wrong_signature_by_a_known_key_spoils_the_note() -> None:
    wrong = f"{PETER_LINE[:60]}ABCD{PETER_LINE[60:]}"
    for lines in (wrong, ENOCH_LINE + wrong, PETER_LINE + wrong):
        with pytest.raises(NoteError, match="is wrong"):
            open_note(f"{TEXT}\n{lines}", [peter, enoch])
    assert open_note(f"{TEXT}\n{PETER_LINE}{ENOCH_LINE[:60]}ABCD{ENOCH_LINE[60:]}", [peter]) == (TEXT, (peter,))


def test_a_changed_text_is_refused() -> None:
    with pytest.raises(NoteError, match="is wrong"):
        open_note(f"{TEXT.replace('cryptography', 'cryptographie')}\n{PETER_LINE}", [peter])


def test_a_key_of_the_same_name_is_unknown() -> None:
    impostor = parse_note(f"{TEXT}\n{ENOCH_LINE.replace('EnochRoot', 'PeterNeumann')}").signatures
    with pytest.raises(NoteError, match="no trusted key"):
        open_note(format_note(TEXT, impostor), [peter])


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        f"{TEXT}\n",
        f"{TEXT}\n{PETER_LINE[:-1]}",
        f"{TEXT}{PETER_LINE}",
        f"\x01{TEXT}\n{PETER_LINE}",
        f"\ud800{TEXT}\n{PETER_LINE}",
        f"{TEXT}\n{PETER_LINE}".replace("\n", "\r\n"),
        f"a carriage return\r\n\n{PETER_LINE}",
        f"a tab\t\n\n{PETER_LINE}",
        f"{TEXT}\n— Bad Name {PETER_LINE.split()[2]}\n",
        f"{TEXT}\n— Bad+Name {PETER_LINE.split()[2]}\n",
        f"{TEXT}\n— Bad\u00a0Name {PETER_LINE.split()[2]}\n",
        f"{TEXT}\n—  {PETER_LINE.split()[2]}\n",
        f"{TEXT}\n- PeterNeumann {PETER_LINE.split()[2]}\n",
        f"{TEXT}\n{PETER_LINE}Unexpected line.\n",
        f"{TEXT}\n{PETER_LINE}\n",
        f"{TEXT}\n— PeterNeumann\n",
        f"{TEXT}\n— PeterNeumann x08gow==\n",
        f"{TEXT}\n{PETER_LINE[:-2]} =\n",
        f"{TEXT}\n{PETER_LINE[:-3]}N=\n",
        f"{TEXT}\n{PETER_LINE * 101}",
        f"{'x' * 1_000_000}\n\n{PETER_LINE}",
    ],
)
def test_a_malformed_note_is_refused(note: str) -> None:
    with pytest.raises(NoteError):
        parse_note(note)


def test_a_hundred_signatures_are_read() -> None:
    assert len(parse_note(f"{TEXT}\n{PETER_LINE * 100}").signatures) == 100


def test_a_text_may_hold_empty_lines() -> None:
    note = f"a\n\nb\n\n{PETER_LINE}"
    assert parse_note(note).text == "a\n\nb\n"


@pytest.mark.parametrize("text", ["no newline", "bell\a\n", ""])
def test_a_text_that_would_not_read_back_is_not_written(text: str) -> None:
    with pytest.raises(NoteError):
        format_note(text, [NoteSignature("PeterNeumann", bytes(4), b"signature")])


def test_the_example_checkpoint_reads_and_writes() -> None:
    note = parse_note(CHECKPOINT)
    head = parse_tree_head(note.text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20852163)
    assert head.root.hex() == "0ac5186a91863e8e1d90c808014aa89bf5da8e3ee1d9f07630f0378f68f1ab62"
    assert format_tree_head(head) == note.text


def test_extension_lines_are_kept() -> None:
    head = parse_tree_head(f"{parse_note(CHECKPOINT).text}autre chose\n")
    assert head.extensions == ("autre chose",)
    assert parse_tree_head(format_tree_head(head)) == head


ROOT = "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="


@pytest.mark.parametrize(
    "text",
    [
        "",
        f"origin\n1\n{ROOT}",
        f"origin\n{ROOT}\n",
        f"\n1\n{ROOT}\n",
        f"origin\n\n{ROOT}\n",
        "origin\n1\n\n",
        f"origin\n1\n{ROOT}\n\n",
        f"origin\n1\n{ROOT}\n\nextension\n",
        f"origin\n01\n{ROOT}\n",
        f"origin\n+1\n{ROOT}\n",
        f"origin\n-1\n{ROOT}\n",
        f"origin\n1_0\n{ROOT}\n",
        f"origin\n 1\n{ROOT}\n",
        f"origin\n１\n{ROOT}\n",
        f"origin\n{2**63}\n{ROOT}\n",
        f"origin\n{'9' * 5000}\n{ROOT}\n",
        f"origin\n1\n{ROOT[:-1]}\n",
        f"origin\n1\n{ROOT[:-2]}J=\n",
        f"origin\n1\n{base64.b64encode(bytes(31)).decode()}\n",
        f"origin\n1\n{base64.b64encode(bytes(33)).decode()}\n",
        f"origin\n1\n{base64.urlsafe_b64encode(bytes([255] * 32)).decode()}\n",
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteError):
        parse_tree_head(text)


@pytest.mark.parametrize(
    "head",
    [
        TreeHead("", 1, bytes(32)),
        TreeHead("two\nlines", 1, bytes(32)),
        TreeHead("origin", -1, bytes(32)),
        TreeHead("origin", 1, bytes(31)),
        TreeHead("origin", 1, bytes(32), ("",)),
    ],
)
def test_a_head_that_would_not_read_back_is_not_written(head: TreeHead) -> None:
    with pytest.raises(NoteError):
        format_tree_head(head)


def test_a_checkpoint_of_another_log_is_refused() -> None:
    def anything(key: bytes, message: bytes, signature: bytes) -> bool:
        return True

    text = f"origin\n1\n{ROOT}\n"
    note = format_note(text, [NoteSignature(peter.name, peter.key_id, b"signature")])
    assert open_checkpoint(note, "origin", [peter], anything) == parse_tree_head(text)
    with pytest.raises(NoteError, match="not of other"):
        open_checkpoint(note, "other", [peter], anything)


@given(st.binary())
def test_base64_reads_back(data: bytes) -> None:
    text = base64.b64encode(data).decode()
    assert strict_base64(text) == data
    if data:
        for spoiled in (f"{text}=", f"{text}\n", f" {text}", text[:-1]):
            with pytest.raises(NoteError):
                strict_base64(spoiled)


@given(st.text())
def test_base64_has_one_spelling(text: str) -> None:
    try:
        data = strict_base64(text)
    except NoteError:
        return
    assert base64.b64encode(data).decode() == text


@given(st.integers(0, 2**63 - 1))
def test_a_number_has_one_spelling(number: int) -> None:
    assert strict_decimal(str(number)) == number
    with pytest.raises(NoteError):
        strict_decimal(f"0{number}")
