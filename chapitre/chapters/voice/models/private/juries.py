"""What a jury keeps apart: the addresses it wrote to, and who volunteered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.juries import Jury
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Article30


class Invitation(Private):
    """One letter to one address drawn by lot. Addresses that were not drawn are never kept."""

    purpose = _("Inviter par courrier, au hasard, des foyers de la ville à se porter volontaires pour un jury.")
    retention = _("Un an après l’envoi.")
    article_30 = Article30(
        name=_("Jurys : les courriers d’invitation"),
        basis=PUBLIC_TASK,
        subjects=_("Les foyers dont l’adresse a été tirée au sort."),
        recipients=_("Les responsables qui préparent le jury."),
        data={
            "number": _("le numéro du courrier"),
            "lines": _("l’adresse postale"),
            "district": _("le quartier"),
            "nonce": _("de quoi refaire le code du courrier"),
            "code": _("l’empreinte du code du courrier"),
            "answered": _("si une réponse est venue"),
        },
    )

    record = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    number = models.PositiveIntegerField()
    lines = models.JSONField()  # the address, a line each
    district = models.CharField(max_length=60)
    nonce = models.CharField(max_length=32)
    code = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the letter's 128-bit code")
    answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="one_letter_a_number")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.number}"


class Volunteer(Private):
    """One volunteer: her answers, committed to in the ledger, and how to reach her."""

    purpose = _("Composer un jury qui ressemble à la ville, et joindre les personnes tirées au sort.")
    retention = _("Deux ans après l’inscription, ou dès que la personne se retire avant le tirage.")
    article_30 = Article30(
        name=_("Jurys : les volontaires"),
        basis=CONSENT,
        subjects=_("Les personnes qui se portent volontaires."),
        recipients=_("Les responsables qui préparent le jury."),
        data={
            "features": _("les réponses aux critères du jury"),
            "name": _("le nom"),
            "email": _("l’adresse électronique, facultative"),
            "phone": _("le téléphone, facultatif"),
            "code": _("l’empreinte du code du courrier"),
        },
    )

    record = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    features = models.JSONField()  # [[category, value], …], in the order of the form
    name = models.CharField(max_length=120)
    email = models.EmailField(null=True)
    phone = models.CharField(max_length=30, null=True)
    code = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the letter's code")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="one_volunteer_an_act")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.seq}"


class PanelFolder(Private):
    """What a guarantor checks: the volunteers' answers by number, without names, and the panels made of them."""

    purpose = _("Faire contrôler par un garant, hors de la Ville, que les panels d’un jury respectent ses quotas.")
    retention = _("Jusqu’à ce que la première des réponses qu’il contient soit effacée ; deux ans au plus.")
    article_30 = Article30(
        name=_("Jurys : le dossier du garant"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui se portent volontaires."),
        recipients=_("Les responsables qui préparent le jury, et le garant à qui elles le remettent."),
        data={
            "sha256": _("l’empreinte du dossier, publiée"),
            "zip": _("les réponses par numéro de volontaire, sans nom, et les panels"),
        },
    )

    record = models.OneToOneField(Jury, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    zip = models.BinaryField()

    def __str__(self) -> str:
        return f"{self.record_id}"
