"""Contributions to consultations: what was chosen and where, and, once read, the words."""

from django.db import models

from chapitre.kernel.commons.columns import district, place
from chapitre.kernel.geo.models import Located, point_constraints, point_indexes
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

STATES = {
    "pending": ("à relire", "to be read"),
    "published": ("publiée", "published"),
    "removed": ("écartée", "set aside"),
}
CHANNELS = {
    "web": ("en ligne", "online"),
    "meeting": ("en réunion", "at a meeting"),
    "paper": ("sur papier", "on paper"),
}
# The only grounds on which words are not published. The page of each consultation lists them, with how often.
MOTIVES = {
    "personal": ("nomme ou montre une personne", "names or describes a person"),
    "insult": ("injure, menace ou propos haineux", "insults, threats or hate"),
    "illegal": ("contraire à la loi", "against the law"),
    "advert": ("publicité", "advertising"),
    "unrelated": ("sans rapport avec la question posée", "unrelated to the question asked"),
    "repeated": ("même texte, envoyé plusieurs fois", "the same text, sent several times"),
}


@register(
    "voice.contributions",
    label=("contributions", "contributions"),
    singular=("contribution", "contribution"),
    description=(
        "Ce que des habitant·es ont répondu aux consultations : choix, lieu, texte une fois relu. Jamais qui.",
        "What residents answered to consultations: choice, place, words once read. Never who.",
    ),
    dated="sent_on",
    columns=("sent_on", "consultation", "choice", "district", "state", "themes"),
    marks={"pending": "new", "published": "done", "removed": "no"},
    kept_back={"state": ("pending", "removed")},
    private=("voice.ContributionDraft", "voice.ContributionContact"),
    exhibits={"text": ("texte", "text")},
    desk="bureau_contribution",
)
class Contribution(Located, Record):
    """One contribution. Its point is the publishable one nearest to what was shown: on the street, before no door."""

    consultation = facts.link(
        ("consultation", "consultation"), "voice.consultations", noun=("la consultation", "the consultation")
    )
    channel = facts.code(("reçue", "received"), CHANNELS, length=12, noun=("la voie", "the channel"))
    choice = facts.text(("choix", "choice"), 80, null=True, noun=("le choix", "the choice"))
    district = district()
    place = place()
    state = facts.code(("état", "state"), STATES, length=12, noun=("l’état", "the state"))
    motive = facts.code(("motif", "grounds"), MOTIVES, length=12, null=True, noun=("le motif", "the grounds"))
    themes = facts.text(
        ("attentes portées", "expectations carried"),
        200,
        null=True,
        noun=("les attentes portées", "the expectations carried"),
        help=("Les numéros des attentes, séparés par des espaces.", "Numbers of expectations, separated by spaces."),
    )
    sent_on = facts.date(
        ("envoyée le", "sent on"), noun=("la date d’envoi", "the day it was sent"), when=("envoyé", "sent")
    )
    read_on = facts.date(
        ("relue le", "read on"), null=True, noun=("la date de relecture", "the day it was read"), when=("relu", "read")
    )

    class Meta:
        indexes = [*point_indexes(), models.Index(fields=["consultation", "state"], name="voice_contribution_of")]
        constraints = point_constraints()
