"""The addresses of open data, of search and of the legal pages."""

from django.urls import path

from chapitre.opendata.views import legal

urlpatterns = [
    path("accessibilite", legal.accessibility, name="accessibilite"),
    path("donnees-personnelles", legal.privacy, name="donnees_personnelles"),
    path("mentions-legales", legal.legal, name="mentions_legales"),
]
