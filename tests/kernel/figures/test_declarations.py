"""Declarations: the house's own hold together, and each thing that can be wrong is named by file, table and key."""

from datetime import date
from pathlib import Path

import pytest
from django.core.checks import run_checks

from chapitre.kernel.figures import declarations, names, sources
from chapitre.kernel.figures.declaration import PERIODS, STATUSES, VALUES, Declaration
from chapitre.kernel.figures.problems import BadFigures
from chapitre.kernel.figures.reading import KEYS
from chapitre.kernel.figures.values import settle

GOOD = """
[{name}]
label = "signalements"
label_en = "reports"
definition = "Les signalements."
definition_en = "The reports."
unit = "signalement"
evidence = "prouve"
period = {{ kind = "since", from = 2023-01-01 }}
status = "ongoing"
"""
COUNT = (
    GOOD.format(name="received")
    + """
register = "streets.reports"
value = "count"
where = 'review != "held"'
example = [
  { row = { review = "done" }, counts = true },
  { row = { review = "held" }, counts = false },
]
expected = 1
"""
)
DAYS = (
    COUNT.replace("[received]", "[days]")
    .replace('"count"', '"median"')
    .replace('unit = "signalement"', 'unit = "jour"')
    .replace("where =", 'of = "days_between(received_on, resolved_on)"\nwhere =')
    .replace('review = "done"', 'review = "done", received_on = 2024-01-01, resolved_on = 2024-01-03')
    .replace('review = "held"', 'review = "held", received_on = 2024-01-01')
    .replace("expected = 1", "expected = 2")
)
PUBLISHED = GOOD.format(name="said").replace('"prouve"', '"sans-preuve"') + 'value = "published"\npublished = 12\n'
SHARE = (
    GOOD.format(name="share").replace('unit = "signalement"', 'unit = "percent"')
    + """
value = "expression"
expression = "streets.received * 100 / streets.received"
example = [{ row = { review = "done" }, counts = true }]
expected = 100
"""
)


def load(folder: Path, *texts: str) -> dict[str, Declaration]:
    path = folder / "figures.toml"
    path.write_text("\n".join(texts), encoding="utf-8")
    return sources.load([(path, "streets")])


def problems(folder: Path, *texts: str) -> list[tuple[str, str, str]]:
    """Table, key and message of each problem."""
    with pytest.raises(BadFigures) as caught:
        load(folder, *texts)
    assert all(str(one).startswith(str(folder / "figures.toml")) for one in caught.value.problems)
    return [(one.table, one.key, one.message) for one in caught.value.problems]


def test_the_house_s_figures_hold_together() -> None:
    assert run_checks(tags=["figures"]) == []
    declared = declarations()
    assert {one.claim for one in declared.values()} >= set(range(1, 67))
    assert {one.milestone for one in declared.values()} >= set(range(1, 21))
    proved = [one for one in declared.values() if one.evidence == "prouve"]
    assert len([one for one in proved if one.chapter == "streets"]) >= 12
    assert all(one.on_records for one in proved)


def test_a_good_file(tmp_path: Path) -> None:
    declared = load(tmp_path, COUNT, DAYS, PUBLISHED, SHARE)
    assert list(declared) == ["streets.received", "streets.days", "streets.said", "streets.share"]
    received, days, said, share = declared.values()
    assert received.rule == ["and", ["not", ["field", "withdrawn"]], ["ne", ["field", "review"], ["str", "held"]]]
    assert (received.along, days.along) == (None, "received_on")
    assert (said.register, said.rule, said.published) == (None, None, 12)
    assert (share.register, share.operands, share.rule) == ("streets.reports", ("streets.received",), received.rule)


