"""Checks a leximin draw from its five files by what docs/sortition.md says of them, and with nothing of ours.

    python -I stranger.py DIR      # categories.csv, respondents.csv, panels.csv, chances.csv, certificate.json

Written by reading the documentation alone: no line is shared with the product, and nothing but Python is needed.
"""

import csv
import json
import sys
from collections import Counter
from fractions import Fraction
from pathlib import Path


def main(folder: Path) -> None:
    """Prints the lowest chance and what it could be at most; stops at the first thing that does not hold."""
    quotas, people, panels, chances = (
        list(csv.DictReader((folder / f"{name}.csv").open(encoding="utf-8", newline="")))
        for name in ("categories", "respondents", "panels", "chances")
    )
    certificate = json.loads((folder / "certificate.json").read_text(encoding="utf-8"))
    categories = list(dict.fromkeys(one["category"] for one in quotas))
    answers = [tuple(one[category] for category in categories) for one in people]
    groups = list(dict.fromkeys(answers))
    size = Counter(answers)
    seated: dict[str, list[int]] = {}
    for one in panels:
        seated.setdefault(one["panel"], []).append(int(one["respondent"]))
    seats = len(seated["0"])
    rows = [
        (int(one["min"]), int(one["max"]), [g for g, has in enumerate(groups) if has[place] == one["feature"]])
        for one in quotas
        for place in [categories.index(one["category"])]
    ]
    rows.append((seats, seats, list(range(len(groups)))))
    for panel in seated.values():
        assert len(set(panel)) == len(panel)
        counts = Counter(groups.index(answers[one]) for one in panel)
        assert all(least <= sum(counts[g] for g in some) <= most for least, most, some in rows)
    times = Counter(one for panel in seated.values() for one in panel)
    aimed = [Fraction(one) for one in certificate["chances"]]
    for number, one in enumerate(chances):
        assert float(one["published"]) == times[number] / len(seated)
        assert abs(float(one["target"]) - aimed[groups.index(answers[number])]) < 1e-9
    print(float(min(aimed)), float(proved(certificate, rows, [size[one] for one in groups], aimed)))


def proved(certificate: dict, rows: list, size: list[int], aimed: list[Fraction]) -> Fraction:  # type: ignore[type-arg]
    """What the first level proves, once all are found to hold within a billionth."""
    assert not certificate["cuts"], "this reader knows no cuts"
    bounds: list[Fraction] = []
    known: set[int] = set()
    for claim in certificate["claims"]:
        weights, kept, times = ({int(k): v for k, v in claim[name].items()} for name in ("weights", "kept", "rows"))
        assert claim["kind"] == "level" and set(kept) <= known and set(weights) == set(claim["fixed"])
        assert min([*weights.values(), *kept.values()]) >= 0 and not known & set(weights)
        left = [weights.get(g, 0) + kept.get(g, 0) for g in range(len(size))]
        most = 0
        for number, (low, high, some) in enumerate(rows):
            most += times.get(number, 0) * (high if times.get(number, 0) > 0 else low)
            for g in some:
                left[g] -= times.get(number, 0)
        most += sum(max(one, 0) * size[g] for g, one in enumerate(left))
        held = sum(weight * size[g] * aimed[g] for g, weight in kept.items())
        bounds.append((most - held) / Fraction(sum(weight * size[g] for g, weight in weights.items())))
        assert all(bounds[-1] - aimed[g] < Fraction(1, 10**9) for g in weights)
        assert aimed[claim["fixed"][0]] >= max((aimed[g] for g in known), default=Fraction(0)) - Fraction(1, 10**9)
        known |= set(weights)
    assert len(known) == len(size)
    return bounds[0]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
