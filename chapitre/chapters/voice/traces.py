"""What this chapter keeps of people outside private rows, for the register of processing."""

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.processing import LEGAL_DUTY, PUBLIC_TASK, Processing

PROCESSINGS = (
    Processing(
        name=_("Jurys : qui a pris le dossier du garant"),
        purpose=_("Savoir qui, du personnel, a téléchargé les réponses des volontaires."),
        basis=LEGAL_DUTY,
        subjects=_("Les membres du personnel."),
        data=(_("le compte"), _("le rôle"), _("le moment")),
        recipients=_("Les administrateur·rices du site, sur demande de la personne concernée."),
        retention=_("Un an."),
    ),
    Processing(
        name=_("Réunions : le compte des présent·es"),
        purpose=_("Compter les personnes présentes sans savoir qui elles sont, et aucune deux fois."),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui se comptent avec leur téléphone."),
        data=(_("une empreinte d’un nombre tiré au hasard pour ce téléphone et cette réunion"),),
        recipients=_("Personne : la machine compte."),
        retention=_("Jusqu’à ce que la réunion soit déclarée tenue ; 30 jours au plus."),
    ),
)
