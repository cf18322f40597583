"""What a census says of a town: so many people for each answer to each criterion, from which quotas are proposed."""

from django.db import models

from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register


@register(
    "voice.census",
    label=("dénombrements du recensement", "census counts"),
    singular=("dénombrement", "census count"),
    description=(
        "Combien de personnes, par territoire et par critère : de quoi proposer les quotas d’un jury.",
        "How many people, by territory and criterion: what a jury’s quotas are proposed from.",
    ),
    title="value",
    columns=("territory", "vintage", "category", "value", "people", "source"),
    exhibits={"reason": ("motif", "reason")},
)
class CensusCount(Record):
    """The people who give one answer to one criterion, in one territory and vintage."""

    territory = facts.text(("territoire", "territory"), 80, noun=("le territoire", "the territory"))
    vintage = facts.integer(("millésime", "vintage"), low=1900, high=2200, noun=("le millésime", "the vintage"))
    category = facts.text(
        ("critère", "criterion"),
        60,
        noun=("le critère", "the criterion"),
        help=("Tel que le formulaire des volontaires le dira.", "As the volunteers’ form will say it."),
    )
    value = facts.text(("réponse", "answer"), 80, noun=("la réponse", "the answer"))
    people = facts.integer(("personnes", "people"), noun=("les personnes", "the people"))
    source = facts.text(
        ("source", "source"),
        120,
        noun=("la source", "the source"),
        help=(
            "Qui a compté, quel millésime, quel tableau. Chaque quota la citera.",
            "Who counted, which vintage, which table. Every quota will cite it.",
        ),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "vintage", "category", "value"],
                condition=models.Q(withdrawn=False),
                name="one_count_an_answer",
            )
        ]
