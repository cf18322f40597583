"""The frame in a real browser: passkeys within the policy, keyboard, no JavaScript."""

from __future__ import annotations

import re
import time

from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.people import sign_in


def test_a_passkey_opens_the_desk(sqlite_site: Site, browser: Browser) -> None:
    # A passkey belongs to a name: 127.0.0.1 has none, localhost does.
    site = Site(sqlite_site.url.replace("127.0.0.1", "localhost"), sqlite_site.home, {}, sqlite_site.process)
    context = browser.new_context(viewport={"width": 1280, "height": 800}, locale="fr-FR")
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    options |= {"isUserVerified": True, "automaticPresenceSimulation": True}
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, site, "voirie@ivry.demo")
    page.goto(f"{site.url}/compte/cles/acces/ajouter/")
    page.get_by_role("button", name="Ajouter").click()
    expect(page.get_by_text("La clé d’accès est ajoutée")).to_be_visible()
    page.goto(f"{site.url}/compte/")
    page.get_by_role("button", name="Se déconnecter").click()
    page.goto(f"{site.url}/compte/connexion/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    page.wait_for_url(re.compile("/bureau"))
    context.close()


def test_a_browser_without_the_key_says_so(sqlite_site: Site, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{sqlite_site.url}/compte/connexion/")
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("alert")).to_contain_text("La clé d’accès n’a pas pu servir")
    context.close()


def test_the_keyboard_reaches_the_content_and_the_menu(sqlite_site: Site, page: Page) -> None:
    page.goto(f"{sqlite_site.url}/verifier")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Aller au contenu")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.locator("summary", has_text="Menu").focus()
    page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Le bilan", exact=True)
    expect(link).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.nav-m') !== null")


def test_everything_is_there_without_javascript(sqlite_site: Site, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{sqlite_site.url}/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.locator("summary", has_text="Menu").click()
    expect(page.get_by_role("link", name="Vérifier").first).to_be_visible()
    page.goto(f"{sqlite_site.url}/compte/connexion/")
    expect(page.get_by_role("button", name="Continuer")).to_be_visible()
    expect(page.get_by_role("button", name="Utiliser ma clé d’accès")).to_be_hidden()
    page.get_by_label("Adresse électronique").fill("personne@")
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("alert")).to_contain_text("Adresse électronique")
    context.close()


def test_a_link_signs_a_resident_in(sqlite_site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{sqlite_site.url}/compte/lien/")
    page.get_by_label("Adresse électronique").fill("nadia@exemple.fr")
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_text("nadia@exemple.fr")).to_be_visible()
    deadline = time.monotonic() + 10
    found = None
    while not found and time.monotonic() < deadline:
        mails = sorted((sqlite_site.home / "mail").glob("*"), key=lambda path: path.stat().st_mtime)
        texts = [path.read_bytes().decode("utf-8", "replace").replace("=\n", "") for path in mails]
        found = next((m for text in reversed(texts) if (m := re.search(r"https?://\S+/compte/lien/\S+", text))), None)
    assert found
    page.goto(found[0])
    page.get_by_role("button", name="Entrer").click()
    expect(page.get_by_role("heading", name="Mon compte")).to_be_visible()
    context.close()
