"""What decision 245 says of published panels: from some volunteers' answers, the others' can be guessed."""

from __future__ import annotations

import numpy as np
import pytest

from chapitre.chapters.voice.methods import sortition
from tests.chapters.voice.methods.sortition.generated import generated

PEOPLE, SEATS, PANELS, KNOWN = 90, 16, 1000, 24


@pytest.mark.parametrize("criterion", [0, 1])
def test_who_knows_some_answers_guesses_those_of_others_from_the_panels(criterion: int) -> None:
    """Those who share an answer keep out of each other's panels: the answer one is least seen with is one's own."""
    pool = generated(PEOPLE, SEATS, (4, 3), seed=1, bias=0.5, together=0.3, tight=True)
    made = sortition.draw_panels(pool, SEATS, PANELS, seed="fuite")
    sits = np.zeros((PANELS, PEOPLE))
    for number, panel in enumerate(made.panels):
        sits[number, list(panel)] = 1
    chosen = [person for person in range(PEOPLE) if 0 < made.counts[person] < PANELS]
    together = np.corrcoef(sits[:, chosen].T)
    answers = np.array([pool.people[person][criterion] for person in chosen])
    known, others = np.arange(KNOWN), np.arange(KNOWN, len(chosen))
    values = sorted(set(answers[known]))
    seen = np.array([together[np.ix_(others, known[answers[known] == value])].mean(axis=1) for value in values])
    right = np.mean(np.array(values)[seen.argmin(axis=0)] == answers[others])
    blind = max(np.mean(answers[others] == value) for value in values)
    assert blind < 0.5 < 0.7 < right
