"""A poll from the list to the recount: voting on a phone by a message's link, a lost code, and a receipt checked."""

from __future__ import annotations

import email
import re
import subprocess
import sys
import time
import zipfile
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import MovingSite, Site
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
    """Opens the vote; one letter is printed, the other codes leave in messages. The links of those, by entry."""
    desk.goes_to(f"/bureau/scrutins/{KEY}")
    desk.looks()
    rows = [f"=n°{n},v{n}@exemple.test" for n in range(1, VOTERS)] + [f"n°{VOTERS},"]
    (folder / "liste.csv").write_text("nom,courriel\n" + "\n".join(rows))
    desk.page.get_by_label("Le fichier de la liste").set_input_files(folder / "liste.csv")
    with desk.page.expect_download() as given:
        desk.presses("Tirer les codes et ouvrir le vote")
    given.value.save_as(folder / "lettres.zip")
    with zipfile.ZipFile(folder / "lettres.zip") as packed:
        assert packed.namelist() == [f"lettres-{VOTERS}-{VOTERS}.pdf", "liste.csv"]
        assert b"1,'=n\xc2\xb01,v1@exemple.test" in packed.read("liste.csv")
    desk.sees("Un code est perdu")
    desk.looks()
    return [link_to(desk.site, f"v{n}@exemple.test") for n in range(1, VOTERS)]


def replaced(desk: Walker, number: int, address: str) -> str:
    """Another code for an entry that lost its own, by message; its link."""
    desk.page.get_by_label("Le numéro de l’inscription").fill(str(number))
    desk.page.get_by_label("Le nom et l’adresse, entre virgules").fill("Ana Bruel")
    desk.page.get_by_label("Ou son adresse électronique").fill(address)
    with desk.page.expect_download():
        desk.presses("Annuler le code et en donner un autre")
    desk.sees("1 code perdu remplacé")
    return link_to(desk.site, address)


def link_to(site: Site, address: str) -> str:
    """The voting link of the message to this address, once the jobs have sent it."""
    for _second in range(60):
        for path in (site.home / "mail").glob("*"):
            for sent in path.read_bytes().split(b"-" * 79):
                message = email.message_from_bytes(sent.lstrip())
                if message["To"] == address:
                    told = re.search(r"\S+#code=\S+", message.get_payload(decode=True).decode())
                    assert told is not None
                    return told[0].removeprefix(site.url)
        time.sleep(1)
    raise AssertionError(f"no message to {address}")


def code_of(link: str) -> str:
    return link.partition("#code=")[2]


def votes(voter: Walker, code: str, answer: str) -> None:
    voter.goes_to(f"/participer/scrutins/{KEY}")
    voter.page.get_by_label(answer).check()
    voter.page.get_by_label("Le code de votre lettre").fill(code)
    voter.presses("Déposer mon bulletin")


def votes_by_link(voter: Walker, link: str, answer: str) -> None:
    """The code is written by the link, and gone from the address."""
    voter.goes_to(link)
    expect(voter.page.get_by_label("Le code de votre lettre")).to_have_value(code_of(link))
    assert "#" not in voter.page.url
    voter.looks()
    voter.page.get_by_label(answer).check()
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
        links = opened(desk, tmp_path)

        votes_by_link(voter, links[0], ANSWERS[0])
        voter.sees("Votre bulletin est déposé")
        voter.looks()
        keeps_receipt(voter, receipt)
        votes(voter, code_of(links[0]).upper().replace("-", " "), ANSWERS[1])
        voter.sees("Un bulletin a déjà été déposé avec ce code")
        voter.looks()
        fresh = replaced(desk, 2, "nouvelle@exemple.test")
        votes(voter, code_of(links[1]), ANSWERS[1])
        voter.sees("Ce code n’est pas sur la liste")
        with walker(browser, moving_site, script=False) as plain:
            votes(plain, code_of(fresh), ANSWERS[1])
            keeps_receipt(plain, tmp_path / "autre.txt")

        checks(voter, receipt, "Ce reçu est signé par la Ville, pour ce scrutin")
        desk.goes_to(f"/bureau/scrutins/{KEY}")
        desk.sees("il se dépouille le lendemain")
        moving_site.days_go_by(8)
        votes_no_more(voter)
        desk.goes_to(f"/bureau/scrutins/{KEY}")
        desk.presses("Dépouiller et publier les bulletins")
        desk.sees("Le scrutin est dépouillé")
        desk.looks()
        assert desk.complaints == []

        checks_in_the_browser(voter, receipt)
        recounts_at_home(voter, receipt, tmp_path)


