"""The translations: every sentence has its English, in the templates and in the code, and none is left over."""

import gettext
import os
from pathlib import Path

import pytest

from chapitre.portal import catalogs

HEADER = """msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
PAGE = """{% load i18n %}{% if x %}{% translate "Carte" %}{% endif %}{% for a in b %}
{% blocktranslate trimmed count n=n %}
  {{ n }} reçu
{% plural %}{{ n }} reçus{% endblocktranslate %}{% endfor %}"""


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small house of its own: one module, one template, one catalogue."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "code.py").write_text('_("Signaler"); ngettext("%d fiche", "%d fiches", n)\n')
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    monkeypatch.setattr(catalogs, "PACKAGE", tmp_path)
    return catalogue(tmp_path / "locale")


def catalogue(folder: Path) -> Path:
    """An empty English catalogue in a folder of translations."""
    english = folder / catalogs.PLACE
    english.parent.mkdir(parents=True)
    english.write_text(HEADER)
    return english


def missing() -> list[object]:
    return [one.id for one in catalogs.missing_translations()]


def test_what_code_and_templates_say_is_found(house: Path) -> None:
    assert missing() == ["Signaler", ("%d fiche", "%d fiches"), "Carte", ("%(n)s reçu", "%(n)s reçus")]


def test_translated_empty_fuzzy_and_left_over(house: Path) -> None:
    house.write_text(
        HEADER
        + 'msgid "Signaler"\nmsgstr "Report"\n\n'
        + 'msgid "Carte"\nmsgstr ""\n\n'
        + '#, fuzzy\nmsgid "%d fiche"\nmsgid_plural "%d fiches"\nmsgstr[0] "%d record"\nmsgstr[1] "%d records"\n\n'
        + 'msgid "%(n)s reçu"\nmsgid_plural "%(n)s reçus"\nmsgstr[0] "%(n)s received"\nmsgstr[1] ""\n\n'
        + 'msgid "Adieu"\nmsgstr "Farewell"\n'
    )
    assert missing() == [("%d fiche", "%d fiches"), "Carte", ("%(n)s reçu", "%(n)s reçus")]
    assert catalogs.unused_translations() == ["Adieu"]


def test_compiled_once_and_again_when_the_catalogue_changes(house: Path) -> None:
    assert catalogs.compile_catalogs()
    assert not catalogs.compile_catalogs()
    later = house.stat().st_mtime + 10
    os.utime(house, (later, later))
    assert catalogs.compile_catalogs()


def test_in_french_nothing_is_singular(house: Path) -> None:
    house.write_text(
        HEADER + 'msgid "%d fiche"\nmsgid_plural "%d fiches"\nmsgstr[0] "%d record"\nmsgstr[1] "%d records"\n'
    )
    catalogs.compile_catalogs()
    french = house.parents[2] / "fr" / "LC_MESSAGES" / "django.mo"
    for path, expected in ((french, "%d fiche"), (house.with_suffix(".mo"), "%d records")):
        with path.open("rb") as file:
            assert gettext.GNUTranslations(file).ngettext("%d fiche", "%d fiches", 0) == expected


def test_a_room_may_keep_its_words_beside_its_code(house: Path) -> None:
    room = catalogue(house.parents[3] / "room" / "locale")
    room.write_text(HEADER + 'msgid "Signaler"\nmsgstr "Report"\n')
    assert "Signaler" not in missing()
    room.write_text(HEADER + 'msgid "Adieu"\nmsgstr "Farewell"\n')
    assert catalogs.unused_translations() == ["Adieu"]


def test_the_site_lacks_no_english() -> None:
    assert [str(one) for one in catalogs.missing_translations()] == []


def test_no_translation_is_left_over() -> None:
    assert catalogs.unused_translations() == []
