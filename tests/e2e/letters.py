"""What a jury's letters say, read out of the PDF itself: the text that stands in one of its fonts, page by page."""

from __future__ import annotations

import re
import zlib

OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
STREAM = re.compile(rb"stream\r?\n(.*)\nendstream", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
NAMED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
CODES = "DejaVuSansMono"  # the font in which a letter's code is set


def codes(pdf: bytes) -> list[str]:
    """The code of each letter, in their order."""
    objects = dict(OBJECT.findall(pdf))
    font = next(number for number, one in objects.items() if b"/Type0" in one and CODES.encode() in one)
    found = re.search(rb"/ToUnicode (\d+) 0 R", objects[font])
    assert found, "the letters cannot be searched"
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]{4})>", opened(objects[found[1]]).decode("latin-1"))
    letters = {int(glyph, 16): chr(int(sign, 16)) for glyph, sign in pairs}
    name = re.search(rb"/(f\d+) %s 0 R" % font, pdf)
    assert name, "no page has that font"
    shown = re.compile(rb"/%s [\d.]+ Tf.*?ET" % name[1], re.DOTALL)
    pages = [opened(one) for one in objects.values() if b"/Contents" not in one and STREAM.search(one)]
    return ["".join(text(part, letters) for part in shown.findall(page)) for page in pages if shown.search(page)]


def opened(one: bytes) -> bytes:
    """An object's stream."""
    found = STREAM.search(one)
    assert found, "no stream"
    return zlib.decompressobj().decompress(found[1]) if b"/FlateDecode" in one else found[1]


def text(part: bytes, letters: dict[int, str]) -> str:
    """The signs that a piece of a page shows: strings of two bytes a glyph."""
    strings = re.findall(rb"\(((?:\\.|[^\\)])*)\)", part, re.DOTALL)
    raw = b"".join(ESCAPE.sub(_plain, one) for one in strings)
    return "".join(letters[raw[place] << 8 | raw[place + 1]] for place in range(0, len(raw), 2))


def _plain(found: re.Match[bytes]) -> bytes:
    told = found[1]
    return bytes([int(told, 8)]) if told.isdigit() else NAMED.get(told, told)
