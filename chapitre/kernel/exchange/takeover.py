"""Taking a file over into a register: rehearsed, with everything that would change and everything that is wrong; then
done, all or nothing, by the register's own acts."""

from __future__ import annotations

import contextlib
import hashlib
import json
from array import array
from collections.abc import Callable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import ActError, Step, acts
from chapitre.kernel.acts.bulk import Bulk
from chapitre.kernel.exchange import columns, reading
from chapitre.kernel.exchange.columns import Plan, title_of
from chapitre.kernel.exchange.errors import ReadError
from chapitre.kernel.exchange.existing import Existing, Found
from chapitre.kernel.exchange.lines import Line, Reader
from chapitre.kernel.exchange.links import Links
from chapitre.kernel.exchange.places import sentence
from chapitre.kernel.exchange.report import ColumnRead, Example, Report
from chapitre.kernel.geo import shapes_store
from chapitre.kernel.geo.canonical import ShapeError
from chapitre.kernel.geo.reading import DEGREES, system_of
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.records.registers import Register

BATCH = 1000  # lines taken together
# Written in one turn of a second or so. A resident's post waits for it, and must never wait more than two.
MOST_WRITTEN = 100_000

Say = Callable[[int, int], None]
"""Told now and then how many lines are done, of about how many."""


class Refused(ValueError):
    """A file that was not taken over: nothing has changed, the report says why."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"{report.problem_count} problems")
        self.report = report


def rehearse(
    register: Register, path: Path, *, name: str, actor: Actor, at: datetime, say: Say | None = None
) -> Report:
    """What taking the file over would do. Writes nothing. Raises ReadError on a file that is no table of this
    register, NotAllowed."""
    return _Takeover(register, name, actor, at, rehearsal=True).run(path, say)


def take_over(
    register: Register, path: Path, *, name: str, actor: Actor, at: datetime, say: Say | None = None
) -> Report:
    """Takes the file over. Raises Refused, ReadError, or an ActError when a record moved meanwhile; then nothing of it
    was done. Done again, it changes nothing."""
    return _Takeover(register, name, actor, at, rehearsal=False).run(path, say)


def importable(register: Register) -> bool:
    """Whether a register has the acts by which a file is taken over."""
    return all(f"{register.name}.{name}" in acts for name in ("imported", "amended"))


def given(register: Register, at: datetime) -> set[str]:
    """The facts that a register's act `imported` sets by itself, whatever a file says."""
    with contextlib.suppress(ActError, TypeError, KeyError):
        return set(acts[f"{register.name}.imported"].transition(None, on_date=clock.civil(at)).facts)
    return set()


