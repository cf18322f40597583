"""A number stands on a figure of the same value, in the same unit, said no more firmly, in like words."""

from __future__ import annotations

from fractions import Fraction

import pytest

from chapitre.report.lint import Finding, Known, lint
from chapitre.report.lint.binding import stems


def known(id: str, value: int | Fraction, label: str, dimension: str = "", **more: object) -> Known:
    given = {"base": None, "bound": "=", "evidence": "prouve", "more": frozenset()} | more
    return Known(id, Fraction(value), dimension, name=stems(label), **given)  # type: ignore[arg-type]


FIGURES = [
    known("racks", 722, "arceaux à vélo posés"),
    known("dwellings", 124, "logements des programmes mixtes"),
    known("trucks", 6, "camions-bennes"),
    known("sweepers", 6, "balayeuses"),
    known("mass", 1_128_000, "dépôts sauvages ramassés", "kg"),
    known("park", 120_000, "surface du parc des Confluences", "m²"),
    known("green", 100_000, "nouveaux espaces verts", "m²", bound=">="),
    known("grants", 2_000_000_000, "subventions à la coopérative", "cent", bound="~"),
    known("sessions", 700, "permanences tenues", bound=">="),
    known("staff", 29, "agents de la commune", base=1000),
    known("share", Fraction(671300, 8289), "part des demandes traitées", "percent"),
    known("downloads", 6500, "téléchargements", evidence="atteste"),
]


def one(text: str) -> Finding:
    return lint(text, FIGURES)[0]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("722 arceaux à vélo", "racks"),
        ("des arceaux : 722", "racks"),
        ("6 balayeuses et des camions-bennes", "sweepers"),
        ("6 camions-bennes et des balayeuses", "trucks"),
        ("1 128 tonnes de dépôts sauvages", "mass"),
        ("1 128 000 kg de dépôts sauvages", "mass"),
        ("douze hectares de parc", "park"),
        ("Environ 20 M€ de subventions", "grants"),
        ("une vingtaine de millions d’euros de subventions", None),
        ("plus de 700 permanences", "sessions"),
        ("29 agents pour 1 000 habitants", "staff"),
        ("80,99 % des demandes traitées", "share"),
        ("81 % des demandes traitées", "share"),
        ("6 500 téléchargements", "downloads"),
        ("plus de 700 arceaux", "racks"),
        ("près de 730 arceaux", "racks"),
        ("moins de 750 arceaux", "racks"),
        ("environ 700 arceaux", "racks"),
        (
            "plus de 10 hectares d’espaces verts, dont le parc des Confluences",
            "green",
        ),  # 12 hectares are more than 10 too
        # Another value, another unit, other words, a firmer phrase
        ("723 arceaux à vélo", None),
        ("plus de 722 arceaux", None),
        ("plus de 500 arceaux", None),
        ("moins de 722 arceaux", None),
        ("environ 650 arceaux", None),
        ("722 km d’arceaux", None),
        ("722 boîtes aux lettres", None),
        ("20 M€ de subventions", None),
        ("700 permanences", None),
        ("29 agents", None),
        ("1 128 dépôts sauvages", None),
        ("82 % des demandes traitées", None),
    ],
)
def test_bound_or_not(text: str, figure: str | None) -> None:
    assert one(text).figure == figure


def test_what_it_rests_on_is_said() -> None:
    assert one("6 500 téléchargements").status == "attested"
    assert one("722 arceaux").status == "bound"
    assert (one("en 2024").status, one("le bus 25").status) == ("date", "name")


def test_the_figure_that_was_meant_is_offered() -> None:
    found = one("723 arceaux à vélo")
    assert (found.status, found.near) == ("unbound", "racks")
    assert one("12 poneys").near is None


def test_the_base_of_a_rate_follows_its_number() -> None:
    assert [(each.kind, each.figure) for each in lint("29 agents pour 1 000 habitants", FIGURES)] == [
        ("quantity", "staff"),
        ("denominator", "staff"),
    ]
    assert [each.status for each in lint("30 agents pour 1 000 habitants", FIGURES)] == ["unbound", "unbound"]


def test_without_figures_every_count_is_unbound() -> None:
    assert [each.status for each in lint("722 arceaux, trois camions, le bus 25, en 2024")] == [
        "unbound",
        "unbound",
        "name",
        "date",
    ]
