"""The site's addresses: one urls.py a room, and the error pages."""

from django.urls import include, path

from chapitre.kernel.chapters import CHAPTERS

urlpatterns = [
    path("compte/", include("chapitre.kernel.people.urls")),
    path("", include("chapitre.portal.urls")),
    path("", include("chapitre.report.urls")),
    path("", include("chapitre.opendata.urls")),
    *(path("", include(f"chapitre.chapters.{code}.urls")) for code in CHAPTERS),
]

handler400 = "chapitre.portal.errors.bad_request"
handler403 = "chapitre.portal.errors.permission_denied"
handler404 = "chapitre.portal.errors.not_found"
handler500 = "chapitre.portal.errors.server_error"
# Not Django's: allauth asks the URL module for it when somebody passes its limits.
handler429 = "chapitre.portal.errors.too_many_requests"
