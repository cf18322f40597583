"""A poll from the list to the recount: voting on a phone with a letter's code, and checking a receipt afterwards."""

from __future__ import annotations

import csv
import subprocess
import sys
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import MovingSite
from tests.e2e.walking import DESK, Walker, walker

KEY, VOTERS = "passerelle", 4
HEAD = "administration@ivry.demo"
ANSWERS = ("une passerelle pour les vélos", "un bac, comme avant", "sans avis")


def announced(desk: Walker, site: MovingSite) -> None:
    told = {
        "Question": "comment passer la Seine ?", "Réponses offertes": " ; ".join(ANSWERS),
        "Ouvert le": site.day(), "Clos le": site.day(7),
    }  # fmt: skip
    desk.acts("voice.polls", "recorded", told, number=KEY)


def opened(desk: Walker, folder: Path) -> list[str]:
    """Opens the vote; the codes are in the file that the browser gets, and nowhere else."""
    desk.goes_to(f"/bureau/scrutins/{KEY}")
    desk.looks()
    desk.page.get_by_label("La liste, une inscription par ligne").fill("\n".join(f"=n°{n}" for n in range(VOTERS)))
    with desk.page.expect_download() as given:
        desk.presses("Tirer les codes et ouvrir le vote")
    given.value.save_as(folder / "lettres.csv")
    rows = list(csv.DictReader((folder / "lettres.csv").read_text("utf-8-sig").splitlines()))
    assert [one["inscription"] for one in rows] == [f"'=n°{n}" for n in range(VOTERS)]
    assert {one["adresse"] for one in rows} == {f"{desk.site.url}/participer/scrutins/{KEY}"}
    return [one["code"] for one in rows]


def votes(voter: Walker, code: str, answer: str) -> None:
    voter.goes_to(f"/participer/scrutins/{KEY}")
    voter.page.get_by_label(answer).check()
    voter.page.get_by_label("Le code de votre lettre").fill(code)
    voter.presses("Déposer mon bulletin")


def keeps_receipt(voter: Walker, path: Path) -> None:
    with voter.page.expect_download() as given:
        voter.page.get_by_role("link", name="Garder le reçu").click()
    given.value.save_as(path)


def recounted(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "ballot-verify.py", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_a_poll_from_the_list_to_the_recount(moving_site: MovingSite, browser: Browser, tmp_path: Path) -> None:
    receipt = tmp_path / "recu.txt"
    with walker(browser, moving_site, DESK, staff=HEAD) as desk, walker(browser, moving_site) as voter:
        announced(desk, moving_site)
        codes = opened(desk, tmp_path)

        voter.goes_to(f"/participer/scrutins/{KEY}")
        voter.looks()
        votes(voter, codes[0], ANSWERS[0])
        voter.sees("Votre bulletin est déposé")
        voter.looks()
        keeps_receipt(voter, receipt)
        votes(voter, codes[0].upper().replace("-", " "), ANSWERS[1])
        voter.sees("Un bulletin a déjà été déposé avec ce code")
        voter.looks()
        with walker(browser, moving_site, script=False) as plain:
            votes(plain, codes[1], ANSWERS[1])
            keeps_receipt(plain, tmp_path / "autre.txt")

        desk.goes_to(f"/bureau/scrutins/{KEY}")
        desk.presses("Dépouiller et publier les bulletins")
        desk.sees("il se dépouille le lendemain de sa clôture")
        moving_site.days_go_by(8)
        votes_no_more(voter)
        desk.goes_to(f"/bureau/scrutins/{KEY}")
        desk.presses("Dépouiller et publier les bulletins")
        desk.sees("Le scrutin est dépouillé")
        desk.looks()
        assert desk.complaints == []

        checks_in_the_browser(voter, receipt)
        recounts_at_home(voter, receipt, tmp_path)


def votes_no_more(voter: Walker) -> None:
    voter.goes_to(f"/participer/scrutins/{KEY}")
    voter.sees("Le vote est clos")
    expect(voter.page.get_by_role("button", name="Déposer mon bulletin")).to_have_count(0)


def checks_in_the_browser(voter: Walker, receipt: Path) -> None:
    """The result, the receipt's own ballot by its number, then by the file; one altered letter is seen."""
    voter.goes_to(f"/participer/scrutins/{KEY}")
    row = voter.page.get_by_role("row").filter(has_text=ANSWERS[0])
    expect(row.get_by_role("cell").last).to_have_text("1")
    text = receipt.read_text()
    picker = voter.page.get_by_label("Choisissez votre reçu")
    picker.set_input_files(receipt)
    voter.sees(f"Ce bulletin est compté, et il dit «\u00a0{ANSWERS[0]}\u00a0»")
    voter.looks()
    forged = receipt.with_name("forge.txt")
    forged.write_text(text.replace("choice 1", "choice 2"))
    picker.set_input_files(forged)
    voter.sees("Ce reçu n’est pas intact")
    voter.page.get_by_label("Le numéro de votre reçu").fill(text.split()[1])
    voter.presses("Chercher")
    voter.sees(f"Oui : ce bulletin est compté, et il dit «\u00a0{ANSWERS[0]}\u00a0»")


def recounts_at_home(voter: Walker, receipt: Path, folder: Path) -> None:
    """The files in an empty folder, and Python alone; one altered byte is seen."""
    with voter.page.expect_download() as given:
        voter.page.get_by_role("link", name="Les bulletins, le résultat signé, le programme").click()
    given.value.save_as(folder / "tout.zip")
    with zipfile.ZipFile(folder / "tout.zip") as packed:
        packed.extractall(folder)
    done = recounted(folder / KEY, "--receipt", str(receipt))
    assert done.returncode == 0, done.stderr
    assert "2 ballots for 4 voters" in done.stdout and "is counted as it was cast" in done.stdout
    ballots = folder / KEY / "ballots.csv"
    ballots.write_text(ballots.read_text().replace(",2", ",1"))
    assert recounted(folder / KEY).returncode == 1
