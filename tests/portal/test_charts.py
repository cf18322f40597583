"""Charts: values where there is room, text never outside, what runs in dashes, nothing of a stranger unescaped."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.portal import charts
from chapitre.portal.charts import Column

ROWS: list[Column] = [
    {"label": f"T{quarter}", "value": value, "group": str(year), "running": (year, quarter) == (2025, 4)}
    for (year, quarter), value in zip(
        [(year, quarter) for year in (2023, 2024, 2025) for quarter in (1, 2, 3, 4)],
        [96, 604, 722, 792, 808, 874, 921, 809, 846, 912, 958, 458],
        strict=True,
    )
]
MONTHS: list[Column] = [{"label": "m", "value": 1000 + i, "group": str(2023 + i // 12)} for i in range(36)]
rows = st.lists(
    st.fixed_dictionaries(
        {
            "label": st.text("JFMASOND1234", max_size=4),
            "value": st.integers(0, 10**9),
            "group": st.text("0123", max_size=4),
        }
    ),
    max_size=60,
)


def drawings(svg: str) -> list[ElementTree.Element]:
    return list(ElementTree.fromstring(f"<all>{svg}</all>"))


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_every_value_is_written_when_there_is_room() -> None:
    wide, narrow = drawings(charts.columns(ROWS, "Signalements"))
    for drawing in (wide, narrow):
        written = [text.text for text in drawing.iter("text")]
        assert [str(row["value"]) for row in ROWS] == [
            text for text in written if text and text.isdigit() and int(text) < 2000
        ]
        assert [text for text in written if text and text.startswith("20")] == ["2023", "2024", "2025"]


def test_the_grid_speaks_when_columns_are_silent() -> None:
    _, narrow = drawings(charts.columns(MONTHS, "Signalements"))
    written = [text.text for text in narrow.iter("text")]
    assert "1\u202f035" in written  # the highest
    assert "1\u202f000" in written  # the grid
    assert "1\u202f001" not in written


def test_what_still_runs_is_dashed() -> None:
    svg = charts.sparkline(ROWS, "Signalements")
    assert svg.count('class="part"') == 1
    assert svg.count('class="b"') == len(ROWS) - 1
    assert "958" in texts(svg) and "458" not in texts(svg)


def test_numbers_follow_the_language() -> None:
    one: list[Column] = [{"label": "", "value": 8800}]
    assert "8\u202f800" in texts(charts.columns(one, "x"))
    assert "8,800" in texts(charts.columns(one, "x", "en"))


def test_labels_are_escaped() -> None:
    svg = charts.columns([{"label": "<b>", "value": 1, "group": '"&'}], 'a"<script>')
    drawings(svg)
    assert "<script>" not in svg and "<b>" not in svg


@given(rows)
def test_any_chart_is_well_formed_and_stays_inside(given_rows: list[Column]) -> None:
    for drawing in drawings(charts.columns(given_rows, "x") + charts.sparkline(given_rows, "x")):
        width = float(drawing.attrib["viewBox"].split()[2])
        for text in drawing.iter("text"):
            half = charts.FIGURE_WIDTH * len(text.text or "") / 2
            x = float(text.attrib["x"])
            if "v mid" in text.attrib["class"] and 2 * half <= width:
                assert half - 0.1 <= x <= width - half + 0.1
        for column in drawing.iter("rect"):
            assert float(column.attrib["height"]) >= 0
            assert float(column.attrib["x"]) >= 0
            assert float(column.attrib["x"]) + float(column.attrib["width"]) <= width + 0.2


@given(st.integers(1, 10**12))
def test_at_most_three_grid_lines_and_one_at_least(largest: int) -> None:
    found = charts.steps(largest)
    assert 1 <= len(found) <= 3
    assert found[-1] <= largest
    assert found == [found[0] * (i + 1) for i in range(len(found))]


@pytest.mark.parametrize(
    ("value", "largest", "width"), [(1742, 1742, 1000), (871, 1742, 500), (0, 9, 0), (3, 0, 0), (9, 3, 1000)]
)
def test_bar(value: int, largest: int, width: int) -> None:
    assert f'width="{width}"' in charts.bar(value, largest)
