"""The printed report: tagged, titled, in French, the same bytes twice, saying what the text says."""

from __future__ import annotations

import re
import shutil
import subprocess
import zlib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from chapitre.kernel.figures import live, sources
from chapitre.kernel.ledger import checkpoints
from chapitre.report.chapters import CHAPTERS
from chapitre.report.correcting import ShownErratum
from chapitre.report.edition.book import Book
from chapitre.report.edition.nodes import chapter_nodes
from chapitre.report.edition.pdf import book_nodes, compiled
from chapitre.report.render import Figures
from chapitre.report.text import chapter_text, read
from tests.factories import later
from tests.report.edition.conftest import TODAY, Publish

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both


@pytest.fixture
def book(town: Path) -> Book:
    """An edition of the small town, not published."""
    return Book(3, TODAY, checkpoints.sign(later(30)), live.values(TODAY), {}, ())


def objects(pdf: bytes) -> str:
    """The objects of a PDF, its compressed streams opened."""
    parts = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            parts.append(zlib.decompress(stream))
        except zlib.error:
            parts.append(stream)
    return b"\n".join(parts).decode("latin-1")


def test_it_is_tagged_titled_and_french(book: Book) -> None:
    found = objects(compiled(book_nodes(book), book))
    assert "<pdfuaid:part>1</pdfuaid:part>" in found
    assert re.search(r"/MarkInfo\s*<<[^>]*/Marked true", found)
    assert "/Lang(fr-FR)" in found.replace(" ", "") and "/DisplayDocTitle true" in found
    assert "/StructTreeRoot" in found
    for tag in ("/H1", "/H2", "/P", "/Link", "/TOC", "/Figure"):
        assert re.search(rf"/S\s*{tag}\b", found), tag
    assert 'xml:lang="x-default">Bilan du mandat 2020–2026, édition 3<'.encode().decode("latin-1") in found


def test_every_sign_is_said(book: Book) -> None:
    found = objects(compiled(book_nodes(book), book))
    following = re.findall(r"/S/Figure/P \d+ 0 R(.{4})", found)
    assert len(following) == len(re.findall(r"/S\s*/Figure\b", found)) > 150
    assert set(following) == {"/Alt"}


def test_the_same_edition_gives_the_same_bytes(book: Book) -> None:
    first = compiled(book_nodes(book), book)
    assert first == compiled(book_nodes(book), book)
    assert b"20251120" in first and first.startswith(b"%PDF-1.7")


def test_it_brings_its_fonts(book: Book) -> None:
    fonts = set(re.findall(r"/FontName\s*/[A-Z]{6}\+([A-Za-z-]+)", objects(compiled(book_nodes(book), book))))
    assert fonts and all(name.startswith(("LibertinusSerif", "DejaVuSansMono")) for name in fonts)


def test_it_says_every_chapter_figure_and_identity(book: Book) -> None:
    told = book_nodes(book)
    assert [one["code"] for one in told["chapters"]] == [one.code for one in CHAPTERS]
    assert [one["id"] for one in told["figures"]] == list(sources.declarations())
    assert {one["chapter"] for one in told["figures"]} <= {one["code"] for one in told["chapters"]}
    assert len(told["identities"]) > 10
    assert sum(one["count"] for one in told["strip"]) == 66
    assert told["day"].split() == ["20", "novembre", "2025"]


def test_it_can_be_read_out(book: Book, tmp_path: Path) -> None:
    reader = shutil.which("pdftotext")
    if reader is None:
        pytest.skip("NO pdftotext: what the printed report says was not read from the PDF itself")
    (tmp_path / "bilan.pdf").write_bytes(compiled(book_nodes(book), book))
    text = subprocess.run([reader, "bilan.pdf", "-"], cwd=tmp_path, capture_output=True, check=True, text=True).stdout
    assert "Garantir le droit à la ville" in text
    assert "python3 -I verify.py" in text


def test_publishing_puts_it_in_the_folder(out: Publish) -> None:
    folder = out("one").folder
    assert (folder / "bilan.pdf").read_bytes().startswith(b"%PDF-")
    assert "bilan.pdf" in (folder / "manifest").read_text()


# Nodes -----------------------------------------------------------------------------------------------------------


class One:
    unit, value, bound = "signalement", "count", "="


class Value:
    denominator, edtf, evidence = 1, None, "prouve"

    def __init__(self, numerator: int | None) -> None:
        self.numerator = numerator


