"""The draw: hashes that anybody gets, no panel favoured, and no byte that can change unseen."""

from __future__ import annotations

import hashlib
import json
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.voice.juries import telling
from chapitre.chapters.voice.methods import draw, seals
from chapitre.kernel.ledger import merkle

POOL = sorted(hashlib.sha256(str(number).encode()).hexdigest() for number in range(23))
PANELS = [sorted(random.Random(number).sample(range(1, 24), 5)) for number in range(50)]
SEED = "7 12 23 31 44 + 5"
HELD = Counter(number for panel in PANELS for number in panel)
FAIRNESS = {"method": "leximin", "fewest": min(HELD.values()), "most": max(HELD.values())}
LISTS = [
    random.Random(-number).sample(sorted(set(range(1, 24)) - set(panel)), 4) for number, panel in enumerate(PANELS, 1)
]
SALTS = seals.salts(["cd" * 32, "ef" * 32], len(PANELS))
WAITING = {"listed": 4, "dropout": 15, "seals": seals.sealed(["cd" * 32, "ef" * 32], LISTS)}
QUOTAS = [("âge", "16 à 29 ans", 1, 2)]
BODY = draw.panels_body("jury", POOL, PANELS, 5, QUOTAS, FAIRNESS, "ab" * 32, WAITING)


def result(seed: str | None = SEED) -> dict[str, Any]:
    sha256 = draw.panels_hash(BODY)
    told: dict[str, Any] = {"pool_root": draw.pool_root(POOL), "panels_hash": sha256, "seed": seed}
    told |= {"listed": 4, "dropout": 15}
    if seed is None:
        return told | {"panel": None, "members": None, "salt": None, "alternates": None, "replacements": []}
    panel = draw.panel_number(sha256, seed, len(PANELS))
    members, listed = PANELS[panel - 1], LISTS[panel - 1]
    order = draw.alternates(sha256, seed, len(POOL), members, listed)
    called = [[members[0], listed[2]], [members[1], listed[0]], [listed[2], listed[3]]]
    return told | {
        "panel": panel,
        "members": members,
        "salt": SALTS[panel - 1],
        "alternates": order,
        "replacements": called,
    }


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=40))
def test_the_root_is_that_of_the_ledger_s_own_tree(leaves: list[bytes]) -> None:
    expected = merkle.root([merkle.leaf_hash(one) for one in leaves]).hex() if leaves else ""
    assert draw.pool_root([one.hex() for one in leaves]) == expected


@given(st.text(max_size=30), st.integers(1, 5000))
def test_a_panel_is_always_one_of_those_published(seed: str, count: int) -> None:
    assert 1 <= draw.panel_number("ab" * 32, seed, count) <= count


def test_every_panel_is_as_likely() -> None:
    drawn = Counter(draw.panel_number("ab" * 32, str(number), 10) for number in range(20_000))
    chi2 = sum((drawn[panel] - 2000) ** 2 / 2000 for panel in range(1, 11))
    assert chi2 < 27.9  # one chance in a thousand, for nine degrees of freedom


