"""The files of a draw: chances, panels, alternates, what the report says, the certificate; the same bytes each time."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from chapitre.chapters.voice.methods.sortition.alternates import Lists, expected_losses
from chapitre.chapters.voice.methods.sortition.certjson import json_of
from chapitre.chapters.voice.methods.sortition.checking import check_certificate
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.leaving import Dropout
from chapitre.chapters.voice.methods.sortition.panels import Panels, gini
from chapitre.chapters.voice.methods.sortition.pools import Pool, grouped
from chapitre.chapters.voice.methods.sortition.rates import told_rates


def report_of(found: Panels, pool: Pool, seed: str, seconds: float) -> dict[str, Any]:
    """What report.json says. `min`, `max` and `gini` are of the chances aimed at.

    `gap`: by how much some chance misses the aim; `slack`: by how much the aim could be better, for all that is proved.
    """
    slack = None
    if found.certificate is not None:
        frame = frame_of(pool, found.seats, grouped(pool))
        slack = float(check_certificate(frame, found.certificate, found.method).slack)
    many = len(found.panels)
    return {
        "method": found.method,
        "respondents": len(pool.people),
        "seats": found.seats,
        "panels": many,
        "distinct": len(set(found.panels)),
        "min": min(found.targets),
        "max": max(found.targets),
        "gini": round(gini(found.targets), 6),
        "gap": found.gap,
        "slack": slack,
        "published_min": min(found.counts) / many,
        "off": max(abs(count / many - target) for count, target in zip(found.counts, found.targets, strict=True)),
        "stopped": found.stopped,
        "seed": seed,
        "seconds": round(seconds, 3),
    }


def fairness_of(report: Mapping[str, Any], counts: Sequence[int]) -> dict[str, Any]:
    """What may be public of a report: nothing that the published panels do not say already, but for the aim.

    `lowest`, `highest` and `gini` are of the chances aimed at, `fewest` and `most` the panels that somebody sits in;
    `gap` and `slack` are rounded up, so that what is said of them is true.
    """
    told: dict[str, Any] = {"method": report["method"]}
    told |= {"lowest": f"{report['min']:.9f}", "highest": f"{report['max']:.9f}", "gini": f"{report['gini']:.6f}"}
    told |= {name: None if report[name] is None else _above(report[name]) for name in ("gap", "slack")}
    return told | {"fewest": min(counts), "most": max(counts)}


def _above(value: float) -> str:
    """A small number with nine decimals, rounded up."""
    return f"{math.ceil(value * 10**9) / 10**9:.9f}"


def expected_of(found: Panels, pool: Pool, lists: Lists, count: int, dropout: Dropout, seed: str) -> dict[str, Any]:
    """What report.json says of alternates: how many, how likely people are to leave, what a panel is then to miss."""
    without, with_them = expected_losses(pool, found.seats, found.panels, lists, dropout, seed)
    return {
        "alternates": count,
        "dropout": told_rates(dropout, pool.quotas),
        "loss_without": without,
        "loss_with": with_them,
    }


def files_of(found: Panels, report: dict[str, Any], lists: Lists = ()) -> dict[str, bytes]:
    """What the folder of a draw holds; no certificate for the simple draw, which proves nothing."""
    many = len(found.panels)
    chances = [
        (person, target, count / many)
        for person, (target, count) in enumerate(zip(found.targets, found.counts, strict=True))
    ]
    seated = [(number, person) for number, panel in enumerate(found.panels) for person in panel]
    files = {
        "chances.csv": csv_of(("respondent", "target", "published"), chances),
        "panels.csv": csv_of(("panel", "respondent"), seated),
        "report.json": json_file(report),
    }
    if found.certificate is not None:
        files["certificate.json"] = json_file(json_of(found.certificate))
    if lists:
        waiting = [(number, place, one) for number, listed in enumerate(lists) for place, one in enumerate(listed)]
        files["alternates.csv"] = csv_of(("panel", "place", "respondent"), waiting)
    return files


def pool_files(pool: Pool) -> dict[str, bytes]:
    """A pool as the two files that it can be read from again: quotas, and who answers what.

    Where some live together, the column `household` says by a number who do.
    """
    categories = list(dict.fromkeys(one.category for one in pool.quotas))
    quotas = [(one.category, one.value, one.least, one.most) for one in pool.quotas]
    answers = [{pool.quotas[place].category: pool.quotas[place].value for place in person} for person in pool.people]
    heads = ["household"] if pool.households else []
    homes = [["" if one < 0 else one] for one in pool.households] or [[] for _one in answers]
    rows = ([*(one[name] for name in categories), *home] for one, home in zip(answers, homes, strict=True))
    return {
        "categories.csv": csv_of(("category", "feature", "min", "max"), quotas),
        "respondents.csv": csv_of([*categories, *heads], rows),
    }


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """A table as UTF-8 CSV, its lines ended by line feeds."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return text.getvalue().encode()


def json_file(value: Any) -> bytes:
    """A value as a JSON file that people can read."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
