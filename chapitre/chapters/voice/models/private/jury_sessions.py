"""Who came to a jury's sessions, and to whom its allowances were paid: by volunteer number, never public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.jury_sessions import JuryAllowance, JurySession
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import PUBLIC_TASK, Article30


class Attendance(Private):
    """The roll of one session: a mark for each seat, committed to in the ledger."""

    purpose = _("Savoir qui était à une session de jury, pour payer les indemnités.")
    retention = _("Jusqu’à la fin de la quatrième année après la session : d’ici là, l’indemnité peut être réclamée.")
    article_30 = Article30(
        name=_("Jurys : les feuilles de présence"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui siègent à un jury."),
        recipients=_("Les responsables qui préparent le jury."),
        data={"marks": _("pour chaque numéro de volontaire : présent·e, excusé·e ou absent·e")},
    )

    record = models.ForeignKey(JurySession, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    marks = models.JSONField()  # [[number, mark], …], by number

    def __str__(self) -> str:
        return f"{self.record_id}.{self.seq}"


class AllowancePaid(Private):
    """Whom one payment went to, committed to in the ledger. Bank details are the treasury's, never ours."""

    purpose = _("Savoir qui a reçu l’indemnité d’une session de jury, et ne la payer qu’une fois.")
    retention = _("Jusqu’à la fin de la quatrième année après le paiement.")
    article_30 = Article30(
        name=_("Jurys : les indemnités payées"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui siègent à un jury."),
        recipients=_("Les responsables qui préparent le jury ; le Trésor public, qui paie."),
        data={"numbers": _("les numéros de volontaire des personnes payées")},
    )

    record = models.ForeignKey(JuryAllowance, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    numbers = models.JSONField()  # in increasing order

    def __str__(self) -> str:
        return f"{self.record_id}.{self.seq}"
