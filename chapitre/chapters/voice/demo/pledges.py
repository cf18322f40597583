"""What each climate conference promised; the money is the payments of the chapter `climate`."""

from __future__ import annotations

from datetime import date, timedelta

from chapitre.chapters.voice.acts import pledges
from chapitre.kernel.commons.demonstration import Demonstration

PLEDGES = (
    ("conference-climat-2021", "végétaliser deux cours d’école", "CLIMAT-1", 26, "kept"),
    ("conference-climat-2021", "installer des composteurs de quartier", "CLIMAT-2", 9, "kept"),
    ("conference-climat-2021", "ouvrir des ateliers de réparation de vélos", "CLIMAT-3", 7, "kept"),
    ("conference-climat-2023", "récupérer l’eau de pluie au centre technique", "CLIMAT-4", 18, "kept"),
    ("conference-climat-2023", "ouvrir une bibliothèque d’outils", "CLIMAT-5", 8, "running"),
    ("conference-climat-2023", "ombrager la place Voltaire", "CLIMAT-6", 15, "running"),
    ("conference-climat-2025", "planter des jardins de rue", "CLIMAT-7", 17, "decided"),
)


def load(demonstration: Demonstration) -> None:
    """Writes it."""
    for number, (conference, subject, payment, share, state) in enumerate(PLEDGES, start=1):
        day = date(int(conference[-4:]), 10, 15)
        key = f"ENG-{number}"
        demonstration.tell(
            pledges.pledge.recorded, key, day, conference=conference, subject=subject, carrier=None, district=None,
            pledged_on=day, document=None,
        )  # fmt: skip
        demonstration.tell(
            pledges.pledge_decided,
            key,
            day + timedelta(days=5),
            envelope_cents=700_000 * share,
            payment=payment,
            decision=None,
        )
        if state in ("running", "kept"):
            demonstration.tell(pledges.pledge_begun, key, day + timedelta(days=120))
        if state == "kept":
            demonstration.tell(
                pledges.pledge_kept, key, day + timedelta(days=400), result="Fait, et visible sur place."
            )
