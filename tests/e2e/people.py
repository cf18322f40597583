"""What a resident and the staff do in the browser, step by step."""

from __future__ import annotations

import io
import re
import time

from PIL import Image
from playwright.sync_api import Page, StorageStateCookie, expect

from chapitre.demo.accounts import PASSWORD, code
from tests.e2e.conftest import Site

KEY = re.compile(r"\d\d-\d{5,}")
_used: dict[tuple[str, str], str] = {}  # the last code that this person gave on this site
_signed_in: dict[tuple[str, str], list[StorageStateCookie]] = {}


def picture() -> bytes:
    """A small photograph with a GPS position in its EXIF."""
    image = Image.new("RGB", (640, 480), (90, 120, 90))
    exif = image.getexif()
    exif[0x0110] = "SecretCamera"
    exif.get_ifd(0x8825)[1] = "N"
    data = io.BytesIO()
    image.save(data, "JPEG", exif=exif)
    return data.getvalue()


def report(page: Page, site: Site, text: str, *, photo: bool = True) -> str:
    """Reports fly-tipping on place Voltaire, from the first step to the receipt; returns the number."""
    page.goto(f"{site.url}/signaler")
    expect(page.get_by_text("Quelqu’un est en danger")).to_be_visible()
    page.get_by_label("Rue, place ou équipement").fill("place Voltaire")
    page.get_by_role("button", name="Continuer").click()
    if page.get_by_text("Plusieurs lieux répondent").count():
        page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="De quoi s’agit-il")).to_be_visible()
    page.locator("input[name=sujet][value=depot-sauvage]").check()
    page.locator("input[name=reponse-depot-sauvage][value=no]").check()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="Ce que vous voyez")).to_be_visible()
    if page.locator("input[name=joindre]").count():
        page.get_by_text("Non, c’est autre chose").click()
    page.get_by_label("Quelques mots").fill(text)
    if photo:
        file = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": picture()}
        page.locator("input[type=file]").first.set_input_files(file)
    page.wait_for_timeout(2200)  # a form sent faster than anybody reads is taken for a machine's
    page.get_by_role("button", name="Envoyer le signalement").last.click()
    expect(page.get_by_role("heading", name="C’est noté")).to_be_visible()
    found = KEY.search(page.locator(".receipt .key").inner_text())
    assert found, "no number on the receipt"
    return found[0]


def sign_in(page: Page, site: Site, email: str) -> None:
    """Leads to the desk: through the form the first time, then with the session that this opened."""
    who = (site.url, email)
    if who in _signed_in:
        page.context.add_cookies(_signed_in[who])  # type: ignore[arg-type]
        page.goto(f"{site.url}/bureau")
        return
    pass_both_keys(page, site, email)
    _signed_in[who] = page.context.storage_state()["cookies"]


def pass_both_keys(page: Page, site: Site, email: str) -> None:
    """Password, then the second factor; a code serves a person once, who else waits for the next one."""
    page.goto(f"{site.url}/compte/connexion/")
    page.get_by_label("Adresse").first.fill(email)
    page.get_by_label("Mot de passe").first.fill(PASSWORD)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_role("heading", name="La seconde clé")).to_be_visible()
    while code() == _used.get((site.url, email)):
        time.sleep(0.5)
    _used[site.url, email] = code()
    page.locator("input[name=code]").fill(code())
    page.get_by_role("button", name="Entrer").click()
    page.wait_for_url(re.compile(r"/bureau"))


def reported(page: Page, site: Site) -> str:
    """How many reports the term report says were received."""
    page.goto(f"{site.url}/bilan")
    link = page.locator("a.fig[href$='/chiffres/streets.reports_received']").first
    return link.inner_text().split("(")[0].strip().replace("\u202f", " ")