def test_what_would_favour_some_panels_is_hashed_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draw, "SPAN", 2**63 + 1)  # half of all hashes lie above the limit
    highs = []
    for number in range(60):
        text = "\n".join((draw.FORMAT, "panel", "ab" * 32, str(number), "0"))
        highs.append(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big") >= 2**63)
        second = text[:-1] + "1"
        value = int.from_bytes(hashlib.sha256(second.encode()).digest()[:8], "big")
        if highs[-1] and value < 2**63:
            assert draw.panel_number("ab" * 32, str(number), 2) == value % 2 + 1
    assert any(highs)


def test_blanks_around_a_seed_change_nothing_but_its_words_do() -> None:
    numbers = {
        draw.panel_number("ab" * 32, seed, 10**6) for seed in (SEED, f"  {SEED}\n", SEED.replace(" ", "\u202f "))
    }
    assert len(numbers) == 1
    assert draw.panel_number("ab" * 32, SEED + "0", 10**6) not in numbers


def test_alternates_are_all_the_others() -> None:
    told = result()
    assert sorted([*told["members"], *told["alternates"]]) == list(range(1, len(POOL) + 1))


def test_what_was_published_holds_before_the_seed_and_after() -> None:
    assert draw.problems(BODY, result()) == draw.problems(BODY, result(None)) == []
    assert draw.counts(PANELS, len(POOL))[0] == sum(1 in panel for panel in PANELS)


def test_one_byte_altered_anywhere_is_seen() -> None:
    told = result()
    for place in random.Random(4).sample(range(len(BODY)), 200):
        altered = BODY[:place] + chr(ord(BODY[place]) ^ 1) + BODY[place + 1 :]
        try:
            found = draw.problems(altered, told)
        except (ValueError, KeyError, TypeError):
            continue  # no longer the file's form: the verifier stops there
        assert found, place


@pytest.mark.parametrize(
    "name", ["pool_root", "panels_hash", "seed", "panel", "members", "salt", "alternates", "listed", "dropout"]
)
def test_a_result_that_says_something_else_is_refused(name: str) -> None:
    told = result()
    other = {"panel": told["panel"] % 50 + 1, "members": PANELS[told["panel"] % 50], "seed": "1"}
    other |= {"listed": 5, "dropout": 14}
    wrong = other[name] if name in other else told[name][::-1]
    assert draw.problems(BODY, told | {name: wrong})


@given(st.data())
def test_no_other_list_opens_a_seal(data: st.DataObject) -> None:
    """Whoever is put before, left out or exchanged, among the alternates or among those who follow."""
    told = result()
    order = data.draw(st.permutations(told["alternates"]))
    found = draw.problems(BODY, told | {"alternates": order})
    assert bool(found) == (order != told["alternates"])


def test_alternates_of_no_other_panel_open_the_seal() -> None:
    told = result()
    for panel, listed in enumerate(LISTS, start=1):
        seal = draw.seal(SALTS[panel - 1], told["panel"], listed)
        assert (seal == WAITING["seals"][told["panel"] - 1]) == (panel == told["panel"])


@pytest.mark.parametrize(
    "change",
    [
        lambda members, order: [[members[0], order[4]]],  # not on the list, which is not used up
        lambda members, order: [[order[0], order[1]]],  # who leaves does not sit
        lambda members, order: [[members[0], order[0]], [members[1], order[0]]],  # called twice
        lambda members, order: [[members[0], members[1]]],
    ],
)
def test_a_replacement_out_of_turn_is_seen(change: Any) -> None:
    told = result()
    assert draw.problems(BODY, told | {"replacements": change(told["members"], told["alternates"])})


def test_once_the_list_is_used_up_the_others_may_be_called() -> None:
    told = result()
    first, second = told["members"][:2]
    order = told["alternates"]
    called = [[first, order[0]], *([order[place], order[place + 1]] for place in range(3)), [second, order[9]]]
    assert draw.problems(BODY, told | {"replacements": called}) == []


def test_a_list_shorter_than_asked_for_opens_its_seal() -> None:
    """Where homes are kept apart there may be fewer alternates than were asked for."""
    waiting = WAITING | {"listed": 9}
    body = draw.panels_body("jury", POOL, PANELS, 5, QUOTAS, FAIRNESS, "ab" * 32, waiting)
    sha256 = draw.panels_hash(body)
    panel = draw.panel_number(sha256, SEED, len(PANELS))
    told = result() | {"panels_hash": sha256, "listed": 9, "panel": panel, "members": PANELS[panel - 1]}
    order = draw.alternates(sha256, SEED, len(POOL), PANELS[panel - 1], LISTS[panel - 1])
    told |= {"salt": SALTS[panel - 1], "alternates": order, "replacements": []}
    assert draw.opens(draw.opened(body), told) == 4
    assert draw.problems(body, told) == []
    out_of_turn = [[told["members"][0], order[4]]]
    assert draw.problems(body, told | {"replacements": out_of_turn})


def test_a_salt_says_nothing_of_another() -> None:
    assert len(set(SALTS)) == len(PANELS)
    assert seals.salts(["cd" * 32, "ee" * 32], 1)[0] != SALTS[0]


def test_a_panel_with_somebody_twice_is_seen() -> None:
    waiting = WAITING | {"seals": WAITING["seals"][:1]}
    body = draw.panels_body("jury", POOL, [[1, 1, 2, 3, 4]], 5, [], FAIRNESS, "ab" * 32, waiting)
    told = result(None) | {"panels_hash": draw.panels_hash(body)}
    assert draw.problems(body, told) == ["panel 1 is not 5 different volunteers"]


def test_the_verifier_stands_alone(tmp_path: Path) -> None:
    """`draw-verify.py` runs with the standard library, says what holds, and fails on what does not."""
    for name, text in (("v.py", telling.verifier()), ("p.json", BODY), ("r.json", json.dumps(result()))):
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-I", "-S", "v.py", "p.json", "r.json"]
    good = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (good.returncode, good.stderr) == (0, "")
    assert f"panel {result()['panel']}" in good.stdout
    (tmp_path / "p.json").write_text(BODY.replace("[1,", "[2,", 1), encoding="utf-8")
    assert subprocess.run(command, cwd=tmp_path, capture_output=True, check=False).returncode == 1
