"""Money that the town votes, commits and pays, line by line, each traceable to what it was for."""

from chapitre.kernel.commons.columns import decision, organisation, project
from chapitre.kernel.records import facts
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import register

STAGES = {
    "voted": ("crédit voté", "voted"),
    "committed": ("engagée", "committed"),
    "paid": ("payée", "paid"),
}
NATURES = {
    "grant": ("subvention", "grant"),
    "investment": ("investissement", "investment"),
    "running": ("fonctionnement", "running cost"),
    "in_kind": ("aide en nature", "aid in kind"),
}


@register(
    "town.payments",
    label=("dépenses", "expenditure"),
    singular=("dépense", "expense"),
    description=(
        "Les dépenses de la Ville par opération : crédits votés, engagés, payés, avec leur objet et leur bénéficiaire.",
        "The town’s expenditure by operation: voted, committed, paid, with what it is for and who receives it.",
    ),
    title="object",
    dated="dated_on",
    columns=("dated_on", "operation", "object", "stage", "amount_cents"),
    marks={"voted": "new", "committed": "doing", "paid": "done"},
    exhibits={"reason": ("motif", "reason")},
)
class Payment(Record):
    """One line of money. A line that is voted, then committed, then paid is one record that moves."""

    operation = facts.text(
        ("opération", "operation"),
        60,
        noun=("l’opération", "the operation"),
        help=("Le nom sous lequel ces dépenses sont suivies.", "The name under which this money is followed."),
    )
    object = facts.text(("objet", "object"), 200, noun=("l’objet", "the object"))
    nature = facts.code(("nature", "kind"), NATURES, length=12, noun=("la nature", "the kind"))
    stage = facts.code(("étape", "stage"), STAGES, length=12, noun=("l’étape", "the stage"))
    amount_cents = facts.integer(
        ("montant", "amount"),
        high=10**13,
        unit="eur",
        noun=("le montant", "the amount"),
        help=("En euros.", "In euros."),
    )
    dated_on = facts.date(("datée du", "dated"), noun=("la date", "the date"), when=("daté", "dated"))
    payee = organisation(("bénéficiaire", "payee"), noun=("le bénéficiaire", "the payee"))
    project = project()
    decision = decision()
