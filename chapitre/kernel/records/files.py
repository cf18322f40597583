"""Files beside records: named by their own hash, shown only while an opening or a private row names them."""

import hashlib
import os
import re
import secrets
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{64}\.(jpg|pdf)")


def folder() -> Path:
    """Where the files lie."""
    return Path(settings.MEDIA_ROOT) / "records"


def name_of(data: bytes, suffix: str = "jpg") -> str:
    """The name that a file goes by, stored or not: `<sha256>.<suffix>`."""
    return f"{hashlib.sha256(data).hexdigest()}.{suffix}"


def store(data: bytes, suffix: str = "jpg") -> str:
    """Writes a file durably and returns its name."""
    name = name_of(data, suffix)
    target = path(name)
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        # A name of its own: the same picture may be sent twice at once.
        partial = target.with_suffix(f".{secrets.token_hex(4)}.partial")
        try:
            with partial.open("wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return name


def path(name: str) -> Path:
    """The place of a stored file. Raises ValueError on anything that is not such a name."""
    if not NAME.fullmatch(name):
        raise ValueError(f"{name!r} is not a stored file's name")
    return folder() / name[:2] / name


def remove(name: str) -> None:
    """Overwrites and removes a file, if it is there."""
    target = path(name)
    if target.exists():
        target.write_bytes(b"\0" * target.stat().st_size)
        target.unlink()
