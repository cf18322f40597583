"""The published editions and the errata, as the site lists and serves them."""

from __future__ import annotations

import mimetypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapitre.kernel.figures.errata import standing
from chapitre.kernel.ledger import keys
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.kernel.records.registers import registers
from chapitre.kernel.words import said
from chapitre.report.correcting import shown
from chapitre.report.edition.manifest import MANIFEST_FILE, folder_files
from chapitre.report.edition.shelf import PDF_FILE, editions_folder
from chapitre.report.models import Edition
from chapitre.report.views import language

REGISTERS = "registers/"


@dataclass(frozen=True)
class Table:
    """A register of an edition: its two files and their kilobytes."""

    label: str
    csv: str
    parquet: str
    csv_size: int | None
    parquet_size: int | None


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """`/bilan/editions`: every edition, the latest first."""
    rows = list(Edition.objects.filter(withdrawn=False).order_by("-number"))
    earlier = [*(row.number for row in rows[1:]), None]
    context = {
        "rows": [
            (row, _size(editions_folder() / f"{row.number}.zip"), before)
            for row, before in zip(rows, earlier, strict=False)  # of no edition, none is earlier
        ],
        "keys": [format_vkey(period.key) for period in keys.periods()],
    }
    return render(request, "report/editions.html", context)


def _size(path: Path) -> int | None:
    """Kilobytes of a file that is there."""
    return -(-path.stat().st_size // 1000) if path.exists() else None


@require_safe
def edition(request: HttpRequest, number: int) -> HttpResponse:
    """`/bilan/editions/<number>`: one edition, its files and how to check them."""
    row = get_object_or_404(Edition, number=number)
    folder = editions_folder() / str(number)
    files = [MANIFEST_FILE, *folder_files(folder)] if folder.exists() else []
    errata = [shown(one, language()) for one in reversed(standing()) if one.key.startswith(f"{number:04}-")]
    first = keys.periods()
    context = {
        "row": row,
        "files": [(name, _size(folder / name)) for name in files if not name.startswith(REGISTERS)],
        "tables": _tables(folder, files),
        "errata": errata,
        "key": format_vkey(first[0].key) if first else "",
        "zip": _size(editions_folder() / f"{number}.zip"),
        "pdf": _size(folder / PDF_FILE),
        "earlier": Edition.objects.filter(withdrawn=False, number__lt=number).order_by("-number") if files else [],
    }
    return render(request, "report/one_edition.html", context)


def _tables(folder: Path, files: Sequence[str]) -> list[Table]:
    """The edition's registers, in the order of their names in words."""
    names = [name.removeprefix(REGISTERS).removesuffix(".csv") for name in files if name.endswith(".csv")]
    found = []
    for name in names:
        known = registers.get(name)
        csv, parquet = (f"{REGISTERS}{name}{suffix}" for suffix in (".csv", ".parquet"))
        label = said(known.label) if known else name
        found.append(Table(label, csv, parquet, _size(folder / csv), _size(folder / parquet)))
    return sorted(found, key=lambda one: one.label)


@require_safe
def edition_file(request: HttpRequest, number: int, name: str) -> FileResponse:
    """One file of an edition, exactly as it was signed."""
    folder = editions_folder() / str(number)
    if name != MANIFEST_FILE and (not folder.exists() or name not in folder_files(folder)):
        raise Http404(_("Cette édition n’a pas de fichier de ce nom."))
    return _served(folder / name)


@require_safe
def edition_zip(request: HttpRequest, number: int) -> FileResponse:
    """A whole edition in one file."""
    get_object_or_404(Edition, number=number)
    return _served(editions_folder() / f"{number}.zip")


def _served(path: Path) -> FileResponse:
    try:
        file = path.open("rb")
    except OSError:
        raise Http404(_("Ce fichier n’est pas conservé sur ce site.")) from None
    kind = "text/plain; charset=utf-8" if path.suffix in ("", ".py", ".jsonl") else mimetypes.guess_type(path.name)[0]
    return FileResponse(file, content_type=kind, filename=path.name)


@require_safe
def errata(request: HttpRequest) -> HttpResponse:
    """`/bilan/errata`: every correction, for ever."""
    return render(request, "report/errata.html", {"errata": [shown(one, language()) for one in standing()]})
