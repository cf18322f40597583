"""How these registers stand in the official schemas."""

from chapitre.kernel.commons.matters import path
from chapitre.kernel.exchange.official import KEY, always, official, said
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
