"""Everybody is told once: one reminder a letter, a day to answer by, and nobody silent is replaced without staff."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connections
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice.acts import juries
from chapitre.chapters.voice.juries import drawing, inviting, notices
from chapitre.chapters.voice.juries.tasks import send_notice
from chapitre.chapters.voice.models import Jury, Seat
from chapitre.chapters.voice.models.private import Invitation, PanelFolder, Volunteer
from chapitre.chapters.voice.models.private.juries import months_after
from chapitre.chapters.voice.seats_upcasters import UPCASTERS
from chapitre.kernel.acts import OutOfOrder, perform
from chapitre.kernel.acts.erase import expire
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADDRESSES, ADMIN, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def today(days: int = 0) -> date:
    return now(days).date()


def drawn() -> Jury:
    """A jury drawn under terms that give ten days to answer."""
    jurors.set_terms(8_600, today(-400))
    return jurors.drawn()


def page_of(number: int) -> str:
    """The address of the page of the volunteer of this number."""
    pool = drawing.pool_of(jurors.jury())
    return reverse("jury_volontaire", args=[jurors.code(Invitation.objects.get(code=pool[number - 1].code).number)])


def first_seat() -> Seat:
    return Seat.objects.filter(state="drawn").order_by("number")[0]


# The letters ----------------------------------------------------------------------------------------------------------


def test_a_letter_gets_one_reminder_before_its_day() -> None:
    jury = jurors.called(letters=3)
    jurors.answer(1, "femme")
    inviting.invite(jury, ADDRESSES, 4, actor=ADMIN, at=now(), answer_by=today(10))
    assert inviting.to_remind(jury, today(11)).count() == 2  # those of the first letters, which gave no day
    assert inviting.to_remind(jury, today(10)).count() == 6
    assert inviting.remind(jury, today(3)) == 6
    assert not Invitation.objects.get(number=1).reminded_on
    with pytest.raises(OutOfOrder):
        inviting.remind(jury, today(4))


def test_no_letter_is_reminded_once_the_list_is_frozen() -> None:
    with pytest.raises(OutOfOrder):
        inviting.remind(jurors.frozen(), today())


def test_the_desk_prints_only_the_reminders_of_those_still_silent() -> None:
    jurors.called()
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    assert "Rappeler les 9 courriers" in desk.get(url).text
    assert desk.post(url, {"acte": "rappeler"}).status_code == 302
    jurors.answer(1, "femme")
    page = desk.get(url).text
    assert "Imprimer les rappels (8)" in page and "Rappeler les" not in page
    assert desk.get(reverse("bureau_jury_courriers", args=[KEY]) + "?rappel").content.startswith(b"%PDF")
    assert desk.post(url, {"acte": "rappeler"}).status_code == 409


# The draw -------------------------------------------------------------------------------------------------------------


def test_members_get_a_day_to_answer_by_from_the_terms_in_force() -> None:
    drawn()
    assert {one.answer_by for one in Seat.objects.all()} == {today(10)}
    jurors.set_terms(8_600, today(), answer_days=4)
    chosen = drawing.give_up(first_seat(), "work", actor=ADMIN, at=now())
    assert Seat.objects.get(number=chosen).answer_by == today(4)


def test_each_is_told_once_whether_drawn_or_not() -> None:
    jury = drawn()
    assert sorted(one.kind for one in notices.pending(jury, today())) == ["seat"] * 3 + ["waiting"] * 5
    assert notices.tell(jury, today()) == (8, 0)
    assert len(mail.outbox) == 8
    told = {one.to[0]: (one.subject, one.body) for one in mail.outbox}
    seat = first_seat()
    subject, body = told[drawing.pool_of(jury)[seat.number - 1].email or ""]
    assert subject == "jury du parc : vous êtes du jury"
    assert f"votre numéro, le {seat.number} :" in body and page_of(seat.number) in body
    assert sum("vous n’êtes pas du jury" in subject for subject, _body in told.values()) == 5
    with pytest.raises(OutOfOrder):
        notices.tell(jury, today())


@pytest.mark.django_db(transaction=True)
def test_two_agents_at_the_same_moment_tell_each_once() -> None:
    jury = drawn()

    def attempt(_place: int) -> int:
        try:
            return notices.tell(jury, today())[0]
        except OutOfOrder:
            return 0
        finally:
            connections.close_all()

    with ThreadPoolExecutor(3) as pool:
        assert sorted(pool.map(attempt, range(3))) == [0, 0, 8]
    assert len(mail.outbox) == 8


def test_who_left_no_address_gets_a_letter() -> None:
    jury = drawn()
    Volunteer.objects.filter(name__in=["Nom 1", "Nom 2"]).update(email=None, phone="01 23 45 67 89")
    assert notices.tell(jury, today()) == (6, 2)
    assert {one.volunteer.name for one in notices.to_print(jury)} == {"Nom 1", "Nom 2"}
    letter = Invitation.objects.get(number=1)
    lines = notices.address_of(Volunteer.objects.get(name="Nom 1"), letter)
    assert lines == ["Nom 1", *letter.lines]
    assert notices.address_of(Volunteer.objects.get(name="Nom 2"), None) == ["Nom 2", "01 23 45 67 89"]
    answer = at_desk("supervisor").get(reverse("bureau_jury_lettres", args=[KEY]))
    assert answer.content.startswith(b"%PDF") and "no-store" in answer.headers["Cache-Control"]


def test_an_alternate_called_is_told_so_after_she_was_told_she_waits() -> None:
    jury = drawn()
    notices.tell(jury, today())
    chosen = drawing.give_up(first_seat(), "work", actor=ADMIN, at=now())
    assert [(one.kind, one.number) for one in notices.pending(jury, today())] == [("seat", chosen)]


def test_one_reminder_half_way_to_the_day_to_answer_by() -> None:
    jury = drawn()
    notices.tell(jury, today())
    assert notices.pending(jury, today(4)) == []
    assert [one.kind for one in notices.pending(jury, today(5))] == ["reminder"] * 3
    assert notices.pending(jury, today(11)) == []
    drawing.accept(first_seat(), actor=ADMIN, at=now())
    notices.answer(drawing.pool_of(jury)[first_seat().number - 1], first_seat(), "work")
    assert notices.tell(jury, today(5)) == (1, 0)
    assert mail.outbox[-1].subject == "jury du parc : votre siège attend votre réponse"
    assert notices.pending(jury, today(6)) == []


def test_a_message_is_in_the_language_of_the_form_and_goes_to_nobody_forgotten() -> None:
    jury = drawn()
    Volunteer.objects.update(language="en")
    notices.tell(jury, today())
    assert "you are on the jury" in " ".join(one.subject for one in mail.outbox)
    one = Volunteer.objects.order_by("pk")[0]
    kind = one.told
    assert not send_notice.call(one.pk, "reminder")
    Volunteer.objects.exclude(pk=one.pk).delete()
    assert not send_notice.call(one.pk, kind)


# What they answer -----------------------------------------------------------------------------------------------------


def test_a_member_answers_on_her_page_and_an_agent_notes_it() -> None:
    jury = drawn()
    takes, leaves = Seat.objects.order_by("number")[:2]
    client = Client()
    assert "Prenez-vous votre place" in client.get(page_of(takes.number)).text
    assert client.post(page_of(takes.number), {"repondre": "accepted"}).status_code == 302
    assert "Vous avez répondu oui" in client.get(page_of(takes.number)).text
    assert client.post(page_of(leaves.number), {"repondre": "silent"}).status_code == 409
    assert client.post(page_of(leaves.number), {"repondre": "family"}).status_code == 302
    assert set(Seat.objects.values_list("state", flat=True)) == {"drawn"}
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    assert "refuse : famille" in desk.get(url).text
    assert notices.waiting(today()) == 2
    assert desk.post(url, {"acte": "noter"}).status_code == 302
    assert Seat.objects.get(pk=takes.pk).state == "accepted"
    gone = Seat.objects.get(pk=leaves.pk)
    assert (gone.state, gone.cause) == ("declined", "family")
    assert Seat.objects.filter(replaces=gone.number).count() == 1
    assert notices.replies(jury) == []
    assert desk.post(url, {"acte": "noter"}).status_code == 409
    assert client.post(page_of(takes.number), {"repondre": "work"}).status_code == 409
    assert "Prenez-vous" not in client.get(page_of(takes.number)).text


def test_an_answer_is_forgotten_when_the_desk_settles_the_seat_otherwise() -> None:
    jury = drawn()
    takes, leaves = Seat.objects.order_by("number")[:2]
    for seat in (takes, leaves):
        notices.answer(drawing.pool_of(jury)[seat.number - 1], seat, "work")
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    assert desk.post(url, {"acte": "accepter", "siege": takes.key}).status_code == 302
    assert desk.post(url, {"acte": "remplacer", "siege": leaves.key, "raison": "health"}).status_code == 302
    assert not Volunteer.objects.exclude(reply="").exists()


def test_who_is_not_drawn_has_no_answer_to_give() -> None:
    drawn()
    members = set(Seat.objects.values_list("number", flat=True))
    stranger = min(set(range(1, 9)) - members)
    assert Client().post(page_of(stranger), {"repondre": "accepted"}).status_code == 409
    assert not Volunteer.objects.exclude(reply="").exists()


def test_a_silent_member_is_replaced_after_her_day_by_staff_alone() -> None:
    jury = drawn()
    seat = first_seat()
    assert notices.silent(jury, today(10)) == []
    with pytest.raises(OutOfOrder):
        notices.replace_silent(seat, actor=ADMIN, at=now(), today=today(10))
    assert seat in notices.silent(jury, today(11))
    notices.answer(drawing.pool_of(jury)[seat.number - 1], seat, notices.ACCEPTS)
    assert seat not in notices.silent(jury, today(11))
    with pytest.raises(OutOfOrder):
        notices.replace_silent(seat, actor=ADMIN, at=now(), today=today(11))
    Volunteer.objects.update(reply="")
    chosen = notices.replace_silent(seat, actor=ADMIN, at=now(), today=today(11))
    gone = Seat.objects.get(pk=seat.pk)
    assert (gone.state, gone.cause, Seat.objects.get(number=chosen).replaces) == ("declined", "silent", seat.number)


def test_the_desk_replaces_nobody_as_silent_before_her_day() -> None:
    drawn()
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    sent = {"acte": "remplacer", "raison": "silent", "siege": first_seat().key}
    assert desk.post(url, sent).status_code == 409
    assert desk.post(url, {"acte": "prevenir"}).status_code == 302
    assert len(mail.outbox) == 8


# How long volunteers are kept -----------------------------------------------------------------------------------------


def test_a_jury_that_sits_keeps_its_list_until_its_opinion_and_some_months() -> None:
    jury = drawn()
    expire(today(731))
    assert Volunteer.objects.count() == 8
    perform(juries.jury_sitting, KEY, actor=ADMIN, at=now())
    perform(juries.jury_reported, KEY, actor=ADMIN, at=now(), opinion="Planter.")
    last = months_after(today(), 6)
    PanelFolder.objects.create(record=jury, seq=1, sha256="0" * 64, zip=b"", expires_on=today(700))
    expire(last)
    assert Volunteer.objects.count() == 8
    assert PanelFolder.objects.get().expires_on == last
    expire(last + timedelta(days=1))
    assert (Volunteer.objects.count(), PanelFolder.objects.count()) == (0, 0)


def test_a_jury_that_never_ends_is_forgotten_four_years_after_its_draw() -> None:
    drawn()
    last = months_after(today(), 48)
    expire(last)
    assert Volunteer.objects.count() == 8
    expire(last + timedelta(days=1))
    assert Volunteer.objects.count() == 0


def test_months_end_on_the_day_that_exists() -> None:
    assert months_after(date(2024, 8, 31), 6) == date(2025, 2, 28)
    assert months_after(date(2023, 12, 1), 12) == date(2024, 12, 1)


def test_facts_of_the_first_schema_of_seats_read_as_those_of_today() -> None:
    old = {"jury": KEY, "number": 3, "state": "drawn", "withdrawn": False}
    assert UPCASTERS[1](old) == old | {"answer_by": None}
    assert set(UPCASTERS[1](old)) <= set(Seat.register.facts)


def test_a_volunteer_s_language_is_kept_with_her_answers() -> None:
    jurors.called()
    typed = {"critere_0": "femme", "nom": "Nom 1", "courriel": "v1@exemple.test", "accord": "on"}
    url = reverse("jury_volontaire", args=[jurors.code(1)])
    client = Client()
    client.cookies["langue"] = "en"
    assert client.post(url, typed).status_code == 302
    assert Volunteer.objects.get().language == "en"
