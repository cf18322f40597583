"""The generic desk in a real browser: an act on a plain register, from its form to the sentence of the report."""

from __future__ import annotations

import json
import re
import urllib.request
from typing import Any

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.people import picture, sign_in

REGISTER = "climate.green_spaces"
FIGURE = "climate.new_green_space"


def read(site: Site, path: str) -> Any:
    with urllib.request.urlopen(f"{site.url}{path}") as answer:
        return json.load(answer)


def square_metres(site: Site) -> int:
    """What has been opened, to the square metre."""
    return int(read(site, f"/chiffres/{FIGURE}.json")["numerator"])


def said(page: Page, site: Site) -> str:
    """The number in the report's sentence."""
    page.goto(f"{site.url}/bilan/climate")
    return page.locator(f"a.fig[href$='/chiffres/{FIGURE}']").first.inner_text()


def test_a_garden_opens_at_the_desk_and_the_report_says_so(sqlite_site: Site, browser: Browser, page: Page) -> None:
    before, sentence = square_metres(sqlite_site), said(page, sqlite_site)
    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR").new_page()
    sign_in(desk, sqlite_site, "administration@ivry.demo")
    desk.goto(f"{sqlite_site.url}/bureau/registres/{REGISTER}")
    desk.get_by_role("link", name="jardin Dian-Fossey").first.click()
    key = desk.url.rpartition("/")[2]
    desk.get_by_role("link", name="Ouvrir au public").click()

    desk.locator("input[type=file]").set_input_files(
        {"name": "jardin.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    day = desk.locator("input[name=date_acte]")
    day.fill("2099-01-01")
    desk.get_by_role("button", name="Ouvrir au public").click()
    expect(desk.get_by_text("Ce jour n’est pas encore venu").first).to_be_visible()
    expect(day).to_have_attribute("aria-invalid", "true")
    expect(day).to_have_value("2099-01-01")
    expect(desk.get_by_text("Vos fichiers sont gardés")).to_be_visible()
    assert square_metres(sqlite_site) == before

    day.fill("2025-11-17")
    desk.get_by_role("button", name="Ouvrir au public").click()
    desk.wait_for_url(f"**/bureau/registres/{REGISTER}/{key}")
    desk.context.close()

    page.goto(f"{sqlite_site.url}/registres/{REGISTER}/{key}")
    expect(page.get_by_text("Ouvert au public").first).to_be_visible()
    expect(page.locator("img[src*='/pieces/']")).to_have_count(1)
    area = read(sqlite_site, f"/ogc/collections/{REGISTER}/items/{key}?f=json")["properties"]["area_m2"]
    assert area > 1000 and square_metres(sqlite_site) == before + area
    assert said(page, sqlite_site) != sentence
    page.goto(f"{sqlite_site.url}/chiffres/{FIGURE}")
    expect(page.get_by_role("link", name=re.compile(key)).first).to_be_visible()
