"""The chapters of the report, in their order; their titles are in the text files."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Chapter:
    """A chapter: its code (in addresses, figure ids and file names) and its number; the introduction has none."""

    code: str
    number: int


CHAPTERS = tuple(
    Chapter(code, number)
    for number, code in enumerate(
        ("intro", "voice", "building", "housing", "climate", "mobility", "commerce", "streets", "safety")
    )
)
