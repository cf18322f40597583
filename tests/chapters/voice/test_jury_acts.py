"""A jury from its letters to its seats: nothing moves once it is fixed, and nobody chooses."""

from __future__ import annotations

import json
from random import Random

import pytest

from chapitre.chapters.voice.acts import draws, juries, seeds
from chapitre.chapters.voice.juries import answers, drawing, inviting, telling, waiting
from chapitre.chapters.voice.juries.inviting import BadAddresses
from chapitre.chapters.voice.juries_upcasters import UPCASTERS
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelFile, Seat
from chapitre.chapters.voice.models.private import Invitation, PanelFolder, Volunteer
from chapitre.kernel.acts import ActError, Missing, OutOfOrder, StaleRecord, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.acts.erase import expire
from chapitre.kernel.ledger import log
from tests.chapters.voice import jurors
from tests.chapters.voice.jurors import ADDRESSES, ADMIN, KEY, now

pytestmark = pytest.mark.django_db


def test_letters_are_shared_by_district_and_the_other_addresses_are_forgotten() -> None:
    jury = jurors.called(letters=9)
    rows = Invitation.objects.filter(record=jury)
    assert (jury.invited, rows.count()) == (9, 9)
    assert (rows.filter(district="petit-ivry").count(), rows.filter(district="ivry-port").count()) == (3, 6)
    assert sorted(rows.values_list("number", flat=True)) == list(range(1, 10))
    inviting.invite(jury, ADDRESSES, 81, actor=ADMIN, at=now())
    assert len({tuple(lines) for lines in Invitation.objects.values_list("lines", flat=True)}) == 90
    with pytest.raises(draws.TooFew):
        inviting.invite(jurors.jury(), ADDRESSES, 5, actor=ADMIN, at=now())


def test_a_sample_takes_each_address_as_often() -> None:
    addresses = inviting.read(ADDRESSES)
    taken = dict.fromkeys(addresses, 0)
    for seed in range(600):
        for one in inviting.sample(addresses, 9, Random(seed)):
            taken[one] += 1
    assert all(30 <= count <= 95 for count in taken.values())  # 60 expected, five standard deviations


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"adresse;quartier\n", "code_postal"),
        (b"adresse,code_postal,commune,quartier\n1 rue A,94200,Ivry,Lune\n", "Ligne 2"),
        (b"adresse,code_postal,commune,quartier\n,94200,Ivry,ivry-port\n", "Ligne 2"),
        (("adresse,code_postal,commune,quartier\n" + "x" * 39 + ",94200,Ivry,ivry-port\n").encode(), "38"),
        ("é".encode("latin-1"), "UTF-8"),
    ],
)
def test_a_file_that_cannot_be_used_says_where(data: bytes, word: str) -> None:
    with pytest.raises(BadAddresses, match=word):
        inviting.read(data)


def test_codes_are_kept_as_hashes_and_the_database_alone_gives_none() -> None:
    jurors.called()
    code = jurors.code(1).replace("-", "")
    row = Invitation.objects.get(number=1)
    assert len(code) == 26
    assert code not in json.dumps([row.code, row.nonce, row.lines])


def test_who_volunteers_is_counted_and_committed_to_and_never_told() -> None:
    jurors.called()
    jurors.answer(1, "femme")
    row = Volunteer.objects.get()
    assert jurors.jury().volunteers == 1
    entry = log.history("voice.juries", KEY)[row.seq - 1]
    body = entry.content()
    assert body["commitments"] == {"private.features": answers.commitment_of(row)}
    for secret in ("femme", "Nom 1", "exemple.test", row.code):
        assert secret not in entry.body


def test_who_withdraws_leaves_nothing_and_may_come_back() -> None:
    jurors.called()
    jurors.answer(1, "femme")
    answers.withdraw(Invitation.objects.get(number=1), at=now())
    assert (jurors.jury().volunteers, Volunteer.objects.count()) == (0, 0)
    with pytest.raises(OutOfOrder):
        answers.withdraw(Invitation.objects.get(number=1), at=now())
    jurors.answer(1, "homme")
    assert jurors.jury().volunteers == 1


def test_the_desk_sees_who_is_missing() -> None:
    jurors.called()
    jurors.answer(1, "femme")
    told = drawing.glance(jurors.jury())
    women, men = told.lines["genre"]
    assert (women.thin, women.short, men.short) == (True, False, True)
    assert (told.letters, told.answered, told.problems) == (9, 1, [])


