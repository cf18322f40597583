"""The tags and filters of every template: figures and their mark, icons, numbers, dates, charts."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from django import template
from django.http import HttpRequest
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from chapitre.kernel import clock, dates
from chapitre.kernel.figures import live, marks, sources, units
from chapitre.kernel.figures.values import bound_words
from chapitre.kernel.records.registers import registers
from chapitre.portal import charts
from chapitre.portal.registers.addresses import address_of

register = template.Library()

ICONS = frozenset({"pin", "voix", "verif", "here", "photo", "down", "search", "key", "mail"})


def language() -> str:
    """The language of the page, fr or en."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawn sign, always beside a word: `{% icon "pin" %}`."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"no icon is named {name}")
    return format_html('<svg class="ic" aria-hidden="true"><use href="#i-{}"/></svg>', name)


# Numbers and dates ------------------------------------------------------------------------------------------


@register.filter
def number(value: int | Fraction | None) -> str:
    """1 128, with narrow no-break spaces in French and commas in English; a dash for what is unknown."""
    return "–" if value is None else units.number(Fraction(value), language())


def _date(value: date | datetime | str) -> date:
    if isinstance(value, str):
        return date.fromisoformat(value)
    return clock.civil(value) if isinstance(value, datetime) else value


@register.filter
def day(value: date | datetime | str) -> str:
    """« 18 nov. 2025 », from a date, an instant or an ISO string."""
    return dates.day(_date(value), language())


@register.filter
def long_day(value: date | datetime | str) -> str:
    """« mardi 18 novembre 2025 »."""
    return dates.long_day(_date(value), language())


@register.filter
def week_day(value: date | datetime | str) -> str:
    """« jeu. 20 nov. »."""
    return dates.week_day(_date(value), language())


@register.filter
def moment(value: datetime) -> str:
    """« mardi 18 nov. 2025, 9 h 12 », in Paris."""
    return dates.moment(value, language())


@register.filter
def relative_day(value: date | datetime | str, today: date | None = None) -> str:
    """« hier », « aujourd’hui », « jeu. 20 nov. »; counted from `today` when given, else from the clock."""
    return dates.relative_day(_date(value), today or clock.today(), language())


# Figures ------------------------------------------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def figure(context: Context, id: str, big: bool = False, huge: bool = False, unit: bool = False) -> SafeString:
    """A figure's value now, under its mark, linked to its page: `{% figure "streets.reports_received" big=True %}`.

    `unit` prints the unit after the number; units that belong to the number (%, €, tonnes) are always printed. A value
    published as a bound says so before the number.
    """
    declaration, value = sources.declaration(id), _values(context)[id]
    lang = language()
    shown = live.shown(declaration, value, lang)
    with_unit = unit or units.unit(declaration.unit).inside
    href = reverse("chiffre", args=[id])
    bound = bound_words(declaration, lang)
    if big or huge:
        size = "huge" if huge else "big"
        printed = marks.mark(shown.number, value.evidence, href, size, shown.unit if with_unit else "", lang)
        return format_html('<span class="bound">{}</span> {}', bound, printed) if bound else printed
    printed = marks.mark(shown.text if with_unit else shown.number, value.evidence, href, lang=lang)
    return format_html("{} {}", bound, printed) if bound else printed


def _values(context: Context) -> Mapping[str, live.Value]:
    """The values of every figure, read once a request."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return live.values(clock.today())
    if not hasattr(request, "figures_now"):
        request.figures_now = live.values(clock.today())  # type: ignore[attr-defined]
    values: Mapping[str, live.Value] = request.figures_now  # type: ignore[attr-defined]
    return values


@register.simple_tag
def evidence_word(kind: str, plural: bool = False) -> SafeString:
    """The name of a kind of evidence under its own mark."""
    return marks.word(kind, language(), plural)


@register.inclusion_tag("components/legend.html")
def legend() -> dict[str, list[SafeString]]:
    """The eight kinds of evidence, for pages that show more than one."""
    return {"words": [marks.word(kind, language()) for kind in marks.EVIDENCE]}


# Charts ----------------------------------------------------------------------------------------------------------


@register.simple_tag
def bar(value: int, largest: int) -> SafeString:
    """A bar as long as `value` is to `largest`; the number stands beside it, in the table."""
    return charts.bar(value, largest)


@register.simple_tag
def columns(rows: Iterable[charts.Column], label: str) -> SafeString:
    """A chart of columns: rows have `label`, `value`, and may have `group` (a year) and `running`."""
    return charts.columns(list(rows), label, language())


@register.simple_tag
def sparkline(rows: Iterable[charts.Column], label: str) -> SafeString:
    """A small chart of columns, for the margin."""
    return charts.sparkline(list(rows), label, language())


# Addresses ---------------------------------------------------------------------------------------------------------


@register.simple_tag
def fiche(register: str, key: str) -> str:
    """Where a record is shown: its chapter's own page, or the house's."""
    return address_of(registers[register], key)


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: Any) -> str:
    """The page's query with these parameters changed; an empty value takes one away. Autoescaped by the template."""
    request: HttpRequest = context["request"]
    query = request.GET.copy()
    for name, value in changes.items():
        if value in ("", None):
            query.pop(name, None)
        else:
            query[name] = str(value)
    return query.urlencode()
