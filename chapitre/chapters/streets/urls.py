"""The addresses of the chapter `streets`."""

from django.urls import path
from django.urls.resolvers import URLPattern, URLResolver

from chapitre.chapters.streets import desk_urls
from chapitre.chapters.streets.views import follow, intake, public, receipts

urlpatterns: list[URLPattern | URLResolver] = [
    path("signaler", intake.report, name="signaler"),
    path("signaler/lieu.json", public.place_json, name="signaler_lieu"),
    path("signaler/photos/<str:name>", intake.photo_aside, name="photo_gardee"),
    path("signaler/recu/<str:signed>", receipts.receipt, name="recu"),
    path("signaler/recu/<str:signed>/fichier", receipts.receipt_file, name="recu_fichier"),
    path("s/<str:token>", follow.follow, name="suivi"),
    path("s/<str:token>/effacer", follow.erase_page, name="suivi_effacer"),
    path("signalements/<key:key>", public.report, name="signalement"),
    path("signalements/<key:key>/preuve", public.proof, name="signalement_preuve"),
    path("signalements/<key:key>/ecritures.json", public.entries, name="signalement_ecritures"),
    path("photos/<key:key>/<str:name>", public.photo, name="photo"),
    path("carte", public.town_map, name="carte"),
    path("carte/signalements.json", public.reports_json, name="carte_signalements"),
    *desk_urls.urlpatterns,
]
