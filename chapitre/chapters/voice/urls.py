"""The addresses of the chapter `voice`."""

from django.urls import path

from chapitre.chapters.voice.views import consultations, consultations_desk

urlpatterns = [
    path("participer/consultations", consultations.index, name="consultations"),
    path("participer/consultations/recu/<str:signed>", consultations.receipt, name="contribution_recue"),
    path("participer/consultations/<key:key>", consultations.consultation, name="consultation"),
    path("bureau/consultations", consultations_desk.index, name="bureau_consultations"),
    path("bureau/consultations/<key:key>", consultations_desk.consultation, name="bureau_consultation"),
    path("bureau/contributions/<key:key>", consultations_desk.contribution, name="bureau_contribution"),
]