def test_a_frozen_list_takes_nobody_and_lets_nobody_out() -> None:
    jury = jurors.frozen()
    pool = [answers.commitment_of(one) for one in drawing.pool_of(jury)]
    assert (jury.state, jury.volunteers, jury.pool_root) == ("frozen", 8, draw.pool_root(sorted(pool)))
    with pytest.raises(OutOfOrder):
        answers.withdraw(Invitation.objects.get(number=1), at=now())
    assert Volunteer.objects.count() == 8


def test_too_few_volunteers_freeze_no_list() -> None:
    jurors.called()
    jurors.answer(1, "femme")
    with pytest.raises(draws.TooFew):
        drawing.freeze(jurors.jury(), actor=ADMIN, at=now())


def test_quotas_that_nobody_can_meet_say_so() -> None:
    jurors.called()
    for number in range(1, 8):
        jurors.answer(number, "femme")
    drawing.freeze(jurors.jury(), actor=ADMIN, at=now())
    perform(draws.planned, KEY, actor=ADMIN, at=now(), alternates=2, dropout=15)
    row = PanelFile.objects.create(jury=KEY)
    drawing.make_panels(jurors.jury(), 5, row)
    row.refresh_from_db()
    assert "quotas" in row.problem
    assert row.body == ""
    with pytest.raises(OutOfOrder):
        drawing.publish(jurors.jury(), actor=ADMIN, at=now())


def test_the_seed_decides_among_what_was_published() -> None:
    jury = jurors.drawn()
    body = telling.panels_body(jury)
    assert body is not None
    told = draw.opened(body)
    assert draw.problems(body, telling.result(jury, body)) == []
    assert jury.panel == draw.panel_number(draw.panels_hash(body), "1 2 3", 20)
    members = sorted(Seat.objects.values_list("number", flat=True))
    assert members == told["panels"][jury.panel - 1]
    assert list(audit()) == []


def test_no_seed_before_it_is_announced_nor_before_its_day() -> None:
    jurors.frozen()
    drawing.make_panels(jurors.jury(), 5, PanelFile.objects.create(jury=KEY))
    with pytest.raises(OutOfOrder):
        drawing.enter_seed(jurors.jury(), seed="1", witnesses="x", actor=ADMIN, at=now())
    drawing.publish(jurors.jury(), actor=ADMIN, at=now())
    with pytest.raises(OutOfOrder):
        drawing.enter_seed(jurors.jury(), seed="1", witnesses="x", actor=ADMIN, at=now())
    with pytest.raises(OutOfOrder):
        perform(seeds.announced, KEY, actor=ADMIN, at=now(), seed_source="Loto", seed_on=now().date())
    perform(seeds.announced, KEY, actor=ADMIN, at=now(), seed_source="Loto", seed_on=now(3).date())
    with pytest.raises(OutOfOrder):
        drawing.enter_seed(jurors.jury(), seed="1", witnesses="x", actor=ADMIN, at=now())
    assert Seat.objects.count() == 0


def test_who_leaves_is_replaced_from_the_sealed_list_with_the_quotas_kept() -> None:
    jury = jurors.drawn()
    told, row = draw.opened(str(telling.panels_body(jury))), PanelFile.objects.get()
    listed = row.opened["alternates"]
    assert len(listed) == 2
    assert draw.seal(row.opened["salt"], jury.panel, listed) == told["waiting"]["seals"][jury.panel - 1]
    seat = Seat.objects.order_by("number")[0]
    chosen = drawing.give_up(seat, "work", actor=ADMIN, at=now())
    pool = drawing.sortition_pool(jury, drawing.pool_of(jury))
    stay = [one.number for one in Seat.objects.exclude(number__in=[seat.number, chosen])]
    whole = [one for one in listed if {pool.people[number - 1] for number in [*stay, one]} == set(pool.people)]
    assert chosen == (whole or listed)[0]
    called = Seat.objects.get(number=chosen)
    assert (called.role, called.replaces, Seat.objects.get(pk=seat.pk).cause) == ("alternate", seat.number, "work")
    drawing.accept(called, actor=ADMIN, at=now())
    again = drawing.give_up(Seat.objects.get(pk=called.pk), "health", actor=ADMIN, at=now())
    assert [again] == [one for one in listed if one != chosen]
    with pytest.raises(StaleRecord):
        drawing.give_up(called, "health", actor=ADMIN, at=now())
    # The list is used up: the others follow in the order of the seed, by the same rule.
    last = drawing.give_up(Seat.objects.get(number=again), "moved", actor=ADMIN, at=now())
    order = waiting.order_of(jury)
    assert last in order[2:]
    assert sorted([*order, *told["panels"][jury.panel - 1]]) == list(range(1, 9))
    body, result = str(telling.panels_body(jury)), telling.result(jury, str(telling.panels_body(jury)))
    assert result["replacements"] == [[seat.number, chosen], [chosen, again], [again, last]]
    assert draw.problems(body, result) == []
    wrong = [[seat.number, last], *result["replacements"][1:]]
    assert draw.problems(body, result | {"replacements": wrong})


