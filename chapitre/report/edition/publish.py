"""Publishing an edition: freeze, compute twice, compare, sign, and put everything in one folder."""

from __future__ import annotations

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel import clock
from chapitre.kernel.acts import Step, perform_many
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.bundle import bundle
from chapitre.kernel.figures import compute, live, sources
from chapitre.kernel.figures.errata import Erratum, standing
from chapitre.kernel.ledger import checkpoints, keys, log
from chapitre.kernel.ledger.models import Checkpoint, Entry
from chapitre.kernel.ledger.notes import format_note, format_vkey
from chapitre.kernel.people.actors import ADMINISTRATOR, Actor
from chapitre.kernel.records.registers import registers
from chapitre.report.acts import edition_published, erratum_published
from chapitre.report.edition.book import Book
from chapitre.report.edition.errata import Correction, corrections
from chapitre.report.edition.manifest import MANIFEST_FILE, digest_file, folder_files, format_manifest
from chapitre.report.edition.package import write_package
from chapitre.report.edition.page import write_pages
from chapitre.report.edition.pdf import write_pdf
from chapitre.report.edition.shelf import editions_folder, last_number, told_by
from chapitre.report.edition.snapshot import snapshot
from chapitre.report.edition.tables import write_shapes, write_tables
from chapitre.report.edition.told import tell_errata, told_edition
from chapitre.report.edition.verification import EntryReader, counts
from chapitre.report.identities import false_ones
from chapitre.report.lint.texts import typed_numbers
from chapitre.report.text import every_text

VERIFIER_HEADER = '''"""Checks an edition of the report: python3 -I verify.py [--key KEY] [--since CHECKPOINT] [FOLDER]

It needs Python 3.11 or later and nothing else: no network, no package. It is put together from the modules that the
site itself runs; each section names its module. Exit code: 0 if everything agrees, 1 if not (and it says where).

It proves that the figures follow from the records of this edition, that the town signed them, and, with --since, that
nothing was rewritten since a checkpoint that you kept. It does not prove that what was recorded is true or complete.
"""

from __future__ import annotations
'''
# The modules of verify.py, in the order in which they need each other.
VERIFIER = (
    "chapitre.kernel.ledger.canonical",
    "chapitre.kernel.ledger.merkle",
    "chapitre.kernel.ledger.ed25519",
    "chapitre.kernel.ledger.notes",
    "chapitre.kernel.ledger.rotation",
    "chapitre.kernel.rules.nodes",
    "chapitre.kernel.rules.schema",
    "chapitre.kernel.rules.oracle",
    "chapitre.kernel.rules.intervals",
    "chapitre.kernel.rules.check",
    "chapitre.kernel.rules.runtime",
    "chapitre.kernel.rules.python",
    "chapitre.kernel.figures.compute",
    "chapitre.report.edition.manifest",
    "chapitre.report.edition.entryline",
    "chapitre.report.edition.weighing",
    "chapitre.report.edition.verification",
)
CHUNK = 5000


