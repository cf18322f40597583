"""What must stand beside a number that the town's own acts do not prove: a paper, a series, a measure, a scenario."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from chapitre.kernel.figures.declaration import GROUNDS, PROVED, TAKEN_OVER, UNPROVED
from chapitre.kernel.figures.marks import EVIDENCE
from chapitre.kernel.records import keys

PAIRS = ("source", "scenario", "reading")  # texts in both languages
KEYS = ("document", *(name for pair in PAIRS for name in (pair, f"{pair}_en")))
DECLARED = tuple(kind for kind in EVIDENCE if kind != TAKEN_OVER)
YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
DATED = ("atteste", "statistique")  # what is of a day, or of a vintage


def problems(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Key and message of each thing wrong with what a figure says it rests on.

    What an expression lacks its operands may have: `sources` looks at those once they are known.
    """
    evidence = content["evidence"]
    if evidence == TAKEN_OVER:
        yield "evidence", f"« {TAKEN_OVER} » se lit dans les fiches, dès que l’une vient d’un fichier : « {PROVED} »"
        return
    if evidence not in DECLARED:
        yield "evidence", f"« {evidence} » n’est pas l’une de ces valeurs : {', '.join(DECLARED)}"
        return
    if content["value"] == "published" and evidence == PROVED:
        yield "evidence", f"« {PROVED} » demande des fiches, pas une valeur écrite ici"
    for pair in PAIRS:
        for here, other in ((pair, f"{pair}_en"), (f"{pair}_en", pair)):
            if here in content and other not in content:
                yield other, f"clé obligatoire avec « {here} »"
    wanted = GROUNDS.get(evidence, ())
    if wanted and content["value"] != "expression" and not any(key in content for key in wanted):
        yield wanted[0], lacking(evidence)
    yield from _misplaced(content, evidence)


def lacking(evidence: str) -> str:
    """What to say of a figure that has nothing of what its evidence asks for."""
    return f'clé obligatoire avec evidence = "{evidence}" : {" ou ".join(GROUNDS[evidence])}'


def _misplaced(content: Mapping[str, Any], evidence: str) -> Iterator[tuple[str, str]]:
    if "scenario" in content and evidence != "projete":
        yield "scenario", 'un scénario va avec evidence = "projete"'
    for key in ("document", "source"):
        if key in content and evidence == UNPROVED:
            yield key, f"ce qui a un document ou une source n’est plus « {UNPROVED} »"
    if "document" in content and not keys.PATTERN.fullmatch(content["document"]):
        yield "document", "c’est le numéro d’une fiche du registre des documents"
    if evidence in DATED and "document" not in content and not YEAR.search(content.get("source", "1900")):
        yield "source", "la source donne sa date ou son millésime"
