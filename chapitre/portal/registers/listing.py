"""One page of a register's list: its order, its place in that order, and how many records there are, up to a bound."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Q, QuerySet

from chapitre.kernel.records.keys import PATTERN
from chapitre.kernel.records.models import Record
from chapitre.kernel.records.registers import Register
from chapitre.portal.registers.filters import BadFilter, Selection

PAGE = 25
COUNTED = 10_000  # records counted, and sorted without an index, at most: beyond, a page would wait for them
KEY = "key"


@dataclass(frozen=True)
class Order:
    """A column that sorts the list and its direction; unknown values come last either way. "" is the order of entry."""

    name: str
    falling: bool = False

    def __str__(self) -> str:
        return f"-{self.name}" if self.falling else self.name


@dataclass(frozen=True)
class Cursor:
    """A place in the list, just beside one of its records: the page after it, or (`back`) the one before."""

    record: Record
    back: bool = False


@dataclass(frozen=True)
class Listing:
    """A page of a list. `total` is exact up to COUNTED; `more_than` says that it stopped there.

    `before` and `after` are the keys from which the neighbouring pages go, "" at the ends. `unsorted` is the column
    that was asked for and cannot sort so many records.
    """

    records: list[Any]
    total: int
    more_than: bool
    order: Order
    sortable: tuple[str, ...]
    before: str
    after: str
    unsorted: str = ""


def page(selection: Selection, asked: Mapping[str, str]) -> Listing:
    """The page that an address asks for (`tri`, `apres`, `avant`). Raises BadFilter."""
    register, rows = selection.register, selection.rows
    total = rows.order_by()[: COUNTED + 1].count()
    sortable = tuple(columns(register) if total <= COUNTED else indexed(register))
    order, unsorted = _order(register, asked.get("tri", ""), sortable)
    cursor = _cursor(register, asked)
    back = cursor is not None and cursor.back
    found = list(ordered(beyond(rows, order, cursor) if cursor else rows, register, order, back)[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if back:
        found.reverse()
    has_before, has_after = (more, True) if back else (cursor is not None, more)
    return Listing(
        records=found,
        total=min(total, COUNTED),
        more_than=total > COUNTED,
        order=order,
        sortable=sortable,
        before=found[0].key if found and has_before else "",
        after=found[-1].key if found and has_after else "",
        unsorted=unsorted,
    )


# The order ------------------------------------------------------------------------------------------------------------


def columns(register: Register) -> list[str]:
    """What a list may be sorted by: the columns it shows, its date, its title, the key."""
    named = (*register.shown, register.dated, register.title, KEY)
    return list(dict.fromkeys(name for name in named if name is not None))


def indexed(register: Register) -> list[str]:
    """Those of them that an index keeps in order, down to the records of one value: they sort a million as well."""
    meta = register.objects._meta
    leading = [index.fields for index in meta.indexes if index.condition is None]
    unique = {column.name for column in meta.concrete_fields if column.unique}
    return [name for name in columns(register) if name in unique or [name] in leading or [name, "id"] in leading]


def usual(register: Register, sortable: tuple[str, ...]) -> Order:
    """The order of a list that nobody chose: the latest first, else by title, else as they came in."""
    if register.dated in sortable:
        return Order(str(register.dated), falling=True)
    return Order(register.title) if register.title in sortable else Order("", falling=True)


def _order(register: Register, asked: str, sortable: tuple[str, ...]) -> tuple[Order, str]:
    """The order asked for, or the usual one and the column that could not sort. Raises BadFilter."""
    name = asked.removeprefix("-")
    if asked and name not in columns(register):
        raise BadFilter("tri")
    if name in sortable:
        return Order(name, asked.startswith("-")), ""
    return usual(register, sortable), name


def _nullable(register: Register, name: str) -> bool:
    return bool(name) and bool(register.objects._meta.get_field(name).null)


def ordered(rows: QuerySet[Any], register: Register, order: Order, back: bool = False) -> QuerySet[Any]:
    """Rows in an order, or (`back`) against it."""
    falling = order.falling != back
    last = "-pk" if falling else "pk"
    if not order.name:
        return rows.order_by(last)
    # Only where something may be unknown: saying where nothing goes keeps databases from using their index.
    where = {"nulls_first" if back else "nulls_last": True} if _nullable(register, order.name) else {}
    column = F(order.name).desc(**where) if falling else F(order.name).asc(**where)
    return rows.order_by(column, last)


def beyond(rows: QuerySet[Any], order: Order, cursor: Cursor) -> QuerySet[Any]:
    """The rows on the cursor's far side; the first condition of each is what an index understands."""
    record = cursor.record
    way = "lt" if order.falling != cursor.back else "gt"
    place = Q(**{f"pk__{way}": record.pk})
    if not order.name:
        return rows.filter(place)
    value, name = getattr(record, order.name), order.name
    unknown = Q(**{f"{name}__isnull": True})
    if value is None:
        return rows.filter(~unknown | place if cursor.back else unknown & place)
    past = Q(**{f"{name}__{way}e": value}) & (Q(**{f"{name}__{way}": value}) | place)
    return rows.filter(past if cursor.back or not _nullable(record.register, name) else past | unknown)


def _cursor(register: Register, asked: Mapping[str, str]) -> Cursor | None:
    """The place that an address names by a record's key. Raises BadFilter."""
    for name, back in (("apres", False), ("avant", True)):
        if key := asked.get(name, ""):
            manager: Any = register.objects._default_manager
            record = manager.filter(key=key).order_by("pk").first() if PATTERN.fullmatch(key) else None
            if record is None:
                raise BadFilter(name)
            return Cursor(record, back)
    return None