class PublicationRefused(Exception):
    """The edition cannot go out; `reasons` say what disagrees, one a line."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = list(reasons)
        super().__init__("\n".join(self.reasons))


@dataclass(frozen=True)
class Published:
    """An edition that is out."""

    number: int
    folder: Path
    size: int
    figures: int


def publish(
    out: Path, *, at: datetime, today: date, reasons: Mapping[str, str], say: Callable[[str], None]
) -> Published:
    """Writes a new edition into `out`, which must not exist, keeps a copy beside the data, and enters it in the ledger.

    `reasons` gives, by figure, why it is dropped, redefined or corrected. Posts go on meanwhile.
    Raises PublicationRefused naming figures and records; then nothing was published.
    """
    if out.exists():
        raise PublicationRefused([_("Le dossier %(path)s existe déjà.") % {"path": out}])
    if typed := list(typed_numbers(every_text())):
        raise PublicationRefused(typed)
    number = last_number() + 1
    draft = out.with_name(f".{out.name}.partial")
    shutil.rmtree(draft, ignore_errors=True)
    draft.mkdir(parents=True)
    try:
        with snapshot() as using:
            say("auditing the records")
            refuse_findings(using, today)
            checkpoint = checkpoints.sign(at, log.size(using))
            _write_entries(draft, using, checkpoint.size, say)
            records = write_tables(draft, using)
            write_shapes(draft, using)
            values = _count(draft, using, today, say)
            told = told_edition(number, checkpoint.size, today, values, records, using)
        owed = check_errata(told, reasons)
        new = _new_errata(number, owed, reasons, clock.civil(at))
        papers = {one["id"]: one["document"] for one in told["figures"] if one["document"]}
        book = Book(number, today, checkpoint, values, papers, (*new, *standing()))
        tell_errata(told, book.errata)
        _write_json(draft / "figures.json", told)
        say("writing the report's pages, its PDF and the data package")
        write_pages(draft, book)
        write_pdf(draft, book)
        _write_trust(draft, checkpoint)
        write_package(draft, book)
        manifest = _sign_manifest(draft, number)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _keep(draft, number)
    _enter(number, checkpoint, manifest, draft, owed, reasons, at)
    draft.rename(out)
    return Published(number, out, checkpoint.size, len(told["figures"]))


def refuse_findings(using: str, today: date) -> None:
    """Raises PublicationRefused if a record is not what the ledger made it, naming it and the figures it is in."""
    reasons = [f"{finding.where}: {finding.what}" for finding in audit(using)]
    if reasons:
        names = sorted(differing(using, today))
        if names:
            reasons.append(_("Chiffres touchés : %(names)s.") % {"names": ", ".join(names)})
        raise PublicationRefused(reasons)


def differing(using: str, today: date) -> list[str]:
    """The figures that SQL and the replay of the ledger count differently."""
    counted, again = live.fresh(today, using), live.known(log.size(using), today, using)
    return [name for name, value in counted.items() if value.counted != again[name].counted]


def upcasters() -> dict[str, Mapping[int, Callable[..., Any]]]:
    """The steps from older schemas, by register."""
    return {name: one.steps for name, one in registers.items() if one.steps}


def _write_entries(draft: Path, using: str, size: int, say: Callable[[str], None]) -> None:
    """Every entry of the ledger as it was hashed, one a line."""
    say(f"writing {size} entries")
    with (draft / "entries.jsonl").open("wb") as file:
        entries = Entry.objects.using(using).filter(index__lt=size).order_by("index")
        for body in entries.values_list("body", flat=True).iterator(CHUNK):
            file.write(body.encode() + b"\n")


def _count(draft: Path, using: str, today: date, say: Callable[[str], None]) -> dict[str, live.Value]:
    """The figures counted in SQL and counted again from the entries just written. Raises PublicationRefused where the
    two differ, or where figures contradict one another."""
    say("counting every figure, in the database and again from the entries")
    contents = sources.contents()
    counted = live.fresh(today, using=using)
    reader = EntryReader(draft / "entries.jsonl", contents["registers"], None)
    rows = compute.replay(contents["registers"], reader.bodies(), upcasters())
    again = compute.figures_of(contents["registers"], contents["figures"], rows, today)
    wrong = [
        f"{name}: {counts(value.counted)} ≠ {counts(again[name])}"
        for name, value in counted.items()
        if value.counted != again[name]
    ]
    wrong += false_ones(counted, sources.declarations())
    if wrong:
        raise PublicationRefused(wrong)
    return counted


def _write_json(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def check_errata(told: Mapping[str, Any], reasons: Mapping[str, str]) -> list[Correction]:
    """What the edition owes errata for. Raises PublicationRefused where a reason is missing, or is for nothing."""
    before = told_by(last_number())
    owed = list(corrections(before, told)) if before else []
    missing = [one for one in owed if not reasons.get(one.figure, "").strip()]
    needless = sorted(set(reasons) - {one.figure for one in owed})
    lines = [
        _("%(figure)s : %(kind)s, %(old)s → %(new)s. Il faut un erratum : --erratum %(figure)s=MOTIF.")
        % {"figure": one.figure, "kind": one.kind, "old": one.old, "new": one.new or "—"}
        for one in missing
    ]
    lines += [_("%(figure)s : rien n’a changé, l’erratum est sans objet.") % {"figure": one} for one in needless]
    if lines:
        raise PublicationRefused(lines)
    return owed


def _new_errata(number: int, owed: Iterable[Correction], reasons: Mapping[str, str], on: date) -> tuple[Erratum, ...]:
    """What the edition corrects, as the ledger will have it."""
    return tuple(
        Erratum(
            erratum_key(number, place),
            one.figure,
            one.kind,
            on,
            date.fromisoformat(one.as_of) if one.as_of else None,
            one.old,
            one.new,
            reasons[one.figure].strip(),
        )
        for place, one in enumerate(owed, start=1)
    )


def erratum_key(number: int, place: int) -> str:
    """The key of an edition's erratum: 0002-01."""
    return f"{number:04}-{place:02}"


