"""How these registers stand in the official schemas."""

from chapitre.kernel.commons.matters import path
from chapitre.kernel.exchange.official import KEY, always, coded, measured, official, said, titled
from chapitre.kernel.town import town

official(
    "town.decisions",
    "deliberations",
    {
        "COLL_NOM": always(lambda: town().publisher.name or town().name),
        "COLL_SIRET": always(lambda: town().siret),
        "DELIB_ID": KEY,
        "DELIB_DATE": "decided_on",
        "DELIB_MATIERE_CODE": "matter",
        "DELIB_MATIERE_NOM": said(lambda facts: path(str(facts["matter"]))),
        "DELIB_OBJET": "subject",
        "VOTE_POUR": "votes_for",
        "VOTE_CONTRE": "votes_against",
        "VOTE_ABSTENTION": "abstentions",
    },
)

official(
    "town.payments",
    "subventions",
    {
        "nomAttribuant": always(lambda: town().publisher.name or town().name),
        "idAttribuant": always(lambda: town().siret),
        "dateConvention": "dated_on",
        "referenceDecision": "decision",
        "nomBeneficiaire": titled("payee"),
        "objet": "object",
        "montant": measured("amount_cents", "€"),
        "nature": coded("nature", {"aide en numéraire": "grant", "aide en nature": "in_kind"}),
        # A line of the register is paid at once, on its day, and to one body.
        "conditionsVersement": always(lambda: "unique"),
        "datesPeriodeVersement": said(lambda facts: facts["dated_on"]),
        "notificationUE": always(lambda: False),
        "pourcentageSubvention": always(lambda: 1),
    },
    fills={"operation": lambda facts: "subventions", "stage": lambda facts: "committed"},
    only=lambda facts: facts["nature"] in ("grant", "in_kind") and facts["payee"] is not None,
)
