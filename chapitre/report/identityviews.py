"""The page of what figures say together: what must be true of them, and what else they give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from chapitre.kernel import clock
from chapitre.kernel.figures import live, marks, sources, units
from chapitre.kernel.figures.values import shown
from chapitre.report.identities import PRINTED_SIGNS, Weighed, printed, weighed
from chapitre.report.views import language, page_of


@dataclass(frozen=True)
class Part:
    """A figure of an identity: its value under its mark, and its label."""

    mark: SafeString
    label: str


@dataclass(frozen=True)
class ShownIdentity:
    """An identity in words and numbers. `state` is holds, fails, unknown, or prints where nothing is claimed."""

    id: str
    says: str
    left: str
    sign: str
    right: str
    state: str
    parts: tuple[Part, ...]


@require_safe
def verifications(request: HttpRequest) -> HttpResponse:
    """`/bilan/verifications`: every identity, the claims first."""
    today, lang = clock.today(), language()
    values = live.values(today)
    rows = [shown_identity(one, values, lang, page_of) for one in weighed(values)]
    context = {
        "claims": [row for row in rows if row.state != "prints"],
        "prints": [row for row in rows if row.state == "prints"],
        "today": today,
    }
    return render(request, "report/verifications.html", context)


def shown_identity(
    one: Weighed, values: Mapping[str, live.Value], lang: str, link: Callable[[str], str]
) -> ShownIdentity:
    """An identity in one language, each figure leading where `link` says."""
    declared, at = sources.declarations(), 0 if lang == "fr" else 1
    left, right = printed(one, declared, lang)
    state = {True: "holds", False: "fails", None: "unknown" if one.identity.sign else "prints"}[one.holds]
    parts = []
    for name in one.identity.figures:
        figure = declared[name]
        value = shown(figure, values[name], lang)
        text = value.text if units.unit(figure.unit).inside else value.number  # « 57 620 € », but « 90 », agent·es
        parts.append(Part(marks.mark(text, values[name].evidence, link(name), lang=lang), figure.label[at]))
    sign = PRINTED_SIGNS[one.identity.sign]
    return ShownIdentity(one.identity.id, one.identity.says[at], left, sign, right, state, tuple(parts))
