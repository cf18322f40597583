"""How a jury’s terms, sessions and allowances change: sessions are planned, rolls called, those present paid."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.models.jury_sessions import MARKS
from chapitre.kernel.acts import HEADS, BadFact, Change, Missing, PrivateRow, act, plain, step
from chapitre.kernel.acts.plain import REASON, worded

TERMS, SESSIONS, ALLOWANCES = "voice.jury_terms", "voice.jury_sessions", "voice.jury_allowances"
CLAIMED = 4
"""Whole years after its own in which a sum that a town owes can be claimed (law 68-1250 of 31 December 1968)."""

Marks = Sequence[tuple[int, str]]

terms = plain(TERMS, by=HEADS, label=("fixer les conditions", "set the terms"), told=("fixées", "set"))
session = plain(
    SESSIONS,
    by=HEADS,
    label=("prévoir une session", "plan a session"),
    sets={"state": "planned"},
    leaves=("held_on", "seats", "present", "excused", "absent"),
    told=("prévue", "planned"),
    amends=("planned",),  # what a roll counted is put right with the roll
)
session_cancelled = step(
    SESSIONS,
    "cancelled",
    ("annuler la session", "cancel the session"),
    by=HEADS,
    states=("planned",),
    sets={"state": "cancelled"},
    asks=(REASON,),
    told=("annulée", "cancelled"),
)


@act(
    SESSIONS,
    name="held",
    label=("faire l’appel", "call the roll"),
    by=HEADS,
    states=("planned",),
    told=("tenue", "held"),
)
def session_held(before: Mapping[str, Any], *, on_date: date, marks: Marks) -> Change:
    """Held: how many came is public, who came is not."""
    return Change(facts={"state": "held", "held_on": on_date} | counted(marks), private=(_roll(marks, on_date),))


@act(
    SESSIONS,
    name="recounted",
    label=("corriger l’appel", "correct the roll"),
    by=HEADS,
    states=("held",),
    told=("appel corrigé", "roll corrected"),
)
def session_recounted(before: Mapping[str, Any], *, on_date: date, marks: Marks, reason: str) -> Change:
    """The roll was wrong; the new one takes its place."""
    told = worded(reason, _("Dites pourquoi l’appel est corrigé, sans nommer personne."))
    rows = (_roll(marks, date.fromisoformat(before["held_on"])),)
    return Change(facts=counted(marks), exhibits={"reason": told}, private=rows, settle=("voice.Attendance",))


def counted(marks: Marks) -> dict[str, int]:
    """The public counts of a roll. Raises Missing on none, BadFact on a mark that is none."""
    if not marks:
        raise Missing(_("Personne n’a accepté de siège : il n’y a pas d’appel à faire."))
    if stray := next((mark for _number, mark in marks if mark not in MARKS), None):
        raise BadFact("present", stray)
    counts = Counter(mark for _number, mark in marks)
    return {"seats": len(marks)} | {mark: counts[mark] for mark in MARKS}


def _roll(marks: Marks, day: date) -> PrivateRow:
    values = {"marks": [list(one) for one in sorted(marks)], "expires_on": claimed_until(day)}
    return PrivateRow("voice.Attendance", values, committed=("marks",))


def claimed_until(day: date) -> date:
    """The last day on which what is owed since a day can still be claimed."""
    return date(day.year + CLAIMED, 12, 31)


@act(ALLOWANCES, label=("payer les indemnités", "pay the allowances"), by=HEADS, creates=True, told=("payées", "paid"))
def paid(before: None, *, on_date: date, jury: str, session: str, rate_cents: int, numbers: Sequence[int]) -> Change:
    """What some of those present at a session received, a sum each."""
    facts = {"jury": jury, "session": session, "paid_on": on_date, "jurors": len(numbers), "rate_cents": rate_cents}
    values = {"numbers": sorted(numbers), "expires_on": claimed_until(on_date)}
    row = PrivateRow("voice.AllowancePaid", values, committed=("numbers",))
    return Change(facts=facts | {"amount_cents": len(numbers) * rate_cents}, private=(row,))


@act(
    ALLOWANCES,
    label=("retirer du compte", "withdraw"),
    by=HEADS,
    asks=(REASON,),
    grave=True,
    told=("retirées du compte", "withdrawn"),
)
def withdrawn(before: Mapping[str, Any], *, on_date: date, reason: str) -> Change:
    """The payment was not made: the sums are due again."""
    told = worded(reason, _("Écrivez le motif : tout le monde pourra le lire."))
    return Change(facts={"withdrawn": True}, exhibits={"reason": told})
