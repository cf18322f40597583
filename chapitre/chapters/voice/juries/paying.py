"""What is due to a jury’s members for the sessions they came to, and paying it: once each, never by name in public."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import sittings
from chapitre.chapters.voice.juries import turns
from chapitre.chapters.voice.juries.sittings import marks_of, names_of, paid_of
from chapitre.chapters.voice.models import Jury, JurySession, JuryTerms
from chapitre.kernel.acts import OutOfOrder, Receipt, Step, perform_many
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor


@dataclass(frozen=True)
class Claim:
    """One session that somebody came to and was not paid for."""

    session: JurySession
    rate_cents: int


@dataclass
class Due:
    """What is due to one member."""

    number: int
    name: str
    claims: list[Claim] = field(default_factory=list)

    @property
    def cents(self) -> int:
        return sum(one.rate_cents for one in self.claims)


def due(jury: Jury) -> list[Due]:
    """What is due and unpaid, by number. A session held before any terms were set gives nothing."""
    names, found = names_of(jury), dict[int, Due]()
    for session in JurySession.objects.filter(jury=jury.key, withdrawn=False, state="held").order_by("held_on", "pk"):
        in_force = JuryTerms.in_force(session.held_on) if session.held_on else None
        if in_force is None or not in_force.allowance_cents:
            continue
        paid = paid_of(session)
        for number, mark in marks_of(session).items():
            if mark == "present" and number not in paid:
                owed = found.setdefault(number, Due(number, names.get(number, "")))
                owed.claims.append(Claim(session, in_force.allowance_cents))
    return [found[number] for number in sorted(found)]


def pay(jury: Jury, chosen: dict[int, int], *, actor: Actor, at: datetime) -> list[Receipt]:
    """Declares these members paid, each the sum that was read (cents by number): an act for each session.

    Raises OutOfOrder when what is due is no longer what was read.
    """
    with log.writer():
        turns.take(jury.key)
        owed = {one.number: one for one in due(jury)}
        if any(number not in owed or owed[number].cents != cents for number, cents in chosen.items()):
            raise OutOfOrder(_("Ce qui est dû a changé depuis que cette page est ouverte : rechargez-la."))
        steps = list(_steps(jury, [owed[number] for number in sorted(chosen)], actor, at))
        if not steps:
            raise OutOfOrder(_("Cochez au moins une personne."))
        return perform_many(steps)


def _steps(jury: Jury, chosen: Iterable[Due], actor: Actor, at: datetime) -> Iterator[Step]:
    """An act for each session, in their order."""
    numbers: dict[tuple[str, int], list[int]] = {}
    for one in chosen:
        for claim in one.claims:
            numbers.setdefault((claim.session.key, claim.rate_cents), []).append(one.number)
    for (session, rate_cents), of_session in numbers.items():
        params = {"jury": jury.key, "session": session, "rate_cents": rate_cents, "numbers": of_session}
        yield Step(sittings.paid, None, actor, at, params)


def statement(jury: Jury) -> str:
    """What is due as a CSV for the treasury, which holds the bank details; ours holds none."""
    out = io.StringIO()
    written = csv.writer(out, delimiter=";")
    written.writerow([_("numéro"), _("nom"), _("sessions"), _("jours"), _("montant en euros")])
    for one in due(jury):
        days = " ".join(claim.session.held_on.isoformat() for claim in one.claims if claim.session.held_on)
        euros = f"{one.cents // 100},{one.cents % 100:02d}"
        written.writerow([one.number, _plain(one.name), len(one.claims), days, euros])
    return "\ufeff" + out.getvalue()


def _plain(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
