"""A jury's sessions: the roll is private and its counts public, and each person present is paid once."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from chapitre.chapters.voice.acts import sittings as acts
from chapitre.chapters.voice.juries import drawing, own, paying, sessions, sittings
from chapitre.chapters.voice.models import JuryAllowance, JurySession, Seat
from chapitre.chapters.voice.models.private import AllowancePaid, Attendance, Invitation
from chapitre.kernel.acts import Missing, OutOfOrder, StaleRecord, perform
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.acts.erase import expire
from chapitre.kernel.commons.models import Meeting
from chapitre.kernel.figures import live
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.commitments import commit
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADMIN, KEY, now

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


def test_a_session_is_a_meeting_of_this_jury_alone() -> None:
    jurors.seated()
    session = jurors.session(days=3)
    meeting = Meeting.objects.get(key=session.meeting)
    assert (session.jury, session.state, meeting.kind, meeting.state) == (KEY, "planned", "jury", "announced")
    made = Calendar.from_ical(Client().get(reverse("jury_agenda", args=[KEY])).content)
    assert [str(one["summary"]) for one in made.walk("VEVENT")] == ["Session de jury citoyen : première session"]


def test_the_roll_says_how_many_came_and_never_who() -> None:
    jurors.seated()
    session = jurors.called_roll("pea")
    assert (session.state, session.seats, session.present, session.excused, session.absent) == ("held", 3, 1, 1, 1)
    assert Meeting.objects.get(key=session.meeting).attendance == 1
    row = Attendance.objects.get()
    entry = log.history("voice.jury_sessions", session.key)[-1]
    committed = commit(bytes.fromhex(row.salts["marks"]), "private.marks", row.marks)
    assert entry.content()["commitments"] == {"private.marks": committed}
    numbers = list(Seat.objects.order_by("number").values_list("number", flat=True))
    assert [number for number, _mark in row.marks] == numbers
    assert 'excused",' not in json.dumps(entry.content()["facts"])
    assert list(audit()) == []


def test_a_roll_is_of_those_expected_and_of_no_others() -> None:
    jurors.seated()
    session = jurors.session()
    numbers = [line.number for line in sittings.sheet(session)]
    wrong = [dict.fromkeys(numbers[:2], "present"), dict.fromkeys([*numbers, 999], "present"), {}]
    for marks in wrong:
        with pytest.raises(OutOfOrder):
            sittings.call_roll(session, marks, actor=ADMIN, at=now(), expected_seq=1)
    with pytest.raises(StaleRecord):
        sittings.call_roll(session, dict.fromkeys(numbers, "present"), actor=ADMIN, at=now(), expected_seq=7)
    assert JurySession.objects.get().state == "planned"


def test_who_left_before_a_session_is_not_expected_at_it() -> None:
    jurors.seated()
    seat = Seat.objects.order_by("number")[0]
    drawing.give_up(seat, "work", actor=ADMIN, at=now())
    numbers = {line.number for line in sittings.sheet(jurors.session())}
    assert numbers == set(Seat.objects.filter(state="accepted").values_list("number", flat=True))
    assert seat.number not in numbers


def test_a_wrong_roll_is_corrected_with_a_reason_and_the_first_is_gone() -> None:
    jurors.seated()
    session = jurors.called_roll("paa")
    marks = dict.fromkeys(sittings.marks_of(session), "present")
    with pytest.raises(Missing):
        sittings.call_roll(session, marks, actor=ADMIN, at=now(), expected_seq=session.seq, reason=" ")
    sittings.call_roll(session, marks, actor=ADMIN, at=now(), expected_seq=session.seq, reason="Erreur de feuille.")
    assert JurySession.objects.get().present == 3
    assert dict(Attendance.objects.get().marks) == marks


def test_nobody_who_was_paid_is_marked_away() -> None:
    jury = jurors.seated()
    session = jurors.called_roll("ppp")
    number = paying.due(jury)[0].number
    paying.pay(jury, {number: 8_600}, actor=ADMIN, at=now())
    marks = sittings.marks_of(session) | {number: "absent"}
    with pytest.raises(OutOfOrder):
        sittings.call_roll(session, marks, actor=ADMIN, at=now(), expected_seq=session.seq, reason="Erreur.")


def test_each_person_present_is_paid_once_for_each_session() -> None:
    jury = jurors.seated()
    jurors.called_roll("ppa", days=-20)
    jurors.set_terms(9_000, now(-10).date())
    jurors.called_roll("pap")
    first, second, third = paying.due(jury)
    assert [one.cents for one in (first, second, third)] == [17_600, 8_600, 9_000]
    paying.pay(jury, {first.number: 17_600, third.number: 9_000}, actor=ADMIN, at=now())
    assert [one.number for one in paying.due(jury)] == [second.number]
    told = JuryAllowance.objects.order_by("pk").values_list("jurors", "rate_cents", "amount_cents")
    assert list(told) == [(1, 8_600, 8_600), (2, 9_000, 18_000)]
    with pytest.raises(OutOfOrder):
        paying.pay(jury, {first.number: 17_600}, actor=ADMIN, at=now())
    with pytest.raises(OutOfOrder):
        paying.pay(jury, {second.number: 8_601}, actor=ADMIN, at=now())
    with pytest.raises(OutOfOrder):
        paying.pay(jury, {}, actor=ADMIN, at=now())
    assert live.value("voice.jury_allowances_paid", now().date()).numerator == 26_600


@pytest.mark.django_db(transaction=True)
def test_payments_at_the_same_moment_pay_once() -> None:
    jury = jurors.seated()
    jurors.called_roll("ppp")
    chosen = {one.number: one.cents for one in paying.due(jury)}

    def attempt(_place: int) -> bool:
        try:
            paying.pay(jury, chosen, actor=ADMIN, at=now())
        except OutOfOrder:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(attempt, range(4))) == 1
    assert list(JuryAllowance.objects.values_list("jurors", flat=True)) == [3]


def test_a_payment_withdrawn_is_due_again() -> None:
    jury = jurors.seated()
    jurors.called_roll("paa")
    due = paying.due(jury)
    paying.pay(jury, {one.number: one.cents for one in due}, actor=ADMIN, at=now())
    assert paying.due(jury) == []
    made = JuryAllowance.objects.get()
    perform(acts.withdrawn, made.key, actor=ADMIN, at=now(), reason="Virement rejeté.")
    assert [one.cents for one in paying.due(jury)] == [8_600]


def test_before_any_terms_nothing_is_due() -> None:
    jury = jurors.seated()
    jurors.called_roll("ppp", days=-500)
    assert paying.due(jury) == []


def test_attendance_is_a_figure_of_the_town_and_of_the_jury() -> None:
    jury = jurors.seated()
    jurors.called_roll("ppa", days=-5)
    jurors.called_roll("pap")
    today = now().date()
    assert live.value("voice.jury_sessions_held", today).numerator == 2
    value = live.value("voice.jury_attendance", today)
    assert (value.numerator, value.denominator) == (200, 3)
    assert [one.text for one in sessions.figures(jury, today)] == ["2\xa0sessions", "67\u202f%"]


def test_rolls_and_payments_go_when_nothing_can_be_claimed_any_more() -> None:
    jury = jurors.seated()
    jurors.called_roll("ppp")
    paying.pay(jury, {one.number: one.cents for one in paying.due(jury)}, actor=ADMIN, at=now())
    year = now(-1).year
    expire(now().date().replace(year=year + 4, month=12, day=31))
    assert (Attendance.objects.count(), AllowancePaid.objects.count()) == (1, 1)
    expire(now().date().replace(year=year + 5, month=12, day=31))
    assert (Attendance.objects.count(), AllowancePaid.objects.count()) == (0, 0)
    assert sittings.sheet(JurySession.objects.get()) == []


def test_a_session_called_off_calls_its_meeting_off() -> None:
    jurors.seated()
    session = jurors.session(days=2)
    sittings.cancel(session, "Salle inondée.", actor=ADMIN, at=now(), expected_seq=1)
    assert (JurySession.objects.get().state, Meeting.objects.get().state) == ("cancelled", "cancelled")
    with pytest.raises(OutOfOrder):
        sittings.cancel(session, "Encore.", actor=ADMIN, at=now(), expected_seq=2)


# Pages ----------------------------------------------------------------------------------------------------------------


def test_the_desk_announces_a_session_calls_its_roll_and_pays() -> None:
    jurors.seated()
    desk, url = at_desk("supervisor"), reverse("bureau_jury_sessions", args=[KEY])
    typed = {"annoncer": "1", "jour": now().date().isoformat(), "heure": "18:30", "sujet": "première session"}
    assert desk.post(url, typed | {"jour": "bientôt"}).status_code == 422
    assert desk.post(url, typed).status_code == 302
    session = JurySession.objects.get()
    assert "Faire l’appel" in desk.get(url).text
    roll = reverse("bureau_jury_session", args=[KEY, session.key])
    page = desk.get(roll)
    numbers = [line.number for line in sittings.sheet(session)]
    assert "no-store" in page.headers["Cache-Control"]
    assert f"n° {numbers[0]}" in page.text and "Nom " in page.text
    sent = {f"n-{number}": "present" for number in numbers}
    assert desk.post(roll, sent).status_code == 422
    assert desk.post(roll, sent | {"n-x": "present", "seq": 1}).status_code == 422
    assert desk.post(roll, sent | {f"n-{numbers[0]}": "away", "seq": 1}).status_code == 400
    assert desk.post(roll, sent | {"seq": 1}).status_code == 302
    assert desk.post(roll, sent | {"seq": 2}).status_code == 422
    assert desk.post(roll, sent | {"seq": 2, "motif": "Feuille relue."}).status_code == 302
    csv = desk.get(reverse("bureau_jury_indemnites", args=[KEY])).content.decode()
    assert csv.count("86,00") == 3 and f"{numbers[0]};Nom " in csv
    assert desk.post(url, {"payer": "1", "payee": "é:1"}).status_code == 422
    assert desk.post(url, {"payer": "1", "payee": f"{numbers[0]}:1"}).status_code == 409
    assert desk.post(url, {"payer": "1", "payee": [f"{number}:8600" for number in numbers]}).status_code == 302
    assert "Rien n’est dû" in desk.get(url).text
    assert "258\u202f€" in Client().get(reverse("jury", args=[KEY])).text


def test_the_desk_calls_a_session_off_with_a_reason() -> None:
    jurors.seated()
    session = jurors.session(days=2)
    desk, url = at_desk("supervisor"), reverse("bureau_jury_session", args=[KEY, session.key])
    assert "à partir du" in desk.get(url).text
    assert desk.post(url, {"annuler": "1", "seq": 1, "motif": ""}).status_code == 422
    assert desk.post(url, {"annuler": "1", "seq": 1, "motif": "Salle inondée."}).status_code == 302
    assert "annulée" in desk.get(url).text
    assert "annulée" in Client().get(reverse("jury", args=[KEY])).text


def test_a_session_withdrawn_has_no_roll_any_more() -> None:
    jurors.seated()
    session = jurors.called_roll("ppp")
    perform(acts.session.withdrawn, session.key, actor=ADMIN, at=now(), reason="Saisie deux fois.")
    url = reverse("bureau_jury_session", args=[KEY, session.key])
    assert at_desk("supervisor").get(url).status_code == 404
    assert paying.due(jurors.jury()) == []


def test_rolls_and_dues_are_for_those_who_run_juries() -> None:
    jurors.seated()
    session = jurors.session()
    urls = [reverse(name, args=[KEY]) for name in ("bureau_jury_sessions", "bureau_jury_indemnites")]
    urls.append(reverse("bureau_jury_session", args=[KEY, session.key]))
    for client, status in ((Client(), 302), (at_desk("agent"), 403), (at_desk("councillor"), 403)):
        for url in urls:
            assert client.get(url).status_code == status


def test_a_juror_reads_her_own_sessions_and_nobody_else_s() -> None:
    jury = jurors.seated()
    session = jurors.called_roll("pea", days=-1)
    jurors.session(days=6)
    marks = sittings.marks_of(session)
    present, excused = (next(number for number in marks if marks[number] == mark) for mark in ("present", "excused"))
    paying.pay(jury, {present: 8_600}, actor=ADMIN, at=now())
    told = {
        number: [(one.mark, one.paid) for one in own.sessions_of(jury, number)] for number in (present, excused, 999)
    }
    assert told == {
        present: [("présent·e", True), ("", False)],
        excused: [("excusé·e", False), ("", False)],
        999: [("", False)],
    }
    code = drawing.pool_of(jury)[present - 1].code
    letter = Invitation.objects.get(code=code)
    page = Client().get(reverse("jury_volontaire", args=[jurors.code(letter.number)])).text
    assert "présent·e, indemnité payée" in page and "excusé·e" not in page


def test_the_public_index_tells_attendance_once_a_session_was_held() -> None:
    jurors.seated()
    url = reverse("jurys")
    assert "tenues par les jurys" not in Client().get(url).text
    jurors.called_roll("ppp")
    assert "tenues par les jurys" in Client().get(url).text


def test_no_public_page_says_who_came_or_who_was_paid() -> None:
    jury = jurors.seated()
    session = jurors.called_roll("pea")
    paying.pay(jury, {one.number: one.cents for one in paying.due(jury)}, actor=ADMIN, at=now())
    made = JuryAllowance.objects.get()
    salts = [Attendance.objects.get().salts["marks"], AllowancePaid.objects.get().salts["numbers"]]
    urls = [reverse("jury", args=[KEY]), reverse("reunion", args=[session.meeting])]
    for register, record in (("voice.jury_sessions", session), ("voice.jury_allowances", made)):
        urls += [reverse(name, args=[register, record.key]) for name in ("registre_fiche", "registre_ecritures")]
    for url in urls:
        page = Client().get(url).text
        assert not [one for one in (*salts, "Nom ", 'excused"]', '"numbers":') if one in page], url
