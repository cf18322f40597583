"""What the audit checks of this chapter beside its records: published ballots and panels, whose hashes are facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from chapitre.chapters.voice.acts.seeds import ANNOUNCING
from chapitre.chapters.voice.juries import seeds
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.models import Jury, PanelFile, Poll, PublishedBallot
from chapitre.chapters.voice.polling.booth import name_of, published
from chapitre.chapters.voice.polling.tally import BadBallots, ballots_root, counted_ballots
from chapitre.kernel import clock
from chapitre.kernel.acts.audit import Check, Finding
from chapitre.kernel.ledger.models import Entry


def check_ballots(using: str = "default") -> Iterator[Finding]:
    """That the ballots of each counted poll are those of its root, and give its result; that no other is published.

    A poll taken over from a file was counted elsewhere: its ballots are not here.
    """
    counted = Poll.objects.using(using).filter(state="closed", imported=False).order_by("key")
    for poll in counted:
        if what := _differs(poll, using):
            yield Finding(f"voice.polls {poll.key}", what)
    known = [poll.key for poll in counted]
    for key in PublishedBallot.objects.using(using).exclude(poll__in=known).order_by().values("poll").distinct():
        yield Finding(f"voice.polls {key['poll']}", "ballots are published of a poll that was not counted here")


def check_panels(using: str = "default") -> Iterator[Finding]:
    """That the panels of each jury are, to the byte, those that it announced."""
    rows = {row.jury: row for row in PanelFile.objects.using(using).order_by()}
    announced = Jury.objects.using(using).filter(panels_hash__isnull=False, imported=False).order_by("key")
    for jury in announced:
        row = rows.get(jury.key)
        if row is None:
            yield Finding(f"voice.juries {jury.key}", "the panels that were announced are gone")
        elif draw.panels_hash(row.body) != jury.panels_hash:
            yield Finding(f"voice.juries {jury.key}", "the panels are not those that were announced")
        elif jury.panel is not None and not _opens(row, jury.panel):
            yield Finding(f"voice.juries {jury.key}", "the alternates are not those that were sealed")


def _opens(row: PanelFile, panel: int) -> bool:
    """Whether the alternates kept are those that the seal of the panel drawn says."""
    seals, opened = draw.opened(row.body)["waiting"]["seals"], row.opened or {}
    return bool(opened) and draw.seal(opened["salt"], panel, opened["alternates"]) == seals[panel - 1]


def check_seeds(using: str = "default") -> Iterator[Finding]:
    """That each seed was announced before it could be known, and is what its chain signed where it says so.

    A jury taken over from a file announced its seed elsewhere.
    """
    for jury in Jury.objects.using(using).filter(seed__isnull=False, imported=False).order_by("key"):
        if jury.seed_check == "verified" and not seeds.verified(jury):
            yield Finding(f"voice.juries {jury.key}", "the seed is not the round of the beacon that it is said to be")
        if not _foretold(jury, using):
            yield Finding(f"voice.juries {jury.key}", "the seed was announced when it could be known")


def _foretold(jury: Jury, using: str) -> bool:
    """Whether the last announcement was written down, not only dated, before the day of the seed."""
    announcements = Entry.objects.using(using).filter(register="voice.juries", key=jury.key, act__in=ANNOUNCING)
    last = announcements.order_by("index").last()
    if last is None:
        return False
    written = clock.civil(datetime.fromisoformat(last.content()["recorded_at"]))
    return jury.seed_on is not None and written < jury.seed_on


CHECKS: tuple[Check, ...] = (check_ballots, check_panels, check_seeds)


def _differs(poll: Poll, using: str) -> str:
    """What is wrong with a counted poll's ballots; nothing if they are those of its root and its result."""
    try:
        ballots = published(poll, using)
        found = counted_ballots(ballots, len(poll.offered), poll.most)
    except BadBallots as error:
        return f"the ballots published are not those that were counted: {error}"
    if found != poll.counts or len(ballots) != poll.ballots:
        said = f"they give {found}, the count said {poll.counts}"
        return f"the {len(ballots)} ballots published are not the {poll.ballots} that were counted: {said}"
    if ballots_root(name_of(poll), ballots).hex() != poll.root:
        return "the ballots published give the same result, and are not those that were counted"
    return ""
