"""The check of an edition, as verify.py runs it. Standard library only; nothing here knows the site."""

from __future__ import annotations

import argparse
import csv
import gc
import hashlib
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from chapitre.kernel.figures.compute import Computed, FactSteps, KnownEntry, figures_named, figures_of, replay
from chapitre.kernel.ledger.canonical import decode
from chapitre.kernel.ledger.merkle import GrowingTree, leaf_hash
from chapitre.kernel.ledger.notes import NoteKey, TreeHead, format_vkey, open_checkpoint, open_note, parse_vkey
from chapitre.kernel.ledger.rotation import KeyPeriod, follow_rotations
from chapitre.report.edition.entryline import LineReader
from chapitre.report.edition.manifest import MANIFEST_FILE, check_folder, parse_manifest
from chapitre.report.edition.weighing import weigh_identity

DOCUMENTS = "town.documents"  # the register of what attests figures
ERRATA = "report.errata"
SHAPES_FILE, SHAPE = "shapes.jsonl", "shape"  # the fact that names a line or an area by the hash of its form


class EditionError(ValueError):
    """Something in the edition does not agree; the message says where."""


def verify_main(argv: Sequence[str], upcasters: Mapping[str, FactSteps]) -> int:
    """Runs the check from a command line; 0 when everything agrees, 1 when not, 2 when misused."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Checks an edition of the town's report.")
    parser.add_argument("folder", nargs="?", type=Path, help="the edition (default: where this program lies)")
    parser.add_argument("--key", help="the town's public key, as you know it from elsewhere (name+id+base64)")
    parser.add_argument("--since", type=Path, help="a checkpoint that you kept: nothing before it may have changed")
    arguments = parser.parse_args(argv)
    folder = arguments.folder or Path(__file__).resolve().parent
    started = time.monotonic()
    gc.disable()  # a million rows that never refer to themselves: looking for what does takes a tenth of the time
    try:
        for line in verify_edition(folder, arguments.key, arguments.since, upcasters):
            print(line, flush=True)
    except (ValueError, KeyError, TypeError, OSError, RecursionError) as error:
        what = f"{type(error).__name__}: {error}" if isinstance(error, KeyError | TypeError) else error
        print(f"WRONG: {what}", file=sys.stderr)
        return 1
    finally:
        gc.enable()
    print(f"Everything agrees ({time.monotonic() - started:.1f} s).")
    print("This does not prove that what was recorded is true, nor that everything was recorded.")
    return 0


def verify_edition(
    folder: Path, key: str | None, since: Path | None, upcasters: Mapping[str, FactSteps]
) -> Iterator[str]:
    """Checks everything and says what has been checked. Raises EditionError or another ValueError at what is wrong."""
    periods = edition_keys(folder, key)
    yield from key_lines(periods, given=key is not None)
    text, _ = open_note(read_text(folder / MANIFEST_FILE), [period.key for period in periods])
    origin, number, files = parse_manifest(text)
    check_folder(folder, files)
    yield f"edition {number} of {origin}: {len(files)} files are as they were signed"
    head = open_edition_checkpoint(folder / "checkpoint", origin, periods)
    told = json.loads(read_text(folder / "figures.json"))
    kept = None if since is None else open_checkpoint(read_text(since), origin, [period.key for period in periods])
    reader = EntryReader(folder / "entries.jsonl", told["registers"], kept)
    rows = replay(told["registers"], reader.bodies(), upcasters)
    reader.check(head)
    yield f"checkpoint: {head.size} entries, root {head.root.hex()}"
    if kept is not None:
        yield f"the first {kept.size} entries are those of the checkpoint that you kept"
    yield f"{sum(map(len, rows.values()))} records replayed from their acts"
    for name, declared in told["registers"].items():
        check_register(folder / "registers" / f"{name}.csv", name, declared["rules"], rows[name])
    yield f"{len(told['registers'])} registers say the same"
    yield f"{check_shapes(folder / SHAPES_FILE, told['registers'], rows)} lines and areas are those that records name"
    counted = check_figures(told, rows)
    check_marks(told, rows)
    errata = check_errata(told, rows)
    yield f"{counted} figures computed again, {len(told['figures']) - counted} published without records"
    yield f"{errata} errata are those of the ledger, and none is left out"
    held = check_identities(told)
    yield f"{held} identities between figures hold, {len(told['identities']) - held} values computed again beside them"


def edition_keys(folder: Path, key: str | None) -> list[KeyPeriod]:
    """The keys to trust and the sizes they sign: the edition's own chain, which must contain the key that was given."""
    lines = read_text(folder / "key").split("\n")
    notes = [read_text(path) for path in sorted((folder / "rotations").glob("*.note"))]
    periods = follow_rotations(parse_vkey(lines[0]), notes)
    if key is None:
        return periods
    wanted = parse_vkey(key)
    for place, period in enumerate(periods):
        if period.key == wanted:
            chain = periods[place:]
            return chain if all(one.endorsed for one in chain[1:]) else [period]
    raise EditionError("key: this edition was not signed by the key that you gave")


