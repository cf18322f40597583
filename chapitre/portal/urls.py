"""The portal's addresses: the home page and the pages that every public site owes its readers."""

from django.urls import path

from chapitre.portal import views

urlpatterns = [
    path("", views.home, name="accueil"),
    path("verifier", views.verify, name="verifier"),
    path("accessibilite", views.accessibility, name="accessibilite"),
    path("donnees-personnelles", views.privacy, name="donnees_personnelles"),
    path("mentions-legales", views.legal, name="mentions_legales"),
]
