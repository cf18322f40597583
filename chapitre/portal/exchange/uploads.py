"""Receives a file for a register: larger than a photo, never larger than what is read."""

from __future__ import annotations

from chapitre.kernel.exchange.reading import LARGEST
from chapitre.kernel.records.uploads import BoundedUploadHandler


class TableUploadHandler(BoundedUploadHandler):
    """At most one byte more than the largest file that is read."""

    most = max(LARGEST.values())
