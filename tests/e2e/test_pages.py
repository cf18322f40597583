"""Every page: accessible, no sideways scroll, in both languages, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.urls import URLPattern, get_resolver
from playwright.sync_api import Browser, Page

from tests.e2e.conftest import Site
from tests.e2e.people import sign_in
from tests.e2e.walking import problems
from tests.portal.registers.samples import maker

# Pages that a route without a parameter does not lead to; the others are found by themselves.
PUBLIC = (
    "/signalements/25-08700", "/signalements/25-08807", "/chiffres/streets.reports_received",
    "/chiffres/streets.share_on_time", "/chiffres/streets.median_delay", "/chiffres/housing.social_dwellings",
    "/chiffres/building.confluences_opening", "/bilan/intro", "/bilan/streets", "/bilan/building", "/nulle-part",
    "/participer/budgets/budget-participatif-2024", "/participer/budgets/budget-participatif-2024/resultat",
    "/participer/idees/BP24-01", "/participer/idees/BP24-20",
    "/projets/coeur-de-ville", "/projets/ivry-port", "/projets/louis-bertrand", "/compte/lien/trop-vieux/",
    "/participer/jurys/ivry-port", "/participer/jurys/ivry-port/tirage", "/participer/jurys/ivry-port/verifier",
    "/donnees/streets.reports", "/donnees/mobility.cycle_segments", "/recherche?q=gagarine", "/recherche?q=xyzzy",
    "/recherche?q=rue&registre=streets.reports", "/ogc/collections/streets.reports",
    "/ogc/collections/streets.reports/items", "/ogc/collections/town.projects/items/coeur-de-ville",
    "/ogc/collections/streets.reports/items?limit=0", "/registres/climate.green_spaces", "/registres/town.meetings",
    "/registres/mobility.cycle_segments", "/registres/housing.dwellings",
    "/registres/town.meetings?du=2024-01-01&au=2024-12-31&retirees=oui", "/registres/town.meetings?du=hier",
)  # fmt: skip
STAFF = (
    "/bureau/signalements/25-08807", "/bureau/signalements/25-08807/rejeter", "/bureau/registres/climate.green_spaces",
    "/bureau/registres/town.meetings", "/bureau/registres/climate.green_spaces/importer",
)  # fmt: skip
# The first record that each of these lists leads to.
LISTS = (
    "/registres/climate.green_spaces", "/registres/town.meetings", "/registres/mobility.cycle_segments",
    "/participer/consultations", "/participer/budgets", "/participer/reunions", "/participer/scrutins",
)  # fmt: skip
STAFF_LISTS = ("/bureau/registres/climate.green_spaces", "/bureau/consultations", "/bureau/budgets", "/bureau/reunions")
# Registers whose forms hold, together, every kind of field: a shape, a point, a document, a link, an amount.
FORMS = ("climate.green_spaces", "mobility.transit_lines", "housing.charters", "town.meetings", "commerce.leases")
# Colours do not depend on the width, nor what is wider than the window on the colours.
VIEWS: tuple[tuple[int, Any], ...] = ((360, "light"), (1280, "dark"))


def routes(patterns: Any = None, before: str = "/") -> Iterator[str]:
    """The address of every page that takes no parameter; files have a dot in their name."""
    for one in get_resolver().url_patterns if patterns is None else patterns:
        address = before + str(one.pattern)
        if not isinstance(one, URLPattern):
            yield from routes(one.url_patterns, address)
        elif not set(address) & set("<.^("):
            yield address


def pages(where: str) -> list[str]:
    """The pages found for "public", "desk" or "account"."""
    found = {
        one: "desk" if one.startswith("/bureau") else "account" if one.startswith("/compte") else "public"
        for one in routes()
    }
    return [one for one, place in found.items() if place == where and one != "/ogc/"]


def look(
    browser: Browser, site: Site, paths: list[str], page: Page | None = None, views: tuple[tuple[int, Any], ...] = VIEWS
) -> dict[str, list[str]]:
    """What is wrong, by page and view: on the page itself, or refused by its own security policy."""
    wrong: dict[str, list[str]] = {}
    for width, scheme in views:
        state = page.context.storage_state() if page else None
        size: Any = {"width": width, "height": 800}
        context = browser.new_context(viewport=size, color_scheme=scheme, storage_state=state, locale="fr-FR")
        opened = context.new_page()
        refused: list[str] = []
        opened.on("console", lambda said, to=refused: to.append(said.text) if "Security Policy" in said.text else None)
        for path in paths:
            answer = opened.goto(f"{site.url}{path}")
            assert answer is not None and answer.status < 500, path
            if told := [*problems(opened), *refused]:
                wrong[f"{path} at {width}, {scheme}"] = told
            refused.clear()
        context.close()
    return wrong


def first_of(page: Page, site: Site, lists: tuple[str, ...]) -> list[str]:
    """The first record that each list leads to."""
    found = []
    for path in lists:
        page.goto(f"{site.url}{path}")
        links = page.locator(f"main a[href^='{path}/']").evaluate_all("all => all.map(one => one.pathname)")
        found += [one for one in links if not set(one.removeprefix(path)) & set(".+")][:1]
    return found


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view[1])
def test_public_pages(sqlite_site: Site, browser: Browser, page: Page, view: tuple[int, Any]) -> None:
    records = first_of(page, sqlite_site, LISTS)
    assert len(records) >= 4
    assert look(browser, sqlite_site, [*pages("public"), *PUBLIC, *records], views=(view,)) == {}


def test_staff_pages(sqlite_site: Site, browser: Browser, page: Page) -> None:
    sign_in(page, sqlite_site, "administration@ivry.demo")
    records = first_of(page, sqlite_site, STAFF_LISTS)
    makers = [one for one in map(maker, FORMS) if one is not None]
    forms = [f"/bureau/registres/{one.register}/+{one.name}" for one in makers]
    forms += [f"{one}/amended" for one in records if "/registres/" in one]
    assert len(forms) > len(FORMS)
    assert look(browser, sqlite_site, [*pages("desk"), *STAFF, *records, *forms], page) == {}


def test_account_pages(sqlite_site: Site, browser: Browser, page: Page) -> None:
    """Signed out, where nothing is asked but an address or a password; then as somebody's own."""
    strangers = ["/compte/connexion/", "/compte/lien/", "/compte/mot-de-passe/oublie/"]
    assert look(browser, sqlite_site, strangers) == {}
    sign_in(page, sqlite_site, "administration@ivry.demo")
    own = ["/compte/", "/compte/personnel/", "/compte/personnel/nouveau/", "/compte/cles/", "/compte/fermer/"]
    assert set(own) <= set(pages("account"))
    assert look(browser, sqlite_site, own, page) == {}


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
