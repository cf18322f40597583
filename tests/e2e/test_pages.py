"""Every page: accessible, no sideways scroll, in both languages, on a phone and on a desk."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.people import sign_in

PUBLIC = (
    "/", "/signaler", "/carte", "/signalements/25-08700", "/signalements/25-08807", "/bilan", "/bilan/streets",
    "/bilan/editions", "/bilan/errata", "/bilan/verifications", "/chiffres", "/chiffres/streets.reports_received",
    "/chiffres/streets.share_on_time", "/chiffres/streets.median_delay", "/chiffres/housing.social_dwellings",
    "/chiffres/building.confluences_opening", "/verifier", "/accessibilite", "/donnees-personnelles",
    "/participer/budgets", "/participer/budgets/budget-participatif-2024", "/participer/climat",
    "/participer/budgets/budget-participatif-2024/resultat",
    "/ville", "/participer", "/projets", "/logement", "/climat", "/deplacements", "/commerces", "/rue", "/surete",
    "/projets/coeur-de-ville", "/projets/ivry-port", "/projets/louis-bertrand",
    "/mentions-legales", "/compte/connexion/", "/nulle-part",
    "/donnees", "/donnees/streets.reports", "/donnees/mobility.cycle_segments", "/recherche",
    "/recherche?q=gagarine", "/recherche?q=xyzzy", "/recherche?q=rue&registre=streets.reports", "/ogc", "/ogc/api",
    "/ogc/conformance", "/ogc/collections", "/ogc/collections/streets.reports",
    "/ogc/collections/streets.reports/items", "/ogc/collections/town.projects/items/coeur-de-ville",
    "/ogc/collections/streets.reports/items?limit=0",
)  # fmt: skip
STAFF = ("/bureau", "/bureau/nouveau", "/bureau/signalements/25-08807", "/bureau/signalements/25-08807/rejeter")
WIDTHS = (360, 1280)


def problems(page: Page) -> list[str]:
    """What axe finds serious, and a page wider than its window."""
    options = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    found = Axe().run(page, options=options).response["violations"]
    told = [f"{one['id']}: {one['nodes'][0]['html'][:160]}" for one in found]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
        told.append("the page scrolls sideways")
    return told


def look(browser: Browser, site: Site, paths: tuple[str, ...], page: Page | None = None) -> dict[str, list[str]]:
    wrong: dict[str, list[str]] = {}
    for scheme, widths in (("light", WIDTHS), ("dark", WIDTHS[1:])):  # colours do not depend on the width
        for width in widths:
            state = page.context.storage_state() if page else None
            context = browser.new_context(
                viewport={"width": width, "height": 800}, color_scheme=scheme, storage_state=state, locale="fr-FR"
            )  # type: ignore[arg-type]
            opened = context.new_page()
            for path in paths:
                opened.goto(f"{site.url}{path}")
                if told := problems(opened):
                    wrong[f"{path} at {width}, {scheme}"] = told
            context.close()
    return wrong


def test_public_pages(sqlite_site: Site, browser: Browser) -> None:
    assert look(browser, sqlite_site, PUBLIC) == {}


def test_staff_pages(sqlite_site: Site, browser: Browser, page: Page) -> None:
    sign_in(page, sqlite_site, "direction@ivry.demo")
    assert look(browser, sqlite_site, STAFF, page) == {}


@pytest.mark.parametrize(
    "path",
    [
        "/", "/bilan", "/chiffres/streets.reports_received", "/signaler", "/carte", "/donnees",
        "/donnees/streets.reports", "/recherche", "/ogc", "/ogc/api", "/accessibilite", "/donnees-personnelles",
        "/mentions-legales",
    ],
)  # fmt: skip
def test_every_page_speaks_english(sqlite_site: Site, page: Page, path: str) -> None:
    page.goto(f"{sqlite_site.url}{path}?langue=en")
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.url == f"{sqlite_site.url}{path}"
    words = page.locator("main").inner_text().lower()
    for french in ("signalements", "chiffres", "aucun", "envoyer", "fiches"):
        assert french not in words, french


def test_a_report_by_keyboard_alone(sqlite_site: Site, page: Page) -> None:
    """Tab, type, Enter, Space: nothing else."""
    page.goto(f"{sqlite_site.url}/signaler")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className").startswith("skip")
    _tab_to(page, "document.activeElement.name === 'lieu'")
    page.keyboard.type("rue Barbès")
    page.keyboard.press("Enter")
    page.wait_for_url("**/signaler**")
    if page.locator("input[name=choix]").count():
        _tab_to(page, "document.activeElement.type === 'submit' && document.activeElement.form.method === 'post'")
        page.keyboard.press("Enter")
    page.locator("input[name=sujet]").first.wait_for()
    _tab_to(page, "document.activeElement.name === 'sujet'")
    page.keyboard.press("ArrowDown")
    _tab_to(page, "document.activeElement.textContent.trim() === 'Continuer'")
    page.keyboard.press("Enter")
    page.locator("textarea[name=texte]").wait_for()
    if page.locator("input[name=joindre]").count():
        page.locator("input[name=joindre]").last.focus()
        page.keyboard.press("Space")
    _tab_to(page, "document.activeElement.name === 'texte'")
    page.keyboard.type("Au clavier seulement", delay=120)
    _tab_to(page, "document.activeElement.textContent.trim() === 'Envoyer le signalement'")
    page.keyboard.press("Enter")
    page.locator(".receipt .key").wait_for()


def _tab_to(page: Page, condition: str, most: int = 120) -> None:
    """Presses Tab until the focus is there."""
    for _ in range(most):
        if page.evaluate(condition):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the keyboard never reached {condition}")
