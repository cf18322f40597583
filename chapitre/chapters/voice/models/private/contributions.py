"""What a contribution keeps apart: its words until somebody has read them, and where to say what became of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.contributions import Contribution
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Article30


class ContributionDraft(Private):
    """The words of a contribution as they were sent, until an agent has read them."""

    purpose = _("Relire une contribution avant de la rendre publique.")
    retention = _("Jusqu’à la relecture ; 90 jours au plus.")
    article_30 = Article30(
        name=_("Consultations : ce qui est envoyé"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui contribuent ; celles que leur texte nommerait."),
        recipients=_("Les agent·es qui relisent."),
        data={"text": _("le texte, tel qu’il est envoyé")},
    )

    record = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.record_id}"


class ContributionContact(Private):
    """Where to say, once, whether a contribution is published."""

    purpose = _("Dire à qui l’a demandé si sa contribution est publiée, et sinon pour quel motif.")
    retention = _("Jusqu’à ce message ; 90 jours au plus.")
    article_30 = Article30(
        name=_("Consultations : comment répondre"),
        basis=CONSENT,
        subjects=_("Les personnes qui contribuent et veulent savoir si leur texte est publié."),
        recipients=_("Personne : la machine écrit à l’adresse, puis l’efface."),
        data={"email": _("l’adresse électronique, facultative"), "language": _("la langue choisie")},
    )

    record = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")

    def __str__(self) -> str:
        return f"{self.record_id}"