def test_a_rule_left_out_still_leaves_the_withdrawn_out(tmp_path: Path) -> None:
    text = COUNT.replace("where = 'review != \"held\"'", "").replace(
        'review = "held"', 'review = "held", withdrawn = true'
    )
    assert load(tmp_path, text)["streets.received"].rule == ["not", ["field", "withdrawn"]]


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ('status = "ongoing"', "", "status", "clé obligatoire"),
        ('status = "ongoing"', 'status = "bientôt"', "status", "n’est pas l’une de ces valeurs"),
        ('status = "ongoing"', 'status = "ongoing"\ncolour = "red"', "colour", "clé inconnue"),
        ('label = "signalements"', 'label = ""', "label", "le texte est vide"),
        ('label = "signalements"', "label = 3", "label", "un texte est attendu ici"),
        ('unit = "signalement"', 'unit = "pigeon"', "unit", "n’est pas dans units.toml"),
        ('"prouve"', '"certain"', "evidence", "n’est pas l’une de ces valeurs"),
        ('"prouve"', '"repris"', "evidence", "se lit dans les fiches"),
        ('"prouve"', '"mesure"', "source", "clé obligatoire avec evidence"),
        ('"prouve"', '"projete"', "scenario", "clé obligatoire avec evidence"),
        ('period = { kind = "since", from = 2023-01-01 }', "", "period", "clé obligatoire"),
        ("from = 2023-01-01", 'from = "election_day"', "period", "l’une de celles de la ville"),
        ("'review != \"held\"'", "'received_on >= since'", "where", "since"),
        ('value = "count"', 'value = "average"', "value", "n’est pas l’une de ces valeurs"),
        ('register = "streets.reports"', 'register = "streets.cats"', "register", "n’existe pas"),
        ('register = "streets.reports"', "", "register", "clé obligatoire avec value"),
        ("expected = 1", "expected = 1\npublished = 3", "published", "clé sans objet avec value"),
        ("expected = 1", "expected = 1\nclaim = 59", "claim", "clé inconnue"),
        ("expected = 1", 'expected = "1/0"', "expected", "un quotient"),
        ("from = 2023-01-01", "on = 2023-01-01", "period", "demande « from »"),
        ("from = 2023-01-01", 'from = "2023"', "period", "est une date"),
        ('kind = "since"', 'kind = "ever"', "period", "kind est l’un de"),
        ('"since", from = 2023-01-01', '"in", from = 2023-01-02, to = 2023-01-01', "period", "finit avant"),
        ("'review != \"held\"'", "'review != held'", "where", "held"),
        ("'review != \"held\"'", "'review != \"hold\"'", "where", "« hold » n’est pas une valeur de review"),
        ("'review != \"held\"'", "'review'", "where", "un oui ou non"),
        ("'review != \"held\"'", "'review != '", "where", "(caractère"),
        ("counts = true", "counts = 1", "example", "exemple 1"),
        ("counts = true", "counts = false", "example", "au moins une ligne qui compte"),
        ("counts = false", "counts = true", "example", "juste hors de la règle"),
        ('review = "done"', 'state = "resolved"', "example", "exemple 1 : il manque « review », que la règle lit"),
        ('review = "done"', 'review = "done", mood = "good"', "example", "n’a pas le fait « mood »"),
        ('review = "done"', 'review = "well"', "example", "« well » n’est pas permis pour « review »"),
        ('review = "done"', 'review = "done", reopenings = true', "example", "« reopenings » est un nombre entier"),
        ("'review != \"held\"'", "'due_on < today or review != \"held\"'", "example_today", "parle du jour"),
        ("expected = 1", "expected = 1\nexample_today = 2024-01-01", "example_today", "parle du jour"),
        ("expected = 1", 'expected = 1\nrecords = { columns = ["mood"] }', "records", "n’a pas le fait « mood »"),
        ("expected = 1", 'expected = 1\nrecords = { rows = 3 }', "records", "columns"),
        ("expected = 1", 'expected = 1\ndate = "review"', "date", "n’a pas de date « review »"),
        ("[received]", '["Reçus"]', "", "un nom de chiffre s’écrit en minuscules"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    assert old in COUNT
    found = problems(tmp_path, COUNT.replace(old, new))
    assert any(one_key == key and said in message for _, one_key, message in found), found


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (PUBLISHED.replace('"sans-preuve"', '"prouve"'), "evidence", "« prouve »"),
        (PUBLISHED.replace('"sans-preuve"', '"repris"'), "evidence", "« repris »"),
        (PUBLISHED.replace("published = 12", 'published = "2025"'), "published", "un nombre entier avec toute autre"),
        (PUBLISHED.replace('"signalement"', '"date"'), "published", "une date (EDTF)"),
        (
            PUBLISHED.replace('"signalement"', '"date"').replace("= 12", '= "2025-13"'),
            "published",
            "pas une date EDTF",
        ),
        (PUBLISHED.replace("= 12", f"= {2**53}"), "published", "2^53"),
        (DAYS.replace("days_between(received_on, resolved_on)", "received_on"), "of", "un nombre"),
        (DAYS.replace("of =", "also ="), "of", "clé obligatoire"),
    ],
)
def test_what_only_some_values_can_get_wrong(tmp_path: Path, text: str, key: str, said: str) -> None:
    found = problems(tmp_path, text)
    assert any(one_key == key and said in message for _, one_key, message in found), found


