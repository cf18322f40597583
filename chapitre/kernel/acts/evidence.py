"""What anybody may take away of a record: the proof of an act, its entries, its files while they stand."""

from __future__ import annotations

from datetime import datetime

from django.http import FileResponse, Http404, HttpResponse, JsonResponse

from chapitre.kernel import clock
from chapitre.kernel.ledger import checkpoints, log
from chapitre.kernel.records import files
from chapitre.kernel.records.models import Opening

FILE_SECONDS = 300  # a file may be shown this long after it was erased, by a browser or a cache that had it
KINDS = {"jpg": "image/jpeg", "pdf": "application/pdf"}


def proof_of(index: int, at: datetime) -> str:
    """A C2SP tlog-proof of an entry. An entry so new that no checkpoint holds it yet has one signed now."""
    checkpoint = checkpoints.covering(index) or checkpoints.sign(at)
    return checkpoints.proof_file(index, checkpoint)


def proof(register: str, key: str, asked: str | None) -> HttpResponse:
    """The proof of one of a record's acts as a file: the act of that number, the last one if none is asked for.

    Raises Http404.
    """
    entries = log.history(register, key)
    number = str(len(entries)) if asked is None else asked
    if not number.isascii() or not number.isdigit() or not 1 <= int(number[:9]) <= len(entries):
        raise Http404
    entry = entries[int(number[:9]) - 1]
    answer = HttpResponse(proof_of(entry.index, clock.now()), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{key}-{entry.seq}.tlog-proof"'
    return answer


def entries(register: str, key: str) -> JsonResponse:
    """A record's entries as they are hashed, and the openings that stand: what a program needs to check them."""
    opened = Opening.objects.filter(register=register, key=key).order_by("seq", "field")
    return JsonResponse(
        {
            "register": register,
            "key": key,
            "entries": [
                {"index": one.index, "seq": one.seq, "leaf": bytes(one.leaf).hex(), "body": one.body}
                for one in log.history(register, key)
            ],
            "openings": list(opened.values("seq", "field", "value", "salt")),
        }
    )


def file(register: str, key: str, name: str) -> FileResponse:
    """A photo or a document, while an opening of this record names it. Raises Http404."""
    shown = Opening.objects.filter(register=register, key=key, file=name)
    if not files.NAME.fullmatch(name) or not shown.exists():
        raise Http404
    try:
        opened = files.path(name).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    suffix = name.rpartition(".")[2]
    # A document is downloaded: what a reader of PDF would do with it is not this site's policy to say.
    answer = FileResponse(opened, as_attachment=suffix == "pdf", filename=name, content_type=KINDS[suffix])
    answer["Cache-Control"] = f"public, max-age={FILE_SECONDS}"
    return answer
