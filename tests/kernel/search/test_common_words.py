"""On PostgreSQL a word of few records and a word of many are looked for in two ways, which must find the same."""

from __future__ import annotations

import pytest
from django.db import connection

from chapitre.kernel.search import find
from chapitre.kernel.search.models import Page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one way"),
]
REGISTERS = ["a.one", "a.two", "a.empty"]


@pytest.mark.parametrize("question", ["rue", "parc", "rue parc", "r", "nulle", "fiche 7"])
@pytest.mark.parametrize("skip", [0, 3])
def test_both_ways_find_the_same(question: str, skip: int, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("rue du parc", "rue", "parc", "place", "rue des parcs")
    Page.objects.bulk_create(
        Page(
            id=number,
            register=REGISTERS[number % 2],
            key=f"k{number}",
            title=f"fiche {number} {words[number % 5] if number % 3 else 'seule'}",
            words=words[number % 4],
        )
        for number in range(60)
    )
    few = find.find(question, REGISTERS, most=5, skip=skip)
    monkeypatch.setattr(find, "FEW", 0)
    assert find.find(question, REGISTERS, most=5, skip=skip) == few
    for found in few:
        assert [hit.loose for hit in found.hits] == sorted(hit.loose for hit in found.hits)
