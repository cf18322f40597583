"""The language of the text files: what it makes of good lines, and how it names bad ones."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report.chapters import CHAPTERS
from chapitre.report.text import Block, Clause, Part, Place, Text, TextError, chapter_text, read

HEAD = "# Titre {#streets Court}\n\n"


def parsed(body: str, lang: str = "fr") -> Text:
    return read(HEAD + body, Path("fr/streets.md"), lang)


def line(body: str, lang: str = "fr") -> tuple[Part, ...]:
    """The parts of a text's only paragraph."""
    (section,) = parsed(body, lang).sections
    (block,) = section.blocks
    return block.items[0]


def place(body: str) -> Place:
    found = [part for part in line(body) if isinstance(part, Place)]
    assert len(found) == 1
    return found[0]


def test_title_sections_and_notes() -> None:
    text = parsed("Ouverture.\n\n## L'eau ? {#eau Eau}\n\nUn.\n\n:::note Marge\nDeux.\n\nTrois.\n:::\n\nQuatre.\n")
    assert (text.anchor, text.title, text.short) == ("streets", "Titre", "Court")
    opening, water = text.sections
    assert (opening.anchor, opening.blocks) == ("", (Block("p", (("Ouverture.",),)),))
    assert (water.anchor, water.title, water.short) == ("eau", "L’eau\u202f?", "Eau")
    assert [block.items[0][0] for block in water.blocks] == ["Un.", "Quatre."]
    (note,) = water.notes
    assert note.title == ("Marge",)
    assert [block.items[0][0] for block in note.blocks] == ["Deux.", "Trois."]


def test_short_title_is_the_title_when_not_given() -> None:
    assert read("# Long {#streets}", Path("fr/streets.md"), "fr").short == "Long"


def test_list() -> None:
    (section,) = parsed("- un\n- deux,\n  suite\n").sections
    assert section.blocks == (Block("ul", (("un",), ("deux,\nsuite",))),)


def test_a_list_needs_an_empty_line_before_it() -> None:
    with pytest.raises(TextError, match=r"streets\.md, line 5: a list begins after an empty line"):
        parsed("Voici\net voici :\n- un\n- deux")


def test_emphasis_and_links() -> None:
    assert "".join(map(str, line("Voir *la* **[carte](/carte)**."))) == (
        'Voir <em>la</em> <strong><a href="/carte">carte</a></strong>.'
    )


def test_html_is_escaped() -> None:
    assert line("a <b> & c") == ("a &lt;b&gt; &amp; c",)


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Nd"], exclude_characters="*[]{}#:-\u2028\u2029"), min_size=1)
)
def test_no_text_makes_a_tag(text: str) -> None:
    for section in parsed("x" + text).sections:
        for block in section.blocks:
            assert "<" not in "".join(map(str, block.items[0]))


@pytest.mark.parametrize("href", ["javascript:x", "http://x.example", "//x.example", "data:x", "x"])
def test_a_link_leads_nowhere_strange(href: str) -> None:
    with pytest.raises(TextError, match=r"streets\.md, line 3: a link"):
        line(f"[x]({href})")


def test_place() -> None:
    found = place('Il y a {{ streets.open | plural:"signalement, signalements" }}.')
    assert found == Place("streets.open", "plural", ("signalement", "signalements"), False, False, 3, ".")


@pytest.mark.parametrize(
    ("body", "start"),
    [
        ("{{ a.b }} cas", True),
        ("Fini. {{ a.b }} cas", True),
        ("Fini.\n{{ a.b }} cas", True),
        ("Vraiment ? {{ a.b }} cas", True),
        ("**{{ a.b }} cas**", True),
        ("Oui, {{ a.b }} cas", False),
        ("Oui : {{ a.b }} cas", False),
        ("Oui *{{ a.b }}* cas", False),
    ],
)
def test_where_a_sentence_begins(body: str, start: bool) -> None:
    assert place(body).start is start


