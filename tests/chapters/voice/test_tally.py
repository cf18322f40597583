"""Ballots as a file: what is written is read back, and what is not a list of ballots is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice.polling.tally import (
    BALLOT_ALPHABET,
    TRACKER_LENGTH,
    BadBallots,
    ballots_root,
    counted_ballots,
    read_ballots,
    write_ballots,
)

LETTERS = "".join(sorted(BALLOT_ALPHABET))


def tracker(number: int) -> str:
    return "".join(LETTERS[number >> 5 * place & 31] for place in range(TRACKER_LENGTH))


TRACKERS = st.integers(0, 2**130 - 1).map(tracker)


@given(st.dictionaries(TRACKERS, st.integers(1, 3), max_size=40), st.randoms())
def test_ballots_survive_their_file_in_any_order(drawn: dict[str, int], chance: object) -> None:
    ballots = list(drawn.items())
    shuffled = sorted(ballots, key=lambda one: chance.random())  # type: ignore[attr-defined]
    assert ballots_root("p", shuffled) == ballots_root("p", ballots) != ballots_root("q", [*ballots, ("0", 1)])
    assert read_ballots(write_ballots(ballots)) == sorted(ballots)
    assert counted_ballots(ballots, 3) == [list(drawn.values()).count(one) for one in (1, 2, 3)]


@pytest.mark.parametrize(
    "text", ["", "tracker,choice", "x\n", "tracker,choice\nabc,1\n", f"tracker,choice\n{'0' * 26},01\n",
             f"tracker,choice\n{'0' * 26},1\n{'0' * 26},1\n", f"tracker,choice\n{'0' * 26},²\n"]
)  # fmt: skip
def test_a_list_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(BadBallots):
        read_ballots(text)
