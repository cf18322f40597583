"""The addresses of the staff desk."""

from django.urls import path
from django.urls.resolvers import URLPattern

from chapitre.chapters.streets.views import desk, desk_acts

urlpatterns: list[URLPattern] = [
    path("bureau", desk.queue, name="bureau"),
    path("bureau/liste.csv", desk.export, name="bureau_csv"),
    path("bureau/nouveau", desk_acts.new, name="bureau_nouveau"),
    path("bureau/photos/<str:name>", desk.photo, name="bureau_photo"),
    path("bureau/signalements/<key:key>", desk.case, name="bureau_signalement"),
    path("bureau/signalements/<key:key>/adresse", desk.contact, name="bureau_adresse"),
    path("bureau/signalements/<key:key>/<str:verb>", desk_acts.act, name="bureau_acte"),
]
