"""What the tests of the desk share: who sits at it, and reports in every situation, made through acts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.test import Client

from chapitre.chapters.streets import acts, follow
from chapitre.chapters.streets.models import Report
from chapitre.kernel.acts import Receipt, perform
from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import AGENT, RESIDENT, Actor
from chapitre.kernel.people.models import User
from chapitre.kernel.records import files
from tests import factories
from tests.chapters.streets.pictures import photo
from tests.factories import AT, RESIDENT_

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOW = AT + timedelta(hours=2)  # Tuesday 18 November 2025, 11 h 12 in Paris
TOKEN = "jeton-de-ce-formulaire"


def at_desk(role: str = "agent", *departments: str) -> Client:
    """A client signed in at the desk, second factor enrolled."""
    departments = departments or (("proprete",) if role == "agent" else ())
    email = f"{role}-{'-'.join(departments)}@ville.test"
    user = User.objects.filter(email=email).first() or accounts.create_staff(
        email, "quatre mots sans lien", role, departments, totp_secret=SECRET
    )
    client = Client()
    client.force_login(user)
    return client


def resident() -> Client:
    """A client signed in as a resident."""
    client = Client()
    user = accounts.resident("nadia@exemple.fr")
    assert user is not None and user.role == RESIDENT
    client.force_login(user)
    return client


def report(at: datetime = AT, **changes: Any) -> Report:
    """A report received at that moment."""
    return factories.row(factories.report(at, **changes))


def told(at: datetime = AT, *, photos: int = 0, **changes: Any) -> Report:
    """A report with words, photos, an exact point and an address, none of them read yet."""
    names = tuple(files.store(photo(colour=(10 * n, 80, 80))) for n in range(1, photos + 1))
    told = {
        "text": "Des gravats devant chez Mme Rey, au 12.",
        "photos": names,
        "point": (2_384_020, 48_810_030),
        "email": "nadia@exemple.fr",
        "follow": follow.digest(follow.token_for(f"formulaire {at.isoformat()} {changes.get('key', '')}")),
    }
    return report(at, **{**told, **changes})


def do(act: Any, found: Report, *, actor: Actor | None = None, at: datetime | None = None, **params: Any) -> Receipt:
    """An act on a report, by an agent of its department and an hour after AT unless said otherwise."""
    agent = Actor(AGENT, frozenset({found.department}))
    return perform(act, found.key, actor=actor or agent, at=at or AT + timedelta(hours=1), **params)


def resolved(**changes: Any) -> Report:
    found = report(**changes)
    do(acts.resolved, found, reason="Enlevé ce matin.")
    return fresh(found)


def asked(**changes: Any) -> Report:
    found = report(**changes)
    do(acts.asked, found, question="De quel côté de la rue ?")
    return fresh(found)


def contested(**changes: Any) -> Report:
    found = resolved(**changes)
    do(acts.reopened, found, actor=RESIDENT_, at=AT + timedelta(minutes=90), text="Tout est encore là.")
    return fresh(found)


def fresh(found: Report) -> Report:
    """The report as it is now."""
    return Report.objects.get(key=found.key)


def page(client: Client, address: str, status: int = 200) -> str:
    """A page's text, once its status is as expected; no-break spaces read as spaces."""
    answer = client.get(address)
    assert answer.status_code == status, (answer.status_code, answer.content[:2000])
    return plain(answer.content)


def plain(content: bytes) -> str:
    return content.decode().replace("\u00a0", " ").replace("\u202f", " ").replace("&nbsp;", " ")


def send(client: Client, found: Report, verb: str, *, seq: int | None = None, token: str = TOKEN, **fields: Any) -> Any:
    """An act's form, sent as its page would."""
    data = {"seq": found.seq if seq is None else seq, "jeton": token, **fields}
    return client.post(f"/bureau/signalements/{found.key}/{verb}", data)
