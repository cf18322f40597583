"""The private follow-up: the link opens one report and nothing else; what was promised about addresses is kept."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from chapitre.chapters.streets import acts, drafts, flood, follow, notify
from chapitre.chapters.streets.models import Contact, Report, Submission
from chapitre.kernel import clock
from chapitre.kernel.acts import Receipt, perform
from chapitre.kernel.acts.erase import expire
from chapitre.kernel.ledger import log
from chapitre.kernel.records import aside, files
from tests import factories
from tests.chapters.streets import pictures
from tests.chapters.streets.conftest import hidden, text
from tests.chapters.streets.pictures import upload
from tests.factories import CLEANING, HEAD, later

pytestmark = pytest.mark.django_db
TOKEN = follow.token_for("a form’s key")


def report(token: str = TOKEN, email: str | None = "a@example.org", **changes: Any) -> Receipt:
    """A report whose follow-up link is `token`."""
    return factories.report(follow=follow.digest(token), email=email, **changes)


def staff(act: Any, done: Receipt, hours: int = 1, **params: Any) -> Receipt:
    """An act of the staff and what follows it, as the desk does it."""
    receipt = perform(act, done.key, actor=CLEANING, at=later(hours), **params)
    notify.after_act(receipt)
    return receipt


def post(client: Client, path: str = "", token: str = TOKEN, **answers: Any) -> Any:
    """Sends the follow-up page's form with these answers."""
    page = client.get(f"/s/{token}")
    return client.post(f"/s/{token}{path}", {**hidden(page), **answers})


# The link -----------------------------------------------------------------------------------------------------------


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_token_is_128_bits_of_its_key(one: str, other: str) -> None:
    token = follow.token_for(one)
    assert len(token) == 26 and set(token) <= set(follow.ALPHABET) and token[0] in "01234567"
    assert (token == follow.token_for(other)) == (one == other)


def test_the_link_opens_its_page_however_it_was_copied(client: Client) -> None:
    report()
    for written in (TOKEN, follow.grouped(TOKEN), TOKEN.upper(), TOKEN.replace("0", "O").replace("1", "l")):
        page = client.get(f"/s/{written}")
        assert page.status_code == 200 and "Dépôt sauvage" in text(page)


def test_the_page_is_for_one_person(client: Client) -> None:
    report()
    for path in (f"/s/{TOKEN}", f"/s/{TOKEN}/effacer"):
        page = client.get(path)
        assert (page["Cache-Control"], page["Referrer-Policy"]) == ("no-store", "same-origin")
        assert page["X-Robots-Tag"] == "noindex" and 'name="robots" content="noindex"' in page.content.decode()


@pytest.mark.parametrize("token", ["x", "0" * 26, "a:b:c", ":", "é", "%00", "1" * 5000, follow.digest(TOKEN)])
@pytest.mark.parametrize("path", ["", "/effacer"])
def test_a_link_that_opens_nothing_is_a_page_that_does_not_exist(client: Client, token: str, path: str) -> None:
    report()
    assert client.get(f"/s/{token}{path}").status_code == 404
    assert client.post(f"/s/{token}{path}", {"texte": "x"}).status_code == 404


def test_the_link_of_an_email_opens_the_same_until_it_is_erased(client: Client) -> None:
    done = report()
    token = follow.mail_token(Contact.objects.get())
    assert done.key in text(client.get(f"/s/{token}"))
    assert client.get(f"/s/{token[:-2]}xx").status_code == 404
    post(client, "/effacer", token=token)
    assert client.get(f"/s/{token}").status_code == 404


# Answering ----------------------------------------------------------------------------------------------------------


def asked() -> Receipt:
    done = report()
    perform(acts.asked, done.key, actor=CLEANING, at=later(), question="Est-il encore là ?")
    return done


def test_a_question_is_answered_with_words_and_photos(client: Client) -> None:
    asked()
    page = client.get(f"/s/{TOKEN}")
    assert "Est-il encore là" in text(page)
    answer = post(client, texte="Oui, hélas.", photos=[upload(pictures.with_gps())])
    assert answer.status_code == 302 and answer["Location"].startswith(f"/s/{TOKEN}")
    current = Report.objects.get()
    assert (current.state, current.review) == ("answered", "pending")
    sent = Submission.objects.get()
    assert sent.text == "Oui, hélas." and pictures.SECRET not in files.path(sent.photos[0]).read_bytes()
    assert "hélas" not in text(client.get(f"/signalements/{current.key}"))
    assert not list(aside.folder().iterdir())


def test_an_answer_sent_twice_is_one(client: Client) -> None:
    asked()
    fields = hidden(client.get(f"/s/{TOKEN}"))
    answers = [client.post(f"/s/{TOKEN}", {**fields, "texte": "Oui."}) for _ in range(2)]
    assert [one.status_code for one in answers] == [302, 302]
    assert log.size() == 3 and Submission.objects.count() == 1


