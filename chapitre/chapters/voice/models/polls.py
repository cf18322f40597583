"""Consultative polls, and their ballots once they are published."""

from django.db import models

from chapitre.kernel.commons.columns import name
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

LONGEST_CHOICE = 80  # twenty answers of three digits
STATES = {
    "draft": ("annoncé", "announced"),
    "open": ("ouvert", "open"),
    "closed": ("dépouillé", "counted"),
}


@register(
    "voice.polls",
    label=("scrutins consultatifs", "consultative polls"),
    singular=("scrutin consultatif", "consultative poll"),
    description=(
        "Les scrutins consultatifs : la question, les réponses offertes, la liste, les bulletins et leur racine.",
        "Consultative polls: the question, the answers offered, the list, the ballots and their root.",
    ),
    schema=2,
    upcasters="chapitre.chapters.voice.polls_upcasters",
    title="name",
    dated="opens_on",
    page="scrutin",
    desk="bureau_scrutin",
    columns=("name", "state", "opens_on", "closes_on", "voters", "ballots"),
    marks={"draft": "new", "open": "doing", "closed": "done"},
    private=("voice.PollVoter", "voice.PollBallot", "voice.PollMail"),
    exhibits={"reason": ("motif", "reason")},
)
class Poll(Record):
    """One poll. Roots are hexadecimal: of the voters' list when it opens, of the ballots when it is counted."""

    name = name(("question", "question"), 200)
    consultation = facts.link(
        ("consultation", "consultation"), "voice.consultations", null=True,
        noun=("la consultation", "the consultation"),
    )  # fmt: skip
    answers = facts.text(
        ("réponses offertes", "answers offered"),
        400,
        noun=("les réponses offertes", "the answers offered"),
        help=("Séparées par des points-virgules.", "Separated by semicolons."),
    )
    most = facts.integer(
        ("réponses au plus", "answers at most"), low=1, high=20, default=1,
        noun=("le nombre de réponses qu’un bulletin peut choisir", "the number of answers a ballot may choose"),
        help=("Combien de réponses un bulletin peut choisir.", "How many answers a ballot may choose."),
    )  # fmt: skip
    opens_on = facts.date(("ouvert le", "opens on"), noun=("l’ouverture", "the opening"), when=("ouvert", "open"))
    closes_on = facts.date(("clos le", "closes on"), noun=("la clôture", "the closing"), when=("clos", "closed"))
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    voters = facts.integer(("inscrits", "voters"), null=True, noun=("le nombre d’inscrits", "the number of voters"))
    roll = facts.text(
        ("racine de la liste", "root of the list"), 64, null=True, noun=("la racine de la liste", "the list’s root")
    )
    replaced = facts.integer(
        ("codes remplacés", "codes replaced"), default=0,
        noun=("le nombre de codes remplacés", "the number of codes replaced"),
    )  # fmt: skip
    ballots = facts.integer(
        ("bulletins", "ballots"), null=True, noun=("le nombre de bulletins", "the number of ballots")
    )
    root = facts.text(
        ("racine des bulletins", "root of the ballots"), 64, null=True,
        noun=("la racine des bulletins", "the ballots’ root"),
    )  # fmt: skip
    result = facts.text(
        ("résultat", "result"), 120, null=True, noun=("le résultat", "the result"),
        help=("Le nombre de chaque réponse, dans leur ordre.", "The number for each answer, in their order."),
    )  # fmt: skip

    @property
    def offered(self) -> tuple[str, ...]:
        """The answers, in their order."""
        return tuple(one.strip() for one in self.answers.split(";") if one.strip())

    @property
    def counts(self) -> list[int]:
        """How many chose each answer, once counted."""
        return [int(one) for one in (self.result or "").split()]


class PublishedBallot(models.Model):
    """A ballot of a counted poll: its tracker and what it chooses (`2`, `1+3`), and nothing else in the world."""

    tracker = models.CharField(primary_key=True, max_length=26)
    poll = models.CharField(max_length=40, db_index=True)
    choice = models.CharField(max_length=LONGEST_CHOICE)

    def __str__(self) -> str:
        return self.tracker
