"""An erratum names figure, old and new value, reason and date, and stands beside the number for ever."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.erase import erase
from chapitre.kernel.figures import errata, sources
from chapitre.report.edition.verification import EditionError, check_errata
from tests.factories import HEAD, later, report
from tests.report.edition.conftest import Publish, verify

pytestmark = pytest.mark.sqlite  # what an edition holds comes after the database; test_publish makes them on both

REASON = "Un essai avait été compté."


@pytest.fixture
def corrected(out: Publish) -> Publish:
    """A town whose second edition corrects the reports of 2024, from 3 to 2."""
    out("one")
    perform(acts.withdrawn, "24-00001", actor=HEAD, at=later(3), reason="Essai")
    out("two", streets__reports_2024=REASON)
    return out


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_stands_beside_the_number_on_the_site(corrected: Publish, client: Client) -> None:
    for address in ("/bilan", "/bilan/streets"):
        html = page(client, address)
        sign = re.search(r'2<svg class="mark"[^>]*>.{0,200}?<a class="corrected" href="#([\w-]+)">erratum</a>', html)
        assert sign, address
        note = html[html.index(f'id="{sign[1]}"') :].split("</div>")[0]
        for words in ("Erratum du 19\u00a0nov.\u00a02025", "<del>3", "<ins>2", REASON, "autre valeur"):
            assert words in note
        assert html.count(f'id="{sign[1]}"') == 1
    client.cookies["langue"] = "en"
    assert "Erratum of 19\u00a0Nov\u00a02025" in page(client, "/bilan/streets")


def test_it_stands_on_the_figure_s_page_and_in_the_list(corrected: Publish, client: Client) -> None:
    for address in ("/chiffres/streets.reports_2024", "/bilan/errata", "/bilan/editions/2"):
        html = page(client, address)
        found = html[html.index('class="erratum"') :].split("</p>")[0]
        for words in (
            "19\u00a0nov.\u00a02025",
            "<del>3\u00a0signalements</del>",
            "<ins>2\u00a0signalements</ins>",
            REASON,
        ):
            assert words in found, address
    assert "erratum" not in page(client, "/chiffres/streets.reports_2025").split("</main>")[0].split("<main")[1]


def test_every_later_edition_keeps_it(corrected: Publish) -> None:
    report()
    published = corrected("three")
    told = json.loads((published.folder / "figures.json").read_text())
    assert told["errata"] == [
        {
            "key": "0002-01",
            "figure": "streets.reports_2024",
            "kind": "value",
            "published_on": "2025-11-19",
            "as_of": "2025-11-20",
            "old": "3",
            "new": "2",
            "reason": REASON,
        }
    ]
    figures = {one["id"]: one for one in told["figures"]}
    assert figures["streets.reports_2024"]["errata"] == ["0002-01"]
    assert figures["streets.reports_2025"]["errata"] == []
    for name in ("index.html", "index-en.html"):
        html = (published.folder / name).read_text()
        assert html.count('class="corrected"') == 1 and REASON in html
    assert "1 errata are those of the ledger" in verify(published.folder).stdout


def test_the_edition_that_brings_it_says_it_too(corrected: Publish, town: Path) -> None:
    told = json.loads((town / "two" / "figures.json").read_text())
    assert [one["key"] for one in told["errata"]] == ["0002-01"]
    assert 'class="corrected"' in (town / "two" / "index.html").read_text()
    assert verify(town / "two").returncode == 0


@pytest.mark.parametrize("change", ["dropped", "added", "old", "reason date"])
def test_verify_misses_no_erratum(corrected: Publish, change: str) -> None:
    folder = corrected("three").folder
    told = json.loads((folder / "figures.json").read_text())
    names = [one["name"] for one in told["registers"]["report.errata"]["rules"]["fields"]]
    facts = errata.standing()[0]
    row = {"withdrawn": False, "imported": False, "old_definition": "", "new_definition": "", **vars(facts)}
    row |= {"published_on": facts.published_on.isoformat(), "as_of": facts.as_of and facts.as_of.isoformat()}
    rows: dict[str, Any] = {"report.errata": {"0002-01": tuple(row[name] for name in names)}}
    assert check_errata(told, rows) == 1
    if change == "dropped":
        told["errata"] = []
    elif change == "added":
        told["errata"].append(told["errata"][0] | {"key": "0001-01"})
    elif change == "old":
        told["errata"][0]["old"] = "4"
    else:
        told["errata"][0]["published_on"] = "2025-11-18"
    with pytest.raises(EditionError, match=r"0002-01|0001-01"):
        check_errata(told, rows)


def test_an_erased_reason_leaves_the_rest(corrected: Publish, client: Client) -> None:
    erase("report.errata", "0002-01", actor=HEAD, at=later(40))
    html = page(client, "/chiffres/streets.reports_2024")
    assert "<del>3" in html and REASON not in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("figure", "value", "lang", "text"),
    [
        ("streets.fines_amount", "5762000", "fr", "57\u202f620\u202f€"),
        ("streets.share_on_time", "200/3", "fr", "67\u202f%"),
        ("building.confluences_opening", "2025-05", "en", "May\u00a02025"),
        ("climate.nature_label", "2023/2026", "fr", "2023–2026"),
        ("streets.fines_amount", "?", "fr", "–"),
        ("streets.fines_amount", None, "fr", "–"),
        ("streets.gone", "12", "fr", "12"),
    ],
)
def test_values_are_printed_in_their_unit(figure: str, value: str | None, lang: str, text: str) -> None:
    assert figure in sources.declarations() or figure == "streets.gone"
    assert errata.printed(figure, value, lang) == text
