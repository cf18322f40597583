"""What figures say together: declared in a file, weighed exactly, shown, and insisted on."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction

import pytest
from django.core.checks import run_checks
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from chapitre.cli import main
from chapitre.kernel.figures import live, sources
from chapitre.kernel.figures.values import Value
from chapitre.report import identities as declared_identities
from chapitre.report.edition.weighing import weigh_identity
from chapitre.report.identities import IdentityError, false_ones, identities, printed, problems, read, weighed

TODAY = date(2025, 11, 18)
Give = Callable[..., dict[str, Value]]


def values(**changed: int | None) -> dict[str, Value]:
    """Every figure at its published value, 0 where it is counted, but for `changed`."""
    found = {}
    for id, one in sources.declarations().items():
        stands = one.published if isinstance(one.published, int) else 0
        found[id] = Value(changed.get(id.replace(".", "__"), stands), 1, None, TODAY, 0, evidence=one.evidence)
    return found


@pytest.fixture
def given_values(monkeypatch: pytest.MonkeyPatch) -> Give:
    """Gives the site other values: `given_values(streets__cleaning_staff=150)`."""

    def give(**changed: int | None) -> dict[str, Value]:
        found = values(**changed)
        monkeypatch.setattr(live, "values", lambda today: found)
        return found

    return give


def test_the_site_s_own_are_well_declared() -> None:
    assert run_checks(tags=["report"]) == []
    assert len({one.id for one in identities()}) == len(identities())


def test_the_published_report_s_own_checks() -> None:
    """The values that the reference lists at the end of its tables, from the numbers the report publishes."""
    seed = {
        "streets__fines_amount": 5_762_000, "streets__fines": 250, "housing__people_received": 6300,
        "housing__advice_sessions": 700, "building__gagarine_dwellings": 1430, "building__gagarine_social_share": 30,
        "streets__fly_tipping_2024": 1_128_000, "streets__fly_tipping_change": -500_000,
        "streets__fly_tipping_2020": 1_628_000,
        "building__port_family_dwellings": 5600, "building__port_specific_dwellings": 2300,
        "building__quais_dwellings": 1150, "building__makeba_dwellings": 165, "building__bertrand_dwellings": 124,
        "building__bertrand_studios": 360, "intro__extra_inhabitants_2040": 20_000, "streets__ashtrays": 6,
        "streets__ashtrays_planned": 50, "streets__tipper_trucks": 6, "streets__crane_trucks": 3,
        "streets__sweepers": 6, "streets__cargo_trikes": 3, "streets__washers": 2, "streets__compactors": 1,
        "streets__cleaning_staff": 90, "streets__public_space_staff": 140, "housing__social_dwellings": 12_128,
        "housing__social_dwellings_built": 1361,
    }  # fmt: skip
    told = {one.identity.id: (one.holds, printed(one, sources.declarations())[0]) for one in weighed(values(**seed))}
    plain = {id: text.replace("\u202f", " ").replace("\u00a0", " ") for id, (_, text) in told.items()}
    assert told["cleaning_staff"][0] is True and told["social_dwellings_built"][0] is True
    assert plain["fine_on_average"] == "230,48 €"
    assert plain["fine_above_the_tariff"] == "95,48 €"
    assert plain["people_a_session"] == "9 personnes"
    assert plain["gagarine_social_dwellings"] == "429 logements"
    assert (told["fly_tipping_change"][0], plain["fly_tipping_change"]) == (True, "1 128 tonnes")
    assert plain["dwellings_of_all_projects"] == "11 129 logements"
    assert plain["inhabitants_a_dwelling"] == "1,8 habitant·e"
    assert plain["ashtrays_in_all"] == "56 cendriers"
    assert plain["vehicles_in_all"] == "21 véhicules"


def test_a_false_one_is_named_with_its_numbers() -> None:
    (told,) = false_ones(values(streets__cleaning_staff=150, streets__public_space_staff=140), sources.declarations())
    assert told.startswith("cleaning_staff : 150 ≤ 140\u00a0agent·es est faux")
    assert "streets.cleaning_staff <= streets.public_space_staff" in told


def test_what_is_unknown_is_neither_true_nor_false() -> None:
    told = {one.identity.id: one for one in weighed(values(streets__cleaning_staff=None, streets__fines=0))}
    assert told["cleaning_staff"].holds is None
    assert printed(told["fine_on_average"], sources.declarations()) == ("–", "")
    assert false_ones(values(streets__cleaning_staff=None), sources.declarations()) == []


@given(st.fractions(), st.fractions())
def test_comparisons_are_exact(left: Fraction, right: Fraction) -> None:
    computed = {"a.b": (*left.as_integer_ratio(), None, None), "c.d": (*right.as_integer_ratio(), None, None)}

    def holds(sign: str) -> bool:
        told = weigh_identity({"sign": sign, "left": ["figure", "a.b"], "right": ["figure", "c.d"]}, computed, TODAY)
        assert (Fraction(*told["left_value"]), Fraction(*told["right_value"])) == (left, right)
        return bool(told["holds"])

    assert (holds("=="), holds("<="), holds(">=")) == (left == right, left <= right, left >= right)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('holds = "a.b"', "one comparison"),
        ('holds = "a.b == c.d == e.f"', "one comparison"),
        ('prints = "a.b <= c.d"', "prints is one value"),
        ('holds = "a.b < c.d"', "one comparison"),
        ('prints = "a.b +"', "caractère"),
        ("", "both or none"),
        ('prints = "a.b"\nholds = "a.b == c.d"', "both or none"),
        ('prints = "a.b"\ncolour = "red"', "not colour"),
    ],
)
def test_a_wrong_table_is_named(table: str, message: str) -> None:
    with pytest.raises(IdentityError, match=r"\[x\]") as error:
        list(read(f'[x]\nfr = "f"\nen = "e"\n{table}\n'))
    assert message in str(error.value)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('holds = "streets.nothing == streets.fines"', "[x] there is no figure streets.nothing"),
        ('prints = "streets.app_launch"', "[x] streets.app_launch is a date"),
        ('holds = "streets.fines <= streets.wardens"', "[x] its sides count different things: agent, amende"),
        ('prints = "streets.fines + streets.wardens"', "on n’ajoute pas"),
        ('prints = "streets.fines_amount / streets.fines"', "[x] say its unit"),
        ('prints = "streets.fines"\nunit = "ell"', "[x] there is no unit ell"),
    ],
)
def test_what_figures_make_impossible_is_named(table: str, message: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made = tuple(read(f'[x]\nfr = "f"\nen = "e"\n{table}\n'))
    monkeypatch.setattr(declared_identities, "identities", lambda: made)
    (told,) = problems(sources.declarations())
    assert message in told
    assert [error.id for error in run_checks(tags=["report"])] == ["report.E004"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lang", "says"), [("fr", "Les agent·es du nettoyage sont parmi"), ("en", "Cleaning staff are")]
)
def test_the_page_says_each_with_its_figures(client: Client, given_values: Give, lang: str, says: str) -> None:
    given_values(streets__cleaning_staff=90, streets__public_space_staff=140, streets__washers=None)
    client.cookies["langue"] = lang
    page = client.get("/bilan/verifications").content.decode()
    assert says in page
    assert 'href="/chiffres/streets.cleaning_staff">90<' in page
    assert all(f'id="{one.id}"' in page for one in identities())
    assert ("faux" if lang == "fr" else "false") not in page


@pytest.mark.django_db
def test_a_false_one_shows_on_the_page(client: Client, given_values: Give) -> None:
    given_values(streets__cleaning_staff=150, streets__public_space_staff=140)
    assert '<span class="state state--late">faux</span>' in client.get("/bilan/verifications").content.decode()


@pytest.mark.django_db
def test_the_command_prints_them(given_values: Give, capsys: pytest.CaptureFixture[str]) -> None:
    given_values()
    assert main(["figures", "--identities"]) == 0
    printed_lines = capsys.readouterr().out.splitlines()
    assert len(printed_lines) == 1 + len(identities())
    given_values(streets__cleaning_staff=150, streets__public_space_staff=140)
    assert main(["figures", "--identities", "--json"]) == 1
    told = {one["id"]: one for one in json.loads(capsys.readouterr().out)}
    assert told["cleaning_staff"]["holds"] is False
    assert told["vehicles_in_all"]["holds"] is None