def nodes(body: str, errata: dict[str, Any] | None = None, **values: int | None) -> dict[str, Any]:
    """The first section of a text, its figures `a.<name>` at these values."""
    text = read(f"# T {{#streets}}\n\n{body}", Path("fr/streets.md"), "fr")
    given = {f"a.{name}": Value(value) for name, value in values.items()}
    figures = Figures(dict.fromkeys(given, One()), given, str, errata or {})
    section: dict[str, Any] = chapter_nodes(text, 1, figures)["sections"][0]
    return section


def line(body: str, **values: int | None) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = nodes(body, None, **values)["blocks"][0]["items"][0]
    return found


def test_words_emphasis_and_links() -> None:
    assert line("Un & *deux* **[mots](https://a.fr/x)**.") == [
        {"is": "text", "text": "Un & "},
        {"is": "em", "body": [{"is": "text", "text": "deux"}]},
        {"is": "text", "text": " "},
        {"is": "strong", "body": [{"is": "link", "body": [{"is": "text", "text": "mots"}], "href": "https://a.fr/x"}]},
        {"is": "text", "text": "."},
    ]


def test_a_number_and_what_follows_it() -> None:
    (figure, tail, rest) = line("{{ a.b }} cas\nen tout", b=8800)
    assert (figure["is"], figure["text"], figure["evidence"], figure["id"]) == ("figure", "8\u202f800", "prouve", "a.b")
    assert (tail["text"], rest["text"]) == (" cas", " en tout")


def test_what_depends_on_an_unknown_number_is_left_out() -> None:
    assert line("Rien[[, dont {{ a.b }} cas]].", b=None) == [
        {"is": "text", "text": "Rien"},
        {"is": "text", "text": "."},
    ]
    assert [one["is"] for one in line("Rien[[, dont {{ a.b }} cas]].", b=1)][:2] == ["text", "text"]
    assert line('Il y a {{ a.b | plural:"un,des" }}', b=2)[-1] == {"is": "text", "text": "des"}


def test_lists_and_notes() -> None:
    found = nodes("- un\n- deux\n\n:::note Titre {{ a.b }}\nMot.\n:::", b=3)
    assert found["blocks"][0]["is"] == "ul" and len(found["blocks"][0]["items"]) == 2
    (note,) = found["notes"]
    assert [one["is"] for one in note["title"]] == ["text", "figure"]


def test_an_erratum_stands_beside_its_number() -> None:
    told = ShownErratum("0002-01", "a.b", "3 mars 2026", "cas", "autre valeur", "3", "2", "Un doublon.", False)
    found = nodes("{{ a.b }} et {{ a.b }}, {{ a.c }}", {"a.b": [told]}, b=2, c=1)
    figures = [one for one in found["blocks"][0]["items"][0] if one["is"] == "figure"]
    assert [one["errata"] for one in figures] == [True, True, False]
    assert found["errata"] == [
        {"key": "0002-01", "day": "3 mars 2026", "label": "cas", "kind": "autre valeur", "old": "3", "new": "2",
         "reason": "Un doublon."}
    ]  # fmt: skip


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.code)
def test_the_book_says_what_the_site_says(chapter: Any) -> None:
    """Word for word: the nodes of each chapter, against the HTML of its page."""
    from django.utils.html import strip_tags

    from chapitre.kernel.figures.values import Value as Real
    from chapitre.report.render import show

    values = {
        id: Real(one.published if isinstance(one.published, int) else 7, 1, None, date(2025, 11, 18), 0,
                 one.published if isinstance(one.published, str) else "2023" if one.is_date else None,
                 evidence=one.evidence)
        for id, one in sources.declarations().items()
    }  # fmt: skip
    figures = Figures(sources.declarations(), values, str)
    shown = show(chapter_text(chapter.code, "fr"), figures)
    html = [str(one.body) for one in (shown.opening, *shown.sections)]
    spoken = [re.sub(r'<span class="vh">.*?</span>', "", one) for one in html]
    site = [re.sub(r"\s+", "", strip_tags(one).replace("&amp;", "&")) for one in spoken]

    def words(found: list[dict[str, Any]]) -> str:
        parts = []
        for node in found:
            parts.append(
                node.get("before", "") + node.get("text", "") + node.get("after", "") + words(node.get("body", []))
            )
        return "".join(parts)

    told = chapter_nodes(chapter_text(chapter.code, "fr"), 1, figures)["sections"]
    book = [
        re.sub(r"\s+", "", "".join(words(item) for block in one["blocks"] for item in block["items"])) for one in told
    ]
    assert book == site
