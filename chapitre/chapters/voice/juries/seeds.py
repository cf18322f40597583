"""What is said of a jury's seed: where it comes from, when it is known, where anybody reads it, how it was checked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from chapitre.chapters.voice import beacons
from chapitre.chapters.voice.acts.seeds import STAMP
from chapitre.chapters.voice.methods.beacons import Round, address_of, verifies
from chapitre.chapters.voice.models import Jury
from chapitre.kernel import dates
from chapitre.kernel.clock import PARIS, civil
from chapitre.kernel.dates import NO_BREAK
from chapitre.kernel.words import place, said

NIST_ADDRESS = "https://beacon.nist.gov/beacon/2.0/pulse/time/%d"


@dataclass(frozen=True)
class Seed:
    """A seed as pages tell it. `when` is its day, and the hour of a beacon; `check` is "" before it is entered."""

    source: str
    number: int | None
    when: str
    known: bool
    address: str
    check: str
    verified: bool
    signature: str


def told(jury: Jury, now: datetime) -> Seed | None:
    """The seed of a jury; None while none is announced."""
    if jury.seed_source is None or jury.seed_on is None:
        return None
    lang, at = ("fr", "en")[place()], moment(jury)
    checked = "verified" if jury.seed_check == "verified" and verified(jury) else "copied"
    return Seed(
        source=jury.seed_source,
        number=jury.seed_round,
        when=_when(at, lang) if at else dates.long_day(jury.seed_on, lang),
        known=now >= at if at else civil(now) >= jury.seed_on,
        address=_address(jury, at),
        check=said(Jury.register.values["seed_check"][checked]) if jury.seed is not None else "",
        verified=checked == "verified",
        signature=jury.seed_signature or "",
    )


def verified(jury: Jury) -> bool:
    """Whether the seed is, still, the randomness of the announced round, signed by its chain: corrections happen."""
    chain = beacons.chains().get(jury.seed_chain or "")
    if chain is None or jury.seed_round is None:
        return False
    one = Round(jury.seed_round, jury.seed_signature or "")
    return verifies(chain, one) and one.randomness == jury.seed


def moment(jury: Jury) -> datetime | None:
    """The moment that a beacon fixes; None for another source, and for what a file said otherwise."""
    try:
        return datetime.strptime(jury.seed_at or "", STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None


def _when(at: datetime, lang: str) -> str:
    """« mardi 18 nov. 2025, 9 h 12 min 3 s », in Paris: beacons count in seconds."""
    if not at.second:
        return dates.moment(at, lang)
    local = at.astimezone(PARIS)
    french = f"{local.hour} h {local:%M} min {local.second} s".replace(" ", NO_BREAK)
    return f"{dates.moment(at, lang).rpartition(', ')[0]}, {f'{local:%H:%M:%S}' if lang == 'en' else french}"


def _address(jury: Jury, at: datetime | None) -> str:
    """Where anybody reads it, "" for a draw that only its own page tells."""
    chain = beacons.chains().get(jury.seed_chain or "")
    if jury.seed_kind == "drand" and chain is not None and jury.seed_round is not None:
        return address_of(chain, jury.seed_round)
    if jury.seed_kind == "nist" and at is not None:
        return NIST_ADDRESS % (int(at.timestamp()) * 1000)
    return ""


def beacon(jury: Jury) -> dict[str, Any] | None:
    """What the result's file says of a beacon, so that anybody checks its signature; None for a seed that was typed."""
    if jury.seed_kind not in ("drand", "nist"):
        return None
    facts = {"kind": jury.seed_kind, "chain": jury.seed_chain, "round": jury.seed_round, "at": jury.seed_at}
    return facts | {"signature": jury.seed_signature}
