"""What a poll keeps apart until it is counted: the list with its codes’ hashes, and the ballots."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.polls import LONGEST_CHOICE, Poll
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import PUBLIC_TASK, Article30


class PollVoter(Private):
    """One entry of the list: the hash of its code, and whether it has voted. No moment, so that no order tells more.

    `entry` is the entry's number on the list under the site's secret: a copy of the database does not tell whose row
    it is; the site finds it when a lost code is replaced.
    """

    purpose = _("Qu’une personne inscrite vote une fois.")
    retention = _("Jusqu’au dépouillement.")
    article_30 = Article30(
        name=_("Scrutins : la liste"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes inscrites au scrutin."),
        recipients=_("Personne : le programme compare des empreintes."),
        data={
            "entry": _("l’empreinte du numéro d’inscription"),
            "code": _("l’empreinte du code reçu"),
            "voted": _("si ce code a servi"),
        },
    )

    record = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    entry = models.CharField(max_length=64, null=True)  # none in lists opened before it was kept
    code = models.CharField(max_length=64)
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "code"], name="one_entry_a_code"),
            models.UniqueConstraint(fields=["record", "entry"], name="one_code_an_entry"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}"


class PollBallot(Private):
    """A ballot before the count. Its key is its tracker, drawn at random, and it names no entry of the list."""

    purpose = _("Compter les bulletins.")
    retention = _("Jusqu’au dépouillement ; ils sont alors publiés, sans rien qui dise de qui.")
    article_30 = Article30(
        name=_("Scrutins : les bulletins"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui votent."),
        recipients=_("Personne avant le dépouillement ; tout le monde après."),
        data={"tracker": _("un numéro tiré au hasard"), "choice": _("la réponse choisie")},
    )

    tracker = models.CharField(primary_key=True, max_length=26)
    record = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    choice = models.CharField(max_length=LONGEST_CHOICE)

    def __str__(self) -> str:
        return self.tracker


class PollMail(Private):
    """A message not yet sent: the address, and what makes the code of its link again with the site’s secret."""

    purpose = _("Envoyer son code à une personne inscrite.")
    retention = _("Jusqu’à l’envoi, quelques minutes ; jusqu’à la clôture si le courrier électronique est en panne.")
    article_30 = Article30(
        name=_("Scrutins : les messages à envoyer"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes inscrites dont la liste donne l’adresse électronique."),
        recipients=_("Le service de courrier électronique de la Ville ; les responsables, si l’adresse est refusée."),
        data={"email": _("l’adresse électronique"), "nonce": _("un nombre au hasard, dont vient le code")},
    )

    record = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    email = models.EmailField()
    nonce = models.CharField(max_length=32)

    def __str__(self) -> str:
        return f"{self.record_id}"
