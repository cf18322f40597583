"""Reads every page of an installed town, from the first, in both languages, and says where given words stand.

Run in a process of its own, as `python -m tests.demo.crawl WORDS PAGES`; WORDS is a file, a word a line. Prints JSON.
"""

from __future__ import annotations

import html
import json
import os
import re
import sys
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

LANGUAGES = ("fr", "en")
STARTS = ("/", "/recherche?q=rue", "/donnees", "/signaler")
LINK = re.compile(r'(?:href|src)="([^"#]+)')
FILES = re.compile(r"\.(csv|xlsx|parquet|jsonl|geojson)$")  # read after the pages: registers hold them, not words
FEW = 4  # of pages that differ only in what is asked of them, as many as this are read


def crawl(words: re.Pattern[str], pages: int) -> dict[str, Any]:
    """Up to so many pages a language: how many were read, those that failed, and each word found with its page."""
    from django.test import Client

    failed: list[tuple[int, str]] = []
    found: list[tuple[str, str, str]] = []
    read = {}
    for lang in LANGUAGES:
        client = Client(headers={"host": "127.0.0.1", "accept-language": lang})
        queue, files, seen, alike = deque(STARTS), deque[str](), set(STARTS), dict.fromkeys(STARTS, 0)
        count = 0
        while (queue or files) and count < pages:
            address = (queue or files).popleft()
            response = client.get(address)
            count += 1
            if response.status_code in (301, 302):
                body = f'href="{response["Location"]}"'
            else:
                body = _body(response)
                if response.status_code != 200:
                    failed.append((response.status_code, address))
            found += [(address, match[0], _around(body, match)) for match in words.finditer(body)]
            for link in _links(address, body, response.get("Content-Type", "text/html")):
                path = link.partition("?")[0]
                if link not in seen and alike.get(path, 0) < FEW:
                    seen.add(link)
                    alike[path] = alike.get(path, 0) + 1
                    (files if FILES.search(path) else queue).append(link)
        read[lang] = count
    return {"read": read, "failed": failed, "found": found}


def _body(response: Any) -> str:
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return content.decode("utf-8", "replace")


def _links(address: str, body: str, kind: str) -> list[str]:
    """The addresses of this site that a page leads to, with what they ask."""
    if not kind.startswith("text/html"):
        return []
    every = [urlsplit(urljoin(f"http://127.0.0.1{address}", html.unescape(link))) for link in LINK.findall(body)]
    own = [
        one for one in every if one.netloc == "127.0.0.1" and "/static/" not in one.path and "langue" not in one.query
    ]
    return [f"{one.path}?{one.query}" if one.query else one.path for one in own]


def _around(body: str, match: re.Match[str]) -> str:
    return body[max(0, match.start() - 60) : match.end() + 40].replace("\n", " ")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chapitre.config.settings")
    import django

    django.setup()
    listed = Path(sys.argv[1]).read_text(encoding="utf-8").splitlines()
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(word)}(?!\w)" for word in listed))
    print(json.dumps(crawl(pattern, int(sys.argv[2])), ensure_ascii=False))
