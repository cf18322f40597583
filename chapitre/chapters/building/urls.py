"""The addresses of the chapter `building`: its own page, and that of each project, are the house's, at /projets."""

from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
