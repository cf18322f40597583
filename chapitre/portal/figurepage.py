"""What a figure's page says: its rule in words, its history, its districts, its records, its proof."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.cache import cache
from django.urls import reverse
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from chapitre.kernel import dates
from chapitre.kernel.figures import detail, errata, names, sources, units
from chapitre.kernel.figures.declaration import Declaration
from chapitre.kernel.figures.recount import latest
from chapitre.kernel.figures.values import Value, shown
from chapitre.kernel.ledger import checkpoints, log
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.rules import explain, parse
from chapitre.kernel.words import said
from chapitre.portal import maps
from chapitre.portal.charts import Column, columns
from chapitre.portal.registers import words

DAY = 86400
CHAPTERS = {
    "intro": _lazy("Introduction"),
    "voice": _lazy("Garder voix au chapitre"),
    "building": _lazy("Développer la ville"),
    "housing": _lazy("Garantir le droit à la ville"),
    "climate": _lazy("Relever le défi climatique"),
    "mobility": _lazy("Se déplacer"),
    "commerce": _lazy("Commerce et emploi"),
    "streets": _lazy("Cadre de vie"),
    "safety": _lazy("Sûreté"),
}


@dataclass(frozen=True)
class Rule:
    """The rule in words (HTML, figures linked), as written, and the town's dates that it names."""

    said: SafeString
    written: str
    named: tuple[tuple[str, date], ...] = ()


@dataclass(frozen=True)
class ExampleRow:
    """One hand-written row: its facts in words, and whether it counts."""

    cells: tuple[str, ...]
    counts: bool


@dataclass(frozen=True)
class YearRow:
    """A year's quarters in the table behind the chart; "" where there is none."""

    year: str
    cells: tuple[str, ...]
    total: str


@dataclass(frozen=True)
class DistrictRow:
    """One group of the figure, with what its bar needs."""

    label: str
    text: str
    amount: int


@dataclass(frozen=True)
class Proof:
    """The two counts side by side."""

    live: str
    again: str | None
    agrees: bool
    size: int
    since: int
    checkpoint: Any
    edition: Any


def at(lang: str) -> int:
    """Which of a pair is in this language."""
    return 1 if lang == "en" else 0


def rule_of(one: Declaration, lang: str) -> Rule | None:
    """The figure's rule; None where nothing is counted."""
    if one.expression:
        return Rule(_formula(one, lang), one.expression)
    if one.register is None:
        return None
    register = registers[one.register]

    def words(source: str) -> str:
        return explain(names.dated(parse(source)), register.rules, lang)

    each = register.singular[at(lang)] + (f" {words(one.where)}" if one.where else "")
    told = {
        "count": _("Compter chaque %(each)s."),
        "sum": _("Additionner %(noun)s, pour chaque %(each)s."),
        "distinct": _("Compter les valeurs différentes que prend %(noun)s, parmi chaque %(each)s."),
        "median": _("Ranger par ordre %(noun)s, pour chaque %(each)s, et prendre celui du milieu."),
        "min": _("Prendre le plus petit : %(noun)s, pour chaque %(each)s."),
        "max": _("Prendre le plus grand : %(noun)s, pour chaque %(each)s."),
    }[one.value] % {"each": each, "noun": words(one.of) if one.of else ""}
    parts = [f"{one.value} {one.of or one.register}", *([f"where {one.where}"] if one.where else [])]
    named = {name: day for source in (one.where, one.of) if source for name, day in names.names_in(source).items()}
    return Rule(format_html("{}", told), "\n".join(parts), tuple(named.items()))


PARTS = re.compile(r"[a-z_]+\.[a-z0-9_]+|years\b|[*/-]")


def _formula(one: Declaration, lang: str) -> SafeString:
    """An expression in words: each figure's label in place of its id, linked, and its period in place of `years`."""

    def word(found: re.Match[str]) -> str:
        part = found.group()
        if part in one.operands:
            label = sources.declaration(part).label[at(lang)]
            return format_html('<a href="{}">{}</a>', reverse("chiffre", args=[part]), label)
        if part == "years":
            return escape(_years_said(one, lang))
        return {"*": "×", "/": "÷", "-": "−"}[part]

    return mark_safe(PARTS.sub(word, one.expression or ""))  # noqa: S308  (an expression holds no HTML)


def _years_said(one: Declaration, lang: str) -> str:
    """The period whose years divide a figure."""
    assert one.period.start is not None
    start = dates.day(one.period.start, lang)
    if one.period.end is None:
        return _("le nombre d’années depuis le %(start)s") % {"start": start}
    return _("le nombre d’années du %(start)s au %(end)s") % {"start": start, "end": dates.day(one.period.end, lang)}


