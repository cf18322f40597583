"""Every register of the house has its pages: list, record, map, desk; none is broken by its own declaration."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chapitre.kernel.acts import acts
from chapitre.kernel.records.registers import registers
from chapitre.portal.registers.filters import filterable
from chapitre.portal.registers.forms import CORRECTION, RecordForm
from chapitre.portal.registers.listing import columns
from tests.chapters.streets.deskwork import at_desk
from tests.kernel.figures.alone import alone
from tests.portal.registers.pages import problems
from tests.portal.registers.samples import DAY, answers, make_what_it_needs, maker, sample

pytestmark = pytest.mark.django_db
EVERY = pytest.mark.parametrize("name", sorted(registers))
TOKEN = "jeton-de-ce-formulaire"


@pytest.fixture(autouse=True)
def _its_own_figures(request: pytest.FixtureRequest) -> Iterator[None]:
    """A register's pages show its own figures: the others are not counted for each of these many pages."""
    if "name" not in request.fixturenames:
        yield
        return
    name = request.getfixturevalue("name")
    with alone(lambda one: one.register == name):
        yield


def page(client: Client, address: str, status: int = 200) -> Any:
    answer = client.get(address)
    assert answer.status_code == status, (address, answer.content.decode()[-3000:])
    assert problems(answer) == [], address
    return answer


def test_the_index_names_every_register(client: Client) -> None:
    text = page(client, "/registres").text
    for name in registers:
        assert f'href="/registres/{name}"' in text


@EVERY
def test_an_empty_list_says_so(client: Client, name: str) -> None:
    client.cookies["langue"] = "en"
    assert "still empty" in page(client, f"/registres/{name}").text


@EVERY
def test_list_record_and_files_of_a_record(client: Client, name: str, key: None) -> None:
    record = sample(name)
    register = registers[name]
    assert f'data-key="{record.key}"' in page(client, f"/registres/{name}").text
    for number, column in enumerate(columns(register)):
        order = f"-{column}" if number % 2 else column
        assert f'data-key="{record.key}"' in client.get(f"/registres/{name}?tri={order}").text
    text = page(client, f"/registres/{name}/{record.key}").text
    assert record.key in text and f"/registres/{name}/{record.key}/preuve?acte=1" in text
    assert client.get(f"/registres/{name}/{record.key}/preuve").text.startswith("c2sp.org/tlog-proof@v1")
    told = client.get(f"/registres/{name}/{record.key}/ecritures.json").json()
    assert (told["register"], told["key"], len(told["entries"])) == (name, record.key, record.seq)
    client.cookies["langue"] = "en"
    page(client, f"/registres/{name}/{record.key}")


@EVERY
def test_its_filters_take_what_they_offer_and_refuse_the_rest(client: Client, name: str) -> None:
    sample(name)
    register = registers[name]
    for fact in filterable(register):
        told = register.about[fact]
        for value in [*told.values][:1] if told.values else [] if told.link else ["oui"]:
            assert client.get(f"/registres/{name}?{fact}={value}").status_code == 200
        assert client.get(f"/registres/{name}?{fact}=nulle-part-ailleurs").status_code == 400
    page(client, f"/registres/{name}?du=2020-01-01&au=2030-01-01&q=%00un%20mot", 200 if register.dated else 400)


@EVERY
def test_its_map_answers_or_is_refused(client: Client, name: str) -> None:
    record: Any = sample(name)
    answer = client.get(f"/registres/{name}.geojson?bbox=2.3,48.7,2.5,48.9")
    if registers[name].geometry is None:
        assert answer.status_code == 400
        return
    found = answer.json()["features"]
    assert [one["properties"]["key"] for one in found] == ([record.key] if record.lon is not None else [])
    for wrong in ("1,2,3", "a,b,c,d", "3,2,1,0", "nan,nan,nan,nan"):
        assert client.get(f"/registres/{name}.geojson?bbox={wrong}").status_code == 400
    assert client.get(f"/registres/{name}.geojson", headers={"If-None-Match": answer["ETag"]}).status_code in (200, 304)


@EVERY
def test_what_is_not_there_is_not_found(client: Client, name: str) -> None:
    for address in ("25-99999", "25-99999/preuve", "25-99999/ecritures.json", f"25-99999/pieces/{'a' * 64}.jpg"):
        assert client.get(f"/registres/{name}/{address}").status_code == 404
    record = sample(name)
    assert client.get(f"/registres/{name}/{record.key}/preuve?acte=99").status_code == 404
    assert client.get(f"/registres/{name}/{record.key}/pieces/..%2f..%2fsecret_key").status_code == 404


