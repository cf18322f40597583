"""What this chapter keeps of people outside private rows, for the register of processing."""

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.processing import PUBLIC_TASK, Processing

PROCESSINGS = (
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
