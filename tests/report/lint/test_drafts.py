"""Any French draft: each number is found once, with its kind."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapitre.report.lint import lint
from chapitre.report.lint.tables import fold

SHORT = {"quantity": "q", "denominator": "d", "year": "y", "name": "n", "word": "w"}


def kinds(text: str) -> str:
    """The findings as one line: `12 128:q 2020:y`."""
    return " ".join(f"{one.text.replace(' ', '_')}:{SHORT[one.kind]}" for one in lint(text))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Quantities, however written
        ("12 128 logements, dont 1361 neufs", "12_128:q 1361:q"),
        ("un jardin de 3500m² et un autre de 7 500 m²", "3500m²:q 7_500_m²:q"),
        ("Environ 20 M €, 20 k€, 1,2 Md€ et 3,5 millions d’euros", "20_M_€:q 20_k€:q 1,2_Md€:q 3,5_millions:q"),
        ("12,5 % puis 14.25 %, entre 10 et 15 %", "12,5_%:q 14.25_%:q 10:q 15_%:q"),
        ("12.500 repas et 4.5 km", "12.500:q 4.5_km:q"),
        ("12 €/m² ; 30 km/h ; −3 °C", "12_€:q 30_km/h:q 3_°C:q"),
        ("les deux tiers, 2/3 des élus, 24/25", "les_deux_tiers:w 2/3:q 24:q 25:q"),
        ("+ de 700 permanences", "700:q"),
        # The base of a rate
        ("29 agent·es pour 1000 habitant·es (contre 20 /1000 ailleurs)", "29:q 1000:d 20:q 1000:d"),
        (
            "3 à 4 logements sur 10, un habitant sur quatre, un agent pour 100",
            "3:q 4:q 10:d un_habitant:w quatre:d un_agent:w 100:d",
        ),
        ("20 caméras pour 500 000 €, 12 composteurs pour 300 foyers", "20:q 500_000_€:q 12:q 300:q"),
        # Years
        ("en 2024, depuis 2020, 2021, 2023 et 2025", "2024:y 2020:y 2021:y 2023:y 2025:y"),
        ("la période 2023-2026, la saison 2024/2025, le plan 2023-26", "2023:y 2026:y 2024:y 2025:y 2023:y 26:y"),
        ("les années 1980 et les années 80", "1980:y 80:y"),
        ("2024 logements, 1999 familles, 2 024 arbres", "2024:q 1999:q 2_024:q"),
        ("En 2024 trois rencontres ; 2025 verra la fin", "2024:y trois:w 2025:y"),
        # Dates and hours
        (
            "le 12 mai 2025 à 18 h 30, le mardi 13 de 9 h à 17 h, de 8h-12h",
            "12_mai_2025:y 18_h_30:y 13:y 9_h:y 17_h:y 8h-12h:y",
        ),
        (
            "du 3 au 5 juin, le 1er janvier 2024, le 12/05/2025, le 2025-05-12",
            "3:y 5_juin:y 1er_janvier_2024:y 12/05/2025:y 2025-05-12:y",
        ),
        (
            "le douze mai deux mille vingt-cinq, en deux mille vingt, deux mille bancs",
            "douze_mai_deux_mille_vingt-cinq:y deux_mille_vingt:y deux_mille:w",
        ),
        ("formation de 35 heures, sous 48 h", "35:q 48_h:q"),
        # Names
        ("le bus 25, le T Zen 5, le TZen 5, le métro 10, la zone 20 et 30", "25:n 5:n 5:n 10:n 20:n 30:n"),
        ("les lignes 7, 10 et 14, le bus 25, 300 voyageurs", "7:n 10:n 14:n 25:n 300:q"),
        ("Covid-19, CO2, T9, RE2020, 5G, l’A 86", "Covid-19:n CO2:n T9:n RE2020:n 5G:n 86:n"),
        ("l’article L. 2122-22, la loi n° 2015-991, la page 3", "2122:n 22:n 2015:n 991:n 3:n"),
        ("12 bis, rue Molière, 3 place Voltaire, 94200 Ivry-sur-Seine", "12_bis:n 3:n 94200:n"),
        ("1 place de stationnement, 3 rues", "1:q 3:q"),
        ("01 49 60 25 08, +33 1 49 60 24 10", "01_49_60_25_08:n +33_1_49_60_24_10:n"),
        ("voir https://a.fr/12, mairie2@ivry.fr", "https://a.fr/12,:n mairie2@ivry.fr:n"),
        ("la 2e édition, le 13e, la 3ème, le XXIe siècle", "2e:n 13e:n 3ème:n"),
        ("ouvert 24 h/24 et 7j/7", "24_h/24:n 7j/7:n"),
        ("1. Les rues\n(2) Les parcs\n3.1. Les bancs", "1:n 2:n 3.1:n"),
        ("À Paris 13, à Ivry 300 personnes", "13:n 300:q"),
        # In letters
        ("trois réunions, vingt et une écoles, soixante pour cent", "trois:w vingt_et_une:w soixante_pour_cent:w"),
        ("une centaine d’élus, des milliers de repas, en quarantaine", "une_centaine:w des_milliers:w"),
        ("plus d’un siècle, une seule école, une école, l’un et l’autre", "un_siècle:w une_seule:w"),
        (
            "la moitié des inscrits, un tiers des élus, trois quarts, un tiers payeur",
            "la_moitié:w un_tiers:w trois_quarts:w",
        ),
        ("le budget a doublé, le double de 2020, un double vitrage", "doublé:w le_double:w 2020:y"),
        ("neuf écoles, un bâtiment neuf", "neuf:w"),
        ("les Trente Glorieuses, rue des Quatre-Vents, les deux-roues, le vingt-deuxième", ""),
        ("Trois écoles. Deux parcs. TROIS ÉCOLES", "Trois:w Deux:w TROIS:w"),
        ("la zone trente", "trente:n"),
        (
            "Organisation annuelle du conseil, le rapport annuel, 3 fêtes annuelles, trois visites annuelles",
            "annuelle:w 3:q trois:w",
        ),
        ("objectif de neutralité carbone en 2050", "neutralité_carbone:w 2050:y"),
        ("zéro pesticide, mille arbres", "zéro:w mille:w"),
        ("", ""),
        ("Rien à compter ici, sinon l’envie.", ""),
    ],
)  # fmt: skip
def test_every_number_has_its_kind(text: str, found: str) -> None:
    assert kinds(text) == found


@pytest.mark.parametrize("space", ["\u00a0", "\u202f", "\u2009", "\t"])
def test_the_spaces_of_a_word_processor(space: str) -> None:
    text = f"57{space}620{space}€ le 12{space}mai{space}2025, 60{space}% et 1{space}128{space}tonnes"
    assert [(one.text, one.kind) for one in lint(text)] == [
        (f"57{space}620{space}€", "quantity"),
        (f"12{space}mai{space}2025", "year"),
        (f"60{space}%", "quantity"),
        (f"1{space}128", "quantity"),
    ]


def test_accents_in_two_characters() -> None:
    assert kinds("une re\u0301union, neutralite\u0301 carbone, 3 e\u0301coles") == "neutralité_carbone:w 3:q"


def test_lines_are_those_of_the_file() -> None:
    text = "Un titre\n\n- 3 écoles\r\n- rien\n- 12 parcs et\n  deux bancs"
    assert [(one.line, one.text) for one in lint(text)] == [(3, "3"), (5, "12"), (6, "deux")]


def test_a_wrapped_line_is_read_on() -> None:
    wrapped = (
        "Le chantier a mobilisé tellement de monde que la commune a compté environ\n300 personnes, en\n2024 mètres"
    )
    assert [(one.line, one.text, one.kind) for one in lint(wrapped)] == [
        (2, "300", "quantity"),
        (3, "2024", "quantity"),
    ]


def test_live_numbers_are_bound_already() -> None:
    text = 'Il y a {{ a.b }} réunions\nannuelles, le {{ "T Zen 5" }} et {{ c.d | words:"f" }} fois deux.'
    assert [(one.line, one.text) for one in lint(text)] == [(2, "deux")]


@given(st.text(st.sampled_from("0123456789 .,-/'’ aeéun€%²\n\u00a0·xtroisdeuxcent"), max_size=60))
def test_no_digit_is_missed_or_read_twice(text: str) -> None:
    found = lint(text)
    assert re.sub(r"\D", "", "".join(one.text for one in found)) == re.sub(r"\D", "", text)
    assert [one.line for one in found] == sorted(one.line for one in found)


@given(st.text())
def test_folding_moves_nothing(text: str) -> None:
    assert len(fold(text)) == len(text)
