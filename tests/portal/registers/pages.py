"""What a page must be for everybody to read it, checked without a browser: labels, headings in order, no empty link."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

VOID = {"input", "img", "link", "meta", "br", "hr", "use", "path", "circle", "rect"}
UNLABELLED = {"hidden", "submit", "button"}


class Reader(HTMLParser):
    """Collects what the checks need."""

    def __init__(self) -> None:
        super().__init__()
        self.labelled: set[str] = set()
        self.controls: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.described: list[str] = []
        self.headings: list[int] = []
        self.links: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self._open: list[tuple[str, dict[str, str | None], list[str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "label" and found.get("for"):
            self.labelled.add(str(found["for"]))
        if tag in ("input", "select", "textarea") and found.get("type") not in UNLABELLED:
            self.controls.append(found)
        for name in ("aria-describedby", "aria-labelledby", "list"):
            self.described += str(found.get(name) or "").split()
        if tag in ("h1", "h2", "h3", "h4"):
            self.headings.append(int(tag[1]))
        if tag == "img":
            self.images.append(found)
            self.handle_data(str(found.get("alt") or ""))
        if tag not in VOID:
            self._open.append((tag, found, []))

    def handle_data(self, data: str) -> None:
        for _tag, _attrs, words in self._open:
            words.append(data)

    def handle_endtag(self, tag: str) -> None:
        while self._open and tag not in VOID:
            name, attrs, words = self._open.pop()
            if name == "a" and "href" in attrs:
                self.links.append("".join(words).strip())
            if name == tag:
                return


def problems(answer: Any) -> list[str]:
    """What is wrong with a page; nothing in a good one."""
    reader = Reader()
    reader.feed(answer.content.decode())
    found = [f"no label: {one}" for one in reader.controls if one.get("id") not in reader.labelled]
    found += [f"said twice: {one}" for one in {one for one in reader.ids if reader.ids.count(one) > 1}]
    found += [f"names what is not there: {one}" for one in reader.described if one not in reader.ids]
    found += [f"an image without words: {one}" for one in reader.images if not one.get("alt")]
    if reader.headings.count(1) != 1:
        found.append(f"{reader.headings.count(1)} titles")
    jumps = [pair for pair in zip(reader.headings, reader.headings[1:], strict=False) if pair[1] > pair[0] + 1]
    found += [f"headings jump: {pair}" for pair in jumps]
    found += ["an empty link" for one in reader.links if not one]
    return found
