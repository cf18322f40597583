"""The addresses of the room `report`."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from chapitre.report import views
from chapitre.report.chapters import CHAPTERS

CODES = "|".join(chapter.code for chapter in CHAPTERS)

urlpatterns: list[URLPattern | URLResolver] = [
    path("bilan", views.report, name="bilan"),
    re_path(rf"^bilan/(?P<code>{CODES})$", views.chapter, name="bilan_chapitre"),
]