def _write_trust(draft: Path, checkpoint: Checkpoint) -> None:
    """Checkpoint, key, rotations, and the program that checks them."""
    (draft / "checkpoint").write_bytes(checkpoint.note.encode())
    (draft / "key").write_bytes(f"{format_vkey(keys.periods()[0].key)}\n".encode())
    notes = keys.statements()
    if notes:
        (draft / "rotations").mkdir()
    for place, note in enumerate(notes, start=1):
        (draft / "rotations" / f"rotation-{place:03}.note").write_bytes(note.encode())
    (draft / "verify.py").write_bytes(verifier().encode())


@cache
def verifier() -> str:
    """The text of verify.py."""
    modules = {name: one.upcasters for name, one in registers.items() if one.upcasters}
    return bundle(VERIFIER, "verify_main", header=VERIFIER_HEADER, upcasters=modules)


def _sign_manifest(draft: Path, number: int) -> str:
    """Signs the list of all files; returns the manifest's own SHA-256."""
    files = {path: digest_file(draft / path) for path in folder_files(draft)}
    text = format_manifest(keys.origin(), number, files)
    note = format_note(text, [keys.current().sign(text)]).encode()
    (draft / MANIFEST_FILE).write_bytes(note)
    return hashlib.sha256(note).hexdigest()


def _keep(draft: Path, number: int) -> None:
    """The site's own copy, and the same as one zip to download."""
    home = editions_folder()
    shutil.rmtree(home / str(number), ignore_errors=True)
    shutil.copytree(draft, home / str(number))
    with zipfile.ZipFile(home / f"{number}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in [MANIFEST_FILE, *folder_files(draft)]:
            archive.write(draft / path, f"edition-{number}/{path}")


def _enter(
    number: int,
    checkpoint: Checkpoint,
    manifest: str,
    draft: Path,
    owed: list[Correction],
    reasons: Mapping[str, str],
    at: datetime,
) -> None:
    """The edition and its errata, in the ledger: they will stand in the next edition's entries."""
    actor = Actor(ADMINISTRATOR)
    params = {"number": number, "size": checkpoint.size, "root": bytes(checkpoint.root).hex(), "manifest": manifest}
    params["verifier"] = digest_file(draft / "verify.py")[0]
    steps = [Step(edition_published, f"{number:04}", actor, at, params)]
    for place, one in enumerate(owed, start=1):
        steps.append(
            Step(
                erratum_published,
                erratum_key(number, place),
                actor,
                at,
                {
                    "figure": one.figure,
                    "kind": one.kind,
                    "reason": reasons[one.figure],
                    "old": one.old,
                    "new": one.new,
                    "as_of": date.fromisoformat(one.as_of) if one.as_of else None,
                    "old_definition": one.old_definition,
                    "new_definition": one.new_definition,
                },
            )
        )
    perform_many(steps)
