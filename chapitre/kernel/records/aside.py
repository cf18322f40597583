"""Files put aside while something else in their form is put right: under random names, swept after a day."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{32}")


def folder() -> Path:
    """Where they wait."""
    return Path(settings.MEDIA_ROOT) / "drafts"


def put(files: Iterable[bytes]) -> tuple[str, ...]:
    """Keeps files for the form's next try; returns the random names (128 bits) they go by."""
    folder().mkdir(parents=True, exist_ok=True)
    names: list[str] = []
    try:
        for data in files:
            names.append(secrets.token_hex(16))
            (folder() / names[-1]).write_bytes(data)
    except OSError:
        forget(names)  # half a file would only take what room there is left
        raise
    return tuple(names)


def get(name: str) -> bytes | None:
    """A file put aside, or None when there is none (any more)."""
    if not NAME.fullmatch(name):
        return None
    try:
        return (folder() / name).read_bytes()
    except FileNotFoundError:
        return None


def forget(names: Iterable[str]) -> None:
    """Removes files put aside."""
    for name in names:
        if NAME.fullmatch(name):
            (folder() / name).unlink(missing_ok=True)
