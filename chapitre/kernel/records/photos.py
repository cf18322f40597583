"""Photos that residents and staff send: redrawn from their pixels, everything else in the file left behind."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Protocol

from django.utils.translation import gettext as _

from chapitre.kernel.records import redraw

MAX_BYTES = 20 * 1024 * 1024
MAX_PHOTOS = 4
ACCEPT = "image/jpeg,image/png,image/webp,image/gif"  # for the `accept` of a file field
SECONDS = 30  # of patience, on a machine that is busy
# Two at a time: a picture takes up to a gigabyte while it is redrawn, and the server has other things to do.
_turn = threading.BoundedSemaphore(2)
_WORKER = Path(redraw.__file__)
_HEIC = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1")


class Upload(Protocol):
    """What photos.py asks of an uploaded file; Django's UploadedFile is one."""

    name: str | None
    size: int | None
    file: IO[bytes] | None


class BadPhoto(ValueError):
    """A photo that is not taken. `message` is for the person who sent it and names the file."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(frozen=True)
class Redrawn:
    """What became of one upload: JPEG bytes, or why not. `name` is the file's name as the person knows it."""

    name: str
    data: bytes = b""
    error: str = ""


def redraw_all(uploads: Iterable[Upload]) -> list[Redrawn]:
    """Redraws each upload in turn; a bad one does not spoil the others."""
    results = []
    for upload in uploads:
        name = shown_name(upload.name)
        try:
            results.append(Redrawn(name, data=redraw_one(upload)))
        except BadPhoto as bad:
            results.append(Redrawn(name, error=bad.message))
    return results


def redraw_one(upload: Upload) -> bytes:
    """A fresh JPEG of an upload: upright, at most 2 048 px a side, no metadata. Raises BadPhoto.

    JPEG, PNG, WebP and GIF (its first image) are taken, up to 20 MB and 25 million pixels. The decoder runs in a
    process of its own, with limits of memory and time; what it was given is never kept.
    """
    name = shown_name(upload.name)
    size, file = upload.size or 0, upload.file
    if file is None or size == 0:
        raise BadPhoto(_("« %(name)s » est vide : choisissez une autre photo.") % {"name": name})
    if size > MAX_BYTES:
        megabytes = -(-size // (1024 * 1024))
        raise BadPhoto(
            _("« %(name)s » pèse %(size)s Mo. La limite est de 20 Mo : prenez-la à nouveau, en plus petit.")
            % {"name": name, "size": megabytes}
        )
    file.seek(0)
    head = file.read(32)
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        raise BadPhoto(
            _(
                "« %(name)s » est au format HEIC, que nous ne savons pas lire."
                " Envoyez-la en JPEG : sur un iPhone, Réglages, Appareil photo, Formats, « Le plus compatible »."
            )
            % {"name": name}
        )
    file.seek(0)
    return _run(file, name)


def _run(file: IO[bytes], name: str) -> bytes:
    """Runs the worker on an open file. Raises BadPhoto."""
    with _turn:
        try:
            done = subprocess.run(
                [sys.executable, "-I", str(_WORKER)],
                input=file.read(MAX_BYTES + 1),
                capture_output=True,
                timeout=SECONDS,
                env={},
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BadPhoto(_message("broken", name)) from None
    if done.returncode == 0 and done.stdout:
        return done.stdout
    # Killed by a limit, or a decoder that crashed: broken, as far as the person is concerned.
    raise BadPhoto(_message(redraw.FAULTS.get(done.returncode, "broken"), name))


def _message(fault: str, name: str) -> str:
    sentences = {
        "not-a-picture": _(
            "« %(name)s » n’est pas une photo que nous savons lire : envoyez un JPEG, PNG, WebP ou GIF."
        ),
        "too-many-pixels": _(
            "« %(name)s » a trop de pixels : la limite est de 25 millions. Prenez-la à nouveau, en plus petit."
        ),
        "broken": _("« %(name)s » est abîmée ou incomplète : choisissez une autre photo, ou prenez-la à nouveau."),
    }
    return sentences[fault] % {"name": name}


def shown_name(name: str | None) -> str:
    """A file's name as it can be shown: no path, no control character, at most 60 characters."""
    base = (name or "").replace("\\", "/").rpartition("/")[2]
    clean = "".join(one for one in base if one.isprintable()).strip()
    return (clean[:57] + "…" if len(clean) > 60 else clean) or _("photo")
