"""How editions and errata come into the ledger: once, by an administrator, for ever."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from chapitre.kernel.acts import Change, Missing, act
from chapitre.kernel.people.actors import ADMINISTRATOR, SUPERVISOR


@act(
    "report.editions",
    label=("publier l’édition", "publish the edition"),
    by=(ADMINISTRATOR,),
    creates=True,
    told=("publiée", "published"),
)
def edition_published(
    before: None, *, on_date: date, number: int, size: int, root: str, manifest: str, verifier: str
) -> Change:
    """An edition is out: its manifest's hash stands in the ledger from now on."""
    facts = {"number": number, "published_on": on_date, "size": size, "root": root}
    return Change(facts=facts | {"manifest": manifest, "verifier": verifier})


@act(
    "report.errata",
    label=("publier l’erratum", "publish the erratum"),
    by=(ADMINISTRATOR, SUPERVISOR),
    creates=True,
    told=("publié", "published"),
)
def erratum_published(
    before: None,
    *,
    on_date: date,
    figure: str,
    kind: str,
    reason: str,
    old: str,
    new: str | None,
    as_of: date | None,
    old_definition: str,
    new_definition: str | None,
) -> Change:
    """The town says in public what an earlier edition said otherwise, and why."""
    if not reason.strip():
        raise Missing(_("Écrivez le motif : il restera à côté du chiffre."))
    facts = {
        "figure": figure,
        "kind": kind,
        "published_on": on_date,
        "as_of": as_of,
        "old": old,
        "new": new,
        "old_definition": old_definition,
        "new_definition": new_definition,
    }
    return Change(facts=facts, exhibits={"reason": reason.strip()})
