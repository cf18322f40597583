"""A receipt in a real browser: WebCrypto gives the commitment that Python gives, and one letter changed is seen."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from chapitre.chapters.voice.methods.openings import commitment, receipt

SCRIPT = Path(__file__).resolve().parents[2] / "chapitre/chapters/voice/static/voice/draw.js"
SALTS = [hashlib.sha256(bytes([number])).hexdigest() for number in range(6)]
ANSWERS = [[["âge", "16 à 29 ans"], ["logement", f"chez « {number} » ’\u202f\U0001f333"]] for number in range(6)]
POOL = sorted(commitment(*one) for one in zip(SALTS, ANSWERS, strict=True))
PANELS = [[1, 2, 3], [2, 3, 4], [2, 5, 6]]
BODY = json.dumps({"pool": POOL, "panels": PANELS})


@pytest.fixture
def tell(page: Page) -> Any:
    """What the browser says of a receipt, in a page without any server."""

    def serve(route: Route) -> None:
        script = route.request.url.endswith("draw.js")
        kind = "text/javascript" if script else "text/html"
        route.fulfill(body=SCRIPT.read_text(encoding="utf-8") if script else "<!doctype html>", content_type=kind)

    page.route("**/*", serve)
    page.goto("http://localhost/")  # a secure context, as WebCrypto asks
    code = """async ([told, body]) => {
        const { tellPlace } = await import("/draw.js");
        return tellPlace(told, body, { forged: "forged", out: "out", in: "%number% %count% %panels%" });
    }"""
    return lambda told, body=BODY: page.evaluate(code, [told, body])


def test_each_receipt_is_found_at_its_number_with_its_chance(tell: Any) -> None:
    for salt, answers in zip(SALTS, ANSWERS, strict=True):
        number = POOL.index(commitment(salt, answers)) + 1
        count = sum(number in panel for panel in PANELS)
        assert tell(receipt("parc", salt, answers)) == f"{number} {count} 3"


def test_a_receipt_of_another_list_or_one_that_was_changed_is_told(tell: Any) -> None:
    told = receipt("parc", SALTS[0], ANSWERS[0])
    assert tell(receipt("parc", "12" * 32, ANSWERS[0])) == "out"
    assert tell(told | {"features": [["âge", "16 à 29 ans"], ["logement", "ailleurs"]]}) == "forged"
    assert tell(told | {"salt": SALTS[1]}) == "forged"
    assert tell({}) == tell([]) == tell({"salt": 3}) == "forged"