MISSED = """async (receipt) => {
  const { openReceipt, recount } = await import("/static/voice/ballots.js");
  const page = document.querySelector("[data-poll]").dataset;
  const load = async (address) => (await fetch(address)).text();
  const files = { key: await load(page.key), ballots: await load(page.ballots), statement: await load(page.statement) };
  const { ballots } = await recount(files);
  const holds = async (all, own) => {
    try {
      await recount(all);
      const { ballot } = await openReceipt(own, page.poll, all.key);
      return ballots.some((one) => one.join() === ballot.join());
    } catch {
      return false;
    }
  };
  if (!(await holds(files, receipt))) return ["untouched"];
  const missed = [];
  const other = (text, place) => String.fromCharCode(text.charCodeAt(place) ^ 1);
  const altered = (text, place) => text.slice(0, place) + other(text, place) + text.slice(place + 1);
  for (const name of [...Object.keys(files), "receipt"])
    for (let place = 0; place < (files[name] ?? receipt).length; place++) {
      const own = name === "receipt" ? altered(receipt, place) : receipt;
      const all = name === "receipt" ? files : { ...files, [name]: altered(files[name], place) };
      if (await holds(all, own)) missed.push(`${name} ${place}`);
    }
  return missed;
}"""
"""Every character of every file altered in turn: what the browser's recount lets through."""


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
    checks(voter, receipt, f"ce bulletin est compté comme il a été déposé : «\u00a0{ANSWERS[0]}\u00a0»")
    voter.sees("Recompté\u00a0: les bulletins publiés donnent le résultat que la Ville a signé.")
    assert voter.page.evaluate(MISSED, text) == []
    voter.page.get_by_label("Ou collez son texte").fill(text.replace("choice 1", "choice 2"))
    voter.presses("Vérifier")
    voter.sees("Ce texte n’est pas un reçu de ce scrutin")
    voter.goes_to(f"/participer/scrutins/{KEY}")
    voter.page.get_by_label("Le numéro de votre reçu").fill(text.split()[1])
    voter.presses("Chercher")
    voter.sees(f"Oui : ce bulletin est compté, et il dit «\u00a0{ANSWERS[0]}\u00a0»")


def checks(voter: Walker, receipt: Path, words: str) -> None:
    """The receipt's file on the page that checks receipts."""
    voter.goes_to(f"/participer/scrutins/{KEY}/verifier")
    picker = voter.page.get_by_label("Choisissez le fichier de votre reçu")
    expect(picker).to_be_visible()  # once the published files are here
    picker.set_input_files(receipt)
    voter.sees(words.replace(" :", "\u00a0:"))
    voter.looks()


def recounts_at_home(voter: Walker, receipt: Path, folder: Path) -> None:
    """The files in an empty folder, and Python alone; one altered byte is seen."""
    with voter.page.expect_download() as given:
        voter.page.get_by_role("link", name="Les bulletins, le résultat signé, le programme").click()
    given.value.save_as(folder / "tout.zip")
    with zipfile.ZipFile(folder / "tout.zip") as packed:
        packed.extractall(folder)
    done = recounted(folder / KEY, "--receipt", str(receipt))
    assert done.returncode == 0, done.stderr
    assert (
        "2 ballots for 4 voters of the list; lost codes replaced: 1" in done.stdout
        and "is counted as it was cast" in done.stdout
    )
    ballots = folder / KEY / "ballots.csv"
    ballots.write_text(ballots.read_text().replace(",2", ",1"))
    assert recounted(folder / KEY).returncode == 1
