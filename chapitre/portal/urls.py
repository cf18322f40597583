"""The portal's addresses."""

from django.urls import path

from chapitre.portal import figureviews, mapviews, views

urlpatterns = [
    path("", views.home, name="accueil"),
    path("carte/fond.json", mapviews.background, name="carte_fond"),
    path("verifier", views.verify, name="verifier"),
    path("chiffres", figureviews.figures, name="chiffres"),
    path("chiffres/<str:id>.csv", figureviews.figure_csv, name="chiffre_csv"),
    path("chiffres/<str:id>.json", figureviews.figure_json, name="chiffre_json"),
    path("chiffres/<str:id>", figureviews.figure, name="chiffre"),
]
