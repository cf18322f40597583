"""The chapter's page tells the truth: its table of acts is the state machine, its files exist."""

from __future__ import annotations

import re
from pathlib import Path

from chapitre.chapters.streets import acts, states
from chapitre.chapters.streets.views.desk_acts import PAGES
from chapitre.kernel.acts import acts_of

ROOT = Path(__file__).resolve().parents[3]
README = (ROOT / "chapitre/chapters/streets/README.md").read_text(encoding="utf-8")
DESK = (ROOT / "docs/desk.md").read_text(encoding="utf-8")


def test_the_table_of_acts_is_the_machine() -> None:
    table = README[README.index("<!-- machine -->") : README.index("<!-- /machine -->")]
    told = {}
    for line in table.splitlines():
        if line.startswith("| `"):
            name, start, end = (cell.strip() for cell in line.strip("|").split("|"))
            to = re.fullmatch(r"`(\w+)`", end)
            told[name.strip("`")] = (tuple(re.findall(r"`(\w+)`", start)), to[1] if to else None)
    assert told == states.MACHINE


def test_every_act_of_the_machine_is_declared_with_its_states() -> None:
    declared = {one.name: one for one in acts_of(acts.REGISTER)}
    assert set(declared) == set(states.MACHINE)
    assert all(declared[name].states == frozenset(start) for name, (start, _to) in states.MACHINE.items())


def test_every_file_that_the_page_names_is_there() -> None:
    chapter = ROOT / "chapitre/chapters/streets"
    named = re.findall(r"`((?:\w+/)*\w+\.(?:py|toml)|(?:\w+/)+)`", README)
    assert len(named) > 10 and [name for name in named if not (chapter / name).exists()] == []


def test_the_agents_page_explains_every_act_of_the_desk() -> None:
    told = set(re.findall(r"^### (.+)$", DESK, flags=re.MULTILINE))
    assert {str(page.title) for page in PAGES.values()} == told
