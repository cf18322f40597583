"""A part of the house's text that no record speaks of yet says so; a town's own text stands as written."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from chapitre.report import text, waiting
from chapitre.report.chapters import CHAPTERS
from chapitre.report.text import Text, read

SOURCE = """# Titre {#streets Titre}

L’ouverture.

## Partie {#partie Partie}

{{ streets.fines }} amendes, {{ streets.reminders }} rappels.

## Sans chiffre {#mots Mots}

Des mots.
"""


@dataclass(frozen=True)
class Counted:
    records: int | None


def read_from(folder: Path) -> Text:
    return read(SOURCE, folder / "fr" / "streets.md", "fr")


@pytest.mark.parametrize(
    ("fines", "reminders", "waits"), [(0, 0, True), (0, 1, False), (None, 0, False), (None, None, False)]
)
def test_a_part_waits_while_none_of_its_figures_counts_a_record(
    fines: int | None, reminders: int | None, waits: bool
) -> None:
    values = {"streets.fines": Counted(fines), "streets.reminders": Counted(reminders)}
    opening, part, words = waiting.sections(read_from(text.FOLDER), values)
    told = [section.blocks[0].items[0][0] for section in (opening, part, words)]
    assert told[0] == "L’ouverture."
    assert (told[1] == waiting.WAITING["fr"]) is waits
    assert told[2] == "Des mots."
    assert part.title == "Partie"


def test_a_town_s_own_text_stands_as_written(tmp_path: Path) -> None:
    own = read_from(tmp_path)
    values = {"streets.fines": Counted(0), "streets.reminders": Counted(0)}
    assert waiting.sections(own, values) == own.sections


@pytest.mark.parametrize("chapter", [one.code for one in CHAPTERS])
def test_the_house_has_its_words_for_every_chapter_with_the_same_figures_in_both_languages(chapter: str) -> None:
    both = [
        read(
            (text.FOLDER / lang / f"{chapter}.md").read_text(encoding="utf-8"),
            text.FOLDER / lang / f"{chapter}.md",
            lang,
        )
        for lang in ("fr", "en")
    ]
    figures = [sorted({place.id for place in one.places()}) for one in both]
    anchors = [[section.anchor for section in one.sections] for one in both]
    assert figures[0] == figures[1]
    assert anchors[0] == anchors[1]
