"""A project's places, grounds and art: facilities, surfaces before and after, plots, machines, commissions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chapitre.chapters.building.methods.soils import biotope_factor, permeable_share
from chapitre.chapters.building.models import Artwork, Escalator, Facility, Parking, Plot, Surface
from chapitre.chapters.building.models.ground import SOILS
from chapitre.kernel.commons.telling import Line, code, dated, exhibits, language, line, measured, of_project
from chapitre.kernel.figures import units
from chapitre.kernel.words import said


def facilities(key: str, today: date) -> list[Line]:
    """The facilities of a project, those to come last."""
    rows = of_project(Facility, key).order_by("opened_on", "due_on", "key")
    found = sorted(rows, key=lambda one: (one.opened_on is None, one.opened_on or one.due_on or today))
    return [
        line(
            one,
            f"{code(one, 'kind')}, {code(one, 'works')}",
            today,
            measured("classe", one.classes),
            ngettext("%(n)s place", "%(n)s places", one.seats) % {"n": units.group(str(one.seats), language())}
            if one.seats
            else "",
            _units(one),
            _("ouvert au quartier %s par semaine") % measured("heure", one.shared_hours) if one.shared_hours else "",
            dated(_("ouvert le %s"), one.opened_on) or dated(_("promis pour le %s"), one.due_on),
            dated(_("attendu le %s"), one.expected_on) if one.opened_on is None else "",
        )
        for one in found
    ]


def _units(one: Facility) -> str:
    if one.units is None:
        return ""
    if one.occupied is None:
        return measured("logement", one.units)
    return _("%(units)s, dont %(occupied)s habités") % {
        "units": measured("logement", one.units),
        "occupied": units.group(str(one.occupied), language()),
    }


def machines(key: str, today: date) -> list[Line]:
    """Escalators, lifts, car parks and bike stores of a project."""
    found = [
        line(
            one,
            code(one, "kind"),
            today,
            dated(_("depuis le %s"), one.since),
            ngettext("%d arrêt", "%d arrêts", one.stops) % one.stops if one.stops else "",
        )
        for one in of_project(Escalator, key).order_by("key")
    ]
    return found + [
        line(
            one,
            code(one, "kind"),
            today,
            _("%(spaces)d places, dont %(taken)d abonnées") % {"spaces": one.spaces, "taken": one.subscribed}
            if one.counted_on
            else ngettext("%d place", "%d places", one.spaces) % one.spaces,
            dated(_("promis pour le %s"), one.due_on) if one.state == "planned" else "",
        )
        for one in of_project(Parking, key).order_by("key")
    ]


def surfaces(key: str, today: date) -> list[Line]:
    """Parks, gardens and plots of a project; the pieces of ground that are counted by soil stand in `soils`."""
    rows = of_project(Surface, key).filter(use__in=("park", "garden")).order_by("name", "tranche", "key")
    found = [
        line(
            one,
            code(one, "use") + (_(", partie %d") % one.tranche if one.tranche else ""),
            today,
            measured("m2", one.area_m2),
            dated(_("livrée le %s"), one.delivered_on) or dated(_("promise pour le %s"), one.due_on),
        )
        for one in rows
    ]
    return found + [
        line(
            one,
            code(one, "crop"),
            today,
            measured("m2", one.area_m2),
            _("%s récoltés") % measured("kg", one.harvest_kg) if one.harvest_kg else "",
        )
        for one in of_project(Plot, key).order_by("key")
    ]


@dataclass(frozen=True)
class Soil:
    """One soil: m² of it before, and after."""

    label: str
    before: int
    after: int


@dataclass(frozen=True)
class Soils:
    """The same ground by its soils, before the works and after; shares and factors in words."""

    rows: list[Soil]
    total: int
    permeable: tuple[str, str]
    biotope: tuple[str, str]


def soils(key: str) -> Soils | None:
    """The surfaces of a project whose soils before and after are known; None where there are none."""
    areas: tuple[dict[str, int], dict[str, int]] = ({}, {})
    known = of_project(Surface, key).filter(soil_before__isnull=False, soil_after__isnull=False, area_m2__isnull=False)
    for one in known.exclude(state="dropped").order_by("key"):
        for place_, soil in enumerate((one.soil_before, one.soil_after)):
            areas[place_][soil] = areas[place_].get(soil, 0) + one.area_m2
    shares = [permeable_share(one) for one in areas]
    factors = [biotope_factor(one) for one in areas]
    if shares[0] is None or shares[1] is None or factors[0] is None or factors[1] is None:
        return None
    rows = [Soil(said(words), areas[0].get(soil, 0), areas[1].get(soil, 0)) for soil, words in SOILS.items()]
    return Soils(
        rows=[one for one in rows if one.before or one.after],
        total=sum(areas[0].values()),
        permeable=(_hundredths("percent", shares[0]), _hundredths("percent", shares[1])),
        biotope=(_hundredths("coefficient", factors[0]), _hundredths("coefficient", factors[1])),
    )


def _hundredths(unit: str, value: Fraction) -> str:
    return units.show(unit, *(100 * value).as_integer_ratio(), language()).text


def artworks(key: str, today: date) -> list[Line]:
    """The commissions of a project, with the artist's name while it stands."""
    found = list(of_project(Artwork, key).order_by("signed_on", "key"))
    keys = [one.key for one in found]
    artists, summaries = (exhibits(Artwork.register.name, keys, name) for name in ("artist", "summary"))
    return [
        line(
            one,
            code(one, "kind"),
            today,
            artists.get(one.key, ""),
            dated(_("contrat du %s"), one.signed_on),
            ngettext("%d rendez-vous public", "%d rendez-vous publics", one.events) % one.events if one.events else "",
            summaries.get(one.key, ""),
        )
        for one in found
    ]
