"""The chapter's part of the demonstration: real lines and promises, an invented network on the town's own streets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random
from typing import Any

from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from chapitre.chapters.mobility import acts
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration
from chapitre.kernel.geo.projection import project, to_point, unproject
from chapitre.kernel.town import town

# What the published report says: only demo files may hold such numbers.
CYCLE_METRES, CALM_METRES = 10_000, 12_000
RACKS = 722
SPEND_CENTS, YEARS = 7_000_000, range(2020, 2026)
# Streets of the cycle routes, in the order of their opening; the report names the quai Henri-Pourchasse.
ROUTES = (
    "quai Henri-Pourchasse", "quai Jean-Compagnon", "quai Marcel-Boyer", "boulevard Paul-Vaillant-Couturier",
    "avenue Danielle-Casanova", "avenue Maurice-Thorez", "rue Molière", "avenue de Verdun", "rue Truillot",
    "avenue Gagarine", "rue Lénine", "avenue de la République", "rue Robespierre",
)  # fmt: skip
CALM = (
    "rue Hoche", "rue Michelet", "rue Baudin", "rue Raspail", "rue Voltaire", "rue Pierre-Brossolette", "rue Barbès",
    "rue Marcel-Hartmann", "rue Carnot", "rue Maurice-Berteaux", "rue Louis-Bertrand", "rue Gabriel-Péri",
    "rue Pasteur",
    "rue Saint-Just", "rue Denis-Papin", "rue Marat", "rue Parmentier", "rue Gaston-Cornavin",
    "rue Pierre-et-Marie-Curie",
    "rue Jean-Mazet", "rue du Fort", "rue Claude-Guy", "rue Jean-Jacques-Rousseau", "rue Ernest-Renan",
    "rue Victor-Hugo", "rue Jules-Vanzuppe", "rue Moïse", "rue Pierre-Rigaud", "rue Mirabeau", "rue Westermeyer",
)  # fmt: skip
# Name, mode, carrier, state, date announced, then each later date with who says it.
LINES: tuple[tuple[str, str, str, date | None, tuple[tuple[date, date, str], ...]], ...] = (
    ("T Zen 5", "brt", "works", date(2020, 12, 31), (
        (date(2019, 6, 3), date(2024, 12, 31), "Île-de-France Mobilités décale les travaux d’Ivry-Port."),
        (date(2023, 2, 14), date(2027, 6, 30), "Île-de-France Mobilités annonce 2027 : fourniture des véhicules."),
    )),
    ("bus 25, en préfiguration du T Zen 5", "bus", "prefiguring", date(2021, 9, 1), ()),
    ("métro 10, prolongement", "metro", "awaited", date(2035, 12, 31), ()),
    ("métro 7, branche Mairie d’Ivry", "metro", "running", None, ()),
    ("RER C", "rer", "running", None, ()),
)  # fmt: skip


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    random = demonstration.random("mobility")
    _orders(demonstration)
    _network(demonstration, random)
    _racks(demonstration, random)
    _counters(demonstration, random)
    _lines(demonstration)
    _files(demonstration)
    _spending(demonstration)
    demonstration.say(f"{demonstration.write()} acts on mobility")


def _cut(names: tuple[str, ...], metres: int, piece: int) -> Iterator[tuple[str, BaseGeometry, int]]:
    """Pieces of these streets, each about as long as `piece`, whose lengths in whole metres add up to `metres`."""
    lines: dict[str, Any] = {street.name: project(street.line) for street in town().streets}
    left = metres
    for name in names:
        line, start = lines[name], 0.0
        while start < line.length - 30 and left:
            wanted = min(piece, line.length - start, left)
            shape = unproject(substring(line, start, start + wanted))
            length = round(project(shape).length)
            if length > left:  # rounding to microdegrees made it a metre too long
                shape = unproject(substring(line, start, start + wanted - 1))
                length = round(project(shape).length)
            yield name, shape, length
            left -= length
            start += wanted
    assert left == 0, f"the streets are {left} m too short"


def _district(line: BaseGeometry) -> str | None:
    middle = project(line).interpolate(0.5, normalized=True)
    return town().atlas.district_of(*to_point(middle.x, middle.y))


def _network(demonstration: Demonstration, random: Random) -> None:
    first, last = date(2020, 5, 18), date(2025, 9, 30)
    pieces = list(_cut(ROUTES, CYCLE_METRES, 480))
    for number, (street, line, _) in enumerate(pieces):
        opened = first + (last - first) * number // len(pieces)
        both = random.choice((("track", "track"), ("lane", "lane"), ("lane", "contraflow_lane"), ("track", "none")))
        _segment(demonstration, "velo", number, opened, {
            "street": street, "right_side": both[0], "left_side": both[1], "district": _district(line), "project": None,
        }, line)  # fmt: skip
    pieces = list(_cut(CALM, CALM_METRES, 420))
    for number, (street, line, _) in enumerate(pieces):
        opened = first + (last - first) * number // len(pieces)
        zone = random.choices(("zone30", "zone20"), (4, 1))[0]
        _segment(demonstration, "calme", number, opened, {
            "street": street, "zone": zone, "district": _district(line), "order": f"AR-{1 + number % 3:02d}",
        }, line)  # fmt: skip
    for number, name in enumerate(("boulevard de Brandebourg", "avenue Spinoza")):
        whole = next(street.line for street in town().streets if street.name == name)
        facts: dict[str, Any] = {
            "street": name,
            "right_side": "track",
            "left_side": "track",
            "district": _district(whole),
        }
        key = f"velo-prevu-{number + 1}"
        shape = demonstration.shape(whole)
        demonstration.tell(acts.segment.recorded, key, date(2025, 3, 4), project=None, **facts, **shape)


def _segment(
    demonstration: Demonstration, kind: str, number: int, opened: date, facts: dict[str, Any], line: BaseGeometry
) -> None:
    """Planned, worked on, opened."""
    key = f"{kind}-{number + 1:03d}"
    act, begun, done = (
        (acts.segment, acts.segment_begun, acts.segment_opened)
        if kind == "velo"
        else (acts.calm, acts.calm_begun, acts.calm_opened)
    )
    demonstration.tell(act.recorded, key, opened - timedelta(days=200), **facts, **demonstration.shape(line))
    demonstration.tell(begun, key, opened - timedelta(days=70))
    demonstration.tell(done, key, opened)


def _racks(demonstration: Demonstration, random: Random) -> None:
    left, number = RACKS, 0
    while left:
        number += 1
        racks = min(left, random.choice((2, 3, 4, 5, 6, 8)))
        spot = random.choices(demonstration.spots, [one.weight for one in demonstration.spots])[0]
        day = date(2020, 3, 2) + timedelta(days=random.randrange(2000))
        demonstration.tell(
            acts.rack.recorded, f"VELO-{number:03d}", day, place=spot.place, district=spot.district, racks=racks,
            spaces=2 * racks, hold="both", furniture="rack", covered=False, installed_on=day,
            lon=spot.lon, lat=spot.lat, cargo=1 if random.random() < 0.06 else 0,
        )  # fmt: skip
        left -= racks
    for gone in (3, 17):  # taken away for works, and put back elsewhere: these count no more
        spot = demonstration.spots[gone * 31]
        key, day = f"VELO-R{gone}", date(2021, 4, 6)
        demonstration.tell(
            acts.rack.recorded, key, day, place=spot.place, district=spot.district, racks=4, spaces=8, hold="wheel",
            furniture="rack", covered=False, installed_on=day, lon=spot.lon, lat=spot.lat, cargo=0,
        )  # fmt: skip
        demonstration.tell(acts.rack_removed, key, date(2023, 5, 9), reason="Chantier, arceaux à changer.")


def _counters(demonstration: Demonstration, random: Random) -> None:
    for key, name, base in (("CPT-1", "quai Henri-Pourchasse", 21_000), ("CPT-2", "avenue Maurice-Thorez", 14_500)):
        line = next(street.line for street in town().streets if street.name == name)
        middle = project(line).interpolate(0.4, normalized=True)
        point = to_point(middle.x, middle.y)
        since = date(2021, 1, 11)
        demonstration.tell(
            acts.counter.recorded, key, since, name=name, fitting="track", district=_district(line), since=since,
            lon=point.lon, lat=point.lat,
        )  # fmt: skip
        for month in range(57):
            day = date(2021 + month // 12, 1 + month % 12, 1)
            season = (0.62, 0.66, 0.85, 1.0, 1.12, 1.2, 1.1, 0.8, 1.22, 1.1, 0.84, 0.62)[day.month - 1]
            passages = round(base * season * (1 + 0.011 * month) * random.uniform(0.94, 1.06))
            told = (day + timedelta(days=34)).replace(day=4)
            demonstration.tell(acts.count.recorded, None, told, counter=key, starts_on=day, passages=passages)


def _lines(demonstration: Demonstration) -> None:
    for number, (name, mode, state, announced, later) in enumerate(LINES, start=1):
        key = f"L{number}"
        demonstration.tell(
            acts.line.recorded, key, date(2018, 1, 15), name=name, mode=mode, carrier="ile-de-france-mobilites",
            state=state, announced_for=announced, opens_on=announced, accessible=mode in ("bus", "brt"), document=None,
        )  # fmt: skip
        for day, expected, reason in later:
            demonstration.tell(acts.line_postponed, key, day, opens_on=expected, reason=reason)


def _orders(demonstration: Demonstration) -> None:
    for number, (subject, kind, street, day) in enumerate((
        ("zones 30 du centre-ville", "speed", "rue Hoche", date(2020, 4, 2)),
        ("zones 30 du Petit-Ivry", "speed", "rue Barbès", date(2021, 9, 9)),
        ("zones de rencontre aux abords des écoles", "speed", "rue Marat", date(2022, 8, 25)),
        ("piétonnisation du quai Henri-Pourchasse", "pedestrian", "quai Henri-Pourchasse", date(2021, 6, 17)),
        ("double sens cyclable dans les zones 30", "cycling", "rue Raspail", date(2020, 7, 23)),
    ), start=1):  # fmt: skip
        demonstration.tell(
            acts.order.recorded, f"AR-{number:02d}", day, subject=subject, kind=kind, street=street, district=None,
            signed_on=day, ends_on=None, decision=None,
        )  # fmt: skip


def _files(demonstration: Demonstration) -> None:
    """What the town fights for, or waits for from others."""
    promises: tuple[tuple[str, str, str, str, str | None, date, date | None, date | None], ...] = (
        ("gare-rer", "gare RER modernisée et accessible", "RER station modernised and accessible", "works",
         "ile-de-france-mobilites", date(2019, 3, 4), date(2025, 6, 30), date(2025, 6, 26)),
        ("stop-galere", "des transports de qualité, contre la privatisation de lignes",
         "good transport, against the privatisation of lines", "advocacy", "stop-galere",
         date(2021, 11, 8), None, None),
        ("metro-10", "prolonger le métro 10 jusqu’à Ivry", "extend metro line 10 to Ivry", "advocacy", None,
         date(2020, 10, 1), date(2035, 12, 31), None),
    )  # fmt: skip
    for key, title, english, kind, body, start, due, done in promises:
        demonstration.tell(
            commons.commitment.recorded, key, start, title=title, title_en=english, chapter="mobility", kind=kind,
            project=None, organisation=body, promised_on=start, due_on=due, decision=None, document=None,
        )  # fmt: skip
        demonstration.tell(commons.commitment_begun, key, start + timedelta(days=60), expected_on=due)
        if done:
            demonstration.tell(commons.commitment_done, key, done, summary="Ascenseurs et nouvel accès ouverts.")


def _spending(demonstration: Demonstration) -> None:
    """The cycling plan, paid in two instalments a year."""
    for year in YEARS:
        for half, share, month in ((1, 45, 5), (2, 55, 10)):
            day = date(year, month, 12)
            demonstration.tell(
                commons.payment.recorded, f"VELO-{year}-{half}", day, operation="plan vélo",
                object="arceaux, marquage, jalonnement", nature="investment", stage="paid",
                amount_cents=SPEND_CENTS * share // 100, dated_on=day, payee=None, project=None, decision=None,
            )  # fmt: skip
