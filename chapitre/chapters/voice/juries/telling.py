"""What a jury’s public pages say: where it stands, the draw and its files, who sits by number, what became of it."""

from __future__ import annotations

import inspect
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.juries import seeds, waiting
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelFile, Quota, Recommendation, Seat
from chapitre.chapters.voice.wordings import latest
from chapitre.kernel.words import said


@dataclass(frozen=True)
class Moment:
    """One step in the life of a jury: when it happened, or None while it is to come."""

    label: str
    day: date | None


def life(jury: Jury) -> list[Moment]:
    """The steps of a jury, in their order."""
    return [
        Moment(_("Appel à volontaires"), jury.called_on),
        Moment(_("Liste arrêtée"), jury.frozen_on),
        Moment(_("Tirage"), jury.drawn_on),
        Moment(_("Avis rendu"), jury.reported_on),
        Moment(_("Réponse de la Ville"), jury.answered_on),
    ]


def recommendations(jury: Jury) -> list[dict[str, Any]]:
    """Each point of the opinion, with the council's reasons and what became of it."""
    rows = list(Recommendation.objects.filter(jury=jury.key, withdrawn=False).order_by("given_on", "key"))
    keys = [one.key for one in rows]
    register = Recommendation.register
    motives, outcomes = (latest(register.name, keys, name) for name in ("motive", "outcome"))
    return [
        {
            "one": one,
            "kind": register.marks[one.state],
            "state": said(register.values["state"][one.state]),
            "motive": motives.get(one.key, ""),
            "outcome": outcomes.get(one.key, ""),
        }
        for one in rows
    ]


def seats(jury: Jury) -> list[dict[str, Any]]:
    """Who sits, by number, and who replaces whom for what cause."""
    values, marks = Seat.register.values, Seat.register.marks
    return [
        {
            "one": one,
            "kind": marks[one.state],
            "state": said(values["state"][one.state]),
            "role": said(values["role"][one.role]),
            "cause": said(values["cause"][one.cause]) if one.cause else "",
        }
        for one in Seat.objects.filter(jury=jury.key, withdrawn=False).order_by("number")
    ]


def quotas(jury: Jury) -> dict[str, list[Quota]]:
    """What the jury must look like, criterion by criterion."""
    found: dict[str, list[Quota]] = {}
    for one in Quota.objects.filter(jury=jury.key, withdrawn=False).order_by("pk"):
        found.setdefault(one.category, []).append(one)
    return found


def words(jury: Jury, *names: str) -> dict[str, str]:
    """The latest public texts of a jury, "" where there is none."""
    return {name: latest(Jury.register.name, [jury.key], name).get(jury.key, "") for name in names}


# The files of the draw -----------------------------------------------------------------------------------------------


def panels_body(jury: Jury) -> str | None:
    """The panels' file, byte for byte, once the town is bound to it."""
    if jury.panels_hash is None:
        return None
    return PanelFile.objects.filter(jury=jury.key).values_list("body", flat=True).first()


def result(jury: Jury, body: str) -> dict[str, Any]:
    """What the town says of its draw: everything that the file and the seed must agree with."""
    told = draw.opened(body)
    drawn = jury.panel is not None
    members = told["panels"][jury.panel - 1] if jury.panel is not None else None
    opened = waiting.opened(jury) if drawn else None
    return {
        "format": draw.FORMAT,
        "jury": jury.key,
        "pool_root": jury.pool_root,
        "panels_hash": jury.panels_hash,
        "seed_source": jury.seed_source,
        "seed_on": jury.seed_on.isoformat() if jury.seed_on else None,
        "seed": jury.seed,
        "beacon": seeds.beacon(jury),
        "panel": jury.panel,
        "members": members,
        "listed": jury.alternates,
        "dropout": jury.dropout,
        "salt": opened["salt"] if opened else None,
        "alternates": waiting.order_of(jury) if opened else None,
        "replacements": [list(pair) for pair in replacements(jury)],
    }


def replacements(jury: Jury) -> list[tuple[int, int]]:
    """Who was replaced by whom, the first one first."""
    called = Seat.objects.filter(jury=jury.key, withdrawn=False, replaces__isnull=False).order_by("pk")
    return list(called.values_list("replaces", "number"))


VERIFIER_TAIL = """

def main():
    body = open(sys.argv[1], encoding="ascii", newline="").read()
    result = json.load(open(sys.argv[2], encoding="utf-8"))
    found = problems(body, result)
    for one in found:
        print(one)
    if not found:
        told = json.loads(body)
        print(f"pool, panels and hash agree: {len(told['pool'])} volunteers, {len(told['panels'])} panels")
        if result["seed"] is not None:
            print(f"the seed gives panel {result['panel']}:", *result["members"])
        if (result.get("beacon") or {}).get("signature"):
            print(f"the seed is the hash of the signature of round {result['beacon']['round']}")
            print("the signature itself: chapitre voice beacon", sys.argv[2])
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
"""


def verifier() -> str:
    """`draw-verify.py`: one file of the standard library, made of the very code that draws."""
    head = "#!/usr/bin/env python3\n# python3 draw-verify.py panneaux.json resultat.json\n"
    return head + inspect.getsource(draw).replace("import json\n", "import json\nimport sys\n") + VERIFIER_TAIL
