"""One report on the staff's desk: all that an agent needs to decide, and the acts, each through `perform`."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from chapitre.chapters.streets import acts, notify
from chapitre.chapters.streets.desk_gate import counts_private, reads_private
from chapitre.chapters.streets.models import Contact, ContactReading, Report, Submission
from chapitre.chapters.streets.states import OPEN
from chapitre.chapters.streets.timeline import REGISTER, Story, story
from chapitre.kernel import figures
from chapitre.kernel.acts import ActError, NoSuchRecord, NotAllowed, OutOfOrder, Receipt, StaleRecord, perform
from chapitre.kernel.acts import acts as declared
from chapitre.kernel.acts import erase as erasure
from chapitre.kernel.acts.act import Act
from chapitre.kernel.geo.points import Point
from chapitre.kernel.geo.queries import within
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.records import files
from chapitre.kernel.records.models import Opening
from chapitre.kernel.town import town

BESIDE = 100  # metres within which another open report is told
BESIDE_READ = 200  # of them, at most
READINGS_KEPT = timedelta(days=365)
# In the order in which they are offered.
OFFERED = (
    "accepted", "resolved", "reassigned", "asked", "merged", "rejected", "reopened", "amended", "withdrawn",
)  # fmt: skip


class CannotJoin(ActError):
    """A report can only be joined to another one that stands by itself."""

    status = 422


@dataclass(frozen=True)
class Sent:
    """What came with one act and nobody has published yet. The point is in microdegrees."""

    seq: int
    text: str
    photos: tuple[str, ...]
    point: tuple[int, int] | None


@dataclass(frozen=True)
class Unpublished:
    """What lies beside a report, as far as this reader may know: counts only, when `sent` is None."""

    waiting: int
    has_email: bool
    has_link: bool
    sent: tuple[Sent, ...] | None
    readings: int
    last_read: datetime | None

    @property
    def texts(self) -> str:
        return "\n\n".join(one.text for one in self.sent or () if one.text)

    @property
    def photos(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(name for one in self.sent or () for name in one.photos))

    @property
    def point(self) -> tuple[int, int] | None:
        return next((one.point for one in self.sent or () if one.point), None)


@dataclass(frozen=True)
class Beside:
    """Another open report near by. `metres` is between the published points."""

    report: Report
    metres: int


@dataclass(frozen=True)
class Case:
    """A report as its reader sees it on the desk."""

    report: Report
    story: Story
    acts: tuple[str, ...]
    unpublished: Unpublished | None
    beside: list[Beside]
    joined: list[str]
    figures: list[str]  # those it counts in

    def may(self, name: str) -> bool:
        return name in self.acts


def find(key: str) -> Report:
    """The report of that number. Raises NoSuchRecord."""
    report = Report.objects.filter(key=key).first()
    if report is None:
        raise NoSuchRecord(key)
    return report


def read(key: str, actor: Actor, today: date) -> Case:
    """All that the actor may know of a report. Raises NoSuchRecord."""
    report = find(key)
    facts = report.facts()
    joined = Report.objects.filter(merged_into=key, withdrawn=False).order_by("key")
    return Case(
        report=report,
        story=story(key),
        acts=possible(report, actor),
        unpublished=unpublished(report, actor),
        beside=beside(report),
        joined=list(joined.values_list("key", flat=True)),
        figures=[one.id for one in figures.moved_by(report.register, facts, facts, today) if one.counts],
    )


def possible(report: Report, actor: Actor) -> tuple[str, ...]:
    """The names of the acts that this actor may do on this report now."""
    found = [name for name in OFFERED if allowed(declared[f"{REGISTER}.{name}"], report, actor)]
    if report.review != "done" and allowed(acts.reviewed, report, actor):
        found.append("reviewed")
    if actor.is_staff and actor.role in erasure.MAY_ERASE and _has_something(report):
        found.append("erased")
    return tuple(found)


def allowed(act: Act, report: Report, actor: Actor) -> bool:
    """Whether an act is in order here, and open to this actor."""
    if report.withdrawn or (act.states and report.state not in act.states):
        return False
    return act.open_to(actor, report.facts())


def _has_something(report: Report) -> bool:
    """Whether there is anything left to erase."""
    openings = Opening.objects.filter(register=REGISTER, key=report.key)
    rows = (Submission.objects.filter(record=report), Contact.objects.filter(record=report))
    return openings.exists() or any(row.exists() for row in rows)


def beside(report: Report) -> list[Beside]:
    """The other open reports within BESIDE metres, nearest first."""
    if report.point is None:
        return []
    metric, here = town().metric, report.point
    others = Report.objects.filter(withdrawn=False, state__in=OPEN).exclude(pk=report.pk)
    near = within(others, metric.within(here, BESIDE), BESIDE_READ)
    found = [Beside(one, metric.metres(here, Point(one.lon, one.lat))) for one in near]
    return sorted((one for one in found if one.metres <= BESIDE), key=lambda one: (one.metres, one.report.key))


# What is not public ------------------------------------------------------------------------------------------------


def unpublished(report: Report, actor: Actor) -> Unpublished | None:
    """What lies beside a report: its contents, its counts, or nothing, by who asks."""
    if not counts_private(actor, report):
        return None
    rows = list(Submission.objects.filter(record=report).order_by("seq"))
    contact = Contact.objects.filter(record=report).first()
    readings = ContactReading.objects.filter(record=report).order_by("-at")
    last = readings.first()
    sent = None
    if reads_private(actor, report):
        sent = tuple(
            Sent(one.seq, one.text or "", tuple(one.photos), (one.point[0], one.point[1]) if one.point else None)
            for one in rows
        )
    return Unpublished(
        waiting=len(rows),
        has_email=contact is not None and contact.email is not None,
        has_link=contact is not None,
        sent=sent,
        readings=readings.count(),
        last_read=last.at if last else None,
    )


def reveal(key: str, *, actor: Actor, at: datetime) -> str | None:
    """The address left with a report, and the fact that it was read; None if there is none (any more).

    Raises NoSuchRecord, NotYours.
    """
    report = find(key)
    if not reads_private(actor, report):
        raise NotYours
    contact = Contact.objects.filter(record=report, email__isnull=False).first()
    if contact is None:
        return None
    ContactReading.objects.filter(at__lt=at - READINGS_KEPT).delete()
    ContactReading.objects.create(record=report, reader_id=actor.user_id, role=actor.role, at=at)
    return contact.email


def private_photo(name: str, actor: Actor) -> Path | None:
    """The file of a photo that waits to be read on one of the actor's reports; None when there is none."""
    if not files.NAME.fullmatch(name):
        return None
    waiting = Submission.objects.annotate(names=Cast("photos", TextField())).filter(names__contains=name)
    for row in waiting.select_related("record").order_by("pk"):
        path = files.path(name)
        if name in row.photos and reads_private(actor, row.record) and path.exists():
            return path
    return None


