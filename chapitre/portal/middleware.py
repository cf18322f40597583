"""What every request passes through: readiness, language, and a clear answer when the disk is full."""

import logging
from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers

from chapitre.portal import errors

GetResponse = Callable[[HttpRequest], HttpResponse]
YEAR = 365 * 24 * 3600

logger = logging.getLogger(__name__)


class Health:
    """Answers /healthz before hosts, sessions and anything else can refuse it."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.path != "/healthz":
            return self.get_response(request)
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM django_migrations")
                (migrations,) = cursor.fetchone()
        except DatabaseError as error:
            logger.warning("not ready: %s", error)
            return JsonResponse({"status": "unavailable", "database": connection.vendor}, status=503)
        return JsonResponse({"status": "ok", "database": connection.vendor, "migrations": migrations})


class Language:
    """French unless the reader chose otherwise: `?langue=en` is remembered in a cookie, and leaves the address."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        asked = request.GET.get(settings.LANGUAGE_COOKIE_NAME)
        if asked in self.known and request.method in ("GET", "HEAD"):
            return self._remember(request, asked)
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in self.known else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        patch_vary_headers(response, ("Cookie",))
        return response

    @staticmethod
    def _remember(request: HttpRequest, language: str) -> HttpResponse:
        query = request.GET.copy()
        query.pop(settings.LANGUAGE_COOKIE_NAME)
        response = redirect(request.path + (f"?{query.urlencode()}" if query else ""))
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=YEAR,
            samesite="Lax",
            httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )
        return response


class FullDisk:
    """Says that the disk is full, or the database busy, with a 503 and a time to come back: nothing was recorded."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.unavailable(request, exception)


class PlainErrors:
    """Gives an error that a view answered without a word (405, 404 from a helper…) the site's page."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code < HTTPStatus.BAD_REQUEST or response.streaming or response.content:
            return response
        page = errors.page(request, response.status_code)
        for name, value in response.headers.items():
            if name not in page.headers and name != "Content-Length":
                page.headers[name] = value
        return page
