"""The addresses of the room `report`."""

from django.urls import path, re_path
from django.urls.resolvers import URLPattern, URLResolver

from chapitre.report import changeviews, editionviews, identityviews, views
from chapitre.report.chapters import CHAPTERS

CODES = "|".join(chapter.code for chapter in CHAPTERS)

urlpatterns: list[URLPattern | URLResolver] = [
    path("bilan", views.report, name="bilan"),
    path("bilan/editions", editionviews.editions, name="editions"),
    path("bilan/editions/<int:number>", editionviews.edition, name="edition"),
    path("bilan/editions/<int:a>..<int:b>", changeviews.compare, name="editions_entre"),
    path("bilan/editions/<int:number>.zip", editionviews.edition_zip, name="edition_zip"),
    path("bilan/editions/<int:number>/<path:name>", editionviews.edition_file, name="edition_file"),
    path("bilan/verifications", identityviews.verifications, name="verifications"),
    path("bilan/errata", editionviews.errata, name="errata"),
    re_path(rf"^bilan/(?P<code>{CODES})$", views.chapter, name="bilan_chapitre"),
]
