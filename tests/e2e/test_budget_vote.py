"""A participatory budget from an idea to the sentence of its result: by the form, by a link, and on paper."""

from __future__ import annotations

import json
import re
import time
from contextlib import ExitStack
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.e2e.conftest import MovingSite
from tests.e2e.walking import DESK, Walker, walker

KEY = "budget-des-quais"
HEAD, CLERKS = "administration@ivry.demo", ("proprete@ivry.demo", "voirie@ivry.demo")
BENCHES, KIOSK, ADVERT = "des bancs face à la Seine", "un kiosque à musique", "Garage Durand, 01 23 45 67 89"
COSTS = {BENCHES: "6000", KIOSK: "5000"}
LINK = re.compile(r"https?://\S+/compte/lien/\S+")


def test_a_budget_from_the_idea_to_the_sentence(moving_site: MovingSite, browser: Browser, tmp_path: Path) -> None:
    with ExitStack() as stack:
        head = stack.enter_context(walker(browser, moving_site, DESK, staff=HEAD))
        clerks = [stack.enter_context(walker(browser, moving_site, DESK, staff=one)) for one in CLERKS]
        people = [stack.enter_context(walker(browser, moving_site, script=script)) for script in (True, False, True)]
        called(head, moving_site)
        proposed(people)
        goes_to_the_vote(head, moderated(clerks[0]), moving_site)

        voted(people[0], "anne@exemple.invalid", (BENCHES,))
        voted(people[1], "bilal@exemple.invalid", (BENCHES,))
        people[0].goes_to(f"/participer/budgets/{KEY}/voter")
        people[0].sees("Vous avez voté.")
        typed_twice(clerks)
        counted(head, moving_site)
        told(people[0])
        counted_again(people[0], moving_site, tmp_path / "vote.pb")
        assert [said for one in (head, *clerks, *people) for said in one.complaints] == []


def called(head: Walker, site: MovingSite) -> None:
    told = {
        "Nom": "budget des quais", "Enveloppe": "10000", "Ouvert le": site.day(), "Idées jusqu’au": site.day(20),
        "Vote à partir du": site.day(40), "Vote jusqu’au": site.day(50),
    }  # fmt: skip
    head.acts("voice.budgets", "recorded", told, number=KEY)


def proposed(people: list[Walker]) -> None:
    """Three ideas at once; the first was sent faster than anybody reads, and is asked to wait."""
    for one, title in zip(people, (BENCHES, KIOSK, ADVERT), strict=True):
        one.goes_to(f"/participer/budgets/{KEY}")
        one.page.get_by_role("link", name="Proposer une idée").first.click()
        one.page.get_by_label("Votre idée, en une ligne").fill(title)
        one.page.get_by_label("Pour quoi, pour qui, où").fill("Pour que l’on s’y arrête.")
        one.page.get_by_label("Thème").select_option("green")
    people[-1].presses("Envoyer l’idée")
    people[-1].sees("C’est allé plus vite que la lecture")
    people[-1].looks()
    people[0].page.wait_for_timeout(2100)
    for one in people:
        one.presses("Envoyer l’idée")
        one.sees("Votre idée est reçue, sous le numéro")
    people[0].looks()
    assert BENCHES not in people[0].page.content(), "nobody has read it yet"


def moderated(clerk: Walker) -> dict[str, str]:
    """Two ideas are published, one set aside with its reason; gives their numbers by title."""
    keys = {}
    for _idea in range(3):
        clerk.goes_to(f"/bureau/budgets/{KEY}")
        clerk.page.get_by_role("link", name="Relire l’idée").first.click()
        clerk.page.wait_for_url("**/bureau/budgets/idees/*")
        key = clerk.page.url.rpartition("/")[2]
        title = clerk.page.locator(".private strong").inner_text()
        keys[title] = key
        if title == ADVERT:
            clerk.looks()
            clerk.page.get_by_label("Motif, si elle est écartée").fill("Une publicité n’est pas une idée.")
            clerk.presses("Écarter, avec ce motif")
        else:
            clerk.page.get_by_label("Intitulé public").fill(title)
            clerk.presses("Publier")
        clerk.page.wait_for_url(f"**/bureau/budgets/{KEY}")
    clerk.sees("Rien n’attend.")
    return keys


