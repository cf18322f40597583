"""Files beside records: named by their content, whole or not there, gone when removed."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pytest_django import Settings

from chapitre.kernel.records import files


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def stored() -> list[Path]:
    return [one for one in files.folder().rglob("*") if one.is_file()]


def test_a_file_goes_by_the_hash_of_its_content() -> None:
    name = files.store(b"a picture")
    assert name == files.name_of(b"a picture") and files.NAME.fullmatch(name)
    assert files.path(name).read_bytes() == b"a picture" and files.store(b"a picture") == name
    assert len(stored()) == 1


def test_the_same_file_stored_at_once_by_many_is_one() -> None:
    with ThreadPoolExecutor(16) as pool:
        names = set(pool.map(lambda _n: files.store(b"x" * 200_000), range(64)))
    assert len(names) == 1 and [one.stat().st_size for one in stored()] == [200_000]


def test_a_disk_that_fails_leaves_no_half_of_a_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.store(b"a picture")
    assert stored() == []


@pytest.mark.parametrize(
    "name", ["../x", "x.jpg", "", "a" * 64, "A" * 64 + ".jpg", "a" * 64 + ".php", "a" * 64 + ".jpg\n"]
)
def test_no_other_name_leads_to_a_file(name: str) -> None:
    with pytest.raises(ValueError, match="not a stored file"):
        files.path(name)


def test_what_is_removed_is_gone_and_removing_again_is_no_error() -> None:
    name = files.store(b"a picture")
    files.remove(name)
    files.remove(name)
    assert stored() == []
