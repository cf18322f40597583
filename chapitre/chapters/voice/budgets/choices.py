"""What a ballot says, from a form to a fact and back: "3:1,7:2", number of the project, points."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from chapitre.kernel.acts import ActError

Choices = Mapping[int, int]  # number of the project: points, at least one


class BadBallot(ActError):
    """The ballot gives more than its kind allows, or to what is not on it."""


def checked(kind: str, most: int, numbers: frozenset[int], choices: Choices) -> Choices:
    """The choices, if the rule allows them; an empty ballot is one. Raises BadBallot."""
    if not set(choices) <= numbers:
        raise BadBallot(_("Ce bulletin nomme un projet qui n’est pas soumis au vote."))
    if any(points < 1 for points in choices.values()):
        raise BadBallot(_("Un projet reçoit un point au moins, ou rien."))
    if kind == "approval" and (len(choices) > most or any(points != 1 for points in choices.values())):
        raise BadBallot(_("Vous avez coché %(n)d projets : %(most)d au plus.") % {"n": len(choices), "most": most})
    if kind == "cumulative" and (given := sum(choices.values())) > most:
        raise BadBallot(_("Vous avez donné %(n)d points : %(most)d au plus, en tout.") % {"n": given, "most": most})
    if kind == "score" and any(points > most for points in choices.values()):
        raise BadBallot(_("La note la plus haute est %(most)d.") % {"most": most})
    return choices


def written(choices: Choices) -> str:
    """The choices as a fact, in the order of the numbers: two ballots that say the same are the same text."""
    return ",".join(f"{number}:{points}" for number, points in sorted(choices.items()))


def read(text: str) -> dict[int, int]:
    """The choices of a fact."""
    parts = (part.partition(":") for part in text.split(",") if part)
    return {int(number): int(points) for number, _colon, points in parts}
