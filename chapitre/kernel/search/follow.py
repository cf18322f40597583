"""The index follows the ledger: a few hundred entries a transaction, each record touched is read anew."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache
from typing import Any

from django.db.models import Count, F, Max, Q

from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.records.models import Opening
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.search.models import Follower, Page, Reach
from chapitre.kernel.search.pages import form, words_of

BATCH = 400  # entries a transaction: some tens of milliseconds, for which residents' posts may wait

TAIL = 20_000  # entries not yet followed that a page reads one by one

Touched = list[tuple[int, str, str, int]]  # entries' index, register, key, seq
_form = cache(form)


def catch_up(share: float = 1.0) -> int:
    """Takes in what the ledger holds and the index does not; returns how many entries that was.

    `share` is how much of the time it may hold the turn to write; between batches it stands aside for the rest. Acts
    wait in a fair queue, but sessions, caches and jobs come to SQLite without one: a tight loop would starve them.
    """
    taken, started = 0, time.monotonic()
    while step := _step():
        taken += step
        time.sleep((time.monotonic() - started) * (1 / share - 1))
        started = time.monotonic()
    return taken


def behind() -> int:
    """How many entries the index has still to take in."""
    return log.size() - _followed()


def follower() -> Follower:
    """The one row, locked: an erasure and a batch wait for each other."""
    row = Follower.objects.select_for_update().filter(id=1).first()
    return row or Follower.objects.get_or_create(id=1)[0]


def _step() -> int:
    """Takes in one batch, in a transaction of its own."""
    with log.writer():
        at = follower()
        if at.form != _form():
            _start_again(at)
        stop = min(at.size + BATCH, log.size())
        rows = Entry.objects.filter(index__gte=at.size, index__lt=stop).order_by("index")
        touched = list(rows.values_list("index", "register", "key", "seq"))
        for name in sorted({register for _, register, _, _ in touched} & set(registers)):
            of_register = [row for row in touched if row[1] == name]
            _read(registers[name], of_register)
            _reach(name, of_register)
        Follower.objects.filter(id=1).update(size=stop)
        return stop - at.size


def _start_again(at: Follower) -> None:
    """From the first entry. Pages stay and are corrected one by one; only those of registers that are gone go."""
    Page.objects.exclude(register__in=registers).delete()
    Reach.objects.all().delete()
    at.size, at.form = 0, _form()
    at.save()


def _read(declared: Register, touched: Touched) -> None:
    """Writes the pages of the records that these entries touch, as the records are now."""
    keys = sorted({key for _, _, key, _ in touched})
    rows = list(declared.objects._base_manager.filter(key__in=keys).order_by("key"))
    exhibits: dict[str, list[Any]] = {}
    # Without an order: asked for one, SQLite would take the index that gives it, and read the whole register.
    opened = Opening.objects.filter(register=declared.name, key__in=keys).order_by()
    for key, value in opened.values_list("key", "value"):
        exhibits.setdefault(key, []).append(value)
    wanted = {row.key: words_of(row, exhibits.get(row.key, ())) for row in rows if _is_found(declared, row)}
    kept = {page.key: page for page in Page.objects.filter(register=declared.name, key__in=keys).order_by()}
    Page.objects.filter(pk__in=[page.pk for key, page in kept.items() if key not in wanted]).delete()
    changed = {key: told for key, told in wanted.items() if key not in kept or _told(kept[key]) != told}
    numbers = _numbers(declared.name, set(changed) - set(kept), touched) | {key: kept[key].pk for key in kept}
    Page.objects.bulk_create(
        [Page(numbers[key], declared.name, key, title, words) for key, (title, words) in changed.items()],
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=["title", "words"],
    )


def _told(page: Page) -> tuple[str, str]:
    return page.title, page.words


def _is_found(declared: Register, row: Any) -> bool:
    """Whether search shows a record: one that is withdrawn, or that its chapter's lists keep back, is not."""
    return not row.withdrawn and all(getattr(row, name) not in codes for name, codes in declared.kept_back.items())


def _numbers(register: str, keys: set[str], touched: Touched) -> dict[str, int]:
    """The index of the first entry of each of these records."""
    found = {key: index for index, _, key, seq in touched if seq == 1 and key in keys}
    earlier = Entry.objects.filter(register=register, key__in=keys - set(found), seq=1)
    return found | dict(earlier.order_by("index").values_list("key", "index"))


def _reach(register: str, touched: Touched) -> None:
    made, last = sum(seq == 1 for *_, seq in touched), touched[-1][0]
    told = {"last": last, "at": recorded_at(last)}
    if not Reach.objects.filter(register=register).update(records=F("records") + made, **told):
        Reach.objects.create(register=register, records=made, **told)


def recorded_at(index: int) -> datetime:
    """When an entry was recorded."""
    body = json.loads(Entry.objects.values_list("body", flat=True).get(index=index))
    return datetime.fromisoformat(body["recorded_at"]).astimezone(UTC)


def reaches(names: Iterable[str]) -> dict[str, Reach]:
    """How far each of these registers reaches, exactly: what was followed, and the entries since. One without any
    entry is left out."""
    size, found = _followed(), {one.register: one for one in Reach.objects.order_by("register")}
    while size != (moved := _followed()):  # the follower went on between the two questions
        size, found = moved, {one.register: one for one in Reach.objects.order_by("register")}
    found = found if size else {}
    for register, (records, last) in _since(size).items():
        before = found[register].records if register in found else 0
        found[register] = Reach(register, before + records, last, recorded_at(last))
    return {name: found[name] for name in names if name in found}


def _followed() -> int:
    """How many entries are taken in, under today's form."""
    return Follower.objects.filter(id=1, form=_form()).values_list("size", flat=True).first() or 0


def _since(size: int) -> dict[str, tuple[int, int]]:
    """Of each register, how many records the entries from there on made, and the last of them.

    The few of a usual day are read: to put them in groups, SQLite would scan the whole ledger's index.
    """
    entries = Entry.objects.filter(index__gte=size)
    if log.size() - size > TAIL:
        grouped = entries.order_by().values("register").annotate(made=Count("pk", filter=Q(seq=1)), last=Max("index"))
        return {register: (made, last) for register, made, last in grouped.values_list("register", "made", "last")}
    found: dict[str, tuple[int, int]] = {}
    for index, register, seq in entries.order_by("index").values_list("index", "register", "seq"):
        found[register] = found.get(register, (0, 0))[0] + (seq == 1), index
    return found
