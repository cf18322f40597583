"""What this chapter keeps of people outside private rows, for the register of processing."""

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.processing import LEGAL_DUTY, PUBLIC_TASK, Processing

PROCESSINGS = (
    Processing(
        name=_("Signalements : qui a lu une adresse"),
        purpose=_("Savoir qui, du personnel, a lu l’adresse laissée par une personne."),
        basis=LEGAL_DUTY,
        subjects=_("Les membres du personnel."),
        data=(_("le compte"), _("le rôle"), _("le moment")),
        recipients=_("Les administrateur·rices du site, sur demande de la personne concernée."),
        retention=_("Un an."),
    ),
    Processing(
        name=_("Signalements : le frein aux envois en masse"),
        purpose=_("Reconnaître une machine qui envoie sans arrêt, sans savoir qui elle est."),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui signalent."),
        data=(_("une empreinte du jour de l’adresse réseau, que rien ne relie à celle du lendemain"),),
        recipients=_("Personne : la machine compte."),
        retention=_("Un jour au plus."),
    ),
)
