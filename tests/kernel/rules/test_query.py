"""Rules in Django querysets, on both databases, whatever the site itself runs on."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from random import Random
from typing import Any

import pytest
from django.db import connections, models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum, Value
from pytest_django import DjangoDbBlocker

from chapitre.kernel.records.query import Rule, RuleValue
from chapitre.kernel.rules import Field, RuleError, Schema, parse
from tests.kernel.rules.generate import SCHEMA, TODAYS, random_row, random_tree
from tests.kernel.rules.runners import Row, plain, run_oracle, same

ALIAS = "rules_test"
TODAY = date(2025, 11, 18)


class Line(models.Model):
    """One row of the generator's schema."""

    small = models.SmallIntegerField(null=True)
    count = models.IntegerField()
    money = models.IntegerField(null=True)
    huge = models.BigIntegerField(null=True)
    born = models.DateField(null=True)
    received = models.DateField()
    ancient = models.DateField(null=True)
    state = models.CharField(max_length=40, null=True)
    name = models.CharField(max_length=40, null=True)
    place = models.TextField()
    open = models.BooleanField(null=True)
    kept = models.BooleanField()
    parent = models.ForeignKey("self", on_delete=models.CASCADE, null=True, related_name="+")

    objects: models.Manager["Line"] = models.Manager()

    class Meta:
        app_label = "rules_tests"

    def __str__(self) -> str:
        return str(self.pk)


def made_row(random: Random) -> dict[str, Any]:
    return dict(random_row(random))


