"""Dates of unequal precision, in both languages."""

import pytest

from chapitre.kernel.figures.edtf import EdtfError, parts, placed, written, year


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("2025-05-12", "12\u00a0mai\u00a02025", "12\u00a0May\u00a02025"),
        ("2025-08-01", "1er\u00a0août\u00a02025", "1\u00a0August\u00a02025"),
        ("2025-05", "mai\u00a02025", "May\u00a02025"),
        ("2028", "2028", "2028"),
        ("198X", "années\u00a01980", "1980s"),
        ("2023/2026", "2023–2026", "2023–2026"),
    ],
)
def test_written(text: str, fr: str, en: str) -> None:
    assert (written(text, "fr"), written(text, "en")) == (fr, en)


@pytest.mark.parametrize(
    ("text", "fr", "en"),
    [
        ("2025-05-12", "le 12 mai 2025", "on 12 May 2025"),
        ("2025-05", "en mai 2025", "in May 2025"),
        ("2028", "en 2028", "in 2028"),
        ("198X", "dans les années 1980", "in the 1980s"),
        ("2023/2026", "de 2023 à 2026", "from 2023 to 2026"),
    ],
)
def test_placed_in_a_sentence(text: str, fr: str, en: str) -> None:
    for lang, expected in (("fr", fr), ("en", en)):
        assert " ".join(placed(text, lang)).replace("\u00a0", " ") == expected


def test_year() -> None:
    assert [year(text) for text in ("2025-05-12", "2025", "198X")] == ["2025", "2025", "1980s"]


@pytest.mark.parametrize("text", ["", "25", "2025-13", "2025-02-30", "2025-5", "2026/2023", "2025-05-12T00", "198x"])
def test_what_is_not_a_date_is_refused(text: str) -> None:
    with pytest.raises(EdtfError):
        parts(text)
