"""What a number is said to rest on follows the records and the documents behind it, in both ways of counting."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chapitre.chapters.streets import acts
from chapitre.chapters.streets.models import Report
from chapitre.kernel.figures import live, sources
from chapitre.kernel.figures.declaration import Declaration, Period
from chapitre.kernel.figures.marks import EVIDENCE, firmness, least_firm
from chapitre.kernel.figures.recount import recount
from chapitre.kernel.figures.values import as_json, evidence
from chapitre.kernel.ledger import log
from tests.kernel.figures import papers
from tests.kernel.figures.town import LAST, TODAY, do, receive

RECEIVED, SHARE, LATE = "streets.reports_received", "streets.share_on_time", "streets.reports_late"


def figure(id: str, rests: str, **more: Any) -> Declaration:
    words = ("libellé", "label")
    return Declaration(id, "essai", words, words, "signalement", "count", rests, Period("at"), "done", **more)


def test_the_order_of_the_kinds_is_that_of_every_legend() -> None:
    assert [firmness(kind) for kind in EVIDENCE] == list(range(8))
    assert least_firm(["prouve", "mesure", "atteste"]) == "mesure"


def test_one_imported_record_is_enough_and_only_what_was_proved_becomes_taken_over() -> None:
    declared = {
        one.id: one
        for one in (
            figure("a.own", "prouve"),
            figure("a.some", "prouve"),
            figure("a.measured", "mesure"),
            figure("a.sum", "prouve", operands=("a.own", "a.some")),
            figure("a.deep", "prouve", operands=("a.sum",)),
            figure("a.mix", "mesure", operands=("a.own", "a.measured")),
            figure("a.plan", "projete", operands=("a.own",)),
        )
    }
    computed = dict.fromkeys(declared, (0, 1, 9, 0)) | {"a.some": (0, 1, 9, 1), "a.measured": (0, 1, 9, 9)}
    assert evidence(declared, computed, ()) == {
        "a.own": "prouve",
        "a.some": "repris",
        "a.measured": "mesure",
        "a.sum": "repris",
        "a.deep": "repris",
        "a.mix": "mesure",
        "a.plan": "projete",
    }


def test_what_a_document_attests_has_no_proof_without_it() -> None:
    declared = {
        one.id: one
        for one in (
            figure("a.paper", "atteste", document="D-1"),
            figure("a.other", "atteste", document="D-2"),
            figure("a.said", "atteste", source=("Le Monde, 2024", "Le Monde, 2024")),
            figure("a.sum", "atteste", operands=("a.paper", "a.other")),
        )
    }
    computed = dict.fromkeys(declared, (3, 1, None, None))
    assert evidence(declared, computed, {"D-2"}) == {
        "a.paper": "atteste",
        "a.other": "sans-preuve",
        "a.said": "atteste",
        "a.sum": "sans-preuve",
    }


@pytest.mark.django_db
def test_a_figure_is_taken_over_as_long_as_it_counts_a_record_that_is() -> None:
    day = date(2025, 3, 3)
    own = receive(day)
    do(acts.resolved, own, date(2025, 3, 5), reason="Enlevé.")
    assert [live.value(id, TODAY).evidence for id in (RECEIVED, SHARE)] == ["prouve", "prouve"]
    key = receive(day, imported=True)
    found = live.values(TODAY)
    assert (found[RECEIVED].records, found[RECEIVED].imported, found[RECEIVED].evidence) == (2, 1, "repris")
    assert (found[SHARE].imported, found[SHARE].evidence) == (0, "prouve")  # it is not resolved
    do(acts.resolved, key, date(2025, 3, 6), reason="Enlevé.")
    found = live.values(TODAY)
    assert (found[SHARE].records, found[SHARE].imported, found[SHARE].evidence) == (2, 1, "repris")
    assert found == live.fresh(TODAY)
    assert found == live.known(log.size(), TODAY)
    do(acts.withdrawn, key, LAST, reason="Un essai.")
    assert live.value(RECEIVED, TODAY).evidence == "prouve"
    assert live.known(log.size() - 1, TODAY)[RECEIVED].evidence == "repris"


@pytest.mark.django_db
def test_an_expression_is_taken_over_exactly_when_one_of_its_figures_is() -> None:
    receive(date(2025, 3, 3), imported=True)
    do(acts.resolved, receive(date(2025, 3, 3)), date(2025, 3, 5), reason="Enlevé.")
    found = live.values(TODAY)
    for one in sources.of_register("streets.reports"):
        if one.operands:
            firm = all(found[name].evidence == "prouve" for name in one.operands)
            assert (found[one.id].evidence == "prouve") == firm == (found[one.id].imported == 0)


@pytest.mark.django_db
def test_the_mark_is_said_wherever_the_value_is() -> None:
    key = receive(date(2025, 3, 3), imported=True)
    told = as_json(sources.declaration(RECEIVED), live.value(RECEIVED, TODAY))
    assert (told["evidence"], told["records"], told["imported"]) == ("repris", 1, 1)
    assert recount(TODAY).differing == ()
    Report._base_manager.filter(key=key).update(imported=False)
    differing = recount(TODAY).differing
    assert RECEIVED in differing and LATE in differing


@pytest.mark.django_db
def test_an_attested_figure_follows_its_document_in_both_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = papers.figure("safety.double", value="expression", document=None, published=None)
    formula = ["mul", ["figure", papers.ATTESTED], ["int", 2]]
    whole = replace(whole, formula=formula, operands=(papers.ATTESTED,))
    papers.declare(monkeypatch, papers.figure(), whole)
    said = [live.values(TODAY)]
    papers.file_paper()
    said.append(live.values(TODAY))
    papers.withdraw_paper()
    said.append(live.fresh(TODAY))
    for place, values in enumerate(said):
        mark = "atteste" if place == 1 else "sans-preuve"
        assert [values[id].evidence for id in (papers.ATTESTED, "safety.double")] == [mark, mark]
        assert (values[papers.ATTESTED].numerator, values["safety.double"].numerator) == (6500, 13000)
        assert live.known(place, TODAY) == values


@pytest.mark.django_db
def test_pages_ask_for_documents_only_where_figures_name_some(monkeypatch: pytest.MonkeyPatch) -> None:
    live.values(TODAY)
    papers.declare(monkeypatch, papers.figure(), papers.figure("safety.more", document="25-00013"))
    with CaptureQueriesContext(connection) as queries:
        live.values(TODAY)
    assert sum("commons_document" in one["sql"] for one in queries) == 1