@pytest.mark.parametrize(
    "wrong", ["retirees=peut-etre", "tri=prix", "apres=rien", "avant=%00", "avant=a%20b", "du=hier", "au=2025-13-01"]
)
def test_what_makes_no_sense_is_refused_and_all_is_shown(client: Client, wrong: str) -> None:
    sample("town.meetings")
    text = page(client, f"/registres/town.meetings?{wrong}", 400).text
    assert "Ce filtre n’existe pas" in text and "data-key=" in text


def test_no_register_no_page(client: Client) -> None:
    for address in ("/registres/town.nothing", "/registres/nothing", "/registres/town.nothing.geojson"):
        assert client.get(address).status_code == 404


# The desk -------------------------------------------------------------------------------------------------------------


@EVERY
def test_the_desk_lists_and_shows_it(name: str) -> None:
    desk, record = at_desk("administrator"), sample(name)
    assert f'data-key="{record.key}"' in page(desk, f"/bureau/registres/{name}").text
    page(desk, f"/bureau/registres/{name}/{record.key}")
    page(desk, f"/bureau/registres/{name}?retirees=peut-etre", 400)
    assert desk.get(f"/bureau/registres/{name}/25-99999").status_code == 404
    reader = at_desk("councillor")
    assert "sans pouvoir agir" in page(reader, f"/bureau/registres/{name}/{record.key}").text


@EVERY
def test_every_act_with_a_form_has_its_page(name: str) -> None:
    desk, record = at_desk("administrator"), sample(name)
    for act in (one for one in acts.values() if one.register == name):
        where = ("bureau_fiche_nouvelle", name) if act.creates else ("bureau_fiche_acte", name, record.key)
        answer = desk.get(reverse(where[0], args=[*where[1:], act.name]))
        if act.asks is None:
            assert answer.status_code == 404
        else:
            assert answer.status_code in (200, 409), act.permission
            assert problems(answer) == [], act.permission


@EVERY
def test_a_record_comes_in_through_the_form(name: str) -> None:
    act = maker(name)
    if act is None:
        return  # its chapter's own pages make its records
    desk, register = at_desk("administrator"), registers[name]
    make_what_it_needs(act)
    data, files = answers(RecordForm(act=act, record=None, today=DAY, initial={"seq": 0, "jeton": TOKEN}))
    answer = desk.post(f"/bureau/registres/{name}/+{act.name}", {**data, **files})
    assert answer.status_code == 302, answer.content.decode()[-4000:]
    manager: Any = register.objects._default_manager
    made = manager.get()
    assert answer["Location"] == f"/bureau/registres/{name}/{made.key}"
    assert made.seq == 1 and not made.imported
    for file in files.values():
        file.seek(0)
    assert desk.post(f"/bureau/registres/{name}/+{act.name}", {**data, **files}).status_code == 302
    assert manager.count() == 1  # the same form, sent twice, is one record


@EVERY
def test_a_record_is_put_right_through_the_form(name: str) -> None:
    act = acts.get(f"{name}.{CORRECTION}")
    if act is None or act.asks is None:
        return  # its chapter's own page corrects it, or nothing does
    record: Any = sample(name)
    desk, register = at_desk("administrator"), registers[name]
    address = f"/bureau/registres/{name}/{record.key}/{CORRECTION}"
    form = RecordForm(act=act, record=record, today=DAY, initial={"seq": record.seq, "jeton": TOKEN})
    data = {field.name: field.value() for field in form.visible_fields() if field.value() not in (None, False)}
    data |= {"seq": record.seq, "jeton": TOKEN, "reason": "Une faute de frappe", "date_acte": DAY.isoformat()}
    unchanged = desk.post(address, data)
    assert unchanged.status_code == 422 and "Rien à corriger" in unchanged.text
    plain = (one for one in act.asks if one.kind == "fact" and not register.about[one.name].link)
    fact = next(one for one in plain if register.rules.fields[one.name].type != "bool")
    told, kind = register.about[fact.name], register.rules.fields[fact.name].type
    others = [code for code in told.values if code != getattr(record, fact.name)]
    data[fact.name] = others[0] if others else "2024-02-03" if kind == "date" else "7" if kind == "int" else "Autre"
    answer = desk.post(address, data)
    assert answer.status_code == 302, answer.content.decode()[-4000:]
    before, after = getattr(record, fact.name), getattr(type(record).objects.get(), fact.name)
    assert before != after
    assert "désormais" in desk.get(f"/bureau/registres/{name}/{record.key}").text
