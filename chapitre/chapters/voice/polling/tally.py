"""Ballots as bytes, their tree and their count: what the site and ballot-verify.py must compute alike. Pure."""

from collections.abc import Iterable, Sequence

from chapitre.kernel.ledger.merkle import leaf_hash, root

BALLOT_DOMAIN = "chapitre.ballot/v1"
BALLOT_ALPHABET = frozenset("0123456789abcdefghjkmnpqrstvwxyz")
TRACKER_LENGTH = 26  # of 5 bits: 128 random bits, drawn for the ballot alone
BALLOTS_HEAD = "tracker,choice"

Ballot = tuple[str, int]  # its tracker, and the answer chosen, from 1


class BadBallots(ValueError):
    """Ballots that are not as they must be; the message says where."""


def ballot_leaf(poll: str, ballot: Ballot) -> bytes:
    """The leaf of one ballot. The poll's own name is in it: a ballot of one poll is none of another."""
    return leaf_hash(f"{BALLOT_DOMAIN}\n{poll}\n{ballot[0]}\n{ballot[1]}\n".encode())


def ballots_root(poll: str, ballots: Iterable[Ballot]) -> bytes:
    """The root over the ballots in the order of their trackers, drawn at random: it tells nothing of time."""
    return root([ballot_leaf(poll, one) for one in sorted(ballots)])


def counted_ballots(ballots: Iterable[Ballot], options: int) -> list[int]:
    """How many chose each answer. Raises BadBallots on an answer that was not offered."""
    counts = [0] * options
    for tracker, choice in ballots:
        if not 1 <= choice <= options:
            raise BadBallots(f"ballot {tracker}: answer {choice} was not offered")
        counts[choice - 1] += 1
    return counts


def write_ballots(ballots: Iterable[Ballot]) -> str:
    """The published list."""
    return "".join(f"{line}\n" for line in [BALLOTS_HEAD, *(f"{one},{choice}" for one, choice in sorted(ballots))])


def read_ballots(text: str) -> list[Ballot]:
    """The published list, read strictly. Raises BadBallots with the number of the line."""
    lines = text.split("\n")
    if lines[0] != BALLOTS_HEAD or lines[-1] != "":
        raise BadBallots(f"line 1: the list begins with {BALLOTS_HEAD} and ends with a line's end")
    found: list[Ballot] = []
    for number, line in enumerate(lines[1:-1], start=2):
        tracker, comma, choice = line.partition(",")
        if not comma or len(tracker) != TRACKER_LENGTH or not set(tracker) <= BALLOT_ALPHABET:
            raise BadBallots(f"line {number}: not a ballot")
        if not choice.isascii() or not choice.isdecimal() or choice.startswith("0") or len(choice) > 3:
            raise BadBallots(f"line {number}: not an answer's number")
        if found and found[-1][0] >= tracker:
            raise BadBallots(f"line {number}: trackers stand in their order, each once")
        found.append((tracker, int(choice)))
    return found


def result_lines(voters: int, roll: str, options: Sequence[str], counts: Sequence[int]) -> tuple[str, ...]:
    """What the signed statement says beside the ballots' root: the list's size and root, then each answer's count."""
    lines = [f"roll {voters} {roll}"]
    lines += [
        f"answer {place} {count} {text}" for place, (text, count) in enumerate(zip(options, counts, strict=True), 1)
    ]
    return tuple(lines)
