"""The moving map in a real browser, under the site's security policy; and the drawn one where it cannot be."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Geolocation, Page, expect, sync_playwright

from chapitre.kernel.town import town
from tests.portal.livemap import serving

pytestmark = pytest.mark.browser
WEBGL = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PATIENCE = 30_000  # a software renderer on a busy machine


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with serving() as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=WEBGL)
        yield browser
        browser.close()


def opened(context: BrowserContext, url: str) -> tuple[Page, list[str]]:
    """A page and what it complains of: script errors, and anything the security policy refuses."""
    page, complaints = context.new_page(), []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.goto(url)
    return page, complaints


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    middle: Geolocation = {"longitude": town().middle.lon / 1e6, "latitude": town().middle.lat / 1e6}
    context = browser.new_context(
        viewport={"width": 900, "height": 900}, geolocation=middle, permissions=["geolocation"], reduced_motion="reduce"
    )
    yield context
    context.close()


def live(page: Page) -> None:
    page.wait_for_selector(".live--on", timeout=PATIENCE)


def test_the_public_map_lists_what_its_frame_holds(context: BrowserContext, address: str) -> None:
    page, complaints = opened(context, f"{address}/carte")
    live(page)
    count, lines = page.locator("[data-map-count]"), page.locator("[data-map-list] li")
    expect(count).to_have_text("100 signalements dans ce cadre. Les 60 premiers sont dans la liste.", timeout=PATIENCE)
    expect(lines).to_have_count(60)
    expect(page.locator("[data-still]")).to_be_hidden()
    page.get_by_label("Rapprocher").click()
    page.get_by_label("Rapprocher").click()
    expect(count).not_to_contain_text("100 signalements", timeout=PATIENCE)
    page.select_option("select", "new")
    expect(page.locator("[data-map-list] .state:not(.state--new)")).to_have_count(0, timeout=PATIENCE)
    expect(page.locator("[data-map-list] .state--new").first).to_have_text("reçu")
    assert page.url.endswith("?etat=new")
    assert complaints == []


def test_a_report_of_the_list_shows_where_it_is(context: BrowserContext, address: str) -> None:
    page, _ = opened(context, f"{address}/carte")
    live(page)
    link = page.locator("[data-map-list] a").first
    expect(link).to_have_attribute("href", "/signalements/25-00000", timeout=PATIENCE)
    link.hover()
    popup = page.locator(".live-popup")
    expect(popup).to_contain_text("Dépôt sauvage, place Voltaire")
    expect(popup.get_by_role("link", name="Voir la fiche")).to_have_attribute("href", "/signalements/25-00000")


def test_colours_follow_the_reader(context: BrowserContext, address: str) -> None:
    page, complaints = opened(context, f"{address}/carte")
    live(page)
    expect(page.locator("[data-map-count]")).to_contain_text("100", timeout=PATIENCE)
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(1500)
    page.get_by_label("Rapprocher").click()  # the reports are on the new style too, or this would complain
    page.wait_for_timeout(800)
    assert complaints == []


def test_a_click_a_key_and_a_position_choose_a_place(context: BrowserContext, address: str) -> None:
    page, complaints = opened(context, f"{address}/signaler")
    live(page)
    lon, told = page.locator("input[name=lon]"), page.locator("[data-map-place]")
    page.get_by_role("button", name="Utiliser ma position").click()
    expect(lon).to_have_value(str(town().middle.lon), timeout=PATIENCE)
    expect(told).to_contain_text("Repère : ", timeout=PATIENCE)
    assert page.locator("[data-map-text]").input_value() in told.inner_text()
    marker = page.locator(".live-marker")
    marker.focus()
    page.keyboard.press("ArrowRight")
    expect(lon).to_have_value(str(town().middle.lon + 90), timeout=PATIENCE)
    page.wait_for_timeout(800)  # the map has eased to the marker
    frame = page.locator(".live-map").bounding_box()
    assert frame is not None
    page.mouse.click(frame["x"] + frame["width"] * 0.3, frame["y"] + frame["height"] * 0.3)
    expect(lon).not_to_have_value(str(town().middle.lon + 90), timeout=PATIENCE)
    assert int(lon.input_value()) < town().middle.lon
    assert complaints == []


def test_a_position_outside_the_town_is_said_and_not_sent(context: BrowserContext, address: str) -> None:
    context.set_geolocation({"longitude": 2.2945, "latitude": 48.8584})
    page, _ = opened(context, f"{address}/signaler")
    live(page)
    page.get_by_role("button", name="Utiliser ma position").click()
    expect(page.locator("[data-map-place]")).to_have_text("Ce point est hors de la ville.", timeout=PATIENCE)
    expect(page.locator("input[name=lon]")).to_have_value("")


@pytest.mark.parametrize("without", ["script", "webgl", "ground"])
def test_the_drawn_map_stays_where_the_moving_one_cannot_be(browser: Browser, address: str, without: str) -> None:
    options: dict[str, Any] = {"java_script_enabled": False} if without == "script" else {}
    context = browser.new_context(**options)
    if without == "webgl":
        context.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    if without == "ground":
        context.route("**/carte/fond.json", lambda route: route.abort())
    page, complaints = opened(context, f"{address}/carte")
    page.wait_for_timeout(2500)
    expect(page.locator("[data-still] svg")).to_be_visible()
    assert page.locator(".live--on").count() == 0
    assert complaints == []
    context.close()
