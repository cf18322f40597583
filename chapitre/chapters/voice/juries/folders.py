"""The folder by which a guarantor checks a jury's panels: made at the desk, private, each reading noted."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from chapitre.chapters.voice.juries.answers import commitment_of
from chapitre.chapters.voice.methods import draw
from chapitre.chapters.voice.methods.folders import folder_hash, unzipped, zipped
from chapitre.chapters.voice.methods.seals import salts, sealed
from chapitre.chapters.voice.methods.vouching import OPENINGS, listed
from chapitre.chapters.voice.models import FolderReading, Jury, PanelFile
from chapitre.chapters.voice.models.private import PanelFolder, Volunteer
from chapitre.kernel.acts import Missing
from chapitre.kernel.people.actors import Actor

if TYPE_CHECKING:
    from chapitre.chapters.voice.methods.sortition import Panels, Pool
    from chapitre.chapters.voice.methods.sortition.alternates import Lists

READINGS_KEPT = timedelta(days=365)


@dataclass(frozen=True)
class Made:
    """What a computation of panels leaves: the public file, and the private folder."""

    body: str
    files: dict[str, bytes]


def made(
    jury: Jury, volunteers: Sequence[Volunteer], pool: Pool, found: Panels, report: dict[str, Any], lists: Lists
) -> Made:
    """The files of a jury's panels and their alternates. Numbers begin at 1, the folder's people at 0."""
    from chapitre.chapters.voice.methods import sortition  # numpy, for who draws only

    files = files_of(volunteers, pool, found, report, lists)
    panels, waiting = ([[person + 1 for person in one] for one in many] for many in (found.panels, lists))
    body = draw.panels_body(
        jury.key,
        [commitment_of(one) for one in volunteers],
        panels,
        jury.seats,
        [(one.category, one.value, one.least, one.most) for one in pool.quotas],
        sortition.fairness_of(report, found.counts),
        folder_hash(files),
        {"listed": jury.alternates, "dropout": jury.dropout, "seals": sealed(salts_of(volunteers), waiting)},
    )
    return Made(body, files)


def salts_of(volunteers: Sequence[Volunteer]) -> list[str]:
    """What opens each volunteer's answers, in the order of their numbers."""
    return [one.salts["features"] for one in volunteers]


def files_of(
    volunteers: Sequence[Volunteer], pool: Pool, found: Panels, report: dict[str, Any], lists: Lists
) -> dict[str, bytes]:
    """What `chapitre voice panels` writes, what it was made from, and what opens each commitment. No name."""
    from chapitre.chapters.voice.methods import sortition  # numpy, for who draws only
    from chapitre.chapters.voice.methods.sortition.writing import json_file

    openings = [{"features": one.features, "salt": one.salts["features"]} for one in volunteers]
    return {**sortition.pool_files(pool), **sortition.files_of(found, report, lists), OPENINGS: json_file(openings)}


def open_seal(jury: Jury, row: PanelFile, panel: int) -> None:
    """Keeps the alternates of the panel drawn, with what opens their seal. Raises Missing once the folder is gone."""
    folder = of(jury)
    if folder is None:
        raise Missing(_("Le dossier de ces panels n’est plus là : leurs suppléances ne s’ouvrent plus."))
    files = unzipped(bytes(folder.zip))
    of_answers = [one["salt"] for one in json.loads(files[OPENINGS])]
    salt = salts(of_answers, len(draw.opened(row.body)["panels"]))[panel - 1]
    own = listed(files, "alternates.csv", 2)[str(panel - 1)]
    PanelFile.objects.filter(pk=row.pk).update(opened={"salt": salt, "alternates": own})


def keep(jury: Jury, files: Mapping[str, bytes] | None) -> None:
    """Keeps a folder in the place of the one before; None keeps none. It lasts as long as the first answer in it."""
    PanelFolder.objects.filter(record=jury).delete()
    if files is None:
        return
    ends = Volunteer.objects.filter(record=jury, expires_on__isnull=False).order_by("expires_on")
    last = ends.values_list("expires_on", flat=True).first()
    PanelFolder.objects.create(record=jury, seq=jury.seq, sha256=folder_hash(files), zip=zipped(files), expires_on=last)


def of(jury: Jury) -> PanelFolder | None:
    """The folder of a jury, while it is kept."""
    return PanelFolder.objects.filter(record=jury).first()


def read(jury: Jury, *, actor: Actor, at: datetime) -> bytes | None:
    """The folder as a zip, and the fact that it was read; None if there is none (any more)."""
    row = of(jury)
    if row is None:
        return None
    FolderReading.objects.filter(at__lt=at - READINGS_KEPT).delete()
    FolderReading.objects.create(record=jury, reader_id=actor.user_id, role=actor.role, at=at)
    return bytes(row.zip)


def readings(jury: Jury) -> list[datetime]:
    """When it was read, the latest first; who did is for the data protection officer, in the table."""
    return list(FolderReading.objects.filter(record=jury).order_by("-at").values_list("at", flat=True))