class NotYours(ActError):
    """The record is another department's, or the reader is not of the staff."""

    status = 403

    def __init__(self) -> None:
        super().__init__(_("Ce signalement est suivi par un autre service : son contenu privé ne vous est pas ouvert."))


# Acts --------------------------------------------------------------------------------------------------------------


def act(name: str, key: str, *, actor: Actor, at: datetime, seq: int, token: str, **params: Any) -> Receipt:
    """Does one act on the report as it was read at its act number `seq`, once however often the form is sent.

    `token` is the form's own. Raises ActError; then nothing has changed.
    """
    report = find(key)
    new = report.seq == seq
    if name == "reviewed" and new and report.review == "done":
        raise OutOfOrder(_("Tout est déjà relu : il n’y a rien à publier."))
    receipt = perform(
        declared[f"{REGISTER}.{name}"],
        key,
        actor=actor,
        at=at,
        expected_seq=seq,
        idempotency=f"{actor.user_id} {key} {token}",
        **params,
    )
    if new:
        notify.after_act(receipt)
    return receipt


def review(
    key: str,
    *,
    actor: Actor,
    at: datetime,
    seq: int,
    token: str,
    text: str,
    photos: tuple[str, ...],
    point: tuple[int, int] | None,
    accept: bool,
) -> Receipt:
    """Publishes what an agent chose of what was sent, forgets the rest, and takes the report on if asked to.

    The two acts are two entries; should somebody act in between, the first one stands. Raises ActError.
    """
    rows = Submission.objects.filter(record__key=key).order_by("seq")
    sent = {name for names in rows.values_list("photos", flat=True) for name in names}
    receipt = act("reviewed", key, actor=actor, at=at, seq=seq, token=token, text=text, photos=photos, point=point)
    forget(sent - set(photos))
    if accept:
        receipt = act("accepted", key, actor=actor, at=at, seq=receipt.seq, token=f"{token} accept")
    return receipt


def forget(names: Iterable[str]) -> None:
    """Removes photos that nothing shows any more."""
    unused = set(names)
    for name in unused - (erasure.in_use(unused) if unused else set()):
        files.remove(name)


def join(key: str, into: str, *, actor: Actor, at: datetime, seq: int, token: str) -> Receipt:
    """Joins a report to another, or to the one that the other is itself joined to. Raises CannotJoin, ActError."""
    target = Report.objects.filter(key=into).first()
    if target is not None and target.merged_into:
        target = Report.objects.filter(key=target.merged_into).first()
    if target is None:
        raise CannotJoin(_("Aucun signalement ne porte le numéro %(key)s.") % {"key": into})
    if target.key == key:
        raise CannotJoin(_("Un signalement ne peut pas être relié à lui-même, ni à un autre qui lui est relié."))
    if target.withdrawn:
        raise CannotJoin(_("Le signalement %(key)s est retiré du compte : choisissez-en un autre.") % {"key": into})
    return act("merged", key, actor=actor, at=at, seq=seq, token=token, into=target.key, own=key)


def erase(key: str, *, actor: Actor, at: datetime, seq: int) -> Receipt | None:
    """Erases all that is personal beside a report; None when nothing was left to erase. Raises ActError."""
    report = find(key)
    if actor.role not in erasure.MAY_ERASE:
        raise NotAllowed(_("Vous n’avez pas le droit d’effacer : cela revient aux responsables et à l’administration."))
    if not _has_something(report):
        return None
    if report.seq != seq:
        raise StaleRecord(key)
    return erasure.erase(REGISTER, key, actor=actor, at=at)
