"""The letters of a poll: printed or sent once, kept nowhere; a lost code is replaced, in the open, before it votes."""

from __future__ import annotations

import io
import re
import zipfile
from concurrent.futures import ThreadPoolExecutor
from smtplib import SMTPRecipientsRefused
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client

from chapitre.chapters.voice.acts import polls as acts
from chapitre.chapters.voice.models import Poll
from chapitre.chapters.voice.models.private.polls import PollMail, PollVoter
from chapitre.chapters.voice.polling import booth, entries, letters, messages, opening
from chapitre.chapters.voice.polling.booth import AlreadyVoted, BadCode
from chapitre.chapters.voice.polling.codes import roll_root
from chapitre.chapters.voice.polling.entries import BadList, Entry
from chapitre.chapters.voice.polling.opening import Letter, NoSuchEntry
from chapitre.kernel import clock
from chapitre.kernel.acts import OutOfOrder
from chapitre.kernel.acts.audit import audit
from chapitre.kernel.ledger import log
from tests.chapters.voice import polls
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.polls import ADMIN, AFTER, AT, KEY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]
DESK = f"/bureau/scrutins/{KEY}"
LIST = """nom;adresse;code_postal;commune;courriel
Ana Bruel;1 rue Inventée;94200;Ivry-sur-Seine;
Léo Cantin;;;;leo@exemple.test
=cmd();2 rue Inventée;94200;Ivry-sur-Seine;
"""


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def replace(number: int) -> Letter:
    kept: list[Letter] = []
    opening.replace(polls.poll(), number, Entry(("A",)), polls.keeping(kept), actor=ADMIN, at=AT)
    return kept[0]


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def test_a_list_is_read_from_its_file() -> None:
    ana, leo, _odd = entries.read(LIST.encode("utf-8-sig"))
    assert ana == Entry(("Ana Bruel", "1 rue Inventée", "94200 IVRY-SUR-SEINE"))
    assert leo == Entry(("Léo Cantin",), "leo@exemple.test")
    assert entries.pasted("A, 1 rue X\n\n n° 2 \n") == [Entry(("A", "1 rue X")), Entry(("n° 2",))]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"nom\n\xe9", "UTF-8"),
        ("prénom\nAna\n".encode(), "« nom »"),
        (b"nom,courriel\n,a@b.fr\n", "Ligne 2"),
        (b"nom,courriel\nAna,ana(at)exemple\n", "Ligne 2"),
        (("nom\nAna\n" + "B" * 39 + "\n").encode(), "Ligne 3"),
        (b'nom\n"Ana\nBea\n', "CSV"),
        (b"nom\n" + b'"' + b"a" * 200_000 + b"\n", "CSV"),
        (b"", "« nom »"),
    ],
)
def test_a_list_that_is_none_is_refused_in_words(data: bytes, told: str) -> None:
    with pytest.raises(BadList, match=told.replace("« ", "«.").replace(" »", ".»")):
        entries.read(data)


def test_a_letter_a_page_and_nothing_of_it_stays() -> None:
    polls.announce(most=2)
    rows = [Letter(number, Entry((f"Nom {number}", "1 rue Inventée")), opening.new_nonce()) for number in (1, 2, 3)]
    made = letters.pdf(polls.poll(), rows, AT.date())
    assert made.startswith(b"%PDF") and b"pdfuaid:part" in made
    assert b"/Type/Pages/Count 3/" in made


