"""Who replaces a juror: quotas first, then the published order."""

from fractions import Fraction

from chapitre.chapters.voice.methods.replacing import loss, replacement
from chapitre.chapters.voice.methods.sortition.pools import Quota

QUOTAS = [Quota("sex", "f", 2, 2), Quota("sex", "m", 1, 1), Quota("age", "young", 1, 2), Quota("age", "old", 1, 2)]
PEOPLE = {1: (0, 2), 2: (0, 3), 3: (1, 3), 4: (1, 2), 5: (0, 3), 6: (0, 2), 7: (0, 2)}


def test_a_panel_that_keeps_its_quotas_loses_nothing() -> None:
    assert loss(QUOTAS, PEOPLE, [1, 2, 3]) == 0
    assert loss(QUOTAS, PEOPLE, [3, 4, 2]) == Fraction(1, 2) + 1  # a woman too few of two, a man too many of one


def test_quotas_come_before_the_order() -> None:
    assert replacement(QUOTAS, PEOPLE, [2, 3], [4, 5, 6, 7]) == 6  # 4 is a man, 5 leaves nobody young
    assert replacement(QUOTAS, PEOPLE, [1, 2], [7, 6, 4]) == 4  # a man leaves: only 4 is one


def test_the_published_order_decides_between_equals_and_nobody_left_is_none() -> None:
    assert replacement(QUOTAS, PEOPLE, [2, 3], [7, 6]) == 7
    assert replacement(QUOTAS, PEOPLE, [1, 3], [7, 6, 5]) == 7  # likeness to who left counts for nothing
    assert replacement(QUOTAS, PEOPLE, [2, 3], []) is None
