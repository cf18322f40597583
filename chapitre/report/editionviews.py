"""The published editions and the errata, as the site lists and serves them."""

from __future__ import annotations

import mimetypes
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapitre.kernel.figures import sources
from chapitre.kernel.ledger import keys
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.kernel.records.models import Opening
from chapitre.report.edition.manifest import MANIFEST_FILE, folder_files
from chapitre.report.edition.publish import editions_folder
from chapitre.report.models import Edition, Erratum
from chapitre.report.states import KINDS


@dataclass(frozen=True)
class ShownErratum:
    """An erratum with its words."""

    row: Erratum
    label: str
    kind: str
    reason: str


@require_safe
def editions(request: HttpRequest) -> HttpResponse:
    """`/bilan/editions`: every edition, the latest first."""
    rows = Edition.objects.filter(withdrawn=False).order_by("-number")
    context = {
        "rows": [(row, _size(editions_folder() / f"{row.number}.zip")) for row in rows],
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
    files = [(name, _size(folder / name)) for name in [MANIFEST_FILE, *folder_files(folder)]] if folder.exists() else []
    errata = [_shown(one) for one in Erratum.objects.filter(key__startswith=f"{number:04}-").order_by("key")]
    first = keys.periods()
    context = {
        "row": row,
        "files": files,
        "errata": errata,
        "key": format_vkey(first[0].key) if first else "",
        "zip": _size(editions_folder() / f"{number}.zip"),
    }
    return render(request, "report/one_edition.html", context)


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
    rows = Erratum.objects.filter(withdrawn=False).order_by("-published_on", "-key")
    return render(request, "report/errata.html", {"errata": [_shown(one) for one in rows]})


def _shown(row: Erratum) -> ShownErratum:
    at = 1 if (get_language() or "fr").startswith("en") else 0
    declared: Any = sources.declarations().get(row.figure)
    opening = Opening.objects.filter(register="report.errata", key=row.key, field="reason").order_by("seq").first()
    return ShownErratum(
        row,
        declared.label[at] if declared else row.figure,
        KINDS[row.kind][at],
        str(opening.value) if opening else "",
    )