@pytest.mark.parametrize(
    ("body", "tail", "rest"),
    [
        ("{{ a.b }} cas et", " cas", " et"),
        ("{{ a.b }}\ncas et", "\ncas", " et"),
        ("{{ a.b }}, et", ",", " et"),
        ("{{ a.b }} ; fin", "\u202f;", " fin"),
        ("{{ a.b }}<b> et", "&lt;b&gt;", " et"),
        ("{{ a.b }}", "", None),
    ],
)
def test_what_stays_on_the_line_of_a_number(body: str, tail: str, rest: str | None) -> None:
    found, *others = line(body)
    assert isinstance(found, Place)
    assert (found.tail, *others) == ((tail,) if rest is None else (tail, rest))


def test_the_line_of_a_place_is_its_own() -> None:
    text = parsed("un\ndeux {{ a.b }}\n\n- trois\n- {{ a.c }}\n  {{ a.d }}\n\n:::note {{ a.e }}\n{{ a.f }}\n:::\n")
    assert [(one.id, one.line) for one in text.places()] == [
        ("a.b", 4), ("a.c", 7), ("a.d", 8), ("a.e", 10), ("a.f", 11),
    ]  # fmt: skip


def test_a_clause_keeps_its_places() -> None:
    text = parsed("Fini[[, en\n{{ a.b }} jours]] et {{ a.c }}.")
    assert [(one.id, one.optional, one.line) for one in text.places()] == [("a.b", True, 4), ("a.c", False, 4)]
    before, clause, after, *_ = line("Fini[[, en {{ a.b }} jours]] et {{ a.c }}.")
    assert (before, after) == ("Fini", " et ")
    assert isinstance(clause, Clause)
    start, days = clause.parts
    assert (start, isinstance(days, Place) and days.tail) == (", en ", " jours")


def test_a_quoted_name_is_no_figure_and_does_not_break() -> None:
    assert line('le {{ "T Zen 5" }} !') == ("le ", "T\u00a0Zen\u00a05", "\u202f!")
    assert line('pour {{ "1 000" }} gens')[1] == "1\u202f000"


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("En 2020, rien.", "line 3: the number 2020 is bound to no figure"),
        ("un\ndeux 3", "line 4: the number 3"),
        ("- un\n- 4", "line 4: the number 4"),
        ("{{ x }}", "is neither a figure nor a quoted name"),
        ("{{ a.b | plural:x }}", "is neither a figure"),
        ("Plus de {{ a.b }}", "“Plus de” before a.b: the value chooses its own bound"),
        ("environ\n{{ a.b }}", "“environ” before a.b"),
        ("plus d’{{ a.b }}", "before a.b"),
        ("## Sans ancre", "line 3: a heading is"),
        ("# Deux {#deux}", "line 3: a text has one title"),
        (":::note Un\nx", "line 3: this note does not end"),
        (":::note Un\n\n## T {#t}\n:::", "line 3: this note does not end"),
        (":::note Un\n:::note Deux\n:::", "line 4: a note inside a note"),
        (":::", "line 3: a note begins with"),
        ("a[[ sans chiffre]]", "line 3: [[ ]] holds words"),
        ("a\n[[b {{ a.b }} [[c {{ a.c }}]]", "line 4: [[ without its other half"),
        ("a\n{{ a.b }", "line 4: {{ without its other half"),
    ],
)
def test_a_bad_line_is_named(body: str, message: str) -> None:
    with pytest.raises(TextError) as caught:
        parsed(body)
    assert message in str(caught.value)
    assert str(caught.value).startswith("fr/streets.md, line ")


def test_english_bounds_are_the_values_too() -> None:
    with pytest.raises(TextError, match="more than"):
        read("# T {#t}\n\nmore than {{ a.b }}", Path("en/t.md"), "en")


def test_a_text_needs_a_title() -> None:
    with pytest.raises(TextError, match="begins with its title"):
        read("Bonjour.", Path("fr/t.md"), "fr")


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda one: one.code)
def test_the_two_languages_have_the_same_sections(chapter: object) -> None:
    french, english = (chapter_text(chapter.code, lang) for lang in ("fr", "en"))  # type: ignore[attr-defined]
    assert [one.anchor for one in french.sections] == [one.anchor for one in english.sections]
    assert [len(one.notes) for one in french.sections] == [len(one.notes) for one in english.sections]
    assert french.sections[0].blocks, "a chapter opens with a paragraph"
