"""What participatory budgets keep apart: ideas nobody has read yet, who voted, and ballots until they are counted."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from chapitre.chapters.voice.models.budgets import Budget, Idea, Signature
from chapitre.kernel.records.models import Private
from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Article30


class IdeaSent(Private):
    """An idea as it was sent, until an agent has read it."""

    purpose = _("Relire une idée avant de la rendre publique.")
    retention = _("Jusqu’à la relecture ; 90 jours au plus.")
    article_30 = Article30(
        name=_("Budgets participatifs : les idées envoyées"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui proposent une idée ; celles que leur texte nommerait."),
        recipients=_("Les agent·es qui relisent les idées."),
        data={"title": _("l’intitulé, tel qu’il est envoyé"), "text": _("le texte, tel qu’il est envoyé")},
    )

    record = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    title = models.CharField(max_length=160)
    text = models.TextField()

    def __str__(self) -> str:
        return f"{self.record_id}"


class IdeaContact(Private):
    """Where to say what became of an idea, as long as something may still become of it."""

    purpose = _("Dire à qui l’a demandé ce que son idée devient, à chaque étape.")
    retention = _("Jusqu’au dernier message, quand l’idée est écartée, livrée ou abandonnée ; trois ans au plus.")
    article_30 = Article30(
        name=_("Budgets participatifs : comment répondre"),
        basis=CONSENT,
        subjects=_("Les personnes qui proposent une idée et veulent savoir ce qu’elle devient."),
        recipients=_("Personne : la machine écrit à l’adresse, puis l’efface."),
        data={"email": _("l’adresse électronique, facultative"), "language": _("la langue choisie")},
    )

    record = models.OneToOneField(Idea, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")

    def __str__(self) -> str:
        return f"{self.record_id}"


class Voter(Private):
    """Who signed the roll online: a keyed hash of her address, one a vote; the database sees to it."""

    purpose = _("Qu’une personne vote une fois.")
    retention = _("90 jours après la fin du vote.")
    article_30 = Article30(
        name=_("Budgets participatifs : qui a voté"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui votent en ligne."),
        recipients=_("Personne : seul le programme compare les empreintes."),
        data={"budget": _("le vote"), "voter": _("l’empreinte de l’adresse électronique, faite avec une clé du site")},
    )

    record = models.OneToOneField(Signature, on_delete=models.CASCADE, related_name="+")
    seq = models.PositiveIntegerField()
    budget = models.CharField(max_length=40)
    voter = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["budget", "voter"], name="one_vote_a_voter")]

    def __str__(self) -> str:
        return f"{self.record_id}"


class CastBallot(Private):
    """A ballot in the box: no time, no act, a random key. Nothing in it says whose it is, or which came first.

    No act writes it: an act would tie it to a moment, and through that moment to a signature.
    """

    purpose = _("Garder les bulletins jusqu’au compte.")
    retention = _("Jusqu’au compte, qui les publie sans ordre et vide l’urne.")
    article_30 = Article30(
        name=_("Budgets participatifs : les bulletins dans l’urne"),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui votent."),
        recipients=_("Personne avant le compte ; tout le monde ensuite, sans aucun lien avec qui a voté."),
        data={"choices": _("les projets choisis, et les points donnés")},
    )

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    record = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="+")
    choices = models.CharField(max_length=1000)

    def __str__(self) -> str:
        return f"{self.pk}"


class PaperEntry(Private):
    """A paper ballot as one member of staff typed it; a second one must type the same before it counts."""

    purpose = _("Saisir deux fois chaque bulletin papier, pour qu’une faute de frappe ne compte pas.")
    retention = _("Jusqu’au compte.")
    article_30 = Article30(
        name=_("Budgets participatifs : la saisie des bulletins papier"),
        basis=PUBLIC_TASK,
        subjects=_("Les agent·es qui saisissent ; le bulletin papier, lui, ne porte pas de nom."),
        recipients=_("Les responsables du vote, en cas de désaccord entre deux saisies."),
        data={
            "number": _("le numéro imprimé sur le bulletin"),
            "clerk": _("le compte de l’agent·e qui a saisi"),
            "choices": _("les projets choisis, et les points donnés"),
            "agreed": _("si les deux saisies sont les mêmes"),
        },
    )

    record = models.ForeignKey(Budget, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    clerk = models.BigIntegerField()
    choices = models.CharField(max_length=1000)
    agreed = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["record", "number", "clerk"], name="one_entry_a_clerk_and_ballot")
        ]

    def __str__(self) -> str:
        return f"{self.record_id}.{self.number}"
