"""What `figures.json` says: every figure with what decides it and what it rests on, the identities, and the errata."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from chapitre.kernel.figures import documents, live, sources
from chapitre.kernel.figures.compute import Computed
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.errata import Erratum
from chapitre.report.edition.weighing import weigh_identity
from chapitre.report.identities import identities


def told_edition(
    number: int, size: int, today: date, values: Mapping[str, live.Value], records: Mapping[str, int], using: str
) -> dict[str, Any]:
    """The whole of it but for the errata. `records`: how many each register holds."""
    registers = sources.contents()["registers"]
    computed = {id: one.counted for id, one in values.items()}
    return {
        "edition": number,
        "today": today.isoformat(),
        "size": size,
        "registers": {name: one | {"records": records[name]} for name, one in registers.items()},
        "figures": told_figures(values, using),
        "identities": told_identities(computed, today),
    }


def told_identities(computed: Mapping[str, Computed], today: date) -> list[dict[str, Any]]:
    """Every identity with both its sides."""
    return [one.content | weigh_identity(one.content, computed, today) for one in identities()]


def tell_errata(told: dict[str, Any], errata: Iterable[Erratum]) -> None:
    """Adds every erratum in the order of their keys, those of this edition among them, and to each figure its own."""
    told["errata"] = [
        {
            "key": one.key,
            "figure": one.figure,
            "kind": one.kind,
            "published_on": one.published_on.isoformat(),
            "as_of": one.as_of.isoformat() if one.as_of else None,
            "old": one.old,
            "new": one.new,
            "reason": one.reason,
        }
        for one in sorted(errata, key=lambda one: one.key)
    ]
    for figure in told["figures"]:
        figure["errata"] = [one["key"] for one in told["errata"] if one["figure"] == figure["id"]]


def told_figures(values: Mapping[str, live.Value], using: str) -> list[dict[str, Any]]:
    """Every figure as `figures.json` tells it."""
    declared = sources.declarations().values()
    papers = documents.standing(documents.named(declared), using)
    facts = {key: {"key": key} | paper.facts() for key, paper in papers.items()}
    return [told_figure(one, values[one.id], facts.get(one.document or "")) for one in declared]


def told_figure(declared: Declaration, value: live.Value, document: dict[str, Any] | None) -> dict[str, Any]:
    """A figure: what decides it, what it says, what it rests on, and its value."""
    return declared.content | {
        "chapter": declared.chapter,
        "label": declared.label[0],
        "label_en": declared.label[1],
        "definition": declared.definition[0],
        "definition_en": declared.definition[1],
        "definition_hash": declared.definition_hash,
        "written": written_rule(declared),
        "unit": declared.unit,
        "evidence": value.evidence,
        "document": document,
        **grounds(declared),
        "period": declared.period.as_json(),
        "status": declared.status,
        "claim": declared.claim,
        "milestone": declared.milestone,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "records": value.records,
        "imported": value.imported,
    }


def written_rule(declared: Declaration) -> str:
    """How a figure is made, as it is declared; "" where it stands as published."""
    if declared.expression:
        return declared.expression
    if declared.register is None:
        return ""
    where = f" where {declared.where}" if declared.where else ""
    return f"{declared.value} {declared.of or declared.register}{where}"


def grounds(declared: Declaration) -> dict[str, str | None]:
    """What stands beside a figure in words: its source, its scenario, how its line is read."""
    found = {}
    for name in ("source", "scenario", "reading"):
        pair = getattr(declared, name) or (None, None)
        found[name], found[f"{name}_en"] = pair
    return found
