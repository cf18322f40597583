"""How this room answers: to anybody from any site, with a tag by which the same is not sent twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

Answer = TypeVar("Answer", bound=HttpResponseBase)
View = Callable[..., HttpResponseBase]
METHODS = "GET, HEAD, OPTIONS"


def open_to_all(view: View) -> View:
    """A view that pages of other sites may read (CORS); it only reads, and knows nobody."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "OPTIONS":
            answer: HttpResponseBase = HttpResponse(status=204, headers={"Allow": METHODS})
            answer.headers["Access-Control-Allow-Methods"] = METHODS
            answer.headers["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since, Accept"
            answer.headers["Access-Control-Max-Age"] = "86400"
        elif request.method in ("GET", "HEAD"):
            answer = view(request, *args, **kwargs)
        else:
            answer = HttpResponse(status=405, headers={"Allow": METHODS})
        answer.headers["Access-Control-Allow-Origin"] = "*"
        answer.headers["Access-Control-Expose-Headers"] = "ETag, Last-Modified, Link, Content-Disposition"
        return answer

    return opened


def unchanged(request: HttpRequest, etag: str, at: datetime | None = None) -> HttpResponseBase | None:
    """The answer to who has this already (304); None when it must be sent."""
    draft = dated(HttpResponse(), etag, at)
    seconds = int(at.timestamp()) if at else None
    answer = get_conditional_response(request, etag=etag, last_modified=seconds, response=draft)
    return None if answer is draft else answer


def dated(answer: Answer, etag: str, at: datetime | None = None) -> Answer:
    """An answer with its tag and its date, to be asked for again each time."""
    answer.headers["ETag"] = etag
    if at:
        answer.headers["Last-Modified"] = http_date(at.timestamp())
    answer.headers["Cache-Control"] = "public, no-cache"
    return answer


def json(body: Any, media_type: str = "application/json", status: int = 200) -> JsonResponse:
    """JSON in UTF-8, accents as they are."""
    options = {"ensure_ascii": False, "separators": (",", ":")}
    return JsonResponse(body, status=status, content_type=media_type, json_dumps_params=options)
