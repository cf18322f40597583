"""What a report keeps apart: what was sent and nobody has read yet, and how to reach who sent it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.streets.models.reports import Report
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Article30


class Submission(Private):
    """Text, photos and exact point as they were sent with one act, until an agent has read them."""

    purpose = _("Relire ce qui a été envoyé avant de le rendre public.")
    retention = _("Jusqu’à la relecture ; 90 jours au plus.")
    article_30 = Article30(
        name=_("Signalements : ce qui est envoyé"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui signalent ; celles que leur texte ou leurs photos montreraient."),
        recipients=_("Les agent·es du service chargé du signalement, et leurs responsables."),
        data={
            "text": _("le texte, tel qu’il est envoyé"),
            "photos": _("les photos, sans date, lieu ni appareil"),
            "point": _("le point exact sur la carte"),
        },
    )

    record = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    text = models.TextField(null=True)
    photos = models.JSONField(default=list)  # file names, in the order sent
    point = models.JSONField(null=True)  # [lon, lat] in microdegrees

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="one_submission_an_act")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.seq}"


class Contact(Private):
    """How to reach who sent a report, and the hash of the link by which they follow it."""

    purpose = _("Prévenir de la suite donnée, et permettre de répondre par le lien de suivi.")
    retention = _("90 jours après la clôture du signalement.")
    article_30 = Article30(
        name=_("Signalements : comment joindre qui a signalé"),
        basis=CONSENT,
        subjects=_("Les personnes qui signalent et veulent être tenues au courant."),
        recipients=_("Les agent·es du service chargé du signalement : chaque lecture de l’adresse est notée."),
        data={
            "email": _("l’adresse électronique, facultative"),
            "language": _("la langue choisie"),
            "follow": _("l’empreinte du lien de suivi"),
        },
    )

    record = models.OneToOneField(Report, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    email = models.EmailField(null=True)
    language = models.CharField(max_length=2, default="fr")
    follow = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the follow-up link's 128-bit token")

    def __str__(self) -> str:
        return f"{self.record_id}"
