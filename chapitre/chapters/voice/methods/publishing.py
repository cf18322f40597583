"""The panels' file of a folder made by `chapitre voice panels` over a frozen list, and what a seed draws from it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.folders import folder_hash
from chapitre.chapters.voice.methods.openings import commitment
from chapitre.chapters.voice.methods.seals import salts, sealed
from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.writing import fairness_of
from chapitre.chapters.voice.methods.vouching import OPENINGS, listed


class ManyRates(ValueError):
    """The alternates were chosen for rates that the panels' file cannot say: it has one, in whole per cent."""


def published(jury: str, pool: Pool, files: Mapping[str, bytes]) -> str:
    """The panels' file of a folder that `recheck` found sound. Raises ManyRates."""
    report, openings = json.loads(files["report.json"]), json.loads(files[OPENINGS])
    panels = listed(files, "panels.csv", 1)
    in_order = [panels[str(number)] for number in range(report["panels"])]
    waiting = listed(files, "alternates.csv", 2)
    seals = sealed([one["salt"] for one in openings], [waiting[str(number)] for number in range(report["panels"])])
    return draw.panels_body(
        jury,
        [commitment(one["salt"], one["features"]) for one in openings],
        in_order,
        report["seats"],
        [(one.category, one.value, one.least, one.most) for one in pool.quotas],
        fairness_of(report, draw.counts(in_order, len(pool.people))),
        folder_hash(files),
        {"listed": report.get("alternates", 0), "dropout": _per_cent(report.get("dropout")), "seals": seals},
    )


def _per_cent(told: Any) -> int:
    """The rate of departures that a report says. Raises ManyRates."""
    if told is None:
        return 0
    rate = round(told["base"] * 100)
    if told["rates"] or rate / 100 != told["base"]:
        raise ManyRates
    return rate


def drawn(body: str, seed: str, files: Mapping[str, bytes]) -> dict[str, Any]:
    """What a seed draws from a panels' file, in the form that `draw.problems` reads; `files` opens the alternates."""
    told, sha256 = draw.opened(body), draw.panels_hash(body)
    panels, waiting = told["panels"], told["waiting"]
    number = draw.panel_number(sha256, seed, len(panels))
    members = panels[number - 1]
    of_answers = [one["salt"] for one in json.loads(files.get(OPENINGS, b"[]"))]
    own = listed(files, "alternates.csv", 2)[str(number - 1)]
    return {
        "format": draw.FORMAT,
        "jury": told["jury"],
        "pool_root": told["root"],
        "panels_hash": sha256,
        "seed": draw.tidy(seed),
        "panel": number,
        "members": members,
        "listed": waiting["listed"],
        "dropout": waiting["dropout"],
        "salt": salts(of_answers, len(panels))[number - 1],
        "alternates": draw.alternates(sha256, seed, len(told["pool"]), members, own),
        "replacements": [],
    }
