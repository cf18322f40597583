"""The desk's side of a draw: the pool against its quotas, the list frozen, panels made and published, seats filled."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.acts import draws, seeds
from chapitre.chapters.voice.juries import folders, waiting
from chapitre.chapters.voice.juries.answers import commitment_of, criteria
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.beacons import Round, verifies
from chapitre.chapters.voice.methods.replacing import replacement
from chapitre.chapters.voice.methods.sortition.pools import Pool
from chapitre.chapters.voice.methods.sortition.pools import Quota as Bound
from chapitre.chapters.voice.models import Jury, JuryTerms, PanelFile, Quota, Seat
from chapitre.chapters.voice.models.private import Invitation, Volunteer
from chapitre.kernel import clock
from chapitre.kernel.acts import Missing, OutOfOrder, Receipt, Step, perform, perform_many
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor

PANELS = 1000
SEATED = ("drawn", "sitting")
"""States of a jury in which somebody may be replaced."""
STEPS = 20  # times that a computation writes how far it is


@dataclass(frozen=True)
class Line:
    """One quota, and how many volunteers answer to it. `short`: too few for its seats; `thin`: few to choose among."""

    quota: Quota
    volunteers: int

    @property
    def short(self) -> bool:
        return self.volunteers < self.quota.least

    @property
    def thin(self) -> bool:
        return not self.short and self.volunteers < 2 * self.quota.least


@dataclass(frozen=True)
class Glance:
    """The pool at a glance, criterion by criterion, and what makes its quotas impossible."""

    lines: dict[str, list[Line]]
    volunteers: int
    letters: int
    answered: int
    problems: list[str]


def glance(jury: Jury) -> Glance:
    """What the desk sees before it freezes the list."""
    counts: Counter[tuple[str, str]] = Counter()
    rows = list(Volunteer.objects.filter(record=jury).order_by("pk").values_list("features", flat=True))
    for features in rows:
        counts.update((category, value) for category, value in features)
    asked = criteria(jury.key)
    lines = {category: [Line(one, counts[category, one.value]) for one in quotas] for category, quotas in asked.items()}
    letters = Invitation.objects.filter(record=jury)
    answered = letters.filter(answered=True).count()
    return Glance(lines, len(rows), letters.count(), answered, list(_problems(jury, lines)))


def _problems(jury: Jury, lines: dict[str, list[Line]]) -> list[str]:
    found = []
    if not lines:
        found.append(_("Aucun quota n’est fixé : un jury tiré sans quotas ne ressemble à la ville que par chance."))
    for category, own in lines.items():
        least, most = sum(one.quota.least for one in own), sum(one.quota.most for one in own)
        if least > jury.seats or most < jury.seats:
            told = {"category": category, "least": least, "most": most, "seats": jury.seats}
            words = _("« %(category)s » donne de %(least)d à %(most)d sièges, le jury en a %(seats)d.")
            found.append(words % told)
    return found


# The list and its panels ---------------------------------------------------------------------------------------------


def pool_of(jury: Jury) -> list[Volunteer]:
    """The volunteers in the order of their commitments: the first has number 1."""
    return sorted(Volunteer.objects.filter(record=jury).order_by("pk"), key=commitment_of)


def freeze(jury: Jury, *, actor: Actor, at: datetime, expected_seq: int | None = None) -> Receipt:
    """Fixes who may be drawn. Raises ActError."""
    pool = [commitment_of(one) for one in pool_of(jury)]
    return perform(draws.frozen, jury.key, actor=actor, at=at, expected_seq=expected_seq, pool=pool)


def sortition_pool(jury: Jury, volunteers: Sequence[Volunteer]) -> Pool:
    """The pool as the methods read it. Raises Missing where an answer is to no quota that stands."""
    quotas = [one for own in criteria(jury.key).values() for one in own]
    places = {(one.category, one.value): place for place, one in enumerate(quotas)}
    bounds = tuple(Bound(one.category, one.value, one.least, one.most) for one in quotas)
    try:
        people = tuple(tuple(places[category, value] for category, value in one.features) for one in volunteers)
    except KeyError as stray:
        raise Missing(_("Des volontaires ont répondu « %s », qui n’est plus un quota.") % stray.args[0][1]) from None
    return Pool(bounds, people)


def _same_pool(jury: Jury, volunteers: Sequence[Volunteer]) -> None:
    """Raises Missing when the pool's private rows are not those that were frozen: gone with time, or touched."""
    if draw.pool_root([commitment_of(one) for one in volunteers]) != jury.pool_root:
        raise Missing(_("La liste n’est plus celle qui a été arrêtée."))


