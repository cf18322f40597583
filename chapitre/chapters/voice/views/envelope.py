"""`/participer/climat`: the money of the climate conferences, each euro from the pledge to what was built."""

from __future__ import annotations

from fractions import Fraction

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.chapters.voice import envelope
from chapitre.chapters.voice.models.pledges import PLEDGE_STATES
from chapitre.kernel import clock
from chapitre.kernel.commons.models.money import STAGES
from chapitre.kernel.figures import units
from chapitre.kernel.words import place, said


@require_safe
def climate(request: HttpRequest) -> HttpResponse:
    """The bar, the table of editions, each pledge with its trace, and the sums that must agree."""
    found = envelope.editions(clock.today())
    rows = [
        {
            "money": one,
            "traces": [
                {
                    "trace": trace,
                    "kind": trace.pledge.register.marks[trace.pledge.state],
                    "state": said(PLEDGE_STATES[trace.pledge.state]),
                    "stage": said(STAGES[trace.line.stage]) if trace.line else "",
                }
                for trace in one.traces
            ],
        }
        for one in found
    ]
    total, paid = sum(one.envelope for one in found), sum(one.paid for one in found)
    context = {
        "rows": rows,
        "segments": envelope.bar(found),
        "total": total,
        "paid": paid,
        "share": units.number(Fraction(100 * paid, max(1, total)), ("fr", "en")[place()], 1),
        "left": sum(one.left for one in found),
        "kept": sum(one.kept for one in found),
        "made": sum(len(one.traces) for one in found),
        "lines_hold": all(trace.holds for one in found for trace in one.traces),
    }
    return render(request, "voice/climate.html", context)
