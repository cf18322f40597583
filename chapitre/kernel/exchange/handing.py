"""Files handed in at the desk: kept, checked by a job, confirmed by a person, taken over by a job, then let go."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.exchange import takeover
from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.exchange.models import Import, State, folder
from chapitre.kernel.exchange.report import Report
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.records.registers import Register, registers

KEPT = timedelta(days=1)  # a file that nobody confirmed
PACE = 0.7  # seconds between two notes of a job's progress


def hand_in(
    register: Register, blocks: Iterable[bytes], *, name: str, actor: Actor, at: datetime, language: str
) -> Import:
    """Keeps a file, and has it checked."""
    row = Import(register=register.name, name=name[-120:], at=at, beat=at, role=actor.role, language=language)
    with log.writer():
        row.save()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        with row.path.open("wb") as file:
            file.writelines(blocks)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        forget(row)
        raise
    from chapitre.kernel.exchange.tasks import check_file

    check_file.enqueue(row.pk)
    return row


def confirm(row: Import, actor: Actor, at: datetime) -> bool:
    """Has a checked file taken over; False where it is not to be confirmed (any more)."""
    again = [State.CHECKED, *([row.state] if row.silent(at) and row.report else [])]
    with log.writer():
        confirmed = Import.objects.filter(pk=row.pk, state__in=again, beat=row.beat).update(
            state=State.TAKING, beat=at, role=actor.role, done=0
        )
    if not confirmed:
        return False
    from chapitre.kernel.exchange.tasks import take_file

    take_file.enqueue(row.pk)
    return True


def forget(row: Import) -> None:
    """Lets a file go that is not to be taken over."""
    row.path.unlink(missing_ok=True)
    with log.writer():
        Import.objects.filter(pk=row.pk).delete()


def check(row: Import) -> None:
    """Rehearses a file, for a job."""
    _work(row, takeover.rehearse, State.CHECKED)


def take(row: Import) -> None:
    """Takes a file over, for a job; then it is needed no more."""
    _work(row, takeover.take_over, State.DONE)
    if Import.objects.filter(pk=row.pk, state=State.DONE).exists():
        row.path.unlink(missing_ok=True)


def _work(row: Import, do: Callable[..., Report], after: State) -> None:
    with translation.override(row.language):
        try:
            report = do(
                registers[row.register],
                row.path,
                name=row.name,
                actor=Actor(row.role),
                at=clock.now(),
                say=_Progress(row.pk),
            )
        except takeover.Refused as refused:
            _end(row, State.REFUSED, report=refused.report.as_json())
        except (ReadError, ActError) as error:
            _end(row, State.REFUSED, problem=str(error))
        except Exception:
            _end(row, State.REFUSED, problem=_("Le travail s’est arrêté en chemin : rien n’a été écrit. Recommencez."))
            raise
        else:
            _end(row, after if report.good else State.REFUSED, report=report.as_json())


def _end(row: Import, state: State, **values: Any) -> None:
    with log.writer():
        Import.objects.filter(pk=row.pk).update(state=state, beat=clock.now(), **values)


class _Progress:
    """Notes how far a job is, now and then."""

    def __init__(self, pk: int) -> None:
        self.pk, self.last = pk, 0.0

    def __call__(self, done: int, about: int) -> None:
        if time.monotonic() - self.last > PACE:
            self.last = time.monotonic()
            with log.writer():
                Import.objects.filter(pk=self.pk).update(done=done, about=about, beat=clock.now())


def sweep(now: datetime) -> None:
    """Lets go, after a day, of files that nobody confirmed; what was done with the others stays told."""
    for row in Import.objects.filter(at__lt=now - KEPT).exclude(state=State.DONE).order_by("pk"):
        forget(row)
