"""The signed receipt of a ballot: what the town promises to publish. Pure; ballot-verify.py carries it along."""

import base64
from collections.abc import Iterable

from chapitre.chapters.voice.polling.tally import BadBallots, Ballot, ballot_leaf, read_choice, write_choice
from chapitre.kernel.ledger.ed25519 import ed25519_verify
from chapitre.kernel.ledger.notes import NoteError, NoteKey, SignatureCheck, open_note

RECEIPT_HEAD = "chapitre.ballot-receipt/v1"


def receipt_text(poll: str, leaf: bytes) -> str:
    """What is signed: the poll and the ballot's leaf, from which nobody reads the answer without its tracker."""
    return f"{RECEIPT_HEAD}\n{poll}\n{base64.b64encode(leaf).decode()}\n"


def receipt_file(ballot: Ballot, note: str) -> str:
    """The file that a voter keeps: her ballot in clear, then the signed note."""
    return f"tracker {ballot[0]}\nchoice {write_choice(ballot[1])}\n\n{note}"


def open_receipt(text: str, poll: str, keys: Iterable[NoteKey], check: SignatureCheck = ed25519_verify) -> Ballot:
    """The ballot of a receipt that the town signed for this poll. Raises NoteError."""
    head, _, note = text.partition("\n\n")
    lines = dict(line.split(" ", 1) for line in head.split("\n") if " " in line)
    if head.count("\n") != 1 or list(lines) != ["tracker", "choice"]:
        raise NoteError("a receipt begins with its tracker and its choice")
    try:
        ballot = (lines["tracker"], read_choice(lines["choice"]))
    except BadBallots as error:
        raise NoteError(f"the receipt's choice: {error}") from None
    signed, _ = open_note(note, keys, check)
    if signed != receipt_text(poll, ballot_leaf(poll, ballot)):
        raise NoteError("the receipt was signed for another ballot, or another poll")
    return ballot