@pytest.mark.parametrize(
    ("answers", "message"),
    [({"texte": " "}, "Écrivez une réponse"), ({"texte": "x" * 2001}, "2001 signes"), ({"texte": "a\0"}, "nul")],
)
def test_an_answer_that_cannot_be_taken_says_why(client: Client, answers: dict[str, str], message: str) -> None:
    asked()
    page = post(client, **answers)
    assert page.status_code == 422 and message in text(page) and Report.objects.get().state == "asked"


def test_a_bad_photo_keeps_the_words_and_the_good_photo(client: Client) -> None:
    asked()
    page = post(client, texte="Voici.", photos=[upload(pictures.photo(), "a.jpg"), upload(b"no", "b.jpg")])
    assert page.status_code == 422 and "« b.jpg »" in text(page) and "Voici." in text(page)
    client.post(f"/s/{TOKEN}", {**hidden(page), "texte": "Voici."})
    assert len(Submission.objects.get().photos) == 1


def test_nobody_asked_nobody_answers(client: Client) -> None:
    report()
    page = post(client, texte="Bonjour", brouillon=drafts.Draft.new(clock.now()).signed)
    assert page.status_code == 409 and "n’est pas possible ici" in text(page)
    assert client.post(f"/s/{TOKEN}", {"texte": "x"}).status_code == 422  # a form that was never shown


