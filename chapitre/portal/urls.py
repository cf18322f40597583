"""The portal's addresses."""

from django.urls import path, register_converter

from chapitre.portal import figureviews, maptiles, mapviews, views
from chapitre.portal.chapters import views as chapters
from chapitre.portal.exchange import views as exchange
from chapitre.portal.projects import views as projects
from chapitre.portal.registers import addresses, desk
from chapitre.portal.registers import views as registers

register_converter(addresses.RegisterConverter, "register")

urlpatterns = [
    path("", views.home, name="accueil"),
    path("ville", chapters.index, name="ville"),
    *(path(one.slug, chapters.chapter, {"chapter": one}, name=one.slug) for one in chapters.PAGES),
    path("projets/<key:key>", projects.project, name="projet"),
    path("participer/agenda.ics", chapters.agenda_file, name="agenda"),
    path("participer/reunions/<key:key>.ics", chapters.meeting_file, name="reunion_ics"),
    path("carte/fond.json", mapviews.background, name="carte_fond"),
    path("tuiles/<register:register>/<int:z>/<int:x>/<int:y>.mvt", maptiles.answer, name="tuile"),
    path("verifier", views.verify, name="verifier"),
    path("chiffres", figureviews.figures, name="chiffres"),
    path("chiffres/<str:id>.csv", figureviews.figure_csv, name="chiffre_csv"),
    path("chiffres/<str:id>.json", figureviews.figure_json, name="chiffre_json"),
    path("chiffres/<str:id>", figureviews.figure, name="chiffre"),
    path("registres", registers.index, name="registres"),
    path("registres/<register:register>.geojson", registers.features, name="registre_carte"),
    path("registres/<register:register>", registers.list_page, name="registre"),
    path("registres/<register:register>/<key:key>", registers.record_page, name="registre_fiche"),
    path("registres/<register:register>/<key:key>/preuve", registers.proof, name="registre_preuve"),
    path("registres/<register:register>/<key:key>/ecritures.json", registers.entries, name="registre_ecritures"),
    path("registres/<register:register>/<key:key>/pieces/<str:name>", registers.file, name="registre_piece"),
    path("bureau/registres", desk.index, name="bureau_registres"),
    # Before a register's records: `importer` is no record's number.
    path("bureau/registres/<register:register>/importer", exchange.hand_in, name="bureau_import"),
    path("bureau/registres/<register:register>/importer/<int:pk>", exchange.follow, name="bureau_import_suivi"),
    path("bureau/registres/<register:register>", desk.list_page, name="bureau_registre"),
    path("bureau/registres/<register:register>/<key:key>", desk.record_page, name="bureau_fiche"),
    path("bureau/registres/<register:register>/<key:key>/<str:name>", desk.act, name="bureau_fiche_acte"),
    path("bureau/registres/<register:register>/+<str:name>", desk.new, name="bureau_fiche_nouvelle"),
]
