"""What a jury keeps apart: the addresses it wrote to, and who volunteered."""

from calendar import monthrange
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.juries import Jury
from chapitre.chapters.voice.models.jury_sessions import JuryTerms
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Article30

LONGEST = 4
"""Years after its draw in which a jury gives its opinion, or its volunteers are forgotten all the same."""


def last_day(jury: Jury) -> date:
    """The last day on which the volunteers of a jury that was drawn are kept."""
    assert jury.drawn_on is not None
    longest = months_after(jury.drawn_on, 12 * LONGEST)
    if jury.reported_on is None:
        return longest
    terms = JuryTerms.in_force(jury.reported_on)
    return min(longest, months_after(jury.reported_on, terms.kept_months if terms else 0))


def months_after(day: date, months: int) -> date:
    """The same day of the month, so many months later, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, monthrange(day.year + years, month + 1)[1]))


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
            "answer_by": _("le jour avant lequel répondre"),
            "reminded_on": _("le jour du rappel, un seul par courrier"),
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
    answer_by = models.DateField(null=True)
    reminded_on = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "number"], name="one_letter_a_number")]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.number}"


class Volunteer(Private):
    """One volunteer: her answers, committed to in the ledger, and how to reach her."""

    purpose = _("Composer un jury qui ressemble à la ville, et joindre les personnes tirées au sort.")
    retention = _(
        "Deux ans après l’inscription, ou dès que la personne se retire avant que la liste soit arrêtée. "
        "Si le jury est tiré au sort, quelques mois après son avis, fixés par ses conditions ; "
        "quatre ans après le tirage au plus."
    )
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
            "language": _("la langue dans laquelle écrire"),
            "told": _("ce qui lui a été écrit en dernier : tirage, rappel, ou non tirage"),
            "told_on": _("le jour où cela lui a été écrit"),
            "reply": _("sa réponse au tirage, jusqu’à ce qu’un agent la note"),
        },
    )

    record = models.ForeignKey(Jury, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    features = models.JSONField()  # [[category, value], …], in the order of the form
    name = models.CharField(max_length=120)
    email = models.EmailField(null=True)
    phone = models.CharField(max_length=30, null=True)
    code = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the letter's code")
    language = models.CharField(max_length=5, default="fr")
    told = models.CharField(max_length=12, default="", help_text="the last notice written to her, of notices.KINDS")
    told_on = models.DateField(null=True)
    reply = models.CharField(
        max_length=12, default="", help_text="accepted, or the cause of a refusal; empty once noted"
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "seq"], name="one_volunteer_an_act")]

    @classmethod
    def renew(cls, today: date) -> None:
        """A jury that sits keeps its whole list, of which alternates are called; its opinion opens the last months."""
        for jury in Jury.objects.filter(withdrawn=False, drawn_on__isnull=False).order_by("pk"):
            last = last_day(jury)
            cls._base_manager.filter(record=jury).exclude(expires_on=last).update(expires_on=last)
            # The folder holds the same answers: it never outlasts them.
            PanelFolder._base_manager.filter(record=jury, expires_on__gt=last).update(expires_on=last)

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
