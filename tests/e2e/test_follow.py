"""The private page of a report in a real browser: its own forms are taken, whoever its link came from."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Site
from tests.e2e.people import report
from tests.e2e.walking import walker


def test_who_reported_can_have_everything_erased(sqlite_site: Site, browser: Browser) -> None:
    with walker(browser, sqlite_site) as resident:
        key = report(resident.page, sqlite_site, "Un canapé, dit Mme Rey", photo=False)
        resident.page.locator(".secret a").click()
        resident.sees("Page privée")
        resident.looks()
        resident.page.get_by_role("link", name="Effacer dès maintenant").click()
        resident.looks()
        resident.presses("Tout effacer")
        expect(resident.page.get_by_role("heading", level=1)).not_to_have_text("Effacer vos données ?")
        resident.looks()
        resident.goes_to(f"/signalements/{key}")
        assert "Mme Rey" not in resident.page.content()
