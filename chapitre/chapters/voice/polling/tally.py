"""Ballots as bytes, their tree and their count: what the site and ballot-verify.py must compute alike. Pure."""

from collections.abc import Iterable, Sequence

from chapitre.kernel.ledger.merkle import leaf_hash, root

BALLOT_DOMAIN = "chapitre.ballot/v1"
BALLOT_ALPHABET = frozenset("0123456789abcdefghjkmnpqrstvwxyz")
TRACKER_LENGTH = 26  # of 5 bits: 128 random bits, drawn for the ballot alone
BALLOTS_HEAD = "tracker,choice"

Choice = tuple[int, ...]  # the answers chosen, from 1, in increasing order
Ballot = tuple[str, Choice]  # its tracker, and what it chooses


class BadBallots(ValueError):
    """Ballots that are not as they must be; the message says where."""


def write_choice(choice: Choice) -> str:
    """A choice as it is signed and published: `2`, or `1+3` where several answers may be chosen."""
    return "+".join(str(one) for one in choice)


def read_choice(text: str) -> Choice:
    """A choice as it was written, and no other way of writing it. Raises BadBallots."""
    numbers = text.split("+")
    for one in numbers:
        if not one.isascii() or not one.isdecimal() or one.startswith("0") or len(one) > 3:
            raise BadBallots(f"{text!r} is no answer's number")
    choice = tuple(int(one) for one in numbers)
    if list(choice) != sorted(set(choice)):
        raise BadBallots(f"{text!r}: answers stand in their order, each once")
    return choice


def ballot_leaf(poll: str, ballot: Ballot) -> bytes:
    """The leaf of one ballot. The poll's own name is in it: a ballot of one poll is none of another."""
    return leaf_hash(f"{BALLOT_DOMAIN}\n{poll}\n{ballot[0]}\n{write_choice(ballot[1])}\n".encode())


def ballots_root(poll: str, ballots: Iterable[Ballot]) -> bytes:
    """The root over the ballots in the order of their trackers, drawn at random: it tells nothing of time."""
    return root([ballot_leaf(poll, one) for one in sorted(ballots)])


def counted_ballots(ballots: Iterable[Ballot], options: int, most: int) -> list[int]:
    """How many chose each answer. Raises BadBallots on an answer that was not offered, and on too many."""
    counts = [0] * options
    for tracker, choice in ballots:
        if not 1 <= len(choice) <= most:
            raise BadBallots(f"ballot {tracker}: {len(choice)} answers, of {most} at most")
        for one in choice:
            if not 1 <= one <= options:
                raise BadBallots(f"ballot {tracker}: answer {one} was not offered")
            counts[one - 1] += 1
    return counts


def write_ballots(ballots: Iterable[Ballot]) -> str:
    """The published list."""
    lines = [BALLOTS_HEAD, *(f"{one},{write_choice(choice)}" for one, choice in sorted(ballots))]
    return "".join(f"{line}\n" for line in lines)


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
        if found and found[-1][0] >= tracker:
            raise BadBallots(f"line {number}: trackers stand in their order, each once")
        try:
            found.append((tracker, read_choice(choice)))
        except BadBallots as error:
            raise BadBallots(f"line {number}: {error}") from None
    return found


def result_lines(
    voters: int, roll: str, replaced: int, most: int, options: Sequence[str], counts: Sequence[int]
) -> tuple[str, ...]:
    """What the signed statement says beside the ballots' root.

    The list's size and root; how many lost codes were replaced and how many answers a ballot may choose, where that is
    not none and one; then each answer's count.
    """
    lines = [f"roll {voters} {roll}"]
    lines += [f"replaced {replaced}"] if replaced else []
    lines += [f"most {most}"] if most > 1 else []
    lines += [
        f"answer {place} {count} {text}" for place, (text, count) in enumerate(zip(options, counts, strict=True), 1)
    ]
    return tuple(lines)
