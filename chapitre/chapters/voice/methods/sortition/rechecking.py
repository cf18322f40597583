"""Holds a folder of panels against its pool: quotas, counts, chances and the certificate, whoever wrote the folder.

Pure, and no solver: the files' bytes in; everything that does not hold out, by file, line and column.
"""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from chapitre.chapters.voice.methods.sortition.alternates import expected_losses, misplaced
from chapitre.chapters.voice.methods.sortition.certificates import CertificateError
from chapitre.chapters.voice.methods.sortition.certjson import certificate_of
from chapitre.chapters.voice.methods.sortition.checking import LAST_CLAIM, Checked, check_certificate
from chapitre.chapters.voice.methods.sortition.frames import frame_of
from chapitre.chapters.voice.methods.sortition.panels import gini
from chapitre.chapters.voice.methods.sortition.pools import Pool, breach, grouped
from chapitre.chapters.voice.methods.sortition.rates import rates_of
from chapitre.chapters.voice.methods.sortition.tables import Place, Problem, Row, read_table, shown

FILES = ("panels.csv", "chances.csv", "report.json", "certificate.json", "alternates.csv")
CLOSE = 1e-9  # chances are written in full; the report's figures are recomputed from them
SUM = 1e-6  # seats; some thousand roundings
COUNTS = ("respondents", "seats", "panels")
NUMBERS = ("min", "max", "gini", "off", "published_min", "distinct")
LOSSES = ("loss_without", "loss_with")
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)
CHANCE = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:e-[0-9]{1,3})?", re.ASCII)


@dataclass(frozen=True)
class Recheck:
    """What was found: all that does not hold, and what the certificate proves; None for the simple draw."""

    problems: tuple[Problem, ...]
    proved: Checked | None = None


def recheck(pool: Pool, files: Mapping[str, bytes]) -> Recheck:
    """Holds the files of a folder, by name, against the pool that they are of. Never an exception."""
    checker = _Checker(pool, files)
    try:
        proved = checker.check()
    except _Unreadable:
        proved = None
    return Recheck(tuple(checker.problems), proved)


class _Unreadable(Exception):
    """A file is not what it should be, so that nothing further can be compared with it."""


