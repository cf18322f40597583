"""The desk in a real browser: its letters, and the same work without a script."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.people import picture, sign_in

AGENT = "proprete@ivry.demo"
CASE = re.compile(r"/bureau/signalements/\d\d-\d{5}\?file=proprete$")


def test_the_letters_of_the_keyboard(sqlite_site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, sqlite_site, AGENT)
    page.goto(f"{sqlite_site.url}/bureau?file=proprete")
    rows = page.locator("tr[data-case]")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_have_attribute("aria-current", "true")
    page.keyboard.press("k")
    expect(rows.nth(0).locator("a")).to_be_focused()
    expect(page.locator("tr.on")).to_have_count(1)
    page.keyboard.press("t")
    page.wait_for_url(re.compile(r"/transmettre\?file=proprete$"))
    page.go_back()
    page.keyboard.press("/")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("jkr")  # letters are letters while one types
    expect(page.locator("#q")).to_have_value("jkr")
    page.locator("h1").click(force=True)
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(CASE)
    first = page.url
    page.keyboard.press("j")
    page.wait_for_url(lambda url: url != first and CASE.search(url) is not None)
    page.keyboard.press("k")
    page.wait_for_url(first)
    page.keyboard.press("r")
    page.wait_for_url(re.compile(r"/resoudre\?file=proprete$"))


def test_the_letters_can_be_switched_off(sqlite_site: Site, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    sign_in(page, sqlite_site, AGENT)
    page.goto(f"{sqlite_site.url}/bureau?file=proprete")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Touches du clavier")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Désactiver ces touches sur cet appareil").check()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    page.reload()
    page.keyboard.press("j")
    expect(page.locator("tr.on")).to_have_count(0)
    page.get_by_role("button", name="toutes les touches").click()
    expect(dialog.get_by_label("Désactiver ces touches sur cet appareil")).to_be_checked()


def test_the_same_work_without_a_script(sqlite_site: Site, browser: Browser, page: Page) -> None:
    sign_in(page, sqlite_site, AGENT)
    context = browser.new_context(
        java_script_enabled=False, viewport={"width": 360, "height": 740}, storage_state=page.context.storage_state()
    )
    plain = context.new_page()
    plain.goto(f"{sqlite_site.url}/bureau/nouveau")
    plain.get_by_label("Sujet", exact=True).select_option("rue-sale")
    plain.get_by_label("Rue, place ou équipement").fill("place Voltaire")
    plain.get_by_label("Ce que dit la personne").fill("Du verre partout, dit Mme Rey.")
    plain.get_by_role("button", name="Enregistrer").click()
    expect(plain.get_by_text("Lien de suivi à remettre")).to_be_visible()
    expect(plain.locator(".keysbar")).to_be_hidden()
    plain.get_by_label("Texte publié").fill("Du verre partout.")
    plain.get_by_role("button", name="Publier ce qui reste").click()
    expect(plain.get_by_text("Relecture faite.")).to_be_visible()
    plain.get_by_role("link", name="Résoudre, avec photo").click()
    plain.get_by_role("button", name="Marquer résolu").click()
    expect(plain.get_by_text("Il faut une photo de ce qui a été fait").first).to_be_visible()
    plain.locator("input[type=file]").set_input_files(
        {"name": "fait.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    plain.get_by_role("button", name="Marquer résolu").click()
    expect(plain.get_by_text("Signalement résolu.")).to_be_visible()
    expect(plain.locator(".evid img")).to_have_count(1)
    context.close()
