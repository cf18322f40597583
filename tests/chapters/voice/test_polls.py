"""A poll: one ballot a code whatever comes at once, a signed receipt, a count that one altered byte breaks."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from chapitre.chapters.voice.acts import polls
from chapitre.chapters.voice.models import Poll, PublishedBallot
from chapitre.chapters.voice.models.private.polls import PollBallot, PollVoter
from chapitre.chapters.voice.polling import booth, package
from chapitre.chapters.voice.polling.booth import AlreadyVoted, BadChoice, BadCode, NotOpen
from chapitre.chapters.voice.polling.codes import digest, roll_root
from chapitre.chapters.voice.polling.entries import Entry
from chapitre.chapters.voice.polling.receipts import open_receipt
from chapitre.chapters.voice.polling.tally import Ballot, ballot_leaf, ballots_root
from chapitre.chapters.voice.polls_upcasters import UPCASTERS
from chapitre.kernel import clock
from chapitre.kernel.acts import BadFact, Missing, OutOfOrder, StaleRecord, perform
from chapitre.kernel.ledger import keys, log
from chapitre.kernel.ledger.notes import NoteError, format_vkey
from chapitre.kernel.ledger.tlogproof import verify_proof
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.polls import ADDRESS, ADMIN, AFTER, AT, KEY, announce, counted, open_list, opened

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: AT)


def unpacked(poll: Poll, folder: Path) -> Path:
    for name, text in package.files(poll).items():
        (folder / name).write_bytes(text.encode())
    return folder


def recount(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", str(folder / "ballot-verify.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_one_ballot_a_code() -> None:
    first, second, *_others = opened()
    booth.cast(KEY, first.code.upper().replace("-", " "), (1,))
    with pytest.raises(AlreadyVoted):
        booth.cast(KEY, first.code, (2,))
    with pytest.raises(BadCode):
        booth.cast(KEY, "0000-0000-0000-0000", (1,))
    for choice in ((0,), (4,), (), (1, 2), (1, 1)):
        with pytest.raises(BadChoice):
            booth.cast(KEY, second.code, choice)
    assert PollBallot._base_manager.count() == 1
    assert PollVoter._base_manager.filter(voted=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_one_code_sent_by_many_at_once_is_one_ballot() -> None:
    letters = opened(3)

    def cast(number: int) -> str:
        try:
            booth.cast(KEY, letters[number % 3].code, (1 + number % 2,))
        except AlreadyVoted:
            return "again"
        finally:
            connection.close()
        return "cast"

    with ThreadPoolExecutor(8) as pool:
        told = list(pool.map(cast, range(24)))
    assert (told.count("cast"), told.count("again")) == (3, 21)
    assert PollBallot._base_manager.count() == 3


@pytest.mark.django_db(transaction=True)
def test_votes_and_the_count_at_once_lose_no_ballot_that_has_a_receipt() -> None:
    letters = opened(12)
    poll = Poll.objects.get(key=KEY)

    def cast(number: int) -> Ballot | None:
        try:
            return booth.cast(KEY, letters[number].code, (1,))[0]
        except NotOpen:
            return None
        finally:
            connection.close()

    def count() -> None:
        try:
            booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=poll.seq)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        votes = [pool.submit(cast, number) for number in range(6)]
        counting = pool.submit(count)
        votes += [pool.submit(cast, number) for number in range(6, 12)]
        counting.result()
        kept = [one for vote in votes if (one := vote.result()) is not None]
    assert sorted(kept) == booth.published(Poll.objects.get(key=KEY))


def test_the_list_is_frozen_and_its_codes_are_nowhere_in_clear() -> None:
    letters = opened(4)
    poll = Poll.objects.get(key=KEY)
    hashes = list(PollVoter._base_manager.order_by("pk").values_list("code", flat=True))
    assert (poll.voters, poll.roll) == (4, roll_root(hashes)) and hashes == sorted(hashes)
    assert poll.roll != roll_root([*hashes, digest("x")])
    told = "".join(str(entry.body) for entry in log.entries())
    assert not any(letter.code in told or letter.entry.lines[0] in told for letter in letters)
    columns = {one.name for one in PollVoter._meta.concrete_fields}
    assert columns == {"id", "salts", "expires_on", "record", "seq", "entry", "code", "voted"}
    assert not any(one in told for one in hashes)
    with pytest.raises(OutOfOrder):
        open_list([Entry(("n° 9",))])


def test_a_list_needs_somebody() -> None:
    announce()
    with pytest.raises(Missing):
        open_list([])


@pytest.mark.parametrize(
    "facts",
    [
        {"answers": "garder"},
        {"answers": "garder ; garder"},
        {"most": 4},
        {"opens_on": date(2025, 10, 1), "closes_on": date(2025, 10, 2)},
    ],
)
def test_a_poll_that_cannot_be_voted_does_not_open(facts: dict[str, Any]) -> None:
    announce(**facts)
    with pytest.raises(OutOfOrder):
        open_list([Entry(("n° 1",))])


def test_what_is_voted_on_does_not_change_under_the_voters() -> None:
    opened()
    with pytest.raises(OutOfOrder):
        perform(polls.poll.amended, KEY, actor=ADMIN, at=AT, answers="planter ; garder", reason="erreur")


def test_a_poll_is_counted_after_its_last_day_and_once() -> None:
    opened()
    with pytest.raises(OutOfOrder):
        booth.count(KEY, actor=ADMIN, at=AT, expected_seq=2)
    with pytest.raises(StaleRecord):
        booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=1)
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=2)
    with pytest.raises(OutOfOrder):
        booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=3)
    with pytest.raises(BadFact):
        polls.counted.transition(
            {"closes_on": "2025-12-01", "voters": 1}, on_date=date(2025, 12, 2), root="", counts=[2], ballots=2
        )


def test_the_count_cuts_every_tie_and_keeps_no_order() -> None:
    poll, receipts = counted([1, 2, 1, 3])
    assert not PollVoter._base_manager.exists() and not PollBallot._base_manager.exists()
    assert (poll.state, poll.ballots, poll.counts) == ("closed", 4, [2, 1, 1])
    columns = {one.name for one in PublishedBallot._meta.concrete_fields}
    assert columns == {"tracker", "poll", "choice"}
    cast = [re.match(r"tracker (\w+)", one)[1] for one in receipts]  # type: ignore[index]
    assert [one for one, _choice in booth.published(poll)] == sorted(cast)
    assert "voice.polls" in {entry.register for entry in log.entries()}
    assert not any(one in entry.body for entry in log.entries() for one in cast)


def test_anybody_recounts_with_nothing_but_python(tmp_path: Path) -> None:
    poll, receipts = counted([1, 2, 1, 3])
    folder = unpacked(poll, tmp_path)
    (folder / "recu.txt").write_text(receipts[1])
    done = recount(folder, "--receipt", str(folder / "recu.txt"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "4 ballots for 5 voters" in done.stdout and "is counted as it was cast" in done.stdout
    assert "     2  garder" in done.stdout


@pytest.mark.parametrize(
    ("choices", "most", "names"),
    [([1, 2, 1], 1, ("ballots.csv", "statement.note", "key", "recu.txt")), ([(1, 3), (2,)], 2, ("ballots.csv",))],
)
def test_one_altered_byte_anywhere_is_caught(
    tmp_path: Path, choices: list[Any], most: int, names: tuple[str, ...]
) -> None:
    poll, receipts = counted(choices, most=most)
    folder = unpacked(poll, tmp_path)
    (folder / "recu.txt").write_bytes(receipts[0].encode())
    for name in names:
        whole = (folder / name).read_bytes()
        for place in range(len(whole)):
            flipped = whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :]
            lost = whole[:place] + whole[place + 1 :]
            # A key file without the end of its line still holds the same key.
            for altered in (
                [flipped, lost] if place % 5 == 0 and (name, place) != ("key", len(whole) - 1) else [flipped]
            ):
                (folder / name).write_bytes(altered)
                assert wrong(folder), (name, place)
        (folder / name).write_bytes(whole)
    assert not wrong(folder)


def wrong(folder: Path) -> bool:
    """Whether the recount finds something, run in this process: hundreds of processes would take minutes."""
    from chapitre.chapters.voice.polling.verification import ballot_main

    return ballot_main([str(folder), "--receipt", str(folder / "recu.txt")]) == 1


def test_a_ballot_left_out_is_proved_by_its_receipt(tmp_path: Path) -> None:
    poll, receipts = counted([1, 2, 1, 3])
    lost = re.match(r"tracker (\w+)", receipts[0])[1]  # type: ignore[index]
    left = [one for one in booth.published(poll) if one[0] != lost]
    # The town signs again, without this ballot: only the receipt can tell.
    PublishedBallot.objects.filter(tracker=lost).delete()
    poll.ballots, poll.result = 3, "1 1 1"
    poll.root = ballots_root(booth.name_of(poll), left).hex()
    folder = unpacked(poll, tmp_path)
    assert recount(folder).returncode == 0
    (folder / "recu.txt").write_text(receipts[0])
    done = recount(folder, "--receipt", str(folder / "recu.txt"))
    assert done.returncode == 1 and "not among those published" in done.stderr


def test_a_receipt_is_of_its_ballot_and_its_poll_alone() -> None:
    letters = opened()
    ballot, receipt = booth.cast(KEY, letters[0].code, (2,))
    name, trusted = booth.name_of(Poll.objects.get(key=KEY)), [keys.current().public]
    assert open_receipt(receipt, name, trusted) == ballot
    for altered in (receipt.replace("choice 2", "choice 1"), receipt.replace("tracker ", "tracker 0"), "x"):
        with pytest.raises(NoteError):
            open_receipt(altered, name, trusted)
    with pytest.raises(NoteError):
        open_receipt(receipt, f"{name}-bis", trusted)


def test_a_published_ballot_has_its_proof() -> None:
    poll, _receipts = counted([1, 2, 1, 3])
    client = Client()
    for tracker, choice in booth.published(poll):
        text = client.get(f"{ADDRESS}/bulletins/{tracker}").content.decode()
        leaf = ballot_leaf(booth.name_of(poll), (tracker, choice))
        head = verify_proof(text, leaf, booth.name_of(poll), [keys.current().public])
        assert (head.size, head.root.hex()) == (4, poll.root)
    assert client.get(f"{ADDRESS}/bulletins/{'0' * 26}").status_code == 404


def test_several_answers_where_the_poll_lets_choose_several(tmp_path: Path) -> None:
    poll, receipts = counted([(3, 1), (1,), (2, 1)], most=2)
    assert (poll.ballots, poll.counts) == (3, [3, 1, 1])
    assert sorted(choice for _tracker, choice in booth.published(poll)) == [(1,), (1, 2), (1, 3)]
    folder = unpacked(poll, tmp_path)
    (folder / "recu.txt").write_text(receipts[0])
    assert "choice 1+3\n" in receipts[0]
    done = recount(folder, "--receipt", str(folder / "recu.txt"))
    assert done.returncode == 0, done.stderr
    assert "each ballot chooses 2 answers at most" in done.stdout and "     3  garder" in done.stdout


def test_a_receipt_outlives_a_rotation_of_keys(tmp_path: Path) -> None:
    letters = opened()
    _ballot, receipt = booth.cast(KEY, letters[0].code, (1,))
    before = format_vkey(keys.current().public)
    keys.rotate(log.size())
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=2)
    folder = unpacked(Poll.objects.get(key=KEY), tmp_path)
    (folder / "recu.txt").write_text(receipt)
    arguments = ["--receipt", str(folder / "recu.txt")]
    assert recount(folder, *arguments).returncode == 0
    after = format_vkey(keys.current().public)
    assert recount(folder, *arguments, "--key", after).returncode == 1
    assert recount(folder, *arguments, "--key", after, "--key", before).returncode == 0


def test_voting_by_the_page() -> None:
    letters = opened(2)
    client = Client()
    assert "Déposer mon bulletin" in client.get(ADDRESS).text
    for data, status in (({}, 422), ({"code": letters[0].code}, 422), ({"code": "x", "reponse": "1"}, 422)):
        assert client.post(ADDRESS, data).status_code == status
    done = client.post(ADDRESS, {"code": letters[0].code, "reponse": "2"})
    assert done.status_code == 200 and "planter" in done.text and done["Cache-Control"] == "no-store"
    again = client.post(ADDRESS, {"code": letters[0].code, "reponse": "1"})
    assert again.status_code == 409 and "déjà été déposé" in again.text
    assert client.get(f"{ADDRESS}/ballots.csv").status_code == 404  # nothing before the count


def test_the_pages_are_whole_in_both_languages() -> None:
    announce()
    desk = at_desk("supervisor")

    def whole(*checked: str) -> None:
        for path in ("/participer/scrutins", ADDRESS, *checked):
            for language in ("fr", "en"):
                assert Client().get(f"{path}?langue={language}", follow=True).status_code == 200
        assert desk.get("/bureau/scrutins").status_code == desk.get("/bureau/scrutins/halle").status_code == 200

    whole()
    letters = open_list([Entry(("a",)), Entry(("b",))])
    whole(f"{ADDRESS}/verifier")
    (tracker, _choice), _receipt = booth.cast(KEY, letters[0].code, (1,))
    booth.count(KEY, actor=ADMIN, at=AFTER, expected_seq=2)
    whole(f"{ADDRESS}/verifier")
    assert "il dit «\u00a0garder\u00a0»" in Client().get(f"{ADDRESS}?bulletin={tracker}").text
    assert "Aucun bulletin publié" in Client().get(f"{ADDRESS}?bulletin=x").text
    for name in (*package.files(Poll.objects.get(key=KEY)), "tout.zip"):
        assert Client().get(f"{ADDRESS}/{name}").status_code == 200
    assert Client().get(f"{ADDRESS}/secret").status_code == Client().get(f"{ADDRESS}s").status_code == 404


def test_a_poll_of_the_first_schema_has_one_answer_a_ballot_and_no_code_replaced() -> None:
    opened()
    told = Poll.objects.get(key=KEY).facts()
    first = {name: value for name, value in told.items() if name not in ("most", "replaced")}
    assert UPCASTERS[1](first) == told
