"""A whole jury: letters, volunteers, the list frozen, panels, a seed, the ceremony, a stranger's check, a dropout."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Route, expect

from tests.e2e import letters
from tests.e2e.conftest import MovingSite
from tests.e2e.walking import DESK, PHONE, Walker, walker

KEY, HEAD = "jury-passerelle", "administration@ivry.demo"
SEATS, LETTERS = 3, 9
SEED = "7 12 23 31 44 + 5"
QUOTAS = {"genre": ("femme", "homme"), "âge": ("moins de 45 ans", "45 ans et plus")}
PEOPLE = [(gender, age) for gender in QUOTAS["genre"] for age in QUOTAS["âge"]] * 2
FILES = ("panneaux.json", "resultat.json", "draw-verify.py")


def test_a_jury_from_the_letters_to_the_seats(moving_site: MovingSite, browser: Browser, tmp_path: Path) -> None:
    receipt, folder = tmp_path / "recu.json", tmp_path / "vide"
    folder.mkdir()
    with ExitStack() as stack:
        head = stack.enter_context(walker(browser, moving_site, DESK, staff=HEAD))
        called(head, moving_site)
        codes = invited(head, moving_site, tmp_path)
        with volunteers(browser, moving_site, codes, receipt) as first:
            frozen(head, first)
            published(head)
            announced(head, moving_site)
            drawn(head, moving_site)
            ceremony(browser, moving_site)
            stranger = stack.enter_context(walker(browser, moving_site))
            result = checked_at_home(stranger, folder)
            checked_in_the_browser(stranger, receipt)
            gone, came = seated(head, result)
            on_the_page(stranger, result, gone, came)
            told_to_the_volunteer(first, {*result["members"], came} - {gone})


# The town ---------------------------------------------------------------------------------------------------------


def called(head: Walker, site: MovingSite) -> None:
    told = {"Nom": "jury de la passerelle", "Sièges": str(SEATS), "Appel le": site.day()}
    head.acts("voice.juries", "recorded", told | {"Question posée au jury": "Où passer la Seine ?"}, number=KEY)
    for category, values in QUOTAS.items():
        for value in values:
            bounds = {"Critère": category, "Réponse": value, "Au moins": "1", "Au plus": "2"}
            head.acts("voice.quotas", "recorded", {"Jury": KEY, **bounds})


def invited(head: Walker, site: MovingSite, folder: Path) -> list[str]:
    """A file of addresses, first with a district that is none; the codes are read in the printed letters."""
    rows = [f"{number} rue Marat;94200;Ivry-sur-Seine;centre-ville" for number in range(1, 20)]
    for name, more in (("faux.csv", ["1 rue de Rivoli;75001;Paris;Louvre"]), ("adresses.csv", [])):
        file = folder / name
        file.write_text("\n".join(["adresse;code_postal;commune;quartier", *rows, *more]))
        head.goes_to(f"/bureau/jurys/{KEY}")
        head.page.get_by_label("Fichier d’adresses, en CSV").set_input_files(file)
        head.page.get_by_label("Combien de courriers").fill(str(LETTERS))
        head.page.get_by_label("Répondre avant le").fill(site.day(1))
        head.presses("Tirer les adresses au sort")
        head.sees("Ligne 21 : le quartier « Louvre » n’existe pas." if more else f"{LETTERS} adresses sont tirées")
        head.looks()
    with head.page.expect_download() as given:
        head.page.get_by_role("link", name="Les imprimer", exact=True).click()
    given.value.save_as(folder / "courriers.pdf")
    codes = letters.codes((folder / "courriers.pdf").read_bytes())
    assert len(set(codes)) == LETTERS
    return codes


def frozen(head: Walker, first: Walker) -> None:
    head.goes_to(f"/bureau/jurys/{KEY}")
    head.sees(f"{len(PEOPLE)} volontaires pour {SEATS} sièges.")
    head.presses("Arrêter la liste")
    head.sees("La liste est arrêtée")
    first.page.reload()
    expect(first.page.get_by_role("button", name="Me retirer et tout effacer")).to_have_count(0)


def published(head: Walker) -> None:
    """The panels are computed by the jobs; the page follows them by itself."""
    head.page.get_by_role("button", name=re.compile("Calculer 1.000 panels")).click()
    head.sees("Le calcul est en cours")
    button = head.page.get_by_role("button", name="Publier les panels")
    expect(button).to_be_visible(timeout=60_000)
    head.looks()
    button.click()
    head.sees("Les panels sont publiés")


def announced(head: Walker, site: MovingSite) -> None:
    form = head.page.get_by_role("form", name="Un tirage devant témoins")
    form.get_by_label("D’où elle viendra").fill("Loto du mercredi, les cinq numéros puis le numéro chance")
    form.get_by_label("Jour où elle sera connue").fill(site.day(2))
    form.get_by_role("button", name="Annoncer la graine").click()
    head.sees("La graine est annoncée.")
    head.looks()
    enters_seed(head)
    head.sees("La graine annoncée n’est pas encore connue ce jour-là.")


def drawn(head: Walker, site: MovingSite) -> None:
    site.days_go_by(2)
    enters_seed(head)
    head.sees(re.compile(r"Le panel n° \d+ est tiré"))
    head.looks()


def enters_seed(head: Walker) -> None:
    head.goes_to(f"/bureau/jurys/{KEY}")
    head.page.get_by_label("La graine, telle qu’elle est publiée").fill(SEED)
    head.page.get_by_label("Témoins, par leur fonction").fill("une élue, un huissier")
    head.presses("Entrer la graine")


def seated(head: Walker, result: dict[str, Any]) -> tuple[int, int]:
    """Everybody drawn accepts but one, who is replaced by a number that nobody chose; gives both numbers."""
    gone = result["members"][0]
    row = seat(head, gone)
    row.get_by_label("Raison, publique").select_option("work")
    row.get_by_role("button", name="Remplacer").click()
    head.sees(f"Le numéro {gone} est remplacé par le numéro")
    told = head.page.get_by_text(f"Le numéro {gone} est remplacé par le numéro").first.inner_text()
    came = int(re.findall(r"\d+", told)[-1])
    assert came not in result["members"] and came in result["alternates"]
    for number in (*result["members"][1:], came):
        seat(head, number).get_by_role("button", name="Accepte", exact=True).click()
        head.sees(f"Le numéro {number} accepte.")
    head.looks()
    return gone, came


def seat(head: Walker, number: int) -> Locator:
    head.goes_to(f"/bureau/jurys/{KEY}")
    cell = head.page.get_by_role("rowheader", name=str(number), exact=True)
    return head.page.get_by_role("row").filter(has=cell)


# The volunteers ---------------------------------------------------------------------------------------------------


@contextmanager
def volunteers(browser: Browser, site: MovingSite, codes: list[str], receipt: Path) -> Iterator[Walker]:
    """Eight people in browsers of their own, one without a script, and a ninth who withdraws; gives the first."""
    with ExitStack() as stack:
        people = [stack.enter_context(walker(browser, site, PHONE, script=place != 1)) for place in range(LETTERS)]
        first, *others = people
        first.goes_to("/participer/tirage")
        first.looks()
        first.page.get_by_label("Code du courrier").fill(codes[0].upper().replace("-", " "))
        first.presses("Ouvrir ma page")
        first.sees("Se porter volontaire")
        first.looks()
        first.presses("Me porter volontaire")
        first.sees("Sans cet accord")
        first.looks()
        for place, one in enumerate(others, start=1):
            one.goes_to(f"/participer/tirage/{codes[place]}")
        for one, answers in zip(people, [*PEOPLE, PEOPLE[0]], strict=True):
            answered(one, answers)
        first.looks()
        people[-1].presses("Me retirer et tout effacer")
        people[-1].sees("Se porter volontaire")
        with first.page.expect_download() as given:
            first.page.get_by_role("link", name="Garder le reçu").click()
        given.value.save_as(receipt)
        yield first
        assert [said for one in people for said in one.complaints] == []


def answered(one: Walker, answers: tuple[str, ...]) -> None:
    for answer in answers:
        one.page.get_by_label(answer, exact=True).check()
    one.page.get_by_label("Votre nom").fill("Camille Essai")
    one.page.get_by_label("Adresse électronique").fill("camille@exemple.invalid")
    one.page.get_by_label(re.compile("J’accepte")).check()
    one.presses("Me porter volontaire")
    one.sees("Vous êtes sur la liste, merci")


def told_to_the_volunteer(first: Walker, sitting: set[int]) -> None:
    """Her number, her chance, and whether she sits: the same that the public page says of that number."""
    first.page.reload()
    told = first.page.get_by_text("Votre numéro est le").inner_text()
    number = int(re.findall(r"\d+", told)[0])
    heading = first.page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("^(Vous êtes du jury|Vous n’êtes pas du jury|Vous avez laissé)"))
    assert heading.inner_text().startswith("Vous êtes du jury") == (number in sitting)
    first.looks()


# Anybody ----------------------------------------------------------------------------------------------------------


def ceremony(browser: Browser, site: MovingSite) -> None:
    """On the screen of the room, by the keyboard alone, there and back."""
    with walker(browser, site, DESK) as room:
        room.goes_to(f"/participer/jurys/{KEY}/tirage")
        slides = room.page.locator(".slide")
        count = slides.count()
        for place in range(count):
            expect(slides.nth(place)).to_be_visible()
            expect(room.page.locator(".slide:visible")).to_have_count(1)
            room.sees(f"{place + 1} / {count}")
            room.looks()
            room.page.keyboard.press("ArrowRight")
        room.page.keyboard.press("ArrowLeft")
        expect(slides.nth(count - 2)).to_be_visible()


def checked_at_home(stranger: Walker, folder: Path) -> dict[str, Any]:
    """The three files in an empty folder, and Python alone; one altered byte of either is seen."""
    stranger.goes_to("/participer/jurys")
    stranger.page.get_by_role("link", name="Jury de la passerelle").click()
    stranger.page.get_by_role("link", name="Refaire le tirage").click()
    for name in FILES:
        with stranger.page.expect_download() as given:
            stranger.page.get_by_role("link", name=name, exact=True).click()
        given.value.save_as(folder / name)
    done = rerun(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    result: dict[str, Any] = json.loads((folder / "resultat.json").read_text())
    assert f"the seed gives panel {result['panel']}" in done.stdout and result["seed"] == SEED
    altered = {"panneaux.json": (b'"panels":[[', b'"panels":[[1'), "resultat.json": (b"31 44", b"32 44")}
    for name, (old, new) in altered.items():
        data = (folder / name).read_bytes()
        assert data.count(old) == 1, name
        (folder / name).write_bytes(data.replace(old, new))
        assert rerun(folder).returncode == 1, name
        (folder / name).write_bytes(data)
    return result


def rerun(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "draw-verify.py", "panneaux.json", "resultat.json"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def checked_in_the_browser(stranger: Walker, receipt: Path) -> None:
    """The same without leaving the page; then with a byte altered on the way, as a town that lies would send it."""
    stranger.goes_to(f"/participer/jurys/{KEY}/verifier")
    stranger.sees("Tout correspond.")
    stranger.page.get_by_label("Et moi ? Choisissez votre reçu").set_input_files(receipt)
    stranger.sees("Vous êtes sur la liste, au numéro")
    assert "panels sur 1\u202f000." in stranger.page.locator("[data-own]").inner_text()
    stranger.looks()

    def altered(route: Route) -> None:
        route.fulfill(body=route.fetch().text().replace("31 44", "32 44"), content_type="application/json")

    stranger.page.route("**/resultat.json", altered)
    stranger.page.reload()
    stranger.sees("Quelque chose ne correspond pas")
    stranger.page.unroute("**/resultat.json")


def on_the_page(stranger: Walker, result: dict[str, Any], gone: int, came: int) -> None:
    stranger.goes_to(f"/participer/jurys/{KEY}")
    stranger.sees(f"Le n° {came} remplace le n° {gone}")
    seats = stranger.page.locator(".jury-seats .seat a")
    assert {int(one) for one in seats.all_inner_texts()} == {*result["members"], came}
    stranger.looks()
