"""The recount of a poll, as ballot-verify.py runs it. Standard library only; nothing here knows the site."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from chapitre.chapters.voice.polling.receipts import open_receipt
from chapitre.chapters.voice.polling.tally import (
    BadBallots,
    ballots_root,
    counted_ballots,
    read_ballots,
    result_lines,
)
from chapitre.kernel.ledger.notes import NoteError, NoteKey, open_note, parse_tree_head, parse_vkey


class PollWrong(ValueError):
    """Something in the folder does not agree; the message says what."""


def ballot_main(argv: Sequence[str]) -> int:
    """The program: 0 if everything agrees, 1 if not."""
    parser = argparse.ArgumentParser(prog="ballot-verify.py", description="Recounts a consultative poll.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent)
    parser.add_argument("--key", help="the town's key, got elsewhere; else the folder's own file is believed")
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


def verify_poll(folder: Path, key: str | None = None, receipt: Path | None = None) -> Iterator[str]:
    """Checks the signature, the root, the counts and the turnout, then a receipt. Raises on what does not agree."""
    known = parse_vkey(key if key is not None else read_exactly(folder / "key").removesuffix("\n"))
    text, _ = open_note(read_exactly(folder / "statement.note"), [known])
    head = parse_tree_head(text)
    yield f"signed by {known.name}: {head.origin}"
    ballots = read_ballots(read_exactly(folder / "ballots.csv"))
    if len(ballots) != head.size:
        raise PollWrong(f"{len(ballots)} ballots are published, {head.size} were signed")
    if ballots_root(head.origin, ballots) != head.root:
        raise PollWrong("the ballots are not those that were signed: their root is another")
    voters, roll, options, counts = told_result(head.extensions)
    recounted = counted_ballots(ballots, len(options))
    if recounted != counts or head.extensions != result_lines(voters, roll, options, recounted):
        raise PollWrong(f"the signed result is {counts}, the ballots give {recounted}")
    if len(ballots) > voters:
        raise PollWrong(f"{len(ballots)} ballots for {voters} voters")
    yield f"{len(ballots)} ballots for {voters} voters of the list"
    yield from (f"{count:6}  {option}" for option, count in zip(options, recounted, strict=True))
    if receipt is not None:
        yield check_receipt(receipt, head.origin, known, ballots)


def check_receipt(receipt: Path, poll: str, key: NoteKey, ballots: Sequence[tuple[str, int]]) -> str:
    """That the ballot of a signed receipt is counted, as it was cast. Raises PollWrong, NoteError."""
    ballot = open_receipt(read_exactly(receipt), poll, [key])
    if ballot not in ballots:
        raise PollWrong(f"the town signed a receipt for ballot {ballot[0]}, and it is not among those published")
    return f"ballot {ballot[0]} is counted as it was cast"


def told_result(lines: Sequence[str]) -> tuple[int, str, list[str], list[int]]:
    """The list's size and root, the answers and their counts, as the statement says them. Raises PollWrong."""
    try:
        word, voters, roll = lines[0].split(" ")
        answers = [line.split(" ", 3) for line in lines[1:]]
        numbers = [int(one[1]) for one in answers]
        if word != "roll" or any(one[0] != "answer" for one in answers) or numbers != list(range(1, len(answers) + 1)):
            raise ValueError
        return int(voters), roll, [one[3] for one in answers], [int(one[2]) for one in answers]
    except (ValueError, IndexError):
        raise PollWrong("the statement does not say a result") from None


def read_exactly(path: Path) -> str:
    """A file's text with its line ends as they are."""
    return path.read_bytes().decode()
