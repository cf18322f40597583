"""Uploads: a huge file fills no disk, its true size is told, and no original has a name to be found under."""

import os
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory

from chapitre.kernel.records import uploads


def posted(data: bytes) -> WSGIRequest:
    return RequestFactory().post("/", {"photos": SimpleUploadedFile("a.jpg", data), "text": "bonjour"})


def test_a_small_file_comes_whole() -> None:
    with closing(posted(b"0123456789" * 20_000)) as request:
        file = request.FILES["photos"]
        assert request.POST["text"] == "bonjour" and file.size == 200_000 and len(file.read()) == 200_000


def test_a_large_one_is_counted_but_not_written(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads.BoundedUploadHandler, "most", 100_000)
    with closing(posted(b"x" * 1_000_000)) as request:
        file = request.FILES["photos"]
        assert file.size == 1_000_000 and os.fstat(file.file.fileno()).st_size == 100_001


def test_no_original_has_a_name() -> None:
    request = posted(b"x" * 100_000)
    file = request.FILES["photos"]
    assert not Path(file.temporary_file_path()).exists()  # type: ignore[union-attr]
    request.close()  # closing what is gone already is no error
    assert file.closed