def key_lines(periods: Sequence[KeyPeriod], *, given: bool) -> Iterator[str]:
    """Says which key is trusted, and why."""
    why = "the key that you gave" if given else "the edition's own key: compare it with the one the town publishes"
    for period in periods:
        yield f"trusting {format_vkey(period.key)} ({why})"


def open_edition_checkpoint(path: Path, origin: str, periods: Sequence[KeyPeriod]) -> TreeHead:
    """The edition's checkpoint, signed by a key that was in use at its size."""
    note = read_text(path)
    head = open_checkpoint(note, origin, [period.key for period in periods])
    keys: list[NoteKey] = [period.key for period in periods if period.covers(head.size)]
    return open_checkpoint(note, origin, keys)


class EntryReader:
    """Reads the entries once: each line is hashed as it stands, must be canonical, and is handed on.

    `registers` as `figures.json` has them: lines of their present form are recognised at once, others decoded.
    """

    def __init__(self, path: Path, registers: Mapping[str, Any], kept: TreeHead | None) -> None:
        self.path = path
        self.kept = kept
        self.tree = GrowingTree()
        self.kept_root: bytes | None = None
        self.readers = {name: LineReader(name, declared) for name, declared in registers.items()}

    def bodies(self) -> Iterator[Mapping[str, Any] | KnownEntry]:
        """What the entries say, in order. Raises EditionError or CanonicalError on a line that is not one."""
        with self.path.open("rb") as file:
            for line in file:
                if not line.endswith(b"\n"):
                    raise EditionError(f"entries.jsonl: entry {self.tree.size} is cut short")
                body = line[:-1]
                self.tree.append(leaf_hash(body))
                if self.kept is not None and self.tree.size == self.kept.size:
                    self.kept_root = self.tree.root()
                yield self._quick(body) or decode(body)

    def _quick(self, body: bytes) -> KnownEntry | None:
        """The entry by its register's quick reader; None if that cannot tell."""
        try:
            text = body.decode()
        except UnicodeDecodeError:
            return None
        _, _, rest = text.rpartition('"register":"')
        reader = self.readers.get(rest.partition('"')[0])
        return reader.read(text) if reader else None

    def check(self, head: TreeHead) -> None:
        """Raises EditionError unless the entries read are those of the checkpoint, and of the one that was kept."""
        if self.tree.size != head.size:
            raise EditionError(f"entries.jsonl: {self.tree.size} entries, the checkpoint signs {head.size}")
        if self.tree.root() != head.root:
            raise EditionError("entries.jsonl: the entries do not have the root that the checkpoint signs")
        if self.kept is not None and self.kept_root != self.kept.root:
            raise EditionError(f"entries.jsonl: the first {self.kept.size} entries are not those of your checkpoint")


def check_register(path: Path, name: str, rules: Mapping[str, Any], rows: Mapping[str, tuple[Any, ...]]) -> None:
    """Raises EditionError unless a register's CSV holds exactly the records replayed."""
    names = [one["name"] for one in rules["fields"]]
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file)
        if next(reader, None) != ["key", *names]:
            raise EditionError(f"{path.name}: the columns are not the register's facts")
        seen = 0
        for line in reader:
            row = rows.get(line[0]) if line else None
            if row is None:
                raise EditionError(f"{path.name}: {line[:1]} is not among the entries")
            if line[1:] != [fact if type(fact) is str else csv_cell(fact) for fact in row]:
                raise EditionError(f"{path.name}: {name} {line[0]} is not what its entries say")
            seen += 1
    if seen != len(rows):
        raise EditionError(f"{path.name}: {seen} records, the entries make {len(rows)}")


