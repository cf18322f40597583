"""Each project's sentence, in French and in English; amounts as people write them."""

from fractions import Fraction

import pytest
from hypothesis import given, settings

from chapitre.chapters.voice.methods.ballots import Ballot, Election, Project
from chapitre.chapters.voice.methods.completions import COMPLETIONS, Completion
from chapitre.chapters.voice.methods.explain import money, sentence
from chapitre.chapters.voice.methods.funding import Funding, fund
from tests.chapters.voice.methods.elections import elections


def told(funding: Funding, lang: str = "fr") -> list[str]:
    """The sentences, with plain spaces."""
    said = [sentence(funding, fate, lang) for fate in funding.fates]
    return [one.replace("\u202f", " ").replace("\u00a0", " ") for one in said]


def election(budget: int, costs: list[int], *ballots: str, points: int = 1) -> Election:
    """Amounts in units; ballots from the letters of the projects."""
    projects = tuple(Project(chr(65 + index), cost * 100) for index, cost in enumerate(costs))
    cast: tuple[Ballot, ...] = tuple(tuple((ord(letter) - 65, points) for letter in ballot) for ballot in ballots)
    return Election(budget * 100, projects, cast)


def test_who_paid() -> None:
    several = fund(election(1000, [300, 400, 350], *["A"] * 3, *["AB"] * 3, "B", *["BC"] * 2, "C"))
    assert told(several) == [
        "Financé par ses 6 soutiens : 50 € chacun.",
        "Financé par 6 soutiens : 3 ont payé 83,33 € chacun ; 3 ont donné ce qui leur restait, 150 € en tout.",
        "Non financé : il coûte 350 €, et ses 3 soutiens n’avaient plus que 133,33 €. Il a manqué 216,67 €.",
    ]
    assert told(several, "en") == [
        "Funded by its 6 supporters: €50 each.",
        "Funded by 6 supporters: 3 paid €83.33 each; 3 gave what was left to them, €150 in all.",
        "Not funded: it costs €350, and its 3 supporters had only €133.33 left. It lacked €216.67.",
    ]


def test_who_paid_alone_or_not_at_all() -> None:
    mixed = fund(election(400, [300, 80, 20], "AB", "A", "A", "B"))
    assert told(mixed)[1:] == [
        "Financé par 2 soutiens : 1 a payé 80 € ; 1 n’avait plus rien.",
        "Non financé : personne ne l’a soutenu.",
    ]
    assert told(mixed, "en")[1:] == [
        "Funded by 2 supporters: 1 paid €80; 1 had nothing left.",
        "Not funded: nobody supported it.",
    ]
    alone = fund(election(200, [60, 150], "A", "B"))
    assert told(alone) == [
        "Financé par son seul soutien : 60 €.",
        "Non financé : il coûte 150 €, et son seul soutien n’avait que sa part, 100 €. Il a manqué 50 €.",
    ]
    assert told(alone, "en") == [
        "Funded by its only supporter: €60.",
        "Not funded: it costs €150, and its only supporter had only €100, all their share. It lacked €50.",
    ]


def test_points_are_paid_by_the_point() -> None:
    pointed = fund(election(400, [120], "A", "A", "", "A", points=4))
    assert told(pointed) == ["Financé par ses 3 soutiens : 10 € pour chaque point donné."]
    assert told(pointed, "en") == ["Funded by its 3 supporters: €10 for each point given."]


def test_money_left_over() -> None:
    left = fund(election(1200, [600, 900, 100, 300, 250], "A", "A", "AB", "B", "D", "DE"), completion="greedy")
    assert told(left)[1].endswith(
        "Quand son tour est venu de prendre sur l’argent restant, il n’y avait plus que 300 €."
    )
    assert told(left, "en")[1].endswith("When its turn came to draw on the money left over, only €300 remained.")
    assert told(left)[4] == "Ajouté avec l’argent restant (300 €), grâce à 1 soutien."
    assert told(left, "en")[4] == "Added with the money left over (€300), thanks to 1 supporter."


def test_greedy_takes_turns() -> None:
    by_votes = fund(election(1000, [700, 400, 300], "AB", "AB", "ABC", "A"), "greedy")
    assert told(by_votes) == [
        "Financé à son tour, avec 4 soutiens : il restait 1 000 €.",
        "Non financé : il coûte 400 € ; quand son tour est venu, avec 3 soutiens, il ne restait que 300 €.",
        "Financé à son tour, avec 1 soutien : il restait 300 €.",
    ]
    assert told(by_votes, "en") == [
        "Funded in its turn, with 4 supporters: €1,000 was left.",
        "Not funded: it costs €400; when its turn came, with 3 supporters, only €300 was left.",
        "Funded in its turn, with 1 supporter: €300 was left.",
    ]


@pytest.mark.parametrize("completion", COMPLETIONS)
@settings(max_examples=100, deadline=None)
@given(election=elections(most_points=2))
def test_every_project_has_a_sentence_that_agrees_with_the_outcome(election: Election, completion: Completion) -> None:
    funding = fund(election, completion=completion)
    for index, (french, english) in enumerate(zip(told(funding), told(funding, "en"), strict=True)):
        assert french.startswith(("Financé", "Ajouté")) == english.startswith(("Funded", "Added"))
        assert french.startswith(("Financé", "Ajouté")) == (index in funding.winners)
        assert french.endswith(".") and english.endswith(".")


@pytest.mark.parametrize(
    "cents, french, english",
    [
        (Fraction(0), "0\u00a0€", "€0"),
        (Fraction(5), "0,05\u00a0€", "€0.05"),
        (Fraction(700_000_00), "700\u202f000\u00a0€", "€700,000"),
        (Fraction(1_234_567_85, 1), "1\u202f234\u202f567,85\u00a0€", "€1,234,567.85"),
        (Fraction(1, 2), "0,01\u00a0€", "€0.01"),
        (Fraction(100, 3), "0,33\u00a0€", "€0.33"),
    ],
)
def test_money(cents: Fraction, french: str, english: str) -> None:
    assert (money(cents), money(cents, "en")) == (french, english)
    assert money(Fraction(1200), "en", "PLN") == "PLN\u00a012"