@pytest.mark.parametrize("count", [8, 20])
def test_the_longest_question_and_answers_still_fit_a_page(count: int) -> None:
    answers = " ; ".join(f"{number} une réponse longue".ljust(380 // count - 1, "e") for number in range(1, count + 1))
    polls.announce(name="pourquoi " * 22, answers=answers[:400], most=3)
    rows = [Letter(1, Entry(("Nom", "Complément", "1 rue Inventée", "94200 IVRY")), opening.new_nonce())]
    assert b"/Type/Pages/Count 1/" in letters.pdf(polls.poll(), rows, AT.date())


def test_the_desk_opens_prints_sends_and_forgets(monkeypatch: pytest.MonkeyPatch) -> None:
    polls.announce()
    client = at_desk("supervisor")
    file = SimpleUploadedFile("liste.csv", LIST.encode())
    sent = client.post(DESK, {"acte": "ouvrir", "seq": "1", "fichier": file})
    files = unzipped(sent.content)
    assert set(files) == {"lettres-1-3.pdf", "liste.csv"} and sent["Cache-Control"] == "no-store"
    listed = files["liste.csv"].decode("utf-8-sig").splitlines()
    assert listed[2] == "2,Léo Cantin,leo@exemple.test" and listed[3].split(",")[1].startswith("\"'=cmd()")
    assert not PollMail._base_manager.exists()
    (message,) = mail.outbox
    link = re.search(r"http\S+", message.body)
    assert message.to == ["leo@exemple.test"] and link and "#code=" in link[0]
    assert message.body.strip().endswith("la Ville d’Ivry-sur-Seine")
    code = link[0].partition("#code=")[2]
    assert not any(code in text for text in (files["liste.csv"].decode(), str(log.entries())))
    booth.cast(KEY, code, (1,))
    assert client.post(DESK, {"acte": "ouvrir", "seq": "1", "liste": "B"}).status_code == 409
    monkeypatch.setattr(clock, "now", lambda: AFTER)
    assert client.post(DESK, {"acte": "depouiller", "seq": "2"}).status_code == 302
    assert at_desk("agent").post(DESK, {"acte": "depouiller", "seq": "3"}).status_code == 403
    assert Client().get(DESK).status_code == 302


def test_a_message_that_could_not_leave_is_sent_later(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_args: Any, **_more: Any) -> None:
        raise OSError("no mail today")

    polls.announce()
    polls.open_list([Entry((f"N{one}",), f"n{one}@exemple.test") for one in range(3)])
    with monkeypatch.context() as patched:
        patched.setattr("django.core.mail.EmailMessage.send", broken)
        with pytest.raises(OSError, match="no mail"):
            messages.send(polls.poll())
    assert len(messages.waiting(polls.poll())) == 3
    assert "3 messages" in at_desk("supervisor").get(DESK).text
    assert messages.send(polls.poll()) == 3 and messages.waiting(polls.poll()) == []
    codes = {re.search(r"#code=(\S+)", one.body)[1] for one in mail.outbox}  # type: ignore[index]
    for code in codes:
        booth.cast(KEY, code, (1,))
    assert booth.turnout(polls.poll()) == 3


def test_one_address_that_is_refused_stops_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = EmailMessage.send

    def picky(message: EmailMessage, *args: Any) -> int:
        if message.to == ["n1@exemple.test"]:
            raise SMTPRecipientsRefused({"n1@exemple.test": (550, b"no such user")})
        return kept(message, *args)

    polls.announce()
    polls.open_list([Entry((f"N{one}",), f"n{one}@exemple.test") for one in range(3)])
    monkeypatch.setattr(EmailMessage, "send", picky)
    assert messages.send(polls.poll()) == 2
    assert messages.waiting(polls.poll()) == ["n1@exemple.test"]
    assert "n1@exemple.test" in at_desk("supervisor").get(DESK).text
    assert "n1@exemple.test" not in at_desk("agent").get(DESK).text
    replace(2)
    assert messages.waiting(polls.poll()) == []


def test_a_lost_code_is_replaced_and_everybody_sees_how_many_were() -> None:
    first, second, *_rest = polls.opened()
    before = polls.poll().roll
    new = replace(first.number)
    with pytest.raises(BadCode):
        booth.cast(KEY, first.code, (1,))
    booth.cast(KEY, new.code, (1,))
    booth.cast(KEY, second.code, (2,))
    poll = polls.poll()
    codes = PollVoter._base_manager.order_by().values_list("code", flat=True)
    assert (poll.replaced, poll.voters, len(codes)) == (1, 5, 5)
    assert poll.roll == roll_root(codes) != before
    assert "1 code perdu remplacé" in Client().get(polls.ADDRESS).text
    last = list(log.entries())[-1]
    assert last.act == "replaced" and new.code not in str(last.body)
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=poll.seq)
    assert "replaced 1\n" in booth.statement(polls.poll())
    assert list(audit()) == []


def test_who_has_voted_gets_no_other_code() -> None:
    first, *_rest = polls.opened()
    booth.cast(KEY, first.code, (1,))
    before = polls.poll().seq
    with pytest.raises(AlreadyVoted):
        replace(first.number)
    with pytest.raises(NoSuchEntry):
        replace(6)
    assert polls.poll().seq == before and polls.poll().replaced == 0


@pytest.mark.django_db(transaction=True)
def test_a_vote_and_a_replacement_at_once_are_one_ballot() -> None:
    first, *_rest = polls.opened(2)

    def cast() -> bool:
        try:
            booth.cast(KEY, first.code, (1,))
        except (AlreadyVoted, BadCode):
            return False
        finally:
            connection.close()
        return True

    def swap() -> Letter | None:
        try:
            return replace(first.number)
        except AlreadyVoted:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        swaps = [pool.submit(swap), pool.submit(swap)]
        votes = [pool.submit(cast), pool.submit(cast)]
        voted = sum(one.result() for one in votes)
        new = [one.result() for one in swaps if one.result() is not None]
    assert booth.turnout(polls.poll()) == voted <= 1
    assert polls.poll().replaced == len(new)
    codes = PollVoter._base_manager.order_by().values_list("code", flat=True)
    assert polls.poll().roll == roll_root(codes)


def test_lost_letters_are_drawn_anew_while_nobody_has_voted() -> None:
    first, *_rest = polls.opened()
    kept: list[Letter] = []

    def redraw() -> None:
        two = [Entry(("A",)), Entry(("B",))]
        opening.redraw(polls.poll(), two, polls.keeping(kept), actor=ADMIN, at=AT, expected_seq=polls.poll().seq)

    redraw()
    assert (polls.poll().voters, polls.poll().replaced) == (2, 5)
    with pytest.raises(BadCode):
        booth.cast(KEY, first.code, (1,))
    booth.cast(KEY, kept[0].code, (1,))
    with pytest.raises(OutOfOrder, match="déposés"):
        redraw()


def test_no_code_is_given_once_nobody_can_vote() -> None:
    facts = {"closes_on": "2025-12-01", "replaced": 0, "voters": 2}
    for act, params in ((acts.replaced, {}), (acts.redrawn, {"codes": {"a": "b"}, "cast": 0})):
        with pytest.raises(OutOfOrder):
            act.transition(facts, on_date=AFTER.date(), roll="", **params)


def test_the_desk_replaces_a_code_by_a_letter_or_a_message() -> None:
    polls.opened()
    client = at_desk("supervisor")
    told = {"acte": "remplacer", "numero": "2", "inscription": "Ana Bruel, 1 rue Inventée"}
    assert set(unzipped(client.post(DESK, told).content)) == {"lettres-2-2.pdf", "liste.csv"}
    assert set(unzipped(client.post(DESK, told | {"courriel": "ana@exemple.test"}).content)) == {"liste.csv"}
    assert [one.to for one in mail.outbox] == [["ana@exemple.test"]]
    assert polls.poll().replaced == 2
    for wrong in ({"numero": "x"}, {"inscription": " "}, {"courriel": "ana"}, {"numero": "77"}):
        assert client.post(DESK, told | wrong).status_code == 422
    assert at_desk("agent").post(DESK, told).status_code == 403
    assert Poll.objects.get().replaced == 2
