"""The report's own records: the editions that were published and the errata that correct them."""

from django.db import models
from django.db.models import Q

from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register
from chapitre.report.states import KINDS


@register(
    "report.editions",
    label=("éditions du bilan", "editions of the report"),
    singular=("édition", "edition"),
    description=(
        "Les éditions publiées du bilan : leur date, le registre dont elles partent, l’empreinte de leurs fichiers.",
        "The published editions of the report: their date, the ledger they stand on, the hash of their files.",
    ),
    schema=2,
    upcasters="chapitre.report.upcasters",
    index="editions",
    dated="published_on",
)
class Edition(Record):
    """A published edition: which ledger it stands on, and the hash of the manifest that names all its files."""

    number = facts.integer(("numéro", "number"), low=1, high=100_000, unique=True, noun=("le numéro", "the number"))
    published_on = facts.date(
        ("publiée le", "published on"), noun=("la date de publication", "the date of publication")
    )
    size = facts.integer(
        ("écritures", "entries"),
        high=2**53 - 1,
        noun=("la taille du registre", "the size of the ledger"),
        help=("Taille du registre au moment de l’édition.", "Size of the ledger when the edition was made."),
    )
    root = facts.text(("racine", "root"), 64, noun=("la racine", "the root"))
    manifest = facts.text(
        ("empreinte du manifeste", "manifest’s hash"),
        64,
        noun=("l’empreinte du manifeste", "the manifest’s hash"),
    )
    verifier = facts.text(
        ("empreinte de verify.py", "hash of verify.py"),
        64,
        noun=("l’empreinte de verify.py", "the hash of verify.py"),
    )

    class Meta:
        ordering = ["-number"]


@register(
    "report.errata",
    label=("errata", "errata"),
    singular=("erratum", "erratum"),
    description=(
        "Ce qu’une édition du bilan dit autrement qu’une édition précédente, et pourquoi.",
        "What an edition of the report says otherwise than an earlier one, and why.",
    ),
    schema=2,
    upcasters="chapitre.report.upcasters",
    index="errata",
    dated="published_on",
    exhibits={"reason": ("motif", "reason")},
)
class Erratum(Record):
    """What an edition says otherwise than an earlier one, and why."""

    figure = facts.text(("chiffre", "figure"), 80, noun=("le chiffre", "the figure"))
    kind = facts.code(("ce qui change", "what changes"), KINDS, length=12, noun=("ce qui change", "what changes"))
    published_on = facts.date(("publié le", "published on"), noun=("la date de publication", "the date of publication"))
    as_of = facts.date(
        ("date du chiffre", "figure’s date"), null=True, noun=("la date du chiffre", "the figure’s date")
    )
    old = facts.text(("ancienne valeur", "old value"), 60, noun=("l’ancienne valeur", "the old value"))
    new = facts.text(("nouvelle valeur", "new value"), 60, null=True, noun=("la nouvelle valeur", "the new value"))
    old_definition = facts.text(
        ("ancienne définition", "old definition"), 64, noun=("l’ancienne définition", "the old definition")
    )
    new_definition = facts.text(
        ("nouvelle définition", "new definition"),
        64,
        null=True,
        noun=("la nouvelle définition", "the new definition"),
    )

    class Meta:
        ordering = ["-published_on", "-key"]
        indexes = [models.Index(fields=["figure"], name="erratum_figure")]
        constraints = [models.CheckConstraint(name="erratum_kind", condition=Q(kind__in=list(KINDS)))]