def make_panels(jury: Jury, count: int, row: PanelFile) -> None:
    """Computes the panels of a frozen list and keeps their file at the desk; what goes wrong is told in the row."""
    from chapitre.chapters.voice.methods import sortition  # numpy and the solver, for who draws only

    def told(progress: Any) -> None:
        done, of = progress.done, max(progress.done, progress.of, 1)
        if (of, done * STEPS // of) != (row.of, row.done * STEPS // max(row.of, 1)):
            row.done, row.of = done, of
            PanelFile.objects.filter(pk=row.pk).update(done=done, of=of)

    volunteers = pool_of(jury)
    began, watch = time.perf_counter(), sortition.Watch(tell=told)
    try:
        _same_pool(jury, volunteers)
        if jury.alternates is None or jury.dropout is None:
            raise Missing(_("Fixez d’abord les suppléances."))
        pool = sortition_pool(jury, volunteers)
        # The root as seed of the computation: whoever holds the pool makes the same panels again.
        made = sortition.draw_panels(pool, jury.seats, count, "leximin", str(jury.pool_root), watch)
        problem = sortition.check_panels(pool, jury.seats, made.panels)
    except sortition.Infeasible:
        problem = _("Aucun panel ne respecte tous les quotas : desserrez-en un, puis recommencez.")
    except Missing as refused:
        problem = refused.message
    if problem:
        _keep(jury, row, problem=problem)
        return
    plan = (jury.alternates, sortition.Dropout(jury.dropout / 100), str(jury.pool_root))
    lists = sortition.choose_alternates(pool, jury.seats, made.panels, *plan, watch)
    report = sortition.report_of(made, pool, str(jury.pool_root), time.perf_counter() - began)
    report |= sortition.expected_of(made, pool, lists, *plan)
    _keep(jury, row, made=folders.made(jury, volunteers, pool, made, report, lists))


def begin(jury: Jury) -> PanelFile:
    """Room for panels to come, those computed before forgotten. Raises OutOfOrder once panels are published."""
    with log.writer():
        if not Jury.objects.filter(pk=jury.pk, state="frozen").exists():
            raise OutOfOrder(_("Arrêtez d’abord la liste."))
        empty = {"body": "", "problem": "", "done": 0, "of": 0}
        return PanelFile.objects.update_or_create(jury=jury.key, defaults=empty)[0]


def _keep(jury: Jury, row: PanelFile, *, made: folders.Made | None = None, problem: str = "") -> None:
    """Keeps what came out, unless panels were published meanwhile: from then on no byte of theirs may change."""
    with log.writer():
        if Jury.objects.filter(pk=jury.pk, state="frozen").exists():
            PanelFile.objects.filter(pk=row.pk).update(body=made.body if made else "", problem=problem)
            folders.keep(jury, made.files if made else None)


def publish(jury: Jury, *, actor: Actor, at: datetime, expected_seq: int | None = None) -> Receipt:
    """Binds the town to the panels that were made. Raises ActError."""
    with log.writer():
        row = PanelFile.objects.filter(jury=jury.key).exclude(body="").first()
        if row is None:
            raise OutOfOrder(_("Les panels ne sont pas encore calculés."))
        told = draw.opened(row.body)
        if (told["waiting"]["listed"], told["waiting"]["dropout"]) != (jury.alternates, jury.dropout):
            raise OutOfOrder(_("Les suppléances ont changé depuis le calcul des panels : recommencez-le."))
        count = len(told["panels"])
        params: dict[str, Any] = {"panels": count, "panels_hash": draw.panels_hash(row.body)}
        return perform(draws.prepared, jury.key, actor=actor, at=at, expected_seq=expected_seq, **params)


# The draw, and who sits ----------------------------------------------------------------------------------------------


def enter_seed(
    jury: Jury, *, seed: str, witnesses: str, actor: Actor, at: datetime, expected_seq: int | None = None
) -> Receipt:
    """Enters a seed that was copied: the panel follows, and its members are called, an act each. Raises ActError."""
    step = Step(seeds.drawn, jury.key, actor, at, {"seed": seed, "witnesses": witnesses}, expected_seq=expected_seq)
    return _draw(jury, step)


def enter_round(
    jury: Jury, told: Round, *, witnesses: str, actor: Actor, at: datetime, expected_seq: int | None = None
) -> Receipt:
    """Enters a beacon's round, once its signature is verified, and calls the members. Raises ActError."""
    if chain := beacons.chains().get(jury.seed_chain or ""):
        verifies(chain, told)  # the act asks again, and has the answer: nobody waits for it behind the ledger's lock
    params = {"seed_round": told.number, "signature": told.signature, "witnesses": witnesses}
    return _draw(jury, Step(seeds.drawn_round, jury.key, actor, at, params, expected_seq=expected_seq))


def _draw(jury: Jury, entered: Step) -> Receipt:
    """The seed and the seats that follow from it, all or nothing."""
    with log.writer():
        if jury.panels_hash is None or jury.panels is None:
            raise OutOfOrder(_("Publiez d’abord les panels."))
        row = PanelFile.objects.get(jury=jury.key)
        told = draw.opened(row.body)
        receipt = perform_many([entered])[0]
        panel = Jury.objects.get(pk=jury.pk).panel or 0
        folders.open_seal(jury, row, panel)
        actor, at = entered.actor, entered.at
        perform_many([call(jury.key, one, "member", None, actor=actor, at=at) for one in told["panels"][panel - 1]])
        return receipt


def call(jury: str, number: int, role: str, replaces: int | None, *, actor: Actor, at: datetime) -> Step:
    """The act that calls a volunteer to a seat."""
    day, facts = clock.civil(at), {"jury": jury, "number": number, "role": role, "replaces": replaces}
    if terms := JuryTerms.in_force(day):
        facts["answer_by"] = day + timedelta(days=terms.answer_days)
    return Step(draws.seat.recorded, f"{jury}-{number}", actor, at, facts)


def accept(seat: Seat, *, actor: Actor, at: datetime) -> Receipt:
    """Notes that a volunteer takes her seat. Raises ActError."""
    return perform(draws.seat_accepted, seat.key, actor=actor, at=at)


def give_up(seat: Seat, cause: str, *, actor: Actor, at: datetime, reason: str = "") -> int | None:
    """Notes a refusal or a departure and calls who replaces; returns that number, None when nobody is left.

    Nobody chooses: see methods/replacing.py. Raises ActError.
    """
    jury = Jury.objects.get(key=seat.jury)
    if jury.state not in SEATED:
        raise OutOfOrder(_("On ne remplace quelqu’un qu’entre le tirage et l’avis."))
    pool = pool_of(jury)
    _same_pool(jury, pool)
    read = sortition_pool(jury, pool)
    people = dict(enumerate(read.people, start=1))
    seats = list(Seat.objects.filter(jury=jury.key, withdrawn=False).order_by("pk"))
    stay = [one.number for one in seats if one.state in ("drawn", "accepted") and one.number != seat.number]
    chosen = replacement(read.quotas, people, stay, waiting.next_ones(jury, [one.number for one in seats]))
    act = draws.seat_left if seat.state == "accepted" else draws.seat_declined
    steps = [Step(act, seat.key, actor, at, {"cause": cause, "reason": reason or None}, expected_seq=seat.seq)]
    if chosen is not None:
        steps.append(call(jury.key, chosen, "alternate", seat.number, actor=actor, at=at))
    perform_many(steps)
    return chosen
