"""The style sheets: contrasts that hold, no value outside the tokens, no style in a template."""

import re
from pathlib import Path

import pytest

from chapitre.portal.catalogs import PACKAGE

STYLES = PACKAGE / "portal" / "static" / "chapitre"
TOKENS = (STYLES / "tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media screen and (prefers-color-scheme: dark)")
TEXTS = ["ink", "ink-2", "seine", "brick", "leaf", "sun-ink"]
PAIRS = [
    *((text, ground) for text in TEXTS for ground in ("paper", "sunk", "field")),
    *((tone if tone != "sun" else "sun-ink", f"{tone}-wash") for tone in ("seine", "brick", "leaf", "sun")),
    *(("ink", f"{tone}-wash") for tone in ("seine", "brick", "leaf", "sun")),
    ("on-seine", "seine"),
    ("ink", "q1"),
    ("ink", "q2"),
    ("ink", "q3"),
    ("paper", "q4"),
    ("paper", "q5"),
]


def colours(source: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", source))


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_can_be_read(scheme: str, text: str, ground: str) -> None:
    found = colours(scheme)
    assert contrast(found[text], found[ground]) >= 4.5


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_border_of_a_field_can_be_seen(scheme: str) -> None:
    found = colours(scheme)
    assert contrast(found["edge"], found["field"]) >= 3
    assert contrast(found["edge"], found["paper"]) >= 3


def test_both_schemes_name_the_same_colours() -> None:
    assert colours(LIGHT).keys() == colours(DARK).keys()


SHEETS = [path for path in sorted(STYLES.rglob("*.css")) if path.name not in {"tokens.css", "print.css"}]


@pytest.mark.parametrize("path", SHEETS, ids=lambda path: path.name)
def test_colours_have_names(path: Path) -> None:
    source = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b", source)) <= {"#fff"}  # #fff: the ground of a QR code
    assert set(re.findall(r"var\(--([\w-]+)", source)) - set(re.findall(r"--([\w-]+):", TOKENS + source)) == set()


TEMPLATES = [path for folder in sorted(PACKAGE.rglob("templates")) for path in sorted(folder.rglob("*.html"))]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_templates_keep_to_the_policy(path: Path) -> None:
    source = path.read_text()
    assert not re.search(r"\sstyle\s*=", source)
    assert not re.search(r"\son[a-z]+\s*=\s*[\"']", source)
    assert "<style" not in source
    assert "no-referrer" not in source, "browsers post the page's forms from the origin null, and are refused"
    for script in re.findall(r"<script\b[^>]*>", source):
        assert "src=" in script or "application/json" in script or "nonce=" in script, script
    assert not re.search(r"(src|href)\s*=\s*[\"'](https?:)?//", source)