class _Takeover:
    """One file on its way into one register."""

    def __init__(self, register: Register, name: str, actor: Actor, at: datetime, *, rehearsal: bool) -> None:
        if not importable(register):
            raise ReadError(_("Ce registre ne se reprend pas d’un fichier."))
        self.register, self.actor, self.at, self.rehearsal = register, actor, at, rehearsal
        self.imported, self.amended = (acts[f"{register.name}.{one}"] for one in ("imported", "amended"))
        self.name = name
        self._wrong: set[int] = set()
        self._places = array("l")  # place of a step -> line
        self._creating = bytearray()  # place of a step -> whether it makes a record
        self._seen: dict[str, int] = {}
        self._astray: set[int] = set()  # lines with a link to the same register that nothing in the file answers

    def run(self, path: Path, say: Say | None) -> Report:
        """Reads the whole file; then writes, if it may."""
        self.report = Report(self.register.name, self.name, _sha256(path))
        with reading.opened(path) as table:
            plan = columns.plan(self.register, table)
            self._tell_columns(plan, table)
            self.plan, self.existing = plan, Existing(plan)
            filled = given(self.register, self.at) | set(plan.fills)
            self.lacking = [one for one in self.register.required if one not in filled | plan.told]
            required = set(self.register.required) - filled
            self.reader = Reader(plan, table.columns, required, _system(table), self._tell)
            self.links = Links(self.register, plan.told, self._tell)
            with Bulk(self.register.name, self._refused, rehearsal=self.rehearsal) as bulk:
                for batch in _batches(table.lines):
                    self._batch(bulk, batch)
                    if say is not None:
                        say(self.report.lines, max(table.about, self.report.lines))
                self._end(bulk)
        return self.report

    def _end(self, bulk: Bulk) -> None:
        """What can only be said at the end of the file; then the writing."""
        report = self.report
        self._astray = set(self.links.left(self._will_be))
        ready = bulk.ready()
        report.refused = len(self._wrong)
        report.created = sum(self._standing())
        report.changed = sum(1 for creating in self._standing() if not creating)
        report.problems.sort(key=lambda one: one.line)
        if self.rehearsal:
            return
        if not ready or not report.good:
            raise Refused(report)
        if report.written:
            report.first = bulk.write().first

    def _standing(self) -> Iterator[int]:
        """Of every step that nothing speaks against, whether it makes a record."""
        return (made for line, made in zip(self._places, self._creating, strict=True) if line not in self._wrong)

    def _batch(self, bulk: Bulk, batch: list[reading.Line]) -> None:
        self.report.lines += len(batch)
        read = [line for line in (self.reader.read(*one) for one in batch) if line is not None]
        read = self.links.check([line for line in read if self._first(line)])
        if self.report.keyed:
            found = self.existing.of(read) if read else {}
            steps = [self._step(line, found.get(line.key or "", [])) for line in read]
        else:
            steps = [None if self._repeats(line) else self._new(line) for line in read]
        made = [(line, step) for line, step in zip(read, steps, strict=True) if step is not None]
        self._keep_shapes([line for line, _step in made])
        for line, step in made:
            self._places.append(line.number)
            self._creating.append(step.act is self.imported)
            bulk.add(step)
        if len(self._places) > MOST_WRITTEN:
            what = _("Ce fichier ferait ou changerait plus de %d fiches d’un coup : coupez-le en plusieurs.")
            raise ReadError(what % MOST_WRITTEN)

    def _keep_shapes(self, lines: list[Line]) -> None:
        """Keeps what was drawn, in a short turn of its own: unused shapes harm nobody (see geo.shapes_store)."""
        drawn = [line.drawn for line in lines if line.drawn is not None]
        if drawn and not self.rehearsal:
            with log.writer():
                shapes_store.put_many(drawn)

    # One line ---------------------------------------------------------------------------------------------------------

    def _first(self, line: Line) -> bool:
        """Whether no line before it was about the same record."""
        if line.key is None or not self.report.keyed:
            return True
        other = self._seen.setdefault(line.key, line.number)
        if other != line.number:
            self._tell(line.number, "", _("Même numéro que la ligne %(line)d : « %(key)s ».") % _of(other, line.key))
        return other == line.number

    def _step(self, line: Line, found: list[Found]) -> Step | None:
        """What a line asks for: a new record, a changed one, or nothing."""
        if not found:
            return self._new(line)
        if len(found) > 1:
            self._tell(line.number, "", _("Plusieurs fiches portent l’identifiant « %s ».") % line.key)
            return None
        (record,) = found
        changes = record.changes(line, self.plan.yearly)
        if not changes:
            self.report.same += 1
            return None
        if record.withdrawn:
            self._tell(line.number, "", _("La fiche %s est retirée : plus aucun acte n’est possible.") % record.key)
            return None
        if self.existing.moves_a_shape(record, changes):
            self._tell(
                line.number, "", _("La fiche %s a un tracé : seule une géométrie peut le corriger.") % record.key
            )
            return None
        before = {name: record.facts[name] for name in changes}
        self.report.show(
            self.report.changed_examples, Example(line.number, record.key, _shown(changes), _shown(before))
        )
        params = {"reason": self.reason, **changes}
        return Step(self.amended, record.key, self.actor, self.at, params, expected_seq=record.seq)

    def _new(self, line: Line) -> Step | None:
        if self.lacking:
            missing = ", ".join(title_of(self.register, name) for name in self.lacking)
            what = _("Pour créer des fiches, il manque au fichier : %s.") % missing
            if not any(one.line == 0 for one in self.report.problems):
                self.report.tell(0, "", what)
            self._wrong.add(line.number)
            return None
        facts = {name: value for name, value in line.facts.items() if value is not None}
        filled = {name: fill(facts) for name, fill in self.plan.fills.items() if name not in facts}
        facts |= {name: value for name, value in filled.items() if value is not None}
        key = None if self.plan.named_by else line.key
        self.report.show(self.report.new_examples, Example(line.number, line.key or "", _shown(facts)))
        return Step(self.imported, key, self.actor, self.at, facts)

    def _repeats(self, line: Line) -> bool:
        repeats = self.existing.repeats(line)
        self.report.same += repeats
        return repeats

    # What is told -----------------------------------------------------------------------------------------------------

    @property
    def reason(self) -> str:
        """Why a record changes, in public."""
        return f"Reprise du fichier {self.name}, {self.report.sha256[:12]}"

    def _tell(self, line: int, column: str, what: str) -> None:
        self._wrong.add(line)
        self.report.tell(line, column, what)

    def _refused(self, place: int, why: str) -> None:
        if (line := self._places[place]) not in self._astray:  # that its link leads nowhere is told, with its column
            self._tell(line, "", why)

    def _tell_columns(self, plan: Plan, table: reading.Table) -> None:
        report = self.report
        report.kind, report.told, report.ignored = table.kind, dict(table.told), plan.ignored
        report.schema = plan.schema.title if plan.schema else None
        report.other_schema = plan.other_schema.title if plan.other_schema else None
        report.keyed = plan.key is not None or plan.named_by is not None
        report.columns = [ColumnRead(one.title, one.fact, one.how) for one in plan.readings]
        places = {plan.key: "key", plan.lon: "lon", plan.lat: "lat", plan.pair: "place", plan.geometry: "place"}
        report.columns += [ColumnRead(table.columns[at], what, "") for at, what in places.items() if at is not None]
        report.columns += [ColumnRead(title, fact, "") for _at, title, told in plan.taken_apart for fact in told.facts]

    def _will_be(self, key: str) -> bool:
        """Whether a record with this key is in the file."""
        return key in self._seen


def _shown(facts: dict[str, Any]) -> dict[str, Any]:
    """Facts as JSON values."""
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in facts.items()}


def _of(line: int, key: str) -> dict[str, Any]:
    return {"line": line, "key": key}


def _batches(lines: Iterator[reading.Line]) -> Iterator[list[reading.Line]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _system(table: reading.Table) -> int:
    """The system of coordinates that a file names. Raises ReadError on one that is not known."""
    if "crs" not in table.told:
        return DEGREES
    try:
        return system_of({"crs": json.loads(table.told["crs"])})
    except ShapeError as error:
        raise ReadError(sentence(str(error))) from None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
