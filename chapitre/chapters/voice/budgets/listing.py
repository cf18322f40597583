"""The ideas of a budget as its page lists them: narrowed by theme, district and state, each with what joined it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.models.budgets import IDEA_STATES, Budget, Idea
from chapitre.chapters.voice.models.words import THEMES
from chapitre.kernel.geo.features import geojson_geometries
from chapitre.kernel.geo.points import Box
from chapitre.kernel.records.models import Opening
from chapitre.kernel.town import town
from chapitre.kernel.words import capital, said

HIDDEN = ("received", "set_aside")  # nobody has read them, or they were not for here
GROUPS = {
    "ouvertes": ("published",),
    "vote": ("feasible",),
    "retenues": ("funded", "works", "delivered"),
    "non": ("unfeasible", "unfunded", "dropped"),
    "reunies": ("merged",),
}


@dataclass(frozen=True)
class Line:
    """An idea on the list: its first words, and how many others were merged into it."""

    idea: Idea
    state: str
    kind: str
    theme: str
    where: str
    words: str
    joined: int

    @property
    def dot(self) -> tuple[int, int, str] | None:
        """Its place on the map, with its state's sign."""
        at = self.idea.point
        return None if at is None else (at.lon, at.lat, self.kind)


@dataclass(frozen=True)
class Listing:
    """The lines, what they were narrowed to, what the filters offer; `refused` names a filter with no such value."""

    lines: list[Line]
    total: int
    chosen: Mapping[str, str]
    themes: list[tuple[str, str]]
    districts: list[tuple[str, str]]
    refused: str = ""

    @property
    def numbered(self) -> bool:
        """Whether some have their number on the ballot."""
        return any(line.idea.number for line in self.lines)

    @property
    def dots(self) -> list[tuple[int, int, str]]:
        """Where the ideas listed stand, for the map."""
        return [line.dot for line in self.lines if line.dot is not None]


def visible(budget: Budget) -> Any:
    """The ideas that everybody may read."""
    return Idea.objects.filter(budget=budget.key, withdrawn=False).exclude(state__in=HIDDEN)


def sifted(budget: Budget, asked: Mapping[str, str]) -> Listing:
    """The ideas that answer the address's filters."""
    themes = [(code, said(pair)) for code, pair in THEMES.items()]
    districts = [(one.code, said(one.label)) for one in town().districts.values()]
    offered: dict[str, Mapping[str, Any]] = {"theme": dict(themes), "quartier": dict(districts), "etat": GROUPS}
    chosen = {name: asked.get(name, "") for name in offered}
    refused = next((name for name, value in chosen.items() if value and value not in offered[name]), "")
    rows = visible(budget)
    total = rows.count()
    if refused:
        return Listing([], total, chosen, themes, districts, refused)
    wanted = {"theme": chosen["theme"], "district": chosen["quartier"]}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if chosen["etat"]:
        rows = rows.filter(state__in=GROUPS[chosen["etat"]])
    return Listing(
        _lines(list(rows.order_by(F("number").asc(nulls_last=True), "received_on", "key"))),
        total,
        chosen,
        themes,
        districts,
    )


def features(listing: Listing, box: Box) -> list[dict[str, Any]]:
    """The ideas listed that lie in a box, as GeoJSON."""
    lines = {line.idea.pk: line for line in listing.lines if line.idea.point and box.holds(*line.idea.point)}
    return [
        {
            "type": "Feature",
            "geometry": geometry,
            "properties": {
                "key": idea.key,
                "state": lines[idea.pk].kind,
                "late": False,
                "said": lines[idea.pk].state,
                "label": capital(idea.title),
                "url": address_of("voice.ideas", idea.key),
            },
        }
        for idea, geometry in geojson_geometries(line.idea for line in lines.values())
    ]


def _lines(ideas: list[Idea]) -> list[Line]:
    keys = [one.key for one in ideas]
    texts = Opening.objects.filter(register="voice.ideas", key__in=keys, field="text").order_by("seq")
    words = {one.key: str(one.value) for one in texts}
    into = list(
        Idea.objects.filter(merged_into__in=keys, withdrawn=False).order_by().values_list("merged_into", flat=True)
    )
    themes, districts = THEMES, town().districts
    return [
        Line(
            one,
            said(IDEA_STATES[one.state]),
            one.register.marks[one.state],
            said(themes[one.theme]),
            ", ".join(filter(None, (one.place, said(districts[one.district].label) if one.district else ""))),
            words.get(one.key, ""),
            into.count(one.key),
        )
        for one in ideas
    ]
