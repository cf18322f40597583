"""What a rule says in words, in French and in English."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapitre.kernel.rules import Field, Schema, explain, read
from tests.kernel.rules.generate import SCHEMA as RANDOM_SCHEMA
from tests.kernel.rules.generate import random_tree

SCHEMA = Schema(
    "streets.reports",
    [
        Field(
            "received_on",
            "date",
            nullable=False,
            label=("la date de réception", "the date of receipt"),
            phrase={"when": ("reçu", "received")},
        ),
        Field(
            "resolved_on",
            "date",
            label=("la date de résolution", "the date of resolution"),
            phrase={"when": ("résolu", "resolved"), "known": ("résolu", "resolved"), "unknown": ("non résolu", "open")},
        ),
        Field("due_on", "date", label=("la date promise", "the promised date")),
        Field(
            "review",
            "str",
            label=("la relecture", "the review"),
            values={"held": ("suspendue", "held"), "done": ("faite", "done"), "pending": ("à faire", "to do")},
        ),
        Field(
            "category",
            "str",
            label=("le sujet", "the category"),
            values={"depot": ("Dépôt sauvage", "Fly-tipping"), "tag": ("Graffiti", "Graffiti")},
        ),
        Field("contested", "bool", label=("la suite est contestée", "the outcome is contested")),
        Field("withdrawn", "bool", phrase={"true": ("retiré", "withdrawn"), "false": ("non retiré", "not withdrawn")}),
        Field("reopenings", "int", 0, 1000, label=("le nombre de réouvertures", "the number of reopenings")),
        Field("rooms", "int", 0, 20, label=("Pièces", "Rooms")),
        Field("rent", "int", -(10**9), 10**9),
    ],
)

SAID = [
    (
        'received_on >= date(2023, 1, 1) and review != "held"',
        "reçu le 1er janvier 2023 ou après, et dont la relecture n’est pas suspendue",
        "received on or after 1 January 2023, and whose review is not held",
    ),
    ("received_on > date(2023, 8, 2)", "reçu après le 2 août 2023", "received after 2 August 2023"),
    ("received_on <= date(2023, 8, 2)", "reçu le 2 août 2023 ou avant", "received on or before 2 August 2023"),
    ("date(2023, 8, 2) > received_on", "reçu avant le 2 août 2023", "received before 2 August 2023"),
    ("received_on == today", "reçu aujourd’hui", "received today"),
    ("received_on != today", "reçu un autre jour qu’aujourd’hui", "received on another day than today"),
    ("due_on < today", "dont la date promise tombe avant aujourd’hui", "whose promised date falls before today"),
    (
        "date(2024, 1, 1) <= received_on <= date(2024, 12, 31)",
        "reçu entre le 1er janvier 2024 et le 31 décembre 2024 compris",
        "received between 1 January 2024 and 31 December 2024 inclusive",
    ),
    (
        "received_on in [date(2024, 1, 1), date(2024, 5, 1)]",
        "reçu le 1er janvier 2024 ou le 1er mai 2024",
        "received on 1 January 2024 or 1 May 2024",
    ),
    ("year(received_on) == 2024", "reçu en 2024", "received in 2024"),
    ("2024 <= year(received_on)", "reçu en 2024 ou après", "received in or after 2024"),
    ("months_between(received_on, today) >= 36", "reçu il y a au moins 36 mois", "received at least 36 months ago"),
    ("months_between(received_on, today) > 36", "reçu il y a au moins 37 mois", "received at least 37 months ago"),
    ("years_between(received_on, today) >= 1", "reçu il y a au moins 1 an", "received at least 1 year ago"),
    (
        "not days_between(received_on, today) >= 8",
        "reçu il y a moins de 8 jours ou à venir",
        "received less than 8 days ago or in the future",
    ),
    (
        "resolved_on <= add_days(received_on, 7)",
        "résolu avant le 7e jour après la date de réception ou ce jour-là",
        "resolved on or before the 7th day after the date of receipt",
    ),
    (
        "resolved_on == due_on",
        "résolu le même jour que la date promise",
        "resolved on the same day as the promised date",
    ),
    (
        "due_on > add_days(today, -21)",
        "dont la date promise tombe après le 21e jour avant aujourd’hui",
        "whose promised date falls after the 21st day before today",
    ),
    (
        "days_between(received_on, resolved_on) <= 3",
        "dont le nombre de jours entre la date de réception et la date de résolution vaut au plus 3",
        "whose number of days between the date of receipt and the date of resolution is at most 3",
    ),
    ("known(resolved_on)", "résolu", "resolved"),
    ("not known(resolved_on)", "non résolu", "open"),
    ("not known(due_on)", "dont on ignore la date promise", "for which the promised date is unknown"),
    ('review == "pending"', "dont la relecture est à faire", "whose review is to do"),
    ('review in ["held", "pending"]', "dont la relecture est suspendue ou à faire", "whose review is held or to do"),
    (
        'category not in ["depot", "tag"]',
        "dont le sujet n’est ni « Dépôt sauvage », ni « Graffiti »",
        "whose category is neither “Fly-tipping” nor “Graffiti”",
    ),
    ("contested", "dont la suite est contestée", "whose outcome is contested"),
    ("not contested", "dont la suite n’est pas contestée", "whose outcome is not contested"),
    ("contested == False", "dont la suite n’est pas contestée", "whose outcome is not contested"),
    ("not withdrawn", "non retiré", "not withdrawn"),
    (
        "reopenings > 1234",
        "dont le nombre de réouvertures dépasse 1\u202f234",
        "whose number of reopenings exceeds 1,234",
    ),
    (
        "1 <= rooms <= 5",
        "dont la donnée « Pièces » se situe entre 1 et 5 compris",
        "whose field “Rooms” is between 1 and 5 inclusive",
    ),
    ("rooms in [1, 2, 3]", "dont la donnée « Pièces » vaut 1, 2 ou 3", "whose field “Rooms” is 1, 2 or 3"),
    ("rent < -5", "dont la donnée « rent » reste sous −5", "whose field “rent” is below −5"),
    (
        "withdrawn or contested and rooms > 1",
        "soit retiré, soit (dont la suite est contestée, et dont la donnée « Pièces » dépasse 1)",
        "either withdrawn, or (whose outcome is contested, and whose field “Rooms” exceeds 1)",
    ),
    (
        "(withdrawn or contested) and rooms > 1",
        "(soit retiré, soit dont la suite est contestée), et dont la donnée « Pièces » dépasse 1",
        "(either withdrawn, or whose outcome is contested), and whose field “Rooms” exceeds 1",
    ),
    (
        "not (withdrawn or contested)",
        "non retiré, et dont la suite n’est pas contestée",
        "not withdrawn, and whose outcome is not contested",
    ),
    (
        "not (withdrawn and contested)",
        "soit non retiré, soit dont la suite n’est pas contestée",
        "either not withdrawn, or whose outcome is not contested",
    ),
    (
        "rooms in [1, 2, 3] and contested and withdrawn",
        "dont la donnée « Pièces » vaut 1, 2 ou 3\u202f; dont la suite est contestée\u202f; et retiré",
        "whose field “Rooms” is 1, 2 or 3; whose outcome is contested; and withdrawn",
    ),
    (
        "not rooms in [1, 2] or contested",
        "soit dont la donnée « Pièces » ne vaut ni 1, ni 2\u202f; soit dont la suite est contestée",
        "either whose field “Rooms” is neither 1 nor 2, or whose outcome is contested",
    ),
    ("True", "dans tous les cas", "in every case"),
    ("False", "dans aucun cas", "in no case"),
    (
        "8 if rooms > 2 else 5 if contested else 0",
        "(8 pour un dossier dont la donnée « Pièces » dépasse 2\u202f;"
        " 5 pour un dossier dont la suite est contestée\u202f; sinon 0)",
        "(8 for a record whose field “Rooms” exceeds 2; 5 for a record whose outcome is contested; otherwise 0)",
    ),
    (
        "min(rooms, 3) * rent // 12",
        "((le plus petit nombre parmi (la donnée « Pièces »\u202f; 3) × la donnée « rent ») ÷ 12, arrondi vers le bas)",
        "((the smallest of (the field “Rooms”; 3) × the field “rent”) ÷ 12, rounded down)",
    ),
    ("month(due_on)", "le numéro du mois de la date promise", "the month number of the promised date"),
]


@pytest.mark.parametrize(("source", "french", "english"), SAID)
def test_says(source: str, french: str, english: str) -> None:
    tree = read(source, SCHEMA)
    assert explain(tree, SCHEMA).replace("\u00a0", " ") == french
    assert explain(tree, SCHEMA, "en").replace("\u00a0", " ") == english


def test_french_typography_is_kept() -> None:
    assert explain(read('category == "tag"', SCHEMA), SCHEMA) == "dont le sujet est «\u00a0Graffiti\u00a0»"


@given(st.randoms(use_true_random=False), st.sampled_from(["bool", "bool", "int", "date", "str"]))
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_anything_that_can_be_checked_can_be_said(random: object, kind: str) -> None:
    tree = random_tree(random, kind, 5)  # type: ignore[arg-type]
    for lang in ("fr", "en"):
        said = explain(tree, RANDOM_SCHEMA, lang)
        assert said.strip() == said != ""
        assert "None" not in said