def check_shapes(path: Path, registers: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> int:
    """Raises EditionError unless the file holds, once each, the shapes that the records name, and no other: a line is
    the form whose SHA-256 is the name. Returns how many."""
    named, seen = shapes_named(registers, rows), set()
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            name = hashlib.sha256(line.removesuffix(b"\n")).hexdigest()
            if name not in named or name in seen:
                raise EditionError(f"{path.name}: line {number} is no shape that a record names, or stands twice")
            seen.add(name)
    if missing := named - seen:
        raise EditionError(f"{path.name}: {len(missing)} shapes are missing, {min(missing)} among them")
    return len(seen)


def shapes_named(registers: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> set[str]:
    """The names of all the shapes that records have."""
    named: set[str] = set()
    for register, declared in registers.items():
        names = [one["name"] for one in declared["rules"]["fields"]]
        if SHAPE in names:
            place = names.index(SHAPE)
            named.update(row[place] for row in rows[register].values() if row[place] is not None)
    return named


def csv_cell(fact: Any) -> str:
    """A fact as the registers write it: nothing for unknown, true and false, digits, ISO dates, text as it is."""
    if fact is None:
        return ""
    return str(fact).lower() if isinstance(fact, bool) else str(fact)


def check_figures(told: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> int:
    """Computes every figure again; returns how many rest on records. Raises EditionError naming those that differ."""
    figures = told["figures"]
    computed = figures_of(told["registers"], figures, rows, date.fromisoformat(told["today"]))
    wrong = []
    for one in figures:
        printed = (one["numerator"], one["denominator"], one["records"], one["imported"])
        again = computed.get(one["id"], (None, 1, None, None))
        if printed != again:
            wrong.append(f"{one['id']}: printed {counts(printed)}, found {counts(again)}")
    if wrong:
        raise EditionError("figures.json: " + "; ".join(wrong))
    return sum(1 for one in figures if one["value"] != "published")


def counts(computed: Computed) -> str:
    """What a count found, for a message that sets two side by side."""
    numerator, denominator, records, imported = computed
    return f"{numerator}/{denominator} ({records} records, {imported} of them imported)"


def check_marks(told: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> None:
    """Raises EditionError naming the figures whose mark says more than what stands behind them: proved though some
    records were imported, or attested by a document that is not among the records as it is printed."""
    marks = {one["id"]: one["evidence"] for one in told["figures"]}
    wrong = []
    for one in told["figures"]:
        operands = () if one["formula"] is None else figures_named(one["formula"])
        if marks[one["id"]] == "prouve" and (one["imported"] or any(marks[name] != "prouve" for name in operands)):
            wrong.append(f"{one['id']}: said to be proved, and rests on imported records")
        if one["document"] is not None and not document_stands(told["registers"], rows, one["document"]):
            wrong.append(f"{one['id']}: the document {one['document']['key']} is not among the records")
    if wrong:
        raise EditionError("figures.json: " + "; ".join(wrong))


def document_stands(
    registers: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]], document: Mapping[str, Any]
) -> bool:
    """Whether a document is in the ledger with the facts printed, and not withdrawn."""
    row = rows[DOCUMENTS].get(document["key"])
    facts = tuple(document[one["name"]] for one in registers[DOCUMENTS]["rules"]["fields"])
    return row == facts and document["withdrawn"] is False


def check_errata(told: Mapping[str, Any], rows: Mapping[str, Mapping[str, tuple[Any, ...]]]) -> int:
    """Raises EditionError unless the errata told are those of the ledger and those that the edition itself brings;
    returns how many the ledger has."""
    names = [one["name"] for one in told["registers"][ERRATA]["rules"]["fields"]]
    ledger = {key: dict(zip(names, row, strict=True)) for key, row in rows[ERRATA].items()}
    standing = {key: facts for key, facts in ledger.items() if not facts["withdrawn"]}
    own = f"{told['edition']:04}-"
    found = {one["key"]: one for one in told["errata"] if not one["key"].startswith(own)}
    if set(found) != set(standing):
        raise EditionError(f"figures.json: errata missing or added: {', '.join(sorted(set(found) ^ set(standing)))}")
    for key, facts in standing.items():
        if any(found[key][name] != facts[name] for name in found[key] if name in facts):
            raise EditionError(f"figures.json: the erratum {key} is not what its entries say")
    return len(standing)


def check_identities(told: Mapping[str, Any]) -> int:
    """Weighs every identity by the figures just checked; returns how many hold. Raises EditionError naming others."""
    computed = {one["id"]: (one["numerator"], one["denominator"], None, None) for one in told["figures"]}
    held, wrong, today = 0, [], date.fromisoformat(told["today"])
    for one in told["identities"]:
        again = weigh_identity(one, computed, today)
        if again["holds"] is False or any(one[name] != value for name, value in again.items()):
            wrong.append(one["id"])
        held += again["holds"] is True
    if wrong:
        raise EditionError(f"figures.json: these identities do not hold as printed: {', '.join(wrong)}")
    return held


def read_text(path: Path) -> str:
    """A small file as UTF-8, line endings untouched."""
    return path.read_bytes().decode()
