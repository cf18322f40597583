"""The addresses of the chapter `voice`."""

from django.urls import path

from chapitre.chapters.voice.views import (
    budgets,
    budgets_desk,
    consultations,
    consultations_desk,
    meetings,
    meetings_desk,
)

urlpatterns = [
    path("participer/consultations", consultations.index, name="consultations"),
    path("participer/consultations/recu/<str:signed>", consultations.receipt, name="contribution_recue"),
    path("participer/consultations/<key:key>", consultations.consultation, name="consultation"),
    path("bureau/consultations", consultations_desk.index, name="bureau_consultations"),
    path("bureau/consultations/<key:key>", consultations_desk.consultation, name="bureau_consultation"),
    path("bureau/contributions/<key:key>", consultations_desk.contribution, name="bureau_contribution"),
    path("participer/budgets", budgets.index, name="budgets"),
    path("participer/budgets/<key:key>", budgets.budget, name="budget"),
    path("participer/budgets/<key:key>/proposer", budgets.propose, name="budget_proposer"),
    path("participer/budgets/<key:key>/voter", budgets.vote, name="budget_voter"),
    path("participer/budgets/<key:key>/resultat", budgets.result, name="budget_resultat"),
    path("participer/budgets/<key:key>/bulletins.pb", budgets.ballots, name="budget_bulletins"),
    path("bureau/budgets", budgets_desk.index, name="bureau_budgets"),
    path("bureau/budgets/<key:key>", budgets_desk.budget, name="bureau_budget"),
    path("bureau/idees/<key:key>", budgets_desk.idea, name="bureau_idee"),
    path("participer/reunions", meetings.index, name="reunions"),
    path("participer/reunions/<key:key>", meetings.meeting, name="reunion"),
    path("participer/presence/<key:key>/<str:code>", meetings.sign_in, name="presence"),
    path("bureau/reunions", meetings_desk.index, name="bureau_reunions"),
    path("bureau/reunions/<key:key>", meetings_desk.meeting, name="bureau_reunion"),
    path("bureau/reunions/<key:key>/affiche", meetings_desk.poster, name="bureau_reunion_affiche"),
]
