"""What a poll keeps apart until it is counted: the list with its codes’ hashes, and the ballots."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.polls import Poll
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import PUBLIC_TASK, Article30


class PollVoter(Private):
    """One entry of the list: the hash of its code, and whether it has voted. No moment, so that no order tells more."""

    purpose = _("Qu’une personne inscrite vote une fois.")
    retention = _("Jusqu’au dépouillement.")
    article_30 = Article30(
        name=_("Scrutins : la liste"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes inscrites au scrutin."),
        recipients=_("Personne : le programme compare des empreintes."),
        data={"code": _("l’empreinte du code reçu"), "voted": _("si ce code a servi")},
    )

    record = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    code = models.CharField(max_length=64)
    voted = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record", "code"], name="one_entry_a_code")]

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
    choice = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return self.tracker
