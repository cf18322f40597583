"""Erasure: nothing personal is left, the count stays, old proofs still verify."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel.acts import NotAllowed, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.acts.erase import erase, expire
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.merkle import verify_inclusion
from chapitre.kernel.records import files
from chapitre.kernel.records.models import Opening
from tests.factories import ADMIN, AT, CLEANING, RESIDENT_, later, report, row

SECRET, MAIL = "Zébulon-quarante-deux", "zebulon42@exemple.fr"
PHOTO = b"\xff\xd8 une photo \xff\xd9" * 50


def _with_everything() -> str:
    photo = files.store(PHOTO)
    receipt = report(
        text=f"Texte {SECRET}", email=MAIL, follow="f" * 64, photos=(photo,), point=(2_384_777, 48_810_777)
    )
    perform(acts.reviewed, receipt.key, actor=CLEANING, at=later(), text=f"Relu {SECRET}", photos=(photo,))
    perform(acts.asked, receipt.key, actor=CLEANING, at=later(2), question="Où ?")
    perform(acts.answered, receipt.key, actor=RESIDENT_, at=later(3), text=f"Réponse {SECRET}")
    return receipt.key


@pytest.mark.django_db(transaction=True)
def test_after_erasure_nothing_personal_is_anywhere() -> None:
    key = _with_everything()
    size = log.size()
    proof, root, leaf = log.prove_inclusion(0, size), log.root(size), bytes(log.entry(0).leaf)
    facts = Report.objects.get(key=key).facts()
    erase("streets.reports", key, actor=ADMIN, at=later(4))
    assert not Opening.objects.exists() and not Submission.objects.exists() and not Contact.objects.exists()
    assert not list(files.folder().rglob("*.jpg"))
    assert Report.objects.get(key=key).facts() == facts
    assert json.loads(log.entry(log.size() - 1).body)["act"] == "erased"
    verify_inclusion(0, size, leaf, proof, root)
    assert list(audit()) == []
    _nothing_on_disk()


def _nothing_on_disk() -> None:
    """SQLite: neither the database nor its WAL holds the words any more. PostgreSQL: the vacuum has run."""
    if connection.vendor != "sqlite":
        return
    path = Path(connection.settings_dict["NAME"])
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        data = one.read_bytes() if one.exists() else b""
        for word in (SECRET, MAIL, "2384777"):
            assert word.encode() not in data, f"{word} is still in {one.name}"


@pytest.mark.django_db(transaction=True)
def test_a_photo_that_another_report_shows_stays() -> None:
    photo = files.store(PHOTO)
    first, second = report(photos=(photo,), text="a"), report(photos=(photo,), text="b")
    erase("streets.reports", first.key, actor=ADMIN, at=later())
    assert files.path(photo).exists()
    erase("streets.reports", second.key, actor=ADMIN, at=later())
    assert not files.path(photo).exists()


@pytest.mark.django_db
def test_an_agent_may_not_erase() -> None:
    receipt = report(text="a")
    with pytest.raises(NotAllowed):
        erase("streets.reports", receipt.key, actor=CLEANING, at=later())
    assert row(receipt).seq == 1


@pytest.mark.django_db(transaction=True)
def test_private_rows_end_on_their_day() -> None:
    photo = files.store(PHOTO)
    report(text="a", photos=(photo,))
    last = Submission.objects.get().expires_on
    assert (last - AT.date()).days == 90
    assert expire(last) == 0
    assert expire(last.replace(year=last.year + 1)) == 1
    assert not Submission.objects.exists() and not files.path(photo).exists()


def test_files_are_named_by_their_content_only() -> None:
    for name in ("../../etc/passwd", "a.jpg", "A" * 64 + ".jpg", "0" * 64 + ".exe"):
        with pytest.raises(ValueError, match="not a stored file"):
            files.path(name)
    assert str(settings.MEDIA_ROOT) in str(files.path("0" * 64 + ".jpg"))
