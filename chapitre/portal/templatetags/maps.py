"""Maps in templates of any room: `{% load maps %}`, then the town, or the streets around a point."""

from collections.abc import Iterable

from django import template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from shapely.geometry.base import BaseGeometry

from chapitre.portal import maps

register = template.Library()


@register.simple_tag
def town_map(
    label: str | None = None,
    dots: Iterable[tuple[int, int, str]] = (),
    projects: bool = False,
    name: str = "ville",
    traces: Iterable[tuple[BaseGeometry, str]] = (),
) -> SafeString:
    """The whole town; `dots` are (longitude, latitude, kind of state), `traces` (line or area, kind of state)."""
    return maps.town_map(
        label=label,
        dots=[maps.Dot(*dot) for dot in dots],
        traces=[maps.Trace(*trace) for trace in traces],
        projects=projects,
        name=name,
    )


@register.simple_tag
def locator(
    lon: int,
    lat: int,
    label: str | None = None,
    dots: Iterable[tuple[int, int, str]] = (),
    width: int = 224,
    height: int = 168,
    name: str = "lieu",
) -> SafeString:
    """The streets around a point in microdegrees, with a marker on it."""
    shown = [maps.Dot(*dot) for dot in dots]
    return maps.locator(lon, lat, label=label, dots=shown, width=width, height=height, name=name)


@register.simple_tag
def moving_map() -> SafeString:
    """The attributes that the moving map's scripts read: where the library and the town's shapes are."""
    return format_html(
        'data-lib="{}" data-css="{}" data-base="{}"',
        static("maplibre/maplibre-gl.js"),
        static("maplibre/maplibre-gl.css"),
        reverse("carte_fond"),
    )
