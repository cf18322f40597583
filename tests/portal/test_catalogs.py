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
    english = tmp_path / "en.po"
    english.write_text(HEADER)
    monkeypatch.setattr(catalogs, "PACKAGE", tmp_path)
    monkeypatch.setattr(catalogs, "ENGLISH", english)
    monkeypatch.setattr(catalogs, "FRENCH_COMPILED", tmp_path / "fr.mo")
    return english


def missing() -> list[object]:
    return [one.id for one in catalogs.missing_translations()]


def test_what_code_and_templates_say_is_found(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogs, "read", lambda: catalogs.Catalog(locale="en"))
    assert missing() == ["Signaler", ("%d fiche", "%d fiches"), "Carte", ("%(n)s reçu", "%(n)s reçus")]


def test_translated_empty_fuzzy_and_left_over(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house.write_text(
        HEADER
        + 'msgid "Signaler"\nmsgstr "Report"\n\n'
        + 'msgid "Carte"\nmsgstr ""\n\n'
        + '#, fuzzy\nmsgid "%d fiche"\nmsgid_plural "%d fiches"\nmsgstr[0] "%d record"\nmsgstr[1] "%d records"\n\n'
        + 'msgid "%(n)s reçu"\nmsgid_plural "%(n)s reçus"\nmsgstr[0] "%(n)s received"\nmsgstr[1] ""\n\n'
        + 'msgid "Adieu"\nmsgstr "Farewell"\n'
    )
    read = catalogs.read
    monkeypatch.setattr(catalogs, "read", lambda: read(house))
    assert missing() == [("%d fiche", "%d fiches"), "Carte", ("%(n)s reçu", "%(n)s reçus")]
    assert catalogs.unused_translations() == ["Adieu"]


def test_compiled_once_and_again_when_the_catalogue_changes(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read = catalogs.read
    monkeypatch.setattr(catalogs, "read", lambda: read(house))
    assert catalogs.compile_catalogs()
    assert not catalogs.compile_catalogs()
    later = house.stat().st_mtime + 10
    os.utime(house, (later, later))
    assert catalogs.compile_catalogs()


def test_in_french_nothing_is_singular(house: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house.write_text(
        HEADER + 'msgid "%d fiche"\nmsgid_plural "%d fiches"\nmsgstr[0] "%d record"\nmsgstr[1] "%d records"\n'
    )
    read = catalogs.read
    monkeypatch.setattr(catalogs, "read", lambda: read(house))
    catalogs.compile_catalogs()
    for path, expected in ((catalogs.FRENCH_COMPILED, "%d fiche"), (house.with_suffix(".mo"), "%d records")):
        with path.open("rb") as file:
            assert gettext.GNUTranslations(file).ngettext("%d fiche", "%d fiches", 0) == expected


def test_the_site_lacks_no_english() -> None:
    assert [str(one) for one in catalogs.missing_translations()] == []


def test_no_translation_is_left_over() -> None:
    assert catalogs.unused_translations() == []