@pytest.mark.parametrize(
    ("old", "new", "key", "said"),
    [
        ("* 100 /", "* 100 / 0 ** 2 /", "expression", "(caractère"),
        ("/ streets.received", "/ streets.nothing", "expression", "« streets.nothing » n’existe pas"),
        ("/ streets.received", "/ streets.share", "expression", "streets.share → streets.share"),
        ("streets.received * 100 / streets.received", "1 + 2", "expression", "nomme au moins un chiffre"),
        ("* 100 / streets.received", "+ 1", "expression", "un nombre sans unité"),
        ("* 100 / streets.received", "+ streets.received", "unit", "« signalement »"),
        ("/ streets.received", "/ streets.said", "evidence", "plus ferme que streets.said"),
        ('evidence = "prouve"', 'evidence = "mesure"', "evidence", "mesure"),
        ("expected = 100", "", "example", "clé obligatoire"),
        ('row = { review = "done" }', "row = { }", "example", "il manque « review »"),
    ],
)
def test_what_an_expression_can_get_wrong(tmp_path: Path, old: str, new: str, key: str, said: str) -> None:
    assert old in SHARE
    found = problems(tmp_path, COUNT, PUBLISHED, SHARE.replace(old, new))
    assert all(table == "share" for table, _, _ in found)
    assert any(one_key == key and said in message for _, one_key, message in found), found


def test_an_expression_of_published_numbers_stands_on_no_records(tmp_path: Path) -> None:
    text = SHARE.replace("streets.received", "streets.said").replace('"prouve"', '"sans-preuve"')
    text = "\n".join(line for line in text.split("\n") if not line.startswith(("example", "expected")))
    assert load(tmp_path, PUBLISHED, text)["streets.share"].register is None
    found = problems(tmp_path, PUBLISHED, text + "\nexpected = 1")
    assert [(table, key) for table, key, _ in found] == [("share", "example")]


def test_a_long_way_round_is_a_circle_too(tmp_path: Path) -> None:
    def made(name: str, other: str) -> str:
        text = SHARE.replace("[share]", f"[{name}]").replace("streets.received * 100 / streets.received", other)
        return "\n".join(line for line in text.split("\n") if not line.startswith(("example", "expected")))

    found = problems(tmp_path, made("a", "streets.b / 2"), made("b", "streets.c / 2"), made("c", "streets.a / 2"))
    assert ("c", "expression", "l’expression tourne en rond : streets.a → streets.b → streets.c → streets.a") in found


