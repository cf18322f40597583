"""The chapters of the report, which are the rooms of the house: their order, their words and their addresses."""

from dataclasses import dataclass

from chapitre.kernel.words import Pair


@dataclass(frozen=True)
class Chapter:
    """A chapter: its code (in ids and file names), its number, what it is called, and the address of its page."""

    code: str
    number: int
    label: Pair
    slug: str


CHAPTERS: dict[str, Chapter] = {
    code: Chapter(code, number, label, slug)
    for number, (code, label, slug) in enumerate(
        (
            ("voice", ("Garder voix au chapitre", "A say in things"), "participer"),
            ("building", ("Développer la ville", "Developing the town"), "projets"),
            ("housing", ("Garantir le droit à la ville", "The right to the town"), "logement"),
            ("climate", ("Relever le défi climatique", "Meeting the climate challenge"), "climat"),
            ("mobility", ("Se déplacer", "Getting about"), "deplacements"),
            ("commerce", ("Commerce et emploi", "Shops and jobs"), "commerces"),
            ("streets", ("Cadre de vie", "Streets"), "rue"),
            ("safety", ("Sûreté", "Safety"), "surete"),
        ),
        start=1,
    )
}
SHARED: Pair = ("La ville", "The town")
"""What the registers of the kernel's own floor stand under: what several chapters need."""
