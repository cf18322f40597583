"""The main job: a resident reports, staff deal with it, the sentence changes, a stranger checks the proof."""

from __future__ import annotations

import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import Site
from tests.e2e.people import report, reported, sign_in

TEXT = "Un matelas et cinq sacs au pied de l’arbre"


def check(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(folder / "verify.py")]
    return subprocess.run(command, capture_output=True, text=True, cwd="/")


def test_a_report_from_the_street_to_the_proof(site: Site, browser: Browser, page: Page, tmp_path: Path) -> None:
    assert reported(page, site) == "8 800"
    key = report(page, site, TEXT)
    expect(page.get_by_text("le bilan dit")).to_contain_text("8")
    assert reported(page, site) == "8 801"
    page.goto(f"{site.url}/signalements/{key}")
    assert TEXT not in page.content(), "nobody has read it yet"

    desk = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR").new_page()
    sign_in(desk, site, "proprete@ivry.demo")
    desk.goto(f"{site.url}/bureau/signalements/{key}")
    expect(desk.get_by_text(TEXT).first).to_be_visible()
    desk.get_by_label("Publier la photo 1").check()
    desk.get_by_role("button", name="Publier ce qui reste").click()
    expect(desk.get_by_text("Relecture faite")).to_be_visible()
    desk.goto(f"{site.url}/bureau/signalements/{key}/resoudre")
    desk.locator("textarea[name=motif]").fill("Enlevé par la benne, trottoir lavé.")
    desk.locator("main form button.btn--main, main form button.btn--warn").last.click()

    page.goto(f"{site.url}/signalements/{key}")
    expect(page.get_by_text(TEXT).first).to_be_visible()
    expect(page.get_by_text("Enlevé par la benne").first).to_be_visible()
    source = page.locator("img[src*='/photos/']").first.get_attribute("src")
    with urllib.request.urlopen(f"{site.url}{source}") as answer:
        photo = answer.read()
    assert b"SecretCamera" not in photo and b"Exif" not in photo

    page.goto(f"{site.url}/chiffres/streets.reports_received")
    expect(page.locator("#fiches")).to_be_visible()
    expect(page.get_by_role("link", name=key)).to_be_visible()
    page.goto(f"{site.url}/chiffres/streets.reports_resolved")
    expect(page.get_by_role("link", name=key)).to_be_visible()

    site.run("audit")
    site.run("publish", "--out", str(tmp_path / "edition"))
    done = check(tmp_path / "edition")
    assert done.returncode == 0, done.stderr
    page.goto(f"{site.url}/bilan/editions")
    expect(page.get_by_role("link", name="Édition n° 1")).to_be_visible()
    page.get_by_role("link", name="Édition n° 1").click()
    expect(page.get_by_text("SHA-256 de verify.py")).to_be_visible()

    head = browser.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR").new_page()
    sign_in(head, site, "direction@ivry.demo")
    head.goto(f"{site.url}/bureau/signalements/{key}/retirer")
    head.locator("textarea[name=motif]").fill("Essai, pas un signalement.")
    head.locator("input[name=sur]").check()
    head.locator("main form button.btn--main, main form button.btn--warn").last.click()
    assert reported(page, site) == "8 800"


def test_the_same_without_javascript(sqlite_site: Site, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    before = int(reported(page, sqlite_site).replace(" ", ""))
    key = report(page, sqlite_site, "Deux pneus", photo=True)
    assert int(reported(page, sqlite_site).replace(" ", "")) == before + 1
    page.goto(f"{sqlite_site.url}/signalements/{key}")
    assert page.locator("h1").inner_text().startswith("Dépôt sauvage")
    page.goto(f"{sqlite_site.url}/carte")
    assert page.locator("a[href*='/signalements/']").count() > 5
    context.close()


def test_a_double_click_is_one_report(sqlite_site: Site, page: Page) -> None:
    before = int(reported(page, sqlite_site).replace(" ", ""))
    key = report(page, sqlite_site, "Un sac", photo=False)
    page.go_back()
    page.get_by_role("button", name="Envoyer le signalement").last.click()
    expect(page.locator(".receipt .key")).to_contain_text(key)
    assert int(reported(page, sqlite_site).replace(" ", "")) == before + 1


@pytest.mark.parametrize("path", ["/chiffres/nulle.part", "/signalements/99-99999", "/nulle-part", "/s/inconnu"])
def test_what_is_not_there_says_so_in_french(sqlite_site: Site, page: Page, path: str) -> None:
    answer = page.goto(f"{sqlite_site.url}{path}")
    assert answer is not None and answer.status == 404
    assert page.locator("html").get_attribute("lang") == "fr"
    assert page.locator("h1").inner_text()
