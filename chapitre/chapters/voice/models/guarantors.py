"""What somebody from outside the town found in the folder of a jury's panels."""

from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

ROLES = {
    "bailiff": ("commissaire de justice", "bailiff"),
    "opposition": ("opposition municipale", "opposition of the council"),
    "association": ("association", "association"),
    "researcher": ("laboratoire de recherche", "research laboratory"),
    "administration": ("autre administration", "another administration"),
    "other": ("autre garant", "another guarantor"),
}
VERDICTS = {"sound": ("conforme", "sound"), "objections": ("objections", "objections")}


@register(
    "voice.panel_checks",
    label=("contrôles des panels", "checks of the panels"),
    singular=("contrôle des panels", "check of the panels"),
    description=(
        "Qui, hors de la Ville, a contrôlé les quotas et les chances des panels d’un jury, sur quel dossier, avec quel "
        "résultat.",
        "Who, outside the town, checked the quotas and the chances of a jury’s panels, on which folder, and what came "
        "of it.",
    ),
    title="organisation",
    dated="checked_on",
    columns=("jury", "organisation", "role", "state", "checked_on"),
    marks={"sound": "done", "objections": "no"},
    exhibits={
        "objections": ("objections", "objections"),
        "person": ("personne, avec son accord", "person, who agrees"),
        "reason": ("motif", "reason"),
    },
)
class PanelCheck(Record):
    """One check of one folder by one guarantor."""

    jury = facts.link(("jury", "jury"), "voice.juries", noun=("le jury", "the jury"))
    organisation = facts.text(
        ("garant", "guarantor"),
        160,
        noun=("le garant", "the guarantor"),
        help=("L’organisme, jamais une personne : une étude, un groupe d’élu·es, une association.",
              "The body, never a person: a bailiff’s office, a group of councillors, an association."),
    )  # fmt: skip
    role = facts.code(("qualité", "standing"), ROLES, length=20, noun=("la qualité du garant", "the standing"))
    folder = facts.text(
        ("empreinte du dossier", "the folder’s hash"),
        64,
        noun=("l’empreinte du dossier", "the folder’s hash"),
        help=("Celle que le programme du garant a calculée.", "The one that the guarantor’s program computed."),
    )
    state = facts.code(("verdict", "verdict"), VERDICTS, length=12, noun=("le verdict", "the verdict"))
    checked_on = facts.date(
        ("contrôlé le", "checked on"),
        noun=("la date du contrôle", "the day of the check"),
        when=("contrôlé", "checked"),
    )