def goes_to_the_vote(head: Walker, keys: dict[str, str], site: MovingSite) -> None:
    for number, (title, cost) in enumerate(COSTS.items(), start=1):
        told = {"Numéro au vote": str(number), "Coût": cost, "Avis motivé": "Faisable : un devis le dit."}
        head.acts("voice.ideas", "feasible", told, key=keys[title])
    head.acts("voice.budgets", "ideas_closed", {}, key=KEY)
    rule = {"Bulletin": "approval", "Au plus": "2", "Ce que vaut un soutien": "cost", "Argent restant": "none"}
    dates = {"Vote à partir du": site.day(), "Vote jusqu’au": site.day(10)}
    head.acts("voice.budgets", "rule_fixed", rule | dates, key=KEY)
    head.acts("voice.budgets", "vote_opened", {}, key=KEY)


def voted(voter: Walker, address: str, titles: tuple[str, ...]) -> None:
    """By the link of a message, then the ballot."""
    voter.goes_to(f"/participer/budgets/{KEY}")
    voter.page.get_by_role("link", name="Voter").first.click()
    voter.page.get_by_role("link", name="Recevoir le lien pour voter").click()
    voter.page.get_by_label("Adresse").first.fill(address)
    voter.presses("Recevoir le lien")
    voter.sees("Regardez votre courrier")
    voter.page.goto(link_sent(voter.site.home / "mail", address))
    voter.presses("Entrer")
    voter.page.wait_for_url("**/voter")
    voter.looks()
    for title in titles:
        voter.page.get_by_label(re.compile(title, re.IGNORECASE)).check()
    voter.presses("Mettre mon bulletin dans l’urne")
    voter.sees("A voté.")


def link_sent(folder: Path, address: str) -> str:
    """The link of the message to this address, once the jobs have sent it."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        for message in folder.glob("*.log") if folder.is_dir() else ():
            text = message.read_text().replace("=\n", "").replace("=3D", "=")
            if f"To: {address}" in text and (found := LINK.search(text)):
                return found[0]
        time.sleep(0.2)
    raise AssertionError(f"no message to {address}")


def typed_twice(clerks: list[Walker]) -> None:
    """Two people type a paper ballot; they differ, one reads again, they agree."""

    def types(clerk: Walker, title: str) -> None:
        clerk.goes_to(f"/bureau/budgets/{KEY}")
        clerk.page.get_by_label("Numéro imprimé sur le bulletin").fill("17")
        clerk.page.get_by_label(re.compile(title, re.IGNORECASE)).check()
        clerk.presses("Garder cette saisie")

    types(clerks[0], KIOSK)
    clerks[0].sees("Bulletin 17 : première saisie gardée.")
    types(clerks[1], BENCHES)
    clerks[1].sees("Le bulletin 17 a été saisi autrement")
    clerks[1].looks()
    types(clerks[1], KIOSK)
    clerks[1].sees("Bulletin 17 : les deux saisies s’accordent")


def counted(head: Walker, site: MovingSite) -> None:
    head.goes_to(f"/bureau/budgets/{KEY}")
    expect(head.page.get_by_role("button", name="Ouvrir l’urne et compter")).to_have_count(0)
    site.days_go_by(11)
    head.goes_to(f"/bureau/budgets/{KEY}")
    head.looks()
    head.presses("Ouvrir l’urne et compter")
    head.page.wait_for_url(f"**/participer/budgets/{KEY}/resultat")
    head.looks()


def told(reader: Walker) -> None:
    """A sentence a project: who paid, and what the other lacked."""
    reader.goes_to(f"/participer/budgets/{KEY}/resultat")
    reader.sees("3 bulletins comptés. 1 projet financé, pour 6 000 € sur 10 000 €.")
    reader.sees("Financé par ses 2 soutiens : 3 000 € chacun.")
    reader.sees("Non financé : il coûte 5 000 €, et son seul soutien n’avait que sa part, 3 333,33 €.")
    reader.looks()


def counted_again(reader: Walker, site: MovingSite, path: Path) -> None:
    """The published ballots through the command, which knows nothing of the town."""
    with reader.page.expect_download() as given:
        reader.page.get_by_role("link", name="Les bulletins (.pb)").click()
    given.value.save_as(path)
    rule = ("--utility", "cost", "--completion", "none")
    done = json.loads(site.run("voice", "shares", str(path), *rule, "--json").stdout)
    assert (done["winners"], done["cost"]) == (["1"], 6000), done