def test_alternates_are_fixed_before_panels_are_made_and_not_changed_after() -> None:
    jury = jurors.frozen()
    row = drawing.begin(jury)
    drawing.make_panels(jury, 5, row)
    perform(draws.planned, KEY, actor=ADMIN, at=now(), alternates=3, dropout=15)
    with pytest.raises(OutOfOrder, match="recommencez"):
        drawing.publish(jurors.jury(), actor=ADMIN, at=now())
    drawing.make_panels(jurors.jury(), 5, drawing.begin(jurors.jury()))
    drawing.publish(jurors.jury(), actor=ADMIN, at=now())
    assert draw.opened(PanelFile.objects.get().body)["waiting"]["listed"] == 3
    with pytest.raises(OutOfOrder):
        perform(draws.planned, KEY, actor=ADMIN, at=now(), alternates=2, dropout=15)


def test_nothing_is_drawn_when_the_alternates_cannot_be_opened_any_more() -> None:
    jury = jurors.ready()
    PanelFolder.objects.all().delete()
    with pytest.raises(Missing, match="suppléances"):
        drawing.enter_seed(jury, seed="1 2 3", witnesses="une élue", actor=ADMIN, at=now())
    assert (jurors.jury().state, Seat.objects.count()) == ("ready", 0)


def test_no_panels_before_alternates_are_fixed() -> None:
    jurors.called()
    for number in range(1, 9):
        jurors.answer(number, "femme" if number % 2 else "homme")
    drawing.freeze(jurors.jury(), actor=ADMIN, at=now())
    row = PanelFile.objects.create(jury=KEY)
    drawing.make_panels(jurors.jury(), 5, row)
    row.refresh_from_db()
    assert (row.problem, row.body) == ("Fixez d’abord les suppléances.", "")


def test_panels_that_are_published_are_never_computed_again() -> None:
    jury = jurors.ready()
    row = PanelFile.objects.get()
    with pytest.raises(OutOfOrder):
        drawing.begin(jury)
    drawing.make_panels(jury, 5, row)  # a job that was still running when they were published
    assert draw.panels_hash(PanelFile.objects.get().body) == jury.panels_hash


def test_nobody_is_replaced_once_the_opinion_is_given_nor_from_a_pool_that_changed() -> None:
    jurors.drawn()
    seat = Seat.objects.order_by("number")[0]
    Volunteer.objects.order_by("pk")[0].delete()
    with pytest.raises(Missing):
        drawing.give_up(seat, "work", actor=ADMIN, at=now())
    perform(juries.jury_sitting, KEY, actor=ADMIN, at=now())
    perform(juries.jury_reported, KEY, actor=ADMIN, at=now(), opinion="Planter.")
    with pytest.raises(OutOfOrder):
        drawing.give_up(seat, "work", actor=ADMIN, at=now())
    assert Seat.objects.get(pk=seat.pk).state == "drawn"


def test_private_rows_go_when_their_time_is_over() -> None:
    jurors.frozen()
    assert expire(now(366).date()) >= 9
    assert (Invitation.objects.count(), Volunteer.objects.count()) == (0, 8)
    expire(now(731).date())
    assert Volunteer.objects.count() == 0


def test_facts_of_the_first_schema_read_as_those_of_today() -> None:
    old = {"name": "jury", "state": "called", "withdrawn": False}
    assert set(UPCASTERS[1](old)) - set(old) <= set(Jury.register.facts)
    assert set(UPCASTERS[3](UPCASTERS[2](UPCASTERS[1](old)))) <= set(Jury.register.facts) | {"withdrawn"}
    assert UPCASTERS[1](old)["name"] == "jury"


def test_an_agent_draws_nothing() -> None:
    jury = jurors.frozen()
    agent = type(ADMIN)("agent")
    with pytest.raises(ActError):
        drawing.freeze(jury, actor=agent, at=now())
