"""What each climate conference promised, decided and paid; the lines of money are the chapter `climate`'s."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from chapitre.chapters.voice.acts import pledges
from chapitre.kernel.commons import acts as commons
from chapitre.kernel.commons.demonstration import Demonstration

ENVELOPE_CENTS = 70_000_000


@dataclass(frozen=True)
class Promise:
    """One pledge: its line's number and hundredths of the envelope, when it was decided, what is paid so far in
    hundredths of the line, and where it stands."""

    edition: int
    subject: str
    share: int
    decided: date
    paid: tuple[int, ...]
    state: str


# The year of each edition, and its day.
EDITIONS = {2021: date(2021, 10, 9), 2023: date(2023, 10, 14), 2025: date(2025, 10, 11)}
PROMISES = (
    Promise(2021, "végétaliser deux cours d’école", 26, date(2021, 12, 16), (55, 42), "kept"),
    Promise(2021, "installer des composteurs de quartier", 9, date(2021, 12, 16), (100,), "kept"),
    Promise(2021, "ouvrir des ateliers de réparation de vélos", 7, date(2022, 6, 23), (40, 30, 28), "kept"),
    Promise(2023, "récupérer l’eau de pluie au centre technique", 18, date(2023, 12, 14), (70, 26), "kept"),
    Promise(2023, "ouvrir une bibliothèque d’outils", 8, date(2023, 12, 14), (60, 40), "running"),
    Promise(2023, "ombrager la place Voltaire", 15, date(2024, 6, 20), (35,), "running"),
    Promise(2025, "planter des jardins de rue", 17, date(2025, 10, 16), (), "decided"),
)
WORKS = ("acompte", "deuxième paiement", "solde")


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    for day in sorted({one.decided for one in PROMISES}):
        demonstration.tell(
            commons.decision.recorded, _decision(day), day, decided_on=day, matter="7",
            subject="crédits des engagements de la conférence climat", votes_for=41, votes_against=0, abstentions=4,
            document=None,
        )  # fmt: skip
    for number, (year, day) in enumerate(EDITIONS.items(), start=1):
        own = [one for one in PROMISES if one.edition == year]
        first = min(one.decided for one in own)
        name = f"Pour le climat, à Ivry, on agit ! {number}"
        demonstration.tell(
            pledges.edition.recorded, f"climat-{year}", first, hour=11, name=name,
            conference=f"conference-climat-{year}", held_on=day, decision=_decision(first),
            envelope_cents=sum(_cents(one) for one in own),
        )  # fmt: skip
    for number, one in enumerate(PROMISES, start=1):
        _promise(demonstration, number, one)


def _promise(demonstration: Demonstration, number: int, one: Promise) -> None:
    tell, key, day = demonstration.tell, f"ENG-{number}", EDITIONS[one.edition]
    tell(
        pledges.pledge.recorded, key, day, hour=17, conference=f"conference-climat-{one.edition}", subject=one.subject,
        carrier=None, district=None, pledged_on=day, document=None,
    )  # fmt: skip
    tell(
        pledges.pledge_decided, key, one.decided, hour=12, envelope_cents=_cents(one), payment=f"CLIMAT-{number}",
        decision=_decision(one.decided),
    )  # fmt: skip
    begun = one.decided + timedelta(days=60)
    if one.state in ("running", "kept"):
        tell(pledges.pledge_begun, key, begun)
    for place, hundredths in enumerate(one.paid):
        paid_on = begun + timedelta(days=90 * (place + 1))
        what = WORKS[min(place, len(WORKS) - 1)]
        tell(
            pledges.payment.recorded, f"{key}-P{place + 1}", paid_on, pledge=key, object=f"{one.subject}, {what}",
            amount_cents=_cents(one) * hundredths // 100, paid_on=paid_on, payee=None,
        )  # fmt: skip
    if one.state == "kept":
        kept_on = begun + timedelta(days=90 * len(one.paid) + 30)
        tell(pledges.pledge_kept, key, kept_on, hour=15, result="Fait, et visible sur place.")


def _cents(one: Promise) -> int:
    return ENVELOPE_CENTS * one.share // 100


def _decision(day: date) -> str:
    return f"{day.isoformat()}-31"