class _Checker:
    """Notes what does not hold, file after file."""

    def __init__(self, pool: Pool, files: Mapping[str, bytes]) -> None:
        self.pool, self.files = pool, files
        self.problems: list[Problem] = []

    def note(self, file: str, place: Place, fr: str, en: str) -> None:
        self.problems.append(Problem(file, *place, fr, en))

    def fail(self, file: str, place: Place, fr: str, en: str) -> NoReturn:
        self.note(file, place, fr, en)
        raise _Unreadable

    def check(self) -> Checked | None:
        """Raises _Unreadable where a file cannot be compared."""
        report = self._report()
        panels = self._panels(report["seats"], report["panels"])
        times = Counter(person for panel in panels for person in panel)
        counts = [times[person] for person in range(len(self.pool.people))]
        targets = self._chances(counts, report["panels"], report["seats"])
        self._figures(report, panels, counts, targets)
        self._alternates(report, panels)
        if report["method"] not in LAST_CLAIM:
            return None
        return self._certificate(report, targets)

    # One file each ---------------------------------------------------------------------------------------------------

    def _report(self) -> dict[str, Any]:
        report = self._json("report.json")
        if not isinstance(report, dict):
            self.fail("report.json", (1, 1), "ce n’est pas un rapport de panels", "this is not a report of panels")
        method = report.get("method")
        wrong = [name for name in COUNTS if type(report.get(name)) is not int or not 0 < report[name] < 10**7]
        wrong += [name for name in NUMBERS if not _number(report.get(name))]
        if method not in (*LAST_CLAIM, "random"):
            wrong.append("method")
        elif method in LAST_CLAIM:
            wrong += [name for name in ("gap", "slack") if not _number(report.get(name))]
        for name in wrong:
            fr, en = f"« {name} » manque ou n’a pas de sens", f"“{name}” is missing or makes no sense"
            self.note("report.json", (1, 1), fr, en)
        if wrong:
            raise _Unreadable
        count = len(self.pool.people)
        if report["respondents"] != count:
            fr = f"{report['respondents']} volontaires, le fichier en a {count}"
            self.fail("report.json", (1, 1), fr, f"{report['respondents']} volunteers, the file has {count}")
        return report

    def _panels(self, seats: int, many: int) -> list[tuple[int, ...]]:
        """The panels, in the order of their numbers."""
        found: dict[int, list[int]] = {}
        begins: dict[int, Place] = {}
        for row in self._rows("panels.csv", ("panel", "respondent")):
            number = self._whole("panels.csv", row, 0, many)
            person = self._whole("panels.csv", row, 1, len(self.pool.people))
            found.setdefault(number, []).append(person)
            begins.setdefault(number, row.places[0])
        if len(found) != many:
            fr, en = f"{len(found)} panels au lieu de {many}", f"{len(found)} panels instead of {many}"
            self.note("panels.csv", (1, 1), fr, en)
        for number, panel in found.items():
            fr, en = breach(self.pool, seats, panel)
            if fr:
                self.note("panels.csv", begins[number], f"panel {number} : {fr}", f"panel {number}: {en}")
        return [tuple(found[number]) for number in sorted(found)]

    def _chances(self, counts: list[int], many: int, seats: int) -> list[float]:
        """The chances aimed at."""
        targets: list[float] = []
        for row in self._rows("chances.csv", ("respondent", "target", "published")):
            number = len(targets)
            if row.cells[0] != str(number) or number >= len(counts):
                fr, en = f"le volontaire {number} était attendu", f"volunteer {number} was expected"
                self.fail("chances.csv", row.places[0], fr, en)
            target, published = (self._chance(row, column) for column in (1, 2))
            if published != counts[number] / many:
                fr = f"ce volontaire siège dans {counts[number]} panels sur {many}"
                en = f"this volunteer sits in {counts[number]} panels of {many}"
                self.note("chances.csv", row.places[2], fr, en)
            targets.append(target)
        if len(targets) != len(counts):
            fr = f"{len(targets)} chances pour {len(counts)} volontaires"
            self.fail("chances.csv", (1, 1), fr, f"{len(targets)} chances for {len(counts)} volunteers")
        if not abs(sum(targets) - seats) <= SUM:
            fr = f"les chances visées font {sum(targets):.6f} places, pour {seats}"
            en = f"the chances aimed at add up to {sum(targets):.6f} seats, for {seats}"
            self.note("chances.csv", (1, 1), fr, en)
        return targets

    def _figures(
        self, report: dict[str, Any], panels: list[tuple[int, ...]], counts: list[int], targets: list[float]
    ) -> None:
        """The report's figures, recomputed."""
        many = report["panels"]
        shares = [count / many for count in counts]
        expected = {
            "min": min(targets),
            "max": max(targets),
            "gini": round(gini(tuple(targets)), 6),
            "off": max(abs(share - target) for share, target in zip(shares, targets, strict=True)),
            "published_min": min(shares),
            "distinct": len({tuple(sorted(panel)) for panel in panels}),
        }
        for name, value in expected.items():
            if not abs(report[name] - value) <= CLOSE:
                fr, en = (
                    f"« {name} » : {report[name]}, recalculé {value}",
                    f"“{name}”: {report[name]}, recomputed {value}",
                )
                self.note("report.json", (1, 1), fr, en)

    def _alternates(self, report: dict[str, Any], panels: list[tuple[int, ...]]) -> None:
        """The alternates of each panel, and what the report expects of them; nothing where there are none."""
        count = report.get("alternates")
        if count is None and "alternates.csv" not in self.files:
            return
        dropout = rates_of(report.get("dropout"), self.pool.quotas)
        losses = [report.get(name) for name in LOSSES]
        if type(count) is not int or count < 1 or dropout is None or not all(map(_number, losses)):
            fr, en = "ce qu’il dit des suppléances n’a pas de sens", "what it says of alternates makes no sense"
            self.fail("report.json", (1, 1), fr, en)
        lists: dict[int, list[int]] = {}
        for row in self._rows("alternates.csv", ("panel", "place", "respondent")):
            own = lists.setdefault(self._whole("alternates.csv", row, 0, report["panels"]), [])
            if row.cells[1] != str(len(own)):
                fr, en = f"la place {len(own)} était attendue", f"place {len(own)} was expected"
                self.fail("alternates.csv", row.places[1], fr, en)
            own.append(self._whole("alternates.csv", row, 2, len(self.pool.people)))
        for number, panel in enumerate(panels):
            wrong = misplaced(self.pool, panel, lists.get(number, ()), count)
            if wrong:
                fr, en = f"panel {number} : {wrong[0]}", f"panel {number}: {wrong[1]}"
                self.note("alternates.csv", (1, 1), fr, en)
        if self.problems:
            return
        found = tuple(tuple(lists.get(number, ())) for number in range(len(panels)))
        expected = expected_losses(self.pool, report["seats"], panels, found, dropout, str(report.get("seed")))
        for name, told, value in zip(LOSSES, losses, expected, strict=True):
            if not abs(told - value) <= CLOSE:  # type: ignore[operator]  # a number, as checked above
                fr, en = f"« {name} » : {told}, recalculé {value}", f"“{name}”: {told}, recomputed {value}"
                self.note("report.json", (1, 1), fr, en)

    def _certificate(self, report: dict[str, Any], targets: list[float]) -> Checked | None:
        """What the certificate proves of the chances aimed at."""
        merged = grouped(self.pool)
        try:
            certificate = certificate_of(self._json("certificate.json"))
            proved = check_certificate(frame_of(self.pool, report["seats"], merged), certificate, report["method"])
        except CertificateError as error:
            self.fail(
                "certificate.json", (1, 1), f"le certificat ne tient pas ({error})", f"it does not hold ({error})"
            )
        own = merged.of_person()
        missing = max(float(certificate.chances[own[person]]) - target for person, target in enumerate(targets))
        if not abs(report["gap"] - max(missing, 0.0)) <= CLOSE:
            fr = f"« gap » : {report['gap']}, mais une chance manque le certificat de {missing:.1e}"
            en = f"“gap”: {report['gap']}, but a chance misses the certificate by {missing:.1e}"
            self.note("report.json", (1, 1), fr, en)
        if report["slack"] + CLOSE < proved.slack:
            fr = f"« slack » : {report['slack']}, mais le certificat ne prouve qu’à {float(proved.slack):.1e} près"
            en = f"“slack”: {report['slack']}, but the certificate proves no more than within {float(proved.slack):.1e}"
            self.note("report.json", (1, 1), fr, en)
        return proved

    # Cells and values ------------------------------------------------------------------------------------------------

    def _rows(self, file: str, names: tuple[str, ...]) -> tuple[Row, ...]:
        table = read_table(file, self.files.get(file, b""))
        self.problems.extend(table.problems)
        if table.problems:
            raise _Unreadable
        if table.header.cells != names:
            self.fail(file, (1, 1), f"l’en-tête doit être {','.join(names)}", f"the header must be {','.join(names)}")
        return table.rows

    def _whole(self, file: str, row: Row, column: int, limit: int) -> int:
        text = row.cells[column]
        if not WHOLE.fullmatch(text) or int(text) >= limit:
            fr = f"« {shown(text)} » : il faut un nombre de 0 à {limit - 1}"
            self.fail(file, row.places[column], fr, f"“{shown(text)}”: a number from 0 to {limit - 1} is needed")
        return int(text)

    def _chance(self, row: Row, column: int) -> float:
        text = row.cells[column]
        if not CHANCE.fullmatch(text) or float(text) > 1 + CLOSE:
            fr, en = f"« {shown(text)} » n’est pas une chance", f"“{shown(text)}” is not a chance"
            self.fail("chances.csv", row.places[column], fr, en)
        return float(text)

    def _json(self, file: str) -> Any:
        try:
            return json.loads(self.files.get(file, b""))
        except json.JSONDecodeError as error:
            place = (error.lineno, error.colno)
            self.fail(file, place, "ce n’est pas du JSON bien formé", "this is not well-formed JSON")
        except (ValueError, RecursionError):
            self.fail(file, (1, 1), "ce n’est pas du JSON bien formé", "this is not well-formed JSON")


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
