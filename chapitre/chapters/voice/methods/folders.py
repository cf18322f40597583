"""A folder of files under one hash: what a town is bound to without showing it, and hands to whoever checks it.

The hash is the SHA-256 of the file `SHA256SUMS`, which names the SHA-256 of each other file as `sha256sum` does. It
says nothing to whoever cannot guess every file: the salts of the volunteers' answers are in one of them.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

MANIFEST = "SHA256SUMS"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip can tell: the same files make the same zip
LARGEST = 64 * 2**20  # bytes of all the files of a folder, unpacked


class BadFolder(ValueError):
    """These bytes are not a folder that can be read."""


def manifest(files: Mapping[str, bytes]) -> bytes:
    """`SHA256SUMS`: a line a file, by name; the manifest itself left out."""
    names = sorted(set(files) - {MANIFEST})
    return "".join(f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in names).encode()


def folder_hash(files: Mapping[str, bytes]) -> str:
    """What a town is bound to."""
    return hashlib.sha256(manifest(files)).hexdigest()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The folder and its manifest as one zip, the same bytes for the same files."""
    told = io.BytesIO()
    with zipfile.ZipFile(told, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in sorted({**files, MANIFEST: manifest(files)}.items()):
            archive.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return told.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """The files of such a zip. Raises BadFolder."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if sum(one.file_size for one in archive.infolist()) > LARGEST:
                raise BadFolder("too large")
            return {one.filename: archive.read(one) for one in archive.infolist()}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise BadFolder(str(error)) from error