def example_of(one: Declaration, lang: str) -> tuple[list[str], list[ExampleRow]]:
    """The worked example as a table: heads, and rows. A yearly mean shows none: the count it divides has its own, which
    does not change with the town's first day."""
    if one.register is None or not one.examples or one.a_year:
        return [], []
    register = registers[one.register]
    given = [name for name in register.facts if any(name in example.row for example in one.examples)]
    rows = [
        ExampleRow(tuple(words.fact(register, name, example.row.get(name), lang) for name in given), example.counts)
        for example in one.examples
    ]
    return [words.head(register, name) for name in given], rows


def history_of(one: Declaration, today: date, lang: str) -> tuple[SafeString, list[YearRow]] | None:
    """The chart of the quarters and the table behind it; None where the figure has no date to go by."""
    if one.along is None or one.is_date:
        return None
    points = _kept(one, "history", today, lambda: detail.history(one.id, today))
    if not points:
        return None
    rows: list[Column] = [
        Column(
            label=_("T%(quarter)s") % {"quarter": point.code[-1]},
            value=_whole(point.value),
            group=point.code[:4],
            running=point.running,
        )
        for point in points
    ]
    chart = columns(rows, _("%(label)s, par trimestre ; le tableau suit") % {"label": one.label[at(lang)]}, lang)
    return chart, list(_years(one, points, today, lang))


def _years(one: Declaration, points: Sequence[detail.Point], today: date, lang: str) -> Iterator[YearRow]:
    yearly = {point.code: point for point in _kept(one, "years", today, lambda: detail.history(one.id, today, "year"))}
    by_code = {point.code: shown(one, point.value, lang).number for point in points}
    for year, point in yearly.items():
        cells = tuple(by_code.get(f"{year}-Q{quarter}", "") for quarter in range(1, 5))
        yield YearRow(year, cells, shown(one, point.value, lang).number)


def _whole(value: Value) -> int:
    """A value as a column of a chart: rounded, nothing for unknown."""
    return 0 if value.exact is None else round(value.exact)


def districts_of(one: Declaration, today: date, lang: str) -> tuple[SafeString, list[DistrictRow]] | None:
    """The map and the table of the districts; None where the records have none."""
    if one.register is None or "district" not in registers[one.register].rules.fields or one.is_date:
        return None
    parts = _kept(one, "district", today, lambda: detail.split(one.id, "district", today))
    rows = [
        DistrictRow(part.label[at(lang)], shown(one, part.value, lang).number, _whole(part.value)) for part in parts
    ]
    drawn = maps.choropleth(
        {str(part.code): _whole(part.value) for part in parts},
        texts={str(part.code): shown(one, part.value, lang).number for part in parts},
        label=_("%(label)s, par quartier ; les mêmes valeurs sont dans le tableau voisin")
        % {"label": one.label[at(lang)]},
    )
    return drawn, sorted(rows, key=lambda row: -row.amount)


def _kept(one: Declaration, what: str, today: date, make: Any) -> Any:
    """A split of the figure, counted once for each state of the ledger."""
    name = f"figure:{what}:{one.definition_hash}:{today}:{log.size()}"
    found = cache.get(name)
    if found is None:
        found = make()
        cache.set(name, found, DAY)
    return found


def proof_of(one: Declaration, value: Value, lang: str) -> Proof | None:
    """Both counts and the ledger they stand on; None for a figure that no records stand behind."""
    if not any(part.on_records for part in detail.with_operands(one)):
        return None
    again = latest()
    editions = registers.get("report.editions")
    edition: Any = editions and editions.objects.objects.filter(withdrawn=False).order_by("-number").first()
    second = again.values.get(one.id) if again else None
    return Proof(
        live=_short(one, value, lang),
        again=_short(one, second, lang) if second else None,
        agrees=again is not None and one.id not in again.differing,
        size=value.size,
        since=value.size - again.size if again else 0,
        checkpoint=checkpoints.latest(),
        edition=edition,
    )


def _short(one: Declaration, value: Value, lang: str) -> str:
    """The value, with its unit only where the unit belongs to the number (%, €, days)."""
    printed = shown(one, value, lang)
    return printed.text if units.unit(one.unit).inside else printed.number


def errata_of(id: str, lang: str) -> list[dict[str, str]]:
    """The errata about a figure in words, the latest first."""
    return [
        {
            "key": one.key,
            "day": dates.day(one.published_on, lang),
            "kind": said(registers[errata.REGISTER].values["kind"][one.kind]),
            "old": errata.printed(id, one.old, lang),
            "new": errata.printed(id, one.new, lang),
            "reason": one.reason,
        }
        for one in errata.standing(id)
    ]


def record_heads(one: Declaration) -> tuple[Register, list[str]]:
    """The register behind a figure and the facts that its list shows."""
    register = detail.register_of(one.id)
    return register, list(one.columns or register.shown)