ROWS: list[Row] = [made_row(Random(seed)) for seed in range(60)]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def lines(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[models.QuerySet[Line]]:
    """The rows, in a database of their own."""
    if request.param == "sqlite":
        config: dict[str, Any] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    else:
        uri = request.getfixturevalue("french_uri")
        path, _, host = uri.removeprefix("postgresql://postgres:@/").partition("?host=")
        config = {"ENGINE": "django.db.backends.postgresql", "NAME": path, "USER": "postgres", "HOST": host}
    connections.settings[ALIAS] = connections.configure_settings({"default": config})["default"]
    with django_db_blocker.unblock():
        with connections[ALIAS].schema_editor() as editor:
            editor.create_model(Line)
        made = Line.objects.using(ALIAS).bulk_create([Line(**row) for row in ROWS])
        for one, parent in pairwise(made):
            Line.objects.using(ALIAS).filter(pk=one.pk).update(parent=parent)
        yield Line.objects.using(ALIAS).order_by("pk")
        with connections[ALIAS].schema_editor() as editor:
            editor.delete_model(Line)
        connections[ALIAS].close()
    del connections[ALIAS]
    del connections.settings[ALIAS]


def kept(tree: Any, today: date = TODAY) -> list[int]:
    return [index for index, value in enumerate(run_oracle(tree, ROWS, today), 1) if value is True]


def keys(lines: models.QuerySet[Line]) -> list[int]:
    return list(lines.values_list("pk", flat=True))


def test_a_filter_keeps_what_is_true(lines: models.QuerySet[Line]) -> None:
    tree = parse("months_between(received, today) >= 36 and small < 3")
    assert keys(lines.filter(Rule(tree, SCHEMA, TODAY))) == kept(tree) != []


def test_unknown_is_left_out_even_when_negated_by_the_rule(lines: models.QuerySet[Line]) -> None:
    """Django's own `~Q(name="é")` is true on null; the rule's `not` is unknown on unknown."""
    tree = parse('not name == "é"')
    found = keys(lines.filter(Rule(tree, SCHEMA, TODAY)))
    assert found == kept(tree)
    assert len(found) < lines.filter(~Q(name="é")).count()


def test_random_rules_agree_with_the_oracle(lines: models.QuerySet[Line]) -> None:
    random = Random(8_800)
    for _ in range(120):
        tree, today = random_tree(random, "bool", 5), random.choice(TODAYS)
        assert keys(lines.filter(Rule(tree, SCHEMA, today))) == kept(tree, today)


@pytest.mark.parametrize("kind", ["int", "str", "date", "bool"])
def test_random_values_agree_with_the_oracle(lines: models.QuerySet[Line], kind: str) -> None:
    """Through Django's own conversions: a date comes back as a date, a boolean as a boolean."""
    random = Random(66)
    for _ in range(40):
        tree, today = random_tree(random, kind, 4), random.choice(TODAYS)
        found = lines.annotate(value=RuleValue(tree, SCHEMA, today)).values_list("value", flat=True)
        assert same([plain(value) for value in found], run_oracle(tree, ROWS, today))


def test_counts_and_sums_inside_aggregates(lines: models.QuerySet[Line]) -> None:
    test, value = parse('place != "%s" and kept'), parse("days_between(received, today) * 2")
    rows = [ROWS[key - 1] for key in kept(test)]
    found = lines.aggregate(
        count=Count("pk", filter=Rule(test, SCHEMA, TODAY)),
        total=Sum(RuleValue(value, SCHEMA, TODAY), filter=Rule(test, SCHEMA, TODAY)),
    )
    expected = sum(plain(one) for one in run_oracle(value, rows, TODAY))  # type: ignore[misc]
    assert found == {"count": len(rows), "total": expected}
    assert type(found["total"]) is int


def test_rules_group_and_order(lines: models.QuerySet[Line]) -> None:
    years = parse("year(received)")
    grouped = lines.order_by().annotate(year=RuleValue(years, SCHEMA, TODAY)).values("year").annotate(n=Count("pk"))
    found = {row["year"]: row["n"] for row in grouped}
    expected = run_oracle(years, ROWS, TODAY)
    assert found == {year: expected.count(year) for year in set(expected)}
    ordered = lines.order_by(RuleValue(years, SCHEMA, TODAY), "pk").values_list("pk", flat=True)
    assert list(ordered) == sorted(range(1, len(ROWS) + 1), key=lambda key: (expected[key - 1], key))


def test_grouping_by_a_rule_with_texts(lines: models.QuerySet[Line]) -> None:
    tree = parse('1 if place == "é" else 2 if place in ["a", "%s"] else 3')
    grouped = lines.order_by().values(group=RuleValue(tree, SCHEMA, TODAY)).annotate(n=Count("pk"))
    expected = run_oracle(tree, ROWS, TODAY)
    assert {row["group"]: row["n"] for row in grouped} == {one: expected.count(one) for one in set(expected)}


def test_rules_combine_with_djangos_own_conditions(lines: models.QuerySet[Line]) -> None:
    tree = parse("kept")
    assert keys(lines.filter(Rule(tree, SCHEMA, TODAY), pk__gt=30)) == [key for key in kept(tree) if key > 30]
    either = lines.filter(Q(Rule(tree, SCHEMA, TODAY)) | Q(pk=1))
    assert keys(either) == sorted({*kept(tree), 1})


def test_columns_follow_the_aliases_of_joins_and_subqueries(lines: models.QuerySet[Line]) -> None:
    tree = parse("kept and count >= 0")
    rule = Rule(tree, SCHEMA, TODAY)
    expected = [key for key in kept(tree) if key < len(ROWS) and ROWS[key]["kept"]]
    assert keys(lines.filter(rule, parent__kept=True)) == expected != []
    assert keys(lines.filter(pk__in=lines.order_by().filter(rule).values("pk"), parent__kept=True)) == expected
    inner = Line.objects.using(ALIAS).filter(rule, parent=OuterRef("pk")).values("pk")[:1]
    children = list(lines.annotate(child=Subquery(inner)).values_list("child", flat=True))
    assert children == [None, *[key if key in kept(tree) else None for key in range(1, len(ROWS))]]


def test_a_field_may_be_an_annotation_with_parameters(lines: models.QuerySet[Line]) -> None:
    schema = Schema("tests", [Field("mark", "str"), Field("twice", "int", 0, 99_999)])
    tree = parse('mark == "%s é" and twice > 10 and mark != "x"')
    found = lines.annotate(mark=Value("%s é"), twice=F("count") * 2).filter(Rule(tree, schema, TODAY))
    assert keys(found) == [key for key, row in enumerate(ROWS, 1) if row["count"] * 2 > 10]  # type: ignore[operator]


def test_a_rule_is_a_yes_or_no() -> None:
    with pytest.raises(RuleError, match="oui ou non"):
        Rule(parse("count + 1"), SCHEMA, TODAY)
    with pytest.raises(RuleError, match="n’est pas un champ"):
        RuleValue(parse("secret"), SCHEMA, TODAY)


def test_expressions_can_be_compared() -> None:
    """Django tells expressions apart by what they were made from."""
    tree = parse("kept")
    assert Rule(tree, SCHEMA, TODAY) == Rule(tree, SCHEMA, TODAY)
    assert hash(Rule(tree, SCHEMA, TODAY)) == hash(Rule(tree, SCHEMA, TODAY))
    assert Rule(tree, SCHEMA, TODAY) != Rule(parse("not kept"), SCHEMA, TODAY)
    assert Rule(tree, SCHEMA, TODAY) != Rule(tree, SCHEMA, date(2026, 1, 1))
