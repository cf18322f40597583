"""The recount of a poll, as ballot-verify.py runs it. Standard library only; nothing here knows the site."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from chapitre.chapters.voice.polling.receipts import open_receipt
from chapitre.chapters.voice.polling.tally import (
    BadBallots,
    Ballot,
    ballots_root,
    counted_ballots,
    read_ballots,
    result_lines,
)
from chapitre.kernel.ledger.notes import NoteError, NoteKey, open_note, parse_tree_head, parse_vkey


class PollWrong(ValueError):
    """Something in the folder does not agree; the message says what."""


@dataclass(frozen=True)
class Told:
    """What a statement says beside the ballots' root."""

    voters: int
    roll: str
    replaced: int
    most: int
    options: list[str]
    counts: list[int]


def ballot_main(argv: Sequence[str]) -> int:
    """The program: 0 if everything agrees, 1 if not."""
    parser = argparse.ArgumentParser(prog="ballot-verify.py", description="Recounts a consultative poll.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument(
        "--key", action="append", help="a key of the town, got elsewhere; else the folder's are believed"
    )
    parser.add_argument("--receipt", type=Path, help="the file kept after voting: is this ballot in the count?")
    arguments = parser.parse_args(argv)
    try:
        for line in verify_poll(arguments.folder, arguments.key, arguments.receipt):
            print(line)
    except (PollWrong, BadBallots, NoteError, OSError, UnicodeDecodeError) as error:
        print(f"WRONG: {error}", file=sys.stderr)
        return 1
    print("Everything agrees.")
    return 0


def verify_poll(folder: Path, trusted: Sequence[str] | None = None, receipt: Path | None = None) -> Iterator[str]:
    """Checks the signature, the root, the counts and the turnout, then a receipt. Raises on what does not agree."""
    known = [parse_vkey(one) for one in trusted or read_exactly(folder / "key").removesuffix("\n").split("\n")]
    text, signers = open_note(read_exactly(folder / "statement.note"), known)
    head = parse_tree_head(text)
    yield f"signed by {signers[0].name}: {head.origin}"
    ballots = read_ballots(read_exactly(folder / "ballots.csv"))
    if len(ballots) != head.size:
        raise PollWrong(f"{len(ballots)} ballots are published, {head.size} were signed")
    if ballots_root(head.origin, ballots) != head.root:
        raise PollWrong("the ballots are not those that were signed: their root is another")
    told = told_result(head.extensions)
    recounted = counted_ballots(ballots, len(told.options), told.most)
    again = result_lines(told.voters, told.roll, told.replaced, told.most, told.options, recounted)
    if recounted != told.counts or head.extensions != again:
        raise PollWrong(f"the signed result is {told.counts}, the ballots give {recounted}")
    if len(ballots) > told.voters:
        raise PollWrong(f"{len(ballots)} ballots for {told.voters} voters")
    yield f"{len(ballots)} ballots for {told.voters} voters of the list; lost codes replaced: {told.replaced}"
    if told.most > 1:
        yield f"each ballot chooses {told.most} answers at most"
    yield from (f"{count:6}  {option}" for option, count in zip(told.options, recounted, strict=True))
    if receipt is not None:
        yield check_receipt(receipt, head.origin, known, ballots)


def check_receipt(receipt: Path, poll: str, keys: Sequence[NoteKey], ballots: Sequence[Ballot]) -> str:
    """That the ballot of a signed receipt is counted, as it was cast. Raises PollWrong, NoteError."""
    ballot = open_receipt(read_exactly(receipt), poll, keys)
    if ballot not in ballots:
        raise PollWrong(f"the town signed a receipt for ballot {ballot[0]}, and it is not among those published")
    return f"ballot {ballot[0]} is counted as it was cast"


def told_result(lines: Sequence[str]) -> Told:
    """What the statement's lines say; that they are written as they must be is for `result_lines`. Raises PollWrong."""
    try:
        word, voters, roll = lines[0].split(" ")
        left, optional = list(lines[1:]), {"replaced": 0, "most": 1}
        for name in optional:
            if left and left[0].startswith(f"{name} "):
                optional[name] = int(left.pop(0).removeprefix(f"{name} "))
        answers = [line.split(" ", 3) for line in left]
        if word != "roll" or any(one[0] != "answer" for one in answers):
            raise ValueError
        options, counts = [one[3] for one in answers], [int(one[2]) for one in answers]
        return Told(int(voters), roll, optional["replaced"], optional["most"], options, counts)
    except (ValueError, IndexError):
        raise PollWrong("the statement does not say a result") from None


def read_exactly(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode()
