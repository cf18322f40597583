"""The climate conferences’ money, followed from pledge to result, and what must be true of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from chapitre.chapters.voice.models.pledges import ClimateEdition, Pledge, PledgePayment
from chapitre.kernel.commons.models import Decision, Payment
from chapitre.kernel.records.models import Opening

SHADES = ("paid", "spare", "committed", "voted")
WIDTH = 1000  # units of the bar


@dataclass(frozen=True)
class Trace:
    """One pledge and everything that its money went through. Cents."""

    pledge: Pledge
    decision: Decision | None
    line: Payment | None
    payments: Sequence[PledgePayment]
    result: str

    @property
    def reserved(self) -> int:
        """What the line holds."""
        return self.line.amount_cents if self.line else 0

    @property
    def paid(self) -> int:
        return sum(one.amount_cents for one in self.payments)

    @property
    def left(self) -> int:
        return self.reserved - self.paid

    @property
    def shares(self) -> dict[str, int]:
        """The line by what became of it: paid; spare, once the pledge is kept; committed or only voted until then."""
        kind = "spare" if self.pledge.state == "kept" else "voted"
        if kind == "voted" and self.line and self.line.stage != "voted":
            kind = "committed"
        return {"paid": self.paid, kind: max(0, self.left)}

    @property
    def holds(self) -> bool:
        """Whether the line is what was set aside, and no more was paid than it holds."""
        return self.reserved == self.pledge.envelope_cents and self.paid <= self.reserved


@dataclass(frozen=True)
class EditionMoney:
    """One edition, its envelope, and its pledges traced."""

    edition: ClimateEdition
    traces: list[Trace] = field(default_factory=list)

    @property
    def envelope(self) -> int:
        return self.edition.envelope_cents

    @property
    def set_aside(self) -> int:
        """What its pledges had set aside for them."""
        return sum(one.pledge.envelope_cents for one in self.traces)

    @property
    def paid(self) -> int:
        return sum(one.paid for one in self.traces)

    @property
    def left(self) -> int:
        return self.envelope - self.paid

    @property
    def kept(self) -> int:
        return sum(one.pledge.state == "kept" for one in self.traces)

    @property
    def holds(self) -> bool:
        """Whether its pledges share its envelope, no more and no less."""
        return self.set_aside == self.envelope


@dataclass(frozen=True)
class Segment:
    """A stretch of the bar."""

    kind: str
    start: int
    width: int
    cents: int


def editions(until: date) -> list[EditionMoney]:
    """Every edition held up to a day, in order."""
    traced = _traces()
    found = ClimateEdition.objects.filter(withdrawn=False, held_on__lte=until).order_by("held_on", "key")
    return [
        EditionMoney(one, [trace for trace in traced if trace.pledge.conference == one.conference]) for one in found
    ]


def _traces() -> list[Trace]:
    pledges = list(Pledge.objects.filter(withdrawn=False).order_by("pledged_on", "key"))
    decisions = _standing(Decision, [one.decision for one in pledges])
    lines = _standing(Payment, [one.payment for one in pledges])
    payments: dict[str, list[PledgePayment]] = {}
    for one in PledgePayment.objects.filter(withdrawn=False).order_by("paid_on", "key"):
        payments.setdefault(one.pledge, []).append(one)
    told = Opening.objects.filter(register="voice.pledges", field="result").order_by("seq")
    results = {one.key: str(one.value) for one in told}
    return [
        Trace(
            one,
            decisions.get(one.decision or ""),
            lines.get(one.payment or ""),
            payments.get(one.key, []),
            results.get(one.key, ""),
        )
        for one in pledges
    ]


def _standing(model: type[Any], keys: Sequence[str | None]) -> dict[str, Any]:
    """The records of these keys that are not withdrawn, by key."""
    found = model.objects.filter(key__in=[key for key in keys if key], withdrawn=False)
    return {one.key: one for one in found.order_by("key")}


def bar(found: Sequence[EditionMoney]) -> list[Segment]:
    """All the envelopes as one bar: what is paid first, what is only voted last."""
    totals = dict.fromkeys(SHADES, 0)
    for trace in (trace for one in found for trace in one.traces):
        for kind, cents in trace.shares.items():
            totals[kind] += cents
    whole, start, segments = max(1, sum(totals.values())), 0, []
    for kind, cents in totals.items():
        width = WIDTH * cents // whole
        segments.append(Segment(kind, start, width, cents))
        start += width
    return segments
