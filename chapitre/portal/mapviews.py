"""The town's shapes for the moving map."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from chapitre.portal import mapdata, mapground


@require_safe
def background(request: HttpRequest) -> HttpResponse:
    """`/carte/fond.json`: the same for everybody who reads in this language, for an hour."""
    answer = HttpResponse(mapdata.background(mapground.ground()), content_type="application/json")
    answer["Cache-Control"] = "private, max-age=3600"
    return answer
