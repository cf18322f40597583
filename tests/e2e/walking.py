"""Walking through pages as a person does, and what is looked for on each: axe, the console, a sideways scroll."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.people import sign_in

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
PHONE, DESK = 360, 1280
PATIENCE = 20_000  # milliseconds: a machine may have other work to do
expect.set_options(timeout=PATIENCE)


def problems(page: Page, *, script: bool = True) -> list[str]:
    """What axe finds, where scripts run, and a page wider than its window."""
    found = Axe().run(page, options=RULES).response["violations"] if script else []
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        told.append("the page scrolls sideways")
    return told


@dataclass
class Walker:
    """Somebody with a browser of her own; `complaints` is what it wrote to its console."""

    site: Site
    page: Page
    script: bool
    complaints: list[str] = field(default_factory=list)

    def note(self, said: ConsoleMessage) -> None:
        """Keeps an error; a page that answers 4xx to a form is none, Chromium says so of it all the same."""
        refusal = "the server responded with a status of 4" in said.text and said.location["url"] == self.page.url
        if said.type == "error" and not refusal:
            self.complaints.append(f"{self.page.url}: {said.text}")

    def goes_to(self, path: str) -> None:
        """Opens a page of the town."""
        self.page.goto(f"{self.site.url}{path}")

    def presses(self, name: str) -> None:
        """Presses the button of that name."""
        self.page.get_by_role("button", name=name, exact=True).click()

    def sees(self, text: str | re.Pattern[str]) -> None:
        """Waits for words on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def looks(self) -> None:
        """Nothing may be wrong with the page, nor on the way to it."""
        found = [*problems(self.page, script=self.script), *self.complaints]
        assert found == [], f"{self.page.url}: {found}"

    def acts(self, register: str, act: str, told: Mapping[str, str], key: str = "", number: str = "") -> None:
        """Does an act of a register at the desk: each field by its label, then the button that names the act.

        A label may go on with its unit, or with what may be left out. `key` is the record acted upon; without it one
        is made, under `number` or the next one.
        """
        self.goes_to(f"/bureau/registres/{register}/{f'{key}/' if key else '+'}{act}")
        form = self.page.locator("main form[method=post]")
        for label, value in (told | {"Numéro de la fiche": number} if number else told).items():
            self.fills(form.get_by_label(re.compile(rf"^\s*{re.escape(label)}(,| \(|$)")), value)
        form.locator("button.btn--main, button.btn--warn").last.click()
        self.page.wait_for_url(re.compile(rf"/bureau/(?!.*/\+?{act}$)"))

    @staticmethod
    def fills(one: Any, value: str) -> None:
        """Fills a field in, whatever its kind."""
        kind = one.evaluate("one => one.type")
        if kind == "select-one":
            one.select_option(value)
        elif kind in ("checkbox", "radio"):
            one.check()
        else:
            one.fill(value)


@contextmanager
def walker(
    browser: Browser, site: Site, width: int = PHONE, *, staff: str = "", script: bool = True
) -> Iterator[Walker]:
    """Somebody's own browser: a phone's, or a desk's with `staff` signed in, or one without a script."""
    context = browser.new_context(
        viewport={"width": width, "height": 740}, locale="fr-FR", java_script_enabled=script, accept_downloads=True
    )
    context.set_default_timeout(PATIENCE)
    one = Walker(site, context.new_page(), script)
    one.page.on("console", one.note)
    one.page.on("pageerror", lambda error: one.complaints.append(str(error)))
    if staff:
        sign_in(one.page, site, staff)
    yield one
    context.close()
