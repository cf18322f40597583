"""What everybody sees of reports: each one's page, photos and proof; the map and its list. Facts and openings alone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import etag, require_safe

from chapitre.chapters.streets import browse, timeline
from chapitre.chapters.streets.browse import PERIOD_CHOICES, STATE_CHOICES, BadFilter, Filters, Spot
from chapitre.chapters.streets.categories import categories, groups, spoken
from chapitre.chapters.streets.display import address, days_late, district, kind_of, subject, team
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import CLOSED, KINDS, OPEN
from chapitre.chapters.streets.timeline import REGISTER
from chapitre.kernel import clock
from chapitre.kernel.acts import evidence
from chapitre.kernel.geo.points import WORLD
from chapitre.kernel.ledger import log
from chapitre.kernel.town import locate, town
from chapitre.kernel.town.frames import read_box

JOINED = 50  # reports joined to one, listed on its page


# One report -------------------------------------------------------------------------------------------------------


def report_of(key: str) -> Report:
    report = Report.objects.filter(key=key).order_by("pk").first()
    if report is None:
        raise Http404
    return report


@require_safe
def report(request: HttpRequest, key: str) -> HttpResponse:
    """A report's public page."""
    found = report_of(key)
    told, today = timeline.story(key), clock.today()
    kind, label = kind_of(found, today)
    context: dict[str, Any] = {
        "report": found,
        "subject": subject(found),
        "address": address(found),
        "district": district(found),
        "team": team(found),
        "kind": kind,
        "label": label,
        "late": days_late(found, today),
        "closed_on": found.resolved_on or found.rejected_on,
        "story": told,
        "erased": told.erased,
        "joined": list(joined(key)),
        "next_step": next_step(found),
    }
    return render(request, "streets/report.html", context)


def next_step(found: Report) -> str:
    """What can happen now, in a sentence; "" when nothing can."""
    if found.withdrawn:
        return ""
    if found.state == "asked":
        return _("Qui a signalé peut répondre par son lien de suivi. Le délai compte toujours.")
    if found.state in CLOSED:
        return _("Qui a signalé peut contester par son lien de suivi.")
    if found.state == "merged":
        return _("La suite se lit sur l’autre signalement.")
    return _("Résoudre, ou rejeter avec un motif public. Le délai compte toujours.")


def joined(key: str) -> Any:
    """The reports joined to this one."""
    return Report.objects.filter(merged_into=key, withdrawn=False).order_by("-received_on", "-id")[:JOINED]


@require_safe
def photo(request: HttpRequest, key: str, name: str) -> HttpResponseBase:
    """A photo, while an opening of this report names it."""
    return evidence.file(REGISTER, key, name)


@require_safe
def proof(request: HttpRequest, key: str) -> HttpResponse:
    """The C2SP tlog-proof of one of a report's acts: the last, or the one that `acte` numbers."""
    return evidence.proof(REGISTER, report_of(key).key, request.GET.get("acte"))


@require_safe
def entries(request: HttpRequest, key: str) -> HttpResponse:
    """A report's entries and its openings."""
    return evidence.entries(REGISTER, report_of(key).key)


# The map and its list -----------------------------------------------------------------------------------------------


@require_safe
def town_map(request: HttpRequest) -> HttpResponse:
    """The map of reports, and beside it the same as a list."""
    today, refused = clock.today(), ""
    try:
        filters = Filters.read(request.GET.dict())
    except BadFilter as bad:
        filters, refused = Filters(), bad.name
    number = request.GET.get("page", "1")
    page = int(number) if number.isascii() and number.isdigit() and 1 <= int(number[:6]) <= browse.LAST_PAGE else 1
    shown = browse.listing(filters, page, today)
    dots = browse.recent(filters, today)
    context = {
        "filters": filters,
        "refused": refused,
        "listing": shown,
        "rows": [row(one, today) for one in shown.reports],
        "dots": [(*one.point, kind_of(one, today)[0]) for one in dots if one.point],
        "drawn": len(dots),
        "since": filters.since(today),
        "previous": page - 1,
        "following": page + 1,
        "headings": groups(),
        "districts": [(one.code, spoken(one.label)) for one in town().districts.values()],
        "states": STATE_CHOICES.items(),
        "periods": PERIOD_CHOICES.items(),
        "data_url": reverse("carte_signalements"),
    }
    return render(request, "streets/map.html", context, status=400 if refused else 200)


def row(found: Report, today: date) -> dict[str, Any]:
    """A report as a line of the list."""
    kind, label = kind_of(found, today)
    return {
        "report": found,
        "subject": subject(found),
        "district": district(found),
        "kind": kind,
        "label": label,
        "url": reverse("signalement", args=[found.key]),
    }


def version(request: HttpRequest, *args: Any) -> str:
    """Changes whenever an answer about reports may: with the ledger, the day (what is late) and the language."""
    return f'"{log.size()}-{clock.today():%Y%m%d}-{get_language()}"'


@require_safe
@etag(version)
def reports_json(request: HttpRequest) -> HttpResponse:
    """The reports in a box, as GeoJSON: `bbox=west,south,east,north` in degrees, and the page's own filters."""
    today = clock.today()
    try:
        filters = Filters.read(request.GET.dict())
        box = read_box(request.GET.get("bbox", ""))
    except BadFilter as bad:
        message = _("La valeur du filtre « %(name)s » n’existe pas.") % {"name": bad.name}
        return JsonResponse({"error": message}, status=400)
    except ValueError:
        message = _("bbox attend quatre nombres en degrés : ouest, sud, est, nord.")
        return JsonResponse({"error": message}, status=400)
    found, more = browse.in_box(filters, box, today) if box is not None else ([], False)
    answer = JsonResponse(
        {"type": "FeatureCollection", "more": more, "features": features(found, today)},
        content_type="application/geo+json",
    )
    answer["Cache-Control"] = "no-cache"
    return answer


def features(found: list[Spot], today: date) -> list[dict[str, Any]]:
    """Reports as the moving map reads them: see portal/static/chapitre/map/explore.js."""
    # Said once, not once a report: there may be hundreds.
    labels = {code: str(category) for code, category in categories().items()}
    address = reverse("signalement", args=["0"]).removesuffix("0")
    return [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [one.lon / 1_000_000, one.lat / 1_000_000]},
            "properties": {
                "key": one.key,
                "state": KINDS[one.state],
                "late": one.state in OPEN and one.due_on < today,
                "category": one.category,
                "label": f"{labels.get(one.category, one.category)}, {one.place}",
                "url": address + one.key,
            },
        }
        for one in found
    ]


@require_safe
def place_json(request: HttpRequest) -> HttpResponse:
    """Where a point (whole microdegrees) would be published: see portal/static/chapitre/map/pick.js."""
    try:
        lon, lat = int(request.GET.get("lon", "")[:12]), int(request.GET.get("lat", "")[:12])
    except ValueError:
        return JsonResponse({"error": _("lon et lat sont des microdegrés entiers.")}, status=400)
    found = locate(lon, lat) if WORLD.holds(lon, lat) else None
    if found is None:
        return JsonResponse({"error": _("Ce point est hors de la commune.")}, status=404)
    label = spoken(town().districts[found.district].label)
    return JsonResponse({"lon": found.lon, "lat": found.lat, "name": found.name, "district": label})