def test_answers_are_limited_like_reports(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked()
    monkeypatch.setattr(flood, "ATTEMPTS", flood.Limit("attempts", 1, 3600))
    assert post(client, texte="").status_code == 422
    page = post(client, texte="Oui.")
    assert page.status_code == 429 and "Retry-After" in page.headers and Report.objects.get().state == "asked"


# Contesting ---------------------------------------------------------------------------------------------------------


def test_a_closed_report_is_contested_and_open_again(client: Client) -> None:
    done = report()
    staff(acts.resolved, done, reason="Fait.")
    assert "Ce n’est pas réglé" in text(client.get(f"/s/{TOKEN}"))
    assert post(client, contester="1", texte="Il y est toujours.").status_code == 302
    current = Report.objects.get()
    assert (current.state, current.contested, current.resolved_on) == ("reopened", True, None)
    assert Contact.objects.get().expires_on is None  # open again: the link lives on


def test_contesting_needs_words_and_a_closed_report(client: Client) -> None:
    done = report()
    page = post(client, contester="1", texte="Non.", brouillon=drafts.Draft.new(clock.now()).signed)
    assert page.status_code == 409
    staff(acts.resolved, done, reason="Fait.")
    page = post(client, contester="1", texte="  ")
    assert page.status_code == 422 and "Dites en quelques mots" in text(page)
    assert client.post(f"/s/{TOKEN}", {"contester": "1", "texte": "x"}).status_code == 422


# Erasing ------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_erasing_asks_first_then_leaves_nothing_but_the_facts(client: Client) -> None:
    photo = files.store(pictures.photo())
    done = report(text="Jeanne", photos=(photo,))
    page = client.get(f"/s/{TOKEN}/effacer")
    assert "Ce qui disparaît" in text(page) and Contact.objects.exists()
    answer = client.post(f"/s/{TOKEN}/effacer")
    assert answer.status_code == 302 and answer["Location"].startswith(f"/signalements/{done.key}")
    assert not Contact.objects.exists() and not Submission.objects.exists() and not files.path(photo).exists()
    assert "Effacé." in text(client.get(f"/signalements/{done.key}"))
    assert log.history("streets.reports", done.key)[-1].content()["role"] == "resident"
    assert client.get(f"/s/{TOKEN}").status_code == 404


# Keeping and telling ------------------------------------------------------------------------------------------------


def test_addresses_are_erased_90_days_after_closing_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    done = report()
    staff(acts.accepted, done)
    assert Contact.objects.get().expires_on is None and expire(date(2030, 1, 1)) == 0
    staff(acts.resolved, done, 2, reason="Fait.")
    last = date(2025, 11, 18) + timedelta(days=90)
    assert Contact.objects.get().expires_on == last
    assert expire(last) == 0 and Contact.objects.exists()
    assert expire(last + timedelta(days=1)) == 1 and not Contact.objects.exists()


def test_a_joined_report_is_kept_as_long_as_the_one_it_joined(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    first, other = report(), follow.token_for("another")
    second = report(other, "b@example.org", joins=first.key)
    third = report(follow.token_for("third"), "c@example.org")
    staff(acts.merged, third, into=second.key, own=third.key)  # through another one
    notify.after_act(second)
    assert set(Contact.objects.values_list("expires_on", flat=True)) == {None}
    staff(acts.resolved, first, 2, reason="Fait.")
    assert set(Contact.objects.values_list("expires_on", flat=True)) == {date(2026, 2, 16)}
    staff(acts.reopened, first, 3, reason="Pas fini.")
    assert set(Contact.objects.values_list("expires_on", flat=True)) == {None}


def test_what_happens_after_closing_does_not_put_the_day_off(monkeypatch: pytest.MonkeyPatch) -> None:
    done = report(text="Lu.")
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    staff(acts.resolved, done, reason="Fait.")
    monkeypatch.setattr(clock, "today", lambda: date(2026, 1, 10))
    staff(acts.reviewed, done, 2, text="Lu.")
    assert Contact.objects.get().expires_on == date(2026, 2, 16)


def test_withdrawing_closes_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    done = report()
    notify.after_act(perform(acts.withdrawn, done.key, actor=HEAD, at=later(), reason="Un essai."))
    assert Contact.objects.get().expires_on == date(2026, 2, 16)


def test_reports_joined_in_a_circle_do_not_hang() -> None:
    one = report()
    two = report(follow.token_for("two"), joins=one.key)
    staff(acts.merged, one, into=two.key, own=one.key)
    assert notify.followers(one.key) == [two.key] and notify.over(one.key) is False


def test_joining_a_closed_one_ends_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: date(2025, 11, 18))
    first = factories.report()
    staff(acts.resolved, first, reason="Fait.")
    done = report()
    staff(acts.merged, done, 2, into=first.key, own=done.key)
    assert Contact.objects.get().expires_on == date(2026, 2, 16)


STEPS: list[tuple[str, Callable[[Receipt], Any], str]] = [
    ("accepted", lambda done: staff(acts.accepted, done), "Accepté"),
    ("asked", lambda done: staff(acts.asked, done, question="Où exactement ?"), "Où exactement"),
    ("resolved", lambda done: staff(acts.resolved, done, reason="Enlevé."), "Enlevé."),
    ("rejected", lambda done: staff(acts.rejected, done, reason="Terrain privé."), "Terrain privé."),
]


@pytest.mark.parametrize(("name", "step", "words"), STEPS)
def test_who_left_an_address_is_told(name: str, step: Callable[[Receipt], Any], words: str, client: Client) -> None:
    done = report()
    step(done)
    [message] = mail.outbox
    assert message.to == ["a@example.org"] and done.key in message.subject and words in message.body
    assert "{" not in message.body and "<" not in message.body
    link = re.search(r"/s/\S+", message.body)
    assert link and client.get(link[0]).status_code == 200


def test_nobody_is_told_of_a_review_or_without_an_address() -> None:
    done = report(text="Lu.")
    staff(acts.reviewed, done, text="Lu.")
    staff(acts.accepted, report(follow.token_for("silent"), None), 2)
    assert mail.outbox == []


def test_all_who_reported_the_same_problem_are_told_once() -> None:
    first = report()
    report(follow.token_for("b"), "b@example.org", joins=first.key)
    staff(acts.asked, first, question="Où ?")
    assert [one.to for one in mail.outbox] == [["a@example.org"]]
    staff(acts.resolved, first, 2, reason="Fait.")
    assert sorted(one.to[0] for one in mail.outbox[1:]) == ["a@example.org", "b@example.org"]
    joined = next(one for one in mail.outbox[1:] if one.to == ["b@example.org"])
    assert f"relié au signalement {first.key}" in joined.body


def test_messages_are_in_the_language_of_the_form() -> None:
    done = report(language="en")
    staff(acts.resolved, done, reason="Fait.")
    assert "Fly-tipping" in mail.outbox[0].body and "Dépôt sauvage" not in mail.outbox[0].body


def test_what_a_resident_does_herself_she_is_not_told(client: Client) -> None:
    done = report()
    staff(acts.resolved, done, reason="Fait.")
    mail.outbox.clear()
    post(client, contester="1", texte="Toujours là.")
    assert mail.outbox == []


def test_the_jobs_hold_no_address(monkeypatch: pytest.MonkeyPatch) -> None:
    kept: list[dict[str, Any]] = []
    monkeypatch.setattr(type(notify.tell), "enqueue", lambda self, **arguments: kept.append(arguments))
    done = report()
    staff(acts.resolved, done, reason="Fait.")
    assert kept == [{"register": "streets.reports", "key": done.key, "about": done.key, "seq": 2}]


def test_an_address_erased_before_the_job_runs_receives_nothing() -> None:
    done = report()
    perform(acts.accepted, done.key, actor=HEAD, at=later())
    Contact._base_manager.all().delete()
    assert notify.tell.call(register="streets.reports", key=done.key, about=done.key, seq=2) is False
    assert mail.outbox == []
