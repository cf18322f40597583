"""The addresses of the chapter `building`: its own page is the house's, at /projets."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from chapitre.chapters.building import views

urlpatterns: list[URLPattern | URLResolver] = [
    path("projets/<key:key>", views.project, name="projet"),
]
