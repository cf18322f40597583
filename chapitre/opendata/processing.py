"""What the site itself keeps of people, whatever its chapters, for the register of processing."""

from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.processing import CONSENT, PUBLIC_TASK, Processing

PROCESSINGS = (
    Processing(
        name=_("Comptes des habitant·es"),
        purpose=_("Retrouver ses démarches d’une visite à l’autre. Rien n’oblige à ouvrir un compte."),
        basis=CONSENT,
        subjects=_("Les personnes qui ouvrent un compte."),
        data=(_("l’adresse électronique"), _("les dates d’ouverture et de dernière visite")),
        recipients=_("Les administrateur·rices du site."),
        retention=_("Jusqu’à ce que la personne supprime son compte, d’un geste."),
    ),
    Processing(
        name=_("Comptes du personnel"),
        purpose=_("N’ouvrir chaque acte qu’à qui en a le droit."),
        basis=PUBLIC_TASK,
        subjects=_("Les agent·es, responsables, élu·es et vérificateur·rices."),
        data=(
            _("l’adresse électronique et le nom d’usage"),
            _("le rôle et les services"),
            _("l’empreinte du mot de passe, les clés de connexion"),
            _("la date de la dernière visite"),
        ),
        recipients=_("Les administrateur·rices du site. Le registre public ne dit que le rôle, jamais le nom."),
        retention=_("Tant que la personne travaille pour la Ville ; le compte est fermé à son départ."),
    ),
    Processing(
        name=_("Sessions et langue"),
        purpose=_("Tenir ouverte la session d’un compte, protéger les formulaires, garder la langue choisie."),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui visitent le site."),
        data=(_("trois témoins (cookies) : session, formulaires, langue"),),
        recipients=_("Personne."),
        retention=_("La session, douze heures au plus ; les deux autres, un an."),
    ),
    Processing(
        name=_("Courriels envoyés"),
        purpose=_("Dire la suite donnée, ouvrir un compte."),
        basis=PUBLIC_TASK,
        subjects=_("Les personnes qui ont laissé une adresse."),
        data=(_("l’adresse électronique"), _("le message")),
        recipients=_("Le service de messagerie de la Ville."),
        retention=_("Celle de cette messagerie : le site n’en garde pas de copie."),
    ),
)
