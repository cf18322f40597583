"""The demonstration's documents as files: one tagged page each, the same bytes at each telling."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, time

PAGE = """
#let sheet = json(bytes(sys.inputs.sheet))
#set document(title: sheet.title, date: none)
#set page(paper: "a4", margin: 28mm)
#set text(lang: "fr", size: 11pt)
#set par(justify: true)
#text(size: 9pt)[#sheet.issuer, #sheet.day]
= #sheet.title
#for line in sheet.lines [#par(line)]
#v(1fr)
#text(size: 9pt)[Pièce de la ville de démonstration : ce qu’elle dit est repris du bilan publié, ou inventé.]
"""


def sheet(title: str, issuer: str, day: date, lines: tuple[str, ...]) -> bytes:
    """A page as PDF/UA-1, dated as the document is."""
    import typst  # 60 MB, for who loads the demonstration only

    said = {"title": title, "issuer": issuer, "day": f"{day:%d/%m/%Y}", "lines": lines}
    compiler = typst.Compiler(PAGE.encode(), ignore_system_fonts=True, sys_inputs={"sheet": json.dumps(said)})
    noon = datetime.combine(day, time(12), UTC)
    made = compiler.compile(format="pdf", pdf_standards="ua-1", timestamp=int(noon.timestamp()))
    assert isinstance(made, bytes)
    return made
