"""An idea as its own page tells it: what was written, what became of it step by step, and what comes next."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts.budgets import IDEAS
from chapitre.chapters.voice.budgets import counting
from chapitre.chapters.voice.models.budgets import Budget, Idea
from chapitre.kernel.acts import acts, stories
from chapitre.kernel.acts.stories import Told
from chapitre.kernel.dates import day
from chapitre.kernel.words import capital, place, said

WORDS = ("reason", "motive", "result")  # the exhibits that say why, or what was done


@dataclass(frozen=True)
class Step:
    """One act, as components/timeline.html tells it."""

    index: int
    what: str
    when: str
    text: str
    who: str = ""


@dataclass(frozen=True)
class Followed:
    """The words as they stand, the steps, what comes next ("" once nothing does), the photo of what was delivered."""

    text: str
    steps: list[Step]
    next: str
    photo: str


def followed(idea: Idea, budget: Budget) -> Followed:
    """What its page tells."""
    told = stories.story(IDEAS, idea.key)
    shown = {name: value for one in told for name, value in one.shown.items()}
    file = shown["photo"]["file"] if "photo" in shown else ""
    return Followed(
        text=str(shown.get("text", "")),
        steps=list(_steps(told, idea.key, budget)),
        next="" if idea.withdrawn else _next(idea.state),
        photo=reverse("registre_piece", args=[IDEAS, idea.key, file]) if file else "",
    )


def _steps(told: list[Told], key: str, budget: Budget) -> Iterator[Step]:
    lang = ("fr", "en")[place()]
    for one in told:
        act = acts[f"{IDEAS}.{one.act}"]
        words = [str(one.shown[name]) for name in WORDS if name in one.shown]
        if one.act in ("funded", "unfunded"):
            words.append(counting.sentence(budget, key, lang))
        yield Step(one.index, capital(said(act.told or act.label)), day(one.on_date, lang), " ".join(words))


def _next(state: str) -> str:
    """What is awaited of an idea in this state."""
    return {
        "received": _("Un agent la relit ; son texte paraîtra ici, ou le motif pour lequel elle est écartée."),
        "published": _("Les services étudient l’idée et la chiffrent ; leur avis paraîtra ici."),
        "feasible": _("Le vote dira si elle est financée."),
        "funded": _("La réalisation est à lancer."),
        "works": _("Ce qui est livré paraîtra ici."),
    }.get(state, "")