def test_ids_are_taken_once(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(COUNT, encoding="utf-8")
    second = tmp_path / "more.toml"
    second.write_text(COUNT, encoding="utf-8")
    with pytest.raises(BadFigures, match=r"more\.toml \[received\] : « streets\.received » est déjà pris"):
        sources.load([(path, "streets"), (second, "streets")])


def test_a_file_that_is_no_toml_or_is_not_there(tmp_path: Path) -> None:
    assert "ce n’est pas du TOML" in problems(tmp_path, "a = ")[0][2]
    assert "chaque chiffre est une table" in problems(tmp_path, "a = 3")[0][2]
    with pytest.raises(BadFigures, match="ne peut pas être lu"):
        sources.load([(tmp_path / "none.toml", "streets")])


def test_a_wrong_file_stops_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "figures.toml"
    path.write_text(COUNT.replace("where =", "were ="), encoding="utf-8")
    monkeypatch.setattr(sources, "_sources", [(path, "streets")])
    monkeypatch.setattr(sources, "_loaded", None)
    errors = run_checks(tags=["figures"])
    assert [one.id for one in errors] == ["figures.E001"]
    assert errors[0].msg == f"{path} [received] were : clé inconnue"


def test_the_definition_hash_follows_what_decides_the_value_and_nothing_else(tmp_path: Path) -> None:
    def hashes(*texts: str) -> dict[str, str]:
        return {id: one.definition_hash for id, one in load(tmp_path, *texts).items()}

    first = hashes(COUNT, SHARE)
    said_better = hashes(COUNT.replace("Les signalements.", "Tous les signalements."), SHARE)
    assert said_better == first
    redefined = hashes(COUNT.replace('!= "held"', '== "done"'), SHARE)
    assert redefined["streets.received"] != first["streets.received"]
    assert redefined["streets.share"] != first["streets.share"]  # its operand is another figure now
    days = hashes(COUNT, DAYS)
    assert len({*days.values()}) == 2


def test_every_key_is_documented_and_the_example_of_the_page_holds(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "figures.md").read_text(encoding="utf-8")
    assert [key for key in (*KEYS, *VALUES, *PERIODS, *STATUSES) if f"`{key}`" not in page] == [
        "label_en",
        "definition_en",
    ]
    example = page.split("```toml\n")[1].split("```")[0]
    assert list(load(tmp_path, example)) == ["streets.reports_on_time"]


ATTESTED = PUBLISHED.replace('"sans-preuve"', '"atteste"') + 'document = "25-00012"\n'
SOURCE = 'source = "Insee, recensement, millésime 2021"\nsource_en = "Insee, census, vintage 2021"\n'


def test_what_a_figure_rests_on_besides_records(tmp_path: Path) -> None:
    measured = COUNT.replace('"prouve"', '"mesure"') + SOURCE
    planned = PUBLISHED.replace('"sans-preuve"', '"projete"').replace("[said]", "[planned]")
    planned += 'scenario = "Les lots du programme."\nscenario_en = "The programme’s lots."\n'
    declared = load(tmp_path, ATTESTED, measured, planned)
    said, received, plan = declared.values()
    assert (said.document, said.source, said.register) == ("25-00012", None, None)
    assert (received.evidence, received.register) == ("mesure", "streets.reports")
    assert received.source == ("Insee, recensement, millésime 2021", "Insee, census, vintage 2021")
    assert plan.scenario == ("Les lots du programme.", "The programme’s lots.")
    assert all(one.grounded for one in declared.values())


@pytest.mark.parametrize(
    ("text", "key", "said"),
    [
        (ATTESTED.replace('document = "25-00012"', ""), "document", "document ou source"),
        (ATTESTED.replace('"25-00012"', '"le papier"'), "document", "le numéro d’une fiche"),
        (ATTESTED.replace("document =", "source ="), "source_en", "clé obligatoire avec « source »"),
        (ATTESTED.replace("document =", "source_en ="), "source", "clé obligatoire avec « source_en »"),
        (
            ATTESTED.replace('document = "25-00012"', 'source = "Insee"\nsource_en = "Insee"'),
            "source",
            "sa date ou son millésime",
        ),
        (ATTESTED.replace('"atteste"', '"sans-preuve"'), "document", "n’est plus « sans-preuve »"),
        (PUBLISHED.replace('"sans-preuve"', '"statistique"'), "document", "document ou source"),
        (
            ATTESTED.replace('"atteste"', '"projete"').replace('document = "25-00012"', SOURCE),
            "scenario",
            'avec evidence = "projete"',
        ),
        (f'{ATTESTED}scenario = "a"\nscenario_en = "b"', "scenario", 'va avec evidence = "projete"'),
        (f'{PUBLISHED}reading = "Nous lisons."', "reading_en", "clé obligatoire avec « reading »"),
        (f'{PUBLISHED}reading = 3\nreading_en = "We read."', "reading", "un texte est attendu"),
    ],
)
def test_what_a_figure_that_is_not_proved_must_say(tmp_path: Path, text: str, key: str, said: str) -> None:
    found = problems(tmp_path, text)
    assert any(one_key == key and said in message for _, one_key, message in found), found


def test_an_expression_has_what_its_figures_have(tmp_path: Path) -> None:
    """It is no firmer than they are, and rests on what the least firm of them rests on."""
    share = SHARE.replace("/ streets.received", "/ streets.said")
    share = "\n".join(line for line in share.split("\n") if not line.startswith(("example", "expected")))
    assert load(tmp_path, COUNT, ATTESTED, share.replace('"prouve"', '"atteste"'))["streets.share"].source is None
    found = problems(tmp_path, COUNT, ATTESTED, share.replace('"prouve"', '"statistique"'))
    assert [(table, key) for table, key, _ in found] == [("share", "evidence")]
    load(tmp_path, COUNT, ATTESTED, share.replace('"prouve"', '"statistique"') + SOURCE)


def test_a_claim_without_its_time_or_its_state_stops_the_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line of the published report cannot go out without a period and a status."""
    for line in ('period = { kind = "since", from = 2023-01-01 }\n', 'status = "ongoing"\n'):
        path = tmp_path / "figures.toml"
        path.write_text(PUBLISHED.replace(line, ""), encoding="utf-8")
        monkeypatch.setattr(sources, "_sources", [(path, "streets")])
        monkeypatch.setattr(sources, "of_town", lambda here: [])
        monkeypatch.setattr(sources, "_loaded", None)
        [error] = run_checks(tags=["figures"])
        assert error.msg == f"{path} [said] {line.partition(' ')[0]} : clé obligatoire"
        with pytest.raises(BadFigures):
            sources.declarations()


SINCE = (
    COUNT.replace("'review != \"held\"'", "'received_on >= report_since and review != \"held\"'")
    .replace("from = 2023-01-01", 'from = "report_since"')
    .replace('"signalements"', '"signalements depuis {report_since}"')
    .replace('"reports"', '"reports since {report_since}"')
    .replace('{ review = "done"', '{ received_on = "report_since", review = "done"')
    .replace('{ review = "held"', '{ received_on = "report_since-1", review = "done"')
)


def test_the_town_s_first_day_is_put_in_as_the_file_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = load(tmp_path, SINCE)["streets.received"]
    assert here.rule[2] == ["ge", ["field", "received_on"], ["date", "2020-01-01"]]
    assert (here.period.start, here.label) == (
        date(2020, 1, 1),
        ("signalements depuis 2020", "reports since 2020"),
    )
    assert here.where == 'received_on >= report_since and review != "held"'
    assert [one.row["received_on"] for one in here.examples] == [date(2020, 1, 1), date(2019, 12, 31)]
    monkeypatch.setitem(names.NAMED, "report_since", lambda: date(2021, 7, 4))
    there = load(tmp_path, SINCE)["streets.received"]
    assert there.rule[2] == ["ge", ["field", "received_on"], ["date", "2021-07-04"]]
    assert there.period.start == date(2021, 7, 4)
    assert [one.row["received_on"] for one in there.examples] == [date(2021, 7, 4), date(2021, 7, 3)]
    assert there.label == ("signalements depuis le 4\u00a0juillet\u00a02021", "reports since 4\u00a0July\u00a02021")
    assert there.definition_hash != here.definition_hash


def test_a_rule_that_names_a_date_points_at_its_own_characters(tmp_path: Path) -> None:
    [(_, key, message)] = problems(tmp_path, SINCE.replace('review != "held"\'', 'review != "hold"\''))
    assert key == "where" and "« hold »" in message and "(caractère 43)" in message


YEARLY = """
[a_year]
label = "signalements par an"
label_en = "reports a year"
definition = "En moyenne."
definition_en = "On average."
unit = "operation_par_an"
value = "expression"
expression = "streets.received / years"
evidence = "prouve"
period = { kind = "yearly", from = "report_since", to = 2024-12-31 }
status = "ongoing"
example = [{ row = { review = "done" }, counts = true }]
expected = "1/5"
example_today = 2025-01-01
"""


def test_a_yearly_mean_divides_by_the_years_of_its_period(tmp_path: Path) -> None:
    mean = load(tmp_path, COUNT, YEARLY)["streets.a_year"]
    assert mean.formula == ["div", ["figure", "streets.received"], ["years", "2020-01-01", "2024-12-31"]]
    assert (mean.register, mean.along) == ("streets.reports", None)
    value = settle({one.id: one for one in load(tmp_path, COUNT, YEARLY).values()}, {}, date(2026, 1, 1), 0)
    assert value["streets.a_year"].numerator is None
    found = problems(tmp_path, COUNT, YEARLY.replace("example_today = 2025-01-01", ""))
    assert [key for _, key, _ in found] == ["example_today"]
    found = problems(tmp_path, COUNT, YEARLY.replace(', from = "report_since", to = 2024-12-31', ""))
    assert [key for _, key, _ in found] == ["expression"]
