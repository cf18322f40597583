"""Ballots as a file: what is written is read back, and what is not a list of ballots is refused."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice.polling.tally import (
    BALLOT_ALPHABET,
    TRACKER_LENGTH,
    BadBallots,
    Choice,
    ballots_root,
    counted_ballots,
    read_ballots,
    write_ballots,
)

LETTERS = "".join(sorted(BALLOT_ALPHABET))


def tracker(number: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(TRACKER_LENGTH))


CHOICES = st.sampled_from([(1,), (2,), (3,), (1, 2), (1, 3), (2, 3)])
TRACKERS = st.integers(0, 2**130 - 1).map(tracker)


@given(st.dictionaries(TRACKERS, CHOICES, max_size=20), st.integers(0, 99))
def test_ballots_survive_their_file_in_any_order(drawn: dict[str, Choice], seed: int) -> None:
    ballots = list(drawn.items())
    shuffled = Random(seed).sample(ballots, len(ballots))
    assert ballots_root("p", shuffled) == ballots_root("p", ballots) != ballots_root("q", [*ballots, ("0", (1,))])
    assert read_ballots(write_ballots(ballots)) == sorted(ballots)
    assert counted_ballots(ballots, 3, 2) == [sum(one in choice for choice in drawn.values()) for one in (1, 2, 3)]


@pytest.mark.parametrize(
    "text", ["", "tracker,choice", "x\n", "tracker,choice\nabc,1\n", f"tracker,choice\n{'0' * 26},01\n",
             f"tracker,choice\n{'0' * 26},1\n{'0' * 26},1\n", f"tracker,choice\n{'0' * 26},²\n",
             *(f"tracker,choice\n{'0' * 26},{one}\n" for one in ("", "2+1", "1+1", "1+", "+1", "1 + 2", "0", "1+02")),
             f"tracker,choice\n{'0' * 26},1234\n"]
)  # fmt: skip
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadBallots):
        read_ballots(text)


@pytest.mark.parametrize("choice", [(), (1, 2, 3), (4,), (0,)])
def test_a_ballot_that_chooses_what_it_may_not_is_not_counted(choice: Choice) -> None:
    with pytest.raises(BadBallots):
        counted_ballots([("0" * 26, choice)], 3, 2)
