"""Publishing: two counts, one folder, refusal by name, errata."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import connection, connections

from chapitre.chapters.streets import acts
from chapitre.kernel.acts import perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.figures import sources
from chapitre.kernel.ledger import keys, log
from chapitre.kernel.ledger.notes import format_vkey
from chapitre.report import identities as declared_identities
from chapitre.report.edition import publish as publishing
from chapitre.report.edition.publish import PublicationRefused
from chapitre.report.edition.verification import EditionError, check_identities
from chapitre.report.identities import read as read_identities
from chapitre.report.models import Edition, Erratum
from chapitre.report.text import read
from tests.factories import HEAD, later, report
from tests.report.edition.conftest import Publish, verify


def _figures(folder: Path) -> dict[str, Any]:
    return {one["id"]: one for one in json.loads((folder / "figures.json").read_text())["figures"]}


def test_an_edition_verifies_with_python_alone(out: Publish) -> None:
    published = out("one")
    done = verify(published.folder)
    assert done.returncode == 0, done.stderr
    key = format_vkey(keys.periods()[0].key)
    assert key in done.stdout and log.root(published.size).hex() in done.stdout
    assert verify(published.folder, "--key", key).returncode == 0
    figures = _figures(published.folder)
    assert (figures["streets.reports_received"]["numerator"], figures["streets.reports_resolved"]["numerator"]) == (
        5,
        1,
    )
    standing = [one for one in figures.values() if isinstance(one["published"], int)]
    assert standing and all(one["numerator"] == one["published"] for one in standing)
    assert b"Un matelas" not in b"".join(path.read_bytes() for path in published.folder.rglob("*") if path.is_file())
    assert not list(audit())


def test_the_edition_is_in_the_ledger_and_the_next_one_says_so(out: Publish) -> None:
    first = out("one")
    row = Edition.objects.get()
    assert (row.number, row.size) == (1, first.size)
    second = out("two")
    lines = (second.folder / "registers" / "report.editions.csv").read_text().splitlines()
    assert len(lines) == 2 and row.manifest in lines[1]
    assert verify(second.folder, "--since", str(first.folder / "checkpoint")).returncode == 0


def test_a_checkpoint_of_another_history_is_caught(out: Publish, town: Path) -> None:
    first = out("one")
    kept = town / "kept"
    note = (first.folder / "checkpoint").read_text()
    kept.write_text(note.replace(note.split("\n")[2], "A" * 43 + "="))
    done = verify(first.folder, "--since", str(kept))
    assert done.returncode == 1 and "signature" in done.stderr


def test_another_key_is_refused(out: Publish) -> None:
    first = out("one")
    other = "ivry.demonstration/registre+8b7e5d3f+AQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    assert verify(first.folder, "--key", other).returncode == 1


def test_a_row_changed_by_sql_is_named_with_its_figures(out: Publish, town: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE streets_report SET state = 'received', resolved_on = NULL WHERE state = 'resolved'")
    with pytest.raises(PublicationRefused) as refused:
        out("one")
    told = "\n".join(refused.value.reasons)
    assert "streets.reports 25-90004" in told and "state" in told
    assert "streets.reports_resolved" in told and "streets.reports_open" in told
    assert not (town / "one").exists() and not Edition.objects.exists()


def test_a_withdrawn_report_no_longer_counts(out: Publish) -> None:
    receipt = report()
    assert _figures(out("one").folder)["streets.reports_received"]["numerator"] == 6
    perform(acts.withdrawn, receipt.key, actor=HEAD, at=later(3), reason="Essai")
    published = out("two")
    assert _figures(published.folder)["streets.reports_received"]["numerator"] == 5
    assert verify(published.folder).returncode == 0


def test_a_closed_figure_that_moves_needs_an_erratum(out: Publish) -> None:
    out("one")
    perform(acts.withdrawn, "24-00001", actor=HEAD, at=later(3), reason="Essai")
    with pytest.raises(PublicationRefused, match="reports_2024"):
        out("two")
    published = out("two", streets__reports_2024="Un essai avait été compté.")
    erratum = Erratum.objects.get()
    assert (erratum.figure, erratum.old, erratum.new, erratum.kind) == ("streets.reports_2024", "3", "2", "value")
    assert "Un essai avait été compté." in (published.folder / "index.html").read_text()
    with pytest.raises(PublicationRefused, match="sans objet"):
        out("three", streets__reports_2024="Encore")


def test_a_figure_dropped_or_redefined_needs_an_erratum(out: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    out("one")
    kept = dict(sources.declarations())
    del kept["streets.reports_held"]
    monkeypatch.setattr(sources, "_loaded", kept)
    with pytest.raises(PublicationRefused, match="reports_held"):
        out("two")


def test_figures_that_contradict_one_another_are_not_published(
    out: Publish, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    contradiction = '[backwards]\nholds = "streets.reports_received <= streets.reports_resolved"\nfr = "f"\nen = "e"\n'
    made = tuple(read_identities(contradiction))
    monkeypatch.setattr(declared_identities, "identities", lambda: made)
    with pytest.raises(PublicationRefused, match="backwards : 5"):
        out("one")
    assert not (town / "one").exists() and not Edition.objects.exists()


def test_verify_weighs_the_identities_again(out: Publish) -> None:
    folder = out("one").folder
    told = json.loads((folder / "figures.json").read_text())
    assert "identities between figures hold" in verify(folder).stdout
    assert check_identities(told) == sum(one["holds"] is True for one in told["identities"]) > 0
    told["identities"][0]["left_value"] = [1, 7]
    with pytest.raises(EditionError, match=told["identities"][0]["id"]):
        check_identities(told)


def test_a_text_with_a_number_typed_in_letters_is_not_published(
    out: Publish, town: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed = read("# T {#streets}\n\nElle a ouvert trois parcs.", Path("fr/streets.md"), "fr")
    monkeypatch.setattr(publishing, "every_text", lambda: iter([typed]))
    with pytest.raises(PublicationRefused, match=r"fr/streets\.md, line 3: the number “trois”"):
        out("one")
    assert not (town / "one").exists() and not Edition.objects.exists()


def test_an_existing_folder_is_left_alone(out: Publish, town: Path) -> None:
    (town / "one").mkdir()
    (town / "one" / "mine").write_text("keep")
    with pytest.raises(PublicationRefused):
        out("one")
    assert (town / "one" / "mine").read_text() == "keep"


def test_posts_go_on_while_an_edition_is_made(out: Publish, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that comes in between the snapshot and the count waits for nobody, and is not in this edition."""
    original = publishing.refuse_findings

    def meanwhile(using: str, today: Any) -> None:
        def post() -> None:
            report()
            connections.close_all()

        thread = threading.Thread(target=post)
        thread.start()
        thread.join(timeout=5)
        assert not thread.is_alive()
        original(using, today)

    monkeypatch.setattr(publishing, "refuse_findings", meanwhile)
    published = out("one")
    assert _figures(published.folder)["streets.reports_received"]["numerator"] == 5
    assert verify(published.folder).returncode == 0


def test_a_key_rotation_is_followed(out: Publish) -> None:
    first = out("one")
    old = format_vkey(keys.periods()[0].key)
    keys.rotate(log.size())
    report()
    second = out("two")
    assert verify(second.folder, "--key", old, "--since", str(first.folder / "checkpoint")).returncode == 0
    new = format_vkey(keys.current().public)
    assert verify(second.folder, "--key", new).returncode == 0
    assert verify(first.folder, "--key", new).returncode == 1
