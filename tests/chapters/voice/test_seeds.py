"""The seed of a draw: announced before it is known, verified where it is signed, told as what it is."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from http.client import HTTPException
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.acts import seeds
from chapitre.chapters.voice.juries import drawing, rounds, telling
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.beacons import Round, read
from chapitre.chapters.voice.models import Jury, PanelFile, Seat
from chapitre.cli import main
from chapitre.kernel.acts import ActError, Missing, OutOfOrder, perform
from chapitre.kernel.acts.audit import audit
from tests.chapters.voice import jurors
from tests.chapters.voice.desk import at_desk
from tests.chapters.voice.jurors import ADMIN, KEY, now
from tests.chapters.voice.rounds import FIRST, SECOND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("key")]

ROUND = read(json.dumps(SECOND))
BEFORE = datetime(2023, 9, 14, 9, tzinfo=UTC)


def published() -> Jury:
    """A jury whose panels are published, and no seed announced."""
    jurors.frozen()
    drawing.make_panels(jurors.jury(), 20, PanelFile.objects.create(jury=KEY))
    drawing.publish(jurors.jury(), actor=ADMIN, at=now())
    return jurors.jury()


def announced() -> Jury:
    """A jury whose seed is a round of drand that was signed since."""
    published()
    perform(seeds.announced_round, KEY, actor=ADMIN, at=BEFORE, seed_round=ROUND.number)
    return jurors.jury()


def drawn() -> Jury:
    drawing.enter_round(announced(), ROUND, witnesses="une élue", actor=ADMIN, at=now())
    return jurors.jury()


def test_a_round_is_announced_with_its_hour_and_verified_before_it_draws() -> None:
    jury = announced()
    told = (jury.seed_kind, jury.seed_at, str(jury.seed_on), jury.seed_chain, jury.seed_check)
    assert told == ("drand", "2023-09-15T11:00:03Z", "2023-09-15", beacons.current().hash, None)
    drawing.enter_round(jury, ROUND, witnesses="une élue", actor=ADMIN, at=now())
    jury = jurors.jury()
    assert (jury.seed, jury.seed_check, jury.seed_signature) == (ROUND.randomness, "verified", ROUND.signature)
    assert jury.panel == draw.panel_number(str(jury.panels_hash), ROUND.randomness, 20)
    assert Seat.objects.count() == 3
    assert list(audit()) == []


@pytest.mark.parametrize(
    "one",
    [
        read(json.dumps(FIRST)),
        Round(ROUND.number, str(FIRST["signature"])),
        Round(ROUND.number, ROUND.signature[:-1] + "c"),
        Round(ROUND.number, ""),
    ],
    ids=["another round", "another signature", "one byte", "none"],
)
def test_what_is_not_the_announced_round_changes_nothing(one: Round) -> None:
    before = announced().facts()
    with pytest.raises((seeds.WrongRound, seeds.BadSignature)):
        drawing.enter_round(jurors.jury(), one, witnesses="une élue", actor=ADMIN, at=now())
    assert jurors.jury().facts() == before
    assert Seat.objects.count() == 0


def test_a_round_is_never_typed_nor_a_typed_seed_a_round() -> None:
    announced()
    with pytest.raises(OutOfOrder):
        drawing.enter_seed(jurors.jury(), seed=ROUND.randomness, witnesses="x", actor=ADMIN, at=now())
    perform(seeds.renounced, KEY, actor=ADMIN, at=now(), reason="essai")
    perform(seeds.announced, KEY, actor=ADMIN, at=BEFORE, seed_source="Loto", seed_on=date(2023, 9, 15))
    assert (jurors.jury().seed_round, jurors.jury().seed_at) == (None, None)
    with pytest.raises(OutOfOrder):
        drawing.enter_round(jurors.jury(), ROUND, witnesses="x", actor=ADMIN, at=now())
    drawing.enter_seed(jurors.jury(), seed="1 2 3", witnesses="x", actor=ADMIN, at=now())
    assert jurors.jury().seed_check == "copied"


def test_no_other_seed_once_the_announced_one_may_be_known_unless_it_is_given_up_in_public() -> None:
    announced()
    for act, params in (
        (seeds.announced, {"seed_source": "Loto", "seed_on": now(3).date()}),
        (seeds.announced_round, {"seed_round": 60_000_000}),
        (seeds.announced_pulse, {"seed_at": f"{now(3):%Y-%m-%dT%H:%M:00Z}"}),
    ):
        with pytest.raises(OutOfOrder):
            perform(act, KEY, actor=ADMIN, at=now(), **params)
    with pytest.raises(Missing):
        perform(seeds.renounced, KEY, actor=ADMIN, at=now(), reason=" ")
    perform(seeds.renounced, KEY, actor=ADMIN, at=now(), reason="Le Loto est annulé.")
    assert "Le Loto est annulé." in Client().get(reverse("jury", args=[KEY])).content.decode()
    with pytest.raises(OutOfOrder):
        perform(seeds.renounced, KEY, actor=ADMIN, at=now(), reason="encore")
    perform(seeds.announced_pulse, KEY, actor=ADMIN, at=now(), seed_at=f"{now(3):%Y-%m-%dT%H:%M:00Z}")
    assert jurors.jury().seed_kind == "nist"


@pytest.mark.parametrize("number", [0, -1, 1, 657_413, 10**10 + 1, 2**53])
def test_a_round_that_is_past_or_never_comes_is_not_announced(number: int) -> None:
    published()
    with pytest.raises(ActError):
        perform(seeds.announced_round, KEY, actor=ADMIN, at=now(), seed_round=number)


@pytest.mark.parametrize(
    "at",
    [
        "",
        "demain",
        "2030-01-01",
        "2030-01-01T10:00:30Z",
        "2030-13-01T10:00:00Z",
        "9999-12-31T23:59:00Z",
        "0001-01-01T00:00:00Z",
    ],
)
def test_a_pulse_is_a_whole_minute_to_come(at: str) -> None:
    published()
    with pytest.raises(OutOfOrder):
        perform(seeds.announced_pulse, KEY, actor=ADMIN, at=now(), seed_at=at)


def test_a_pulse_is_copied_whole() -> None:
    published()
    perform(seeds.announced_pulse, KEY, actor=ADMIN, at=BEFORE, seed_at="2023-09-15T11:00:00Z")
    with pytest.raises(seeds.WrongRound):
        drawing.enter_seed(jurors.jury(), seed="ab" * 32, witnesses="x", actor=ADMIN, at=now())
    drawing.enter_seed(jurors.jury(), seed="ab" * 64, witnesses="x", actor=ADMIN, at=now())
    jury = jurors.jury()
    assert (jury.seed, jury.seed_check) == ("AB" * 64, "copied")
    body = telling.panels_body(jury)
    assert body is not None and draw.problems(body, telling.result(jury, body)) == []
    page = Client().get(reverse("jury", args=[KEY])).content.decode()
    assert "https://beacon.nist.gov/beacon/2.0/pulse/time/1694775600000" in page
    assert "recopiée devant témoins" in page


# The beacon's hosts: only the network is made up ---------------------------------------------------------------------


@dataclass
class Network:
    """What each host answers, and who was asked what."""

    answers: dict[str, tuple[int, bytes] | Exception]
    asked: list[tuple[str, str]] = field(default_factory=list)

    def connection(self, host: str, *, timeout: float) -> Any:
        assert timeout <= 5
        network = self

        class Connection:
            def request(self, method: str, path: str, headers: dict[str, str]) -> None:
                network.asked.append((host, path))
                if isinstance(answer := network.answers[host], Exception):
                    raise answer

            def getresponse(self) -> Any:
                answer = network.answers[host]
                assert not isinstance(answer, Exception)
                status, body = answer
                return type("Answer", (), {"status": status, "read": lambda self, most: body[:most]})()

            def close(self) -> None:
                pass

        return Connection()


HOSTS = beacons.current().hosts
GOOD = (200, json.dumps(SECOND).encode())


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Network]]:
    def made(*answers: tuple[int, bytes] | Exception) -> Network:
        one = Network(dict(zip(HOSTS, answers, strict=True)))
        monkeypatch.setattr(rounds, "HTTPSConnection", one.connection)
        return one

    return made


def test_a_round_comes_from_the_first_host_that_gives_it(network: Callable[..., Network]) -> None:
    asked = network(TimeoutError(), (302, b""), (200, json.dumps(FIRST).encode()), GOOD).asked
    assert rounds.fetch(beacons.current(), ROUND.number) == ROUND
    path = f"/{beacons.current().hash}/public/{ROUND.number}"
    assert asked == [(host, path) for host in HOSTS]


def test_no_host_that_gives_it_is_said_so(network: Callable[..., Network]) -> None:
    network(HTTPException(), (200, b"\xff"), (200, b" " * 10_000), (404, b"{}"))
    with pytest.raises(rounds.Unreachable):
        rounds.fetch(beacons.current(), ROUND.number)


def test_the_desk_asks_for_the_round_and_draws(network: Callable[..., Network]) -> None:
    announced()
    network(GOOD, GOOD, GOOD, GOOD)
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    answer = desk.post(url, {"acte": "tirer", "seq": jurors.jury().seq, "temoins": "une élue"})
    assert answer.status_code == 302, answer.content.decode()
    assert jurors.jury().seed == ROUND.randomness


def test_without_a_network_the_desk_pastes_and_what_is_wrong_is_said(network: Callable[..., Network]) -> None:
    announced()
    network(*[OSError()] * 4)
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])

    def enter(pasted: str, status: int) -> str:
        typed = {"acte": "tirer", "seq": jurors.jury().seq, "temoins": "une élue", "tour": pasted}
        answer = desk.post(url, typed)
        assert answer.status_code == status
        return answer.content.decode()

    page = enter("", 422)
    assert "Aucun serveur de drand ne répond" in page
    assert "<svg" in page and 'value="une élue"' in page
    assert "n’est pas un tour de drand" in enter("bonjour", 422)
    assert "le tour annoncé est le 657413" in enter(json.dumps(FIRST), 422)
    wrong = {"round": ROUND.number, "signature": FIRST["signature"]}
    assert "n’est pas celle de drand" in enter(json.dumps(wrong), 422)
    assert jurors.jury().seed is None
    enter(json.dumps(SECOND), 302)
    assert jurors.jury().seed_check == "verified"


def test_the_desk_announces_each_kind() -> None:
    published()
    desk, url = at_desk("supervisor"), reverse("bureau_jury", args=[KEY])
    day = now(2).date().isoformat()

    def do(deed: str, status: int = 302, **typed: str) -> Jury:
        answer = desk.post(url, {"acte": deed, "seq": jurors.jury().seq, **typed})
        assert answer.status_code == status, answer.content.decode()
        return jurors.jury()

    do("annoncer-drand", 422, jour=day)
    do("annoncer-drand", 422, jour=day, heure="midi")
    for far in ("0001-01-01", "9999-12-31"):
        for deed in ("annoncer-drand", "annoncer-nist"):
            do(deed, 422, jour=far, heure="00:00")
    do("annoncer-drand", 409, jour=now().date().isoformat(), heure="00:00")
    jury = do("annoncer-drand", jour=day, heure="18:00")
    page = desk.get(url).content.decode()
    assert jury.seed_kind == "drand" and beacons.current().hash in page
    do("tirer", 422, temoins="une élue")  # not signed yet: no host is asked
    jury = do("annoncer-nist", jour=day, heure="18:00")
    assert (jury.seed_kind, jury.seed_round) == ("nist", None)
    jury = do("annoncer", jour=day, source="Loto")
    assert (jury.seed_kind, jury.seed_at) == ("typed", None)


# What anybody checks -------------------------------------------------------------------------------------------------


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """The three files that a stranger downloads."""
    drawn()
    names = (("panneaux.json", "jury_panneaux"), ("resultat.json", "jury_resultat"))
    for name, page in names:
        (tmp_path / name).write_bytes(Client().get(reverse(page, args=[KEY])).content)
    (tmp_path / "draw-verify.py").write_bytes(Client().get(reverse("jury_verifieur")).content)
    return tmp_path / "draw-verify.py", tmp_path / "panneaux.json", tmp_path / "resultat.json"


def verify(*files: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-I", *map(str, files)], capture_output=True, text=True, check=False)


def test_a_stranger_re_does_the_draw_and_verifies_the_round(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    done = verify(*files)
    assert done.returncode == 0 and "round 657413" in done.stdout
    assert main(["voice", "beacon", str(files[2])]) == 0
    assert ROUND.randomness in capsys.readouterr().out


def test_a_result_whose_beacon_was_changed_is_refused(
    files: tuple[Path, Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    told = json.loads(files[2].read_text())
    told["beacon"]["signature"] = str(FIRST["signature"])
    files[2].write_text(json.dumps(told))
    assert verify(*files).returncode == 1
    assert main(["voice", "beacon", str(files[2])]) != 0
    assert "n’est pas celle de drand" in capsys.readouterr().err


def test_pages_say_how_the_seed_was_checked() -> None:
    drawn()
    for name in ("jury", "jury_tirage", "jury_verifier"):
        page = Client().get(reverse(name, args=[KEY])).content.decode()
        assert "657" in page
        assert "ignature vérifiée" in page
        assert "vendredi 15\xa0sept.\xa02023, 13\xa0h\xa000\xa0min\xa03\xa0s" in page
    english = Client().get(reverse("jury", args=[KEY]) + "?langue=en", follow=True).content.decode()
    assert "signature verified" in english and "13:00:03" in english
