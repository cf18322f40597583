"""Receives uploaded files: never more of each than may be of use, and without a name on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.files.uploadhandler import TemporaryFileUploadHandler

from chapitre.kernel.records.photos import MAX_BYTES


class BoundedUploadHandler(TemporaryFileUploadHandler):
    """Writes at most one byte over the limit of a file and counts the rest, so that its true size can be told.

    The file has no name from the start: a server killed midway leaves no original behind.
    """

    most = MAX_BYTES

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        Path(self.file.temporary_file_path()).unlink()
        self.room = self.most + 1

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        super().receive_data_chunk(raw_data[: self.room], start)
        self.room = max(0, self.room - len(raw_data))
