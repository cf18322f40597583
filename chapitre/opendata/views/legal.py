"""What a public site owes its readers: who answers for it, what it keeps of them, how far everybody can use it."""

from datetime import date

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.kernel.records.processing import processings
from chapitre.kernel.town import town

DECLARED_ON = date(2026, 11, 24)
"""The day on which what the accessibility page says was last held against the site."""


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration of accessibility, in the form of the RGAA."""
    context = {"publisher": town().publisher, "address": settings.SITE_URL, "declared_on": DECLARED_ON}
    return render(request, "opendata/accessibility.html", context)


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the site keeps about people: in plain words, then the whole register of processing."""
    context = {"publisher": town().publisher, "processings": processings()}
    return render(request, "opendata/privacy.html", context)


@require_safe
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes the site, whose machines it runs on, what may be taken from it."""
    return render(request, "opendata/legal.html", {"publisher": town().publisher})
