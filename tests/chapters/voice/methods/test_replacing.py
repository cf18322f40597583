"""Who replaces a juror: quotas first, then likeness, then the published order."""

from chapitre.chapters.voice.methods.replacing import loss, replacement
from chapitre.chapters.voice.methods.sortition.pools import Quota

QUOTAS = [Quota("sex", "f", 2, 2), Quota("sex", "m", 1, 1), Quota("age", "young", 1, 2), Quota("age", "old", 1, 2)]
PEOPLE = {1: (0, 2), 2: (0, 3), 3: (1, 3), 4: (1, 2), 5: (0, 3), 6: (0, 2), 7: (0, 2)}


def test_a_panel_that_keeps_its_quotas_loses_nothing() -> None:
    assert loss(QUOTAS, PEOPLE, [1, 2, 3]) == 0
    assert loss(QUOTAS, PEOPLE, [3, 4, 2]) == 2  # a woman too few, a man too many


def test_quotas_come_before_the_order_and_likeness_before_it_too() -> None:
    assert replacement(QUOTAS, PEOPLE, [2, 3], 1, [4, 5, 6, 7]) == 6  # 4 is a man, 5 leaves nobody young
    assert replacement(QUOTAS, PEOPLE, [1, 3], 2, [7, 6, 5]) == 5  # all keep the quotas, 5 alone is like 2


def test_the_published_order_decides_between_equals_and_nobody_left_is_none() -> None:
    assert replacement(QUOTAS, PEOPLE, [2, 3], 1, [7, 6]) == 7
    assert replacement(QUOTAS, PEOPLE, [2, 3], 1, []) is None
