"""The report's own records: the editions that were published and the errata that correct them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register, register
from chapitre.report.states import KINDS


class Edition(Record):
    """A published edition: which ledger it stands on, and the hash of the manifest that names all its files."""

    number = models.IntegerField(_("numéro"), unique=True)
    published_on = models.DateField(_("publiée le"))
    size = models.BigIntegerField(_("écritures"), help_text=_("Taille du registre au moment de l’édition."))
    root = models.CharField(_("racine"), max_length=64)
    manifest = models.CharField(_("empreinte du manifeste"), max_length=64)
    verifier = models.CharField(_("empreinte de verify.py"), max_length=64)

    class Meta:
        ordering = ["-number"]


class Erratum(Record):
    """What an edition says otherwise than an earlier one, and why."""

    figure = models.CharField(_("chiffre"), max_length=80)
    kind = models.CharField(_("ce qui change"), max_length=12)
    published_on = models.DateField(_("publié le"))
    as_of = models.DateField(_("date du chiffre"), null=True)
    old = models.CharField(_("ancienne valeur"), max_length=60)
    new = models.CharField(_("nouvelle valeur"), max_length=60, null=True)
    old_definition = models.CharField(_("ancienne définition"), max_length=64)
    new_definition = models.CharField(_("nouvelle définition"), max_length=64, null=True)

    class Meta:
        ordering = ["-published_on", "-key"]
        indexes = [models.Index(fields=["figure"], name="erratum_figure")]
        constraints = [models.CheckConstraint(name="erratum_kind", condition=Q(kind__in=list(KINDS)))]


Edition.register = register(
    Register(
        name="report.editions",
        label=("éditions du bilan", "editions of the report"),
        singular=("édition", "edition"),
        model="report.Edition",
        facts=("number", "published_on", "size", "root", "manifest", "verifier"),
        bounds={"number": (1, 100_000), "size": (0, 2**53 - 1)},
        phrases={
            "number": ("le numéro", "the number"),
            "published_on": ("la date de publication", "the date of publication"),
            "size": ("la taille du registre", "the size of the ledger"),
            "root": ("la racine", "the root"),
            "manifest": ("l’empreinte du manifeste", "the manifest’s hash"),
            "verifier": ("l’empreinte de verify.py", "the hash of verify.py"),
            "withdrawn": ("la fiche est retirée", "the record is withdrawn"),
        },
    )
)
Erratum.register = register(
    Register(
        name="report.errata",
        label=("errata", "errata"),
        singular=("erratum", "erratum"),
        model="report.Erratum",
        exhibits=("reason",),
        facts=("figure", "kind", "published_on", "as_of", "old", "new", "old_definition", "new_definition"),
        values={"kind": KINDS},
        phrases={
            "figure": ("le chiffre", "the figure"),
            "kind": ("ce qui change", "what changes"),
            "published_on": ("la date de publication", "the date of publication"),
            "as_of": ("la date du chiffre", "the figure’s date"),
            "old": ("l’ancienne valeur", "the old value"),
            "new": ("la nouvelle valeur", "the new value"),
            "old_definition": ("l’ancienne définition", "the old definition"),
            "new_definition": ("la nouvelle définition", "the new definition"),
            "withdrawn": ("la fiche est retirée", "the record is withdrawn"),
        },
    )
)
