"""How contributions to consultations change: sent, read and published or set aside, then coded into expectations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.acts import BadFact, Change, Missing, PrivateRow, act
from chapitre.kernel.people.actors import RESIDENT, STAFF

CONTRIBUTIONS = "voice.contributions"
DRAFT, CONTACT = "voice.ContributionDraft", "voice.ContributionContact"
READ_DAYS = 90  # words that nobody read, and addresses, are kept no longer
PRIVATE = (DRAFT, CONTACT)


@act(
    CONTRIBUTIONS,
    label=("contribuer", "contribute"),
    by=(RESIDENT, *STAFF),
    creates=True,
    scoped=False,
    told=("contribution reçue", "contribution received"),
)
def sent(
    before: None,
    *,
    on_date: date,
    consultation: str,
    channel: str = "web",
    choice: str | None = None,
    text: str = "",
    email: str = "",
    language: str = "fr",
    given_on: date | None = None,
    **where: Any,
) -> Change:
    """A contribution comes in: an answer chosen, words, or both. `where` is lon, lat, district and place, or nothing.

    An answer without words has nothing to read: it is published at once. What came on paper or was said in a meeting
    is typed later: `given_on` is its day.
    """
    if given_on is not None and given_on > on_date:
        raise BadFact("given_on", given_on)
    if stray := set(where) - {"lon", "lat", "district", "place"}:
        raise BadFact(min(stray), where[min(stray)])
    text = text.strip()
    if not text and not choice:
        raise Missing(_("Choisissez une réponse, ou écrivez quelques mots."))
    expires = on_date + timedelta(days=READ_DAYS)
    private: list[PrivateRow] = []
    if text:
        private.append(PrivateRow(DRAFT, {"text": text, "expires_on": expires}, committed=("text",)))
    if text and email:
        values = {"email": email, "language": language, "expires_on": expires}
        private.append(PrivateRow(CONTACT, values, committed=("email",)))
    facts = where | {
        "consultation": consultation,
        "channel": channel,
        "choice": choice or None,
        "sent_on": given_on or on_date,
        "state": "pending" if text else "published",
        "read_on": None if text else on_date,
    }
    return Change(facts=facts, private=tuple(private))


@act(CONTRIBUTIONS, label=("publier", "publish"), by=STAFF, states=("pending",), told=("publiée", "published"))
def published(before: Mapping[str, Any], *, on_date: date, text: str) -> Change:
    """An agent has read the words: they are public from now on, without what would name somebody."""
    if not text.strip():
        raise Missing(_("Il ne reste rien à publier : écartez plutôt la contribution, avec son motif."))
    return Change(facts={"state": "published", "read_on": on_date}, exhibits={"text": text.strip()}, settle=PRIVATE)


@act(CONTRIBUTIONS, label=("écarter", "set aside"), by=STAFF, states=("pending",), told=("écartée", "set aside"))
def removed(before: Mapping[str, Any], *, on_date: date, motive: str) -> Change:
    """Not published, on one of the published grounds; the words are gone, their commitment stays."""
    return Change(facts={"state": "removed", "motive": motive, "read_on": on_date}, settle=PRIVATE)


@act(CONTRIBUTIONS, label=("relier aux attentes", "code"), by=STAFF, states=("published",), told=("reliée", "coded"))
def coded(before: Mapping[str, Any], *, on_date: date, themes: Sequence[str]) -> Change:
    """What it asks for, as expectations of its consultation (their keys): one contribution may carry several."""
    return Change(facts={"themes": " ".join(sorted(set(themes))) or None})
