"""Whom to write to: addresses read from the town's file, drawn by lot by district; those not drawn are forgotten."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from random import Random, SystemRandom

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from chapitre.chapters.voice.acts import draws
from chapitre.chapters.voice.juries import codes
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.private import Invitation
from chapitre.kernel import clock
from chapitre.kernel.acts import OutOfOrder, Receipt, perform
from chapitre.kernel.ledger import log
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.town import town

COLUMNS = ("adresse", "code_postal", "commune", "quartier")
EXTRA = "complement"
LARGEST = 8 * 1024 * 1024
LINE = 38  # characters of one line of a French postal address (NF Z 10-011)
MOST = 20_000  # letters of one draw


class BadAddresses(ValueError):
    """A file of addresses that cannot be used, in words, with its line."""


@dataclass(frozen=True)
class Address:
    """One door of the town: the lines of its address, and its district."""

    lines: tuple[str, ...]
    district: str


def read(data: bytes) -> list[Address]:
    """The addresses of a CSV file in UTF-8: adresse, complement (optional), code_postal, commune, quartier.

    Raises BadAddresses.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BadAddresses(_("Le fichier n’est pas en UTF-8 : enregistrez-le en « CSV UTF-8 ».")) from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text), delimiter=";" if head.count(";") > head.count(",") else ",")
    missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
    if missing:
        raise BadAddresses(_("Il manque des colonnes : %s.") % ", ".join(missing))
    districts = {one.label[0].casefold(): one.code for one in town().districts.values()}
    districts |= {code.casefold(): code for code in town().districts}
    found = {_address(row, number, districts): None for number, row in enumerate(rows, start=2)}
    return list(found)


def _address(row: Mapping[str, str | None], number: int, districts: Mapping[str, str]) -> Address:
    cells = {name: (row.get(name) or "").replace("\0", "").strip() for name in (*COLUMNS, EXTRA)}
    for name in COLUMNS:
        if not cells[name]:
            raise BadAddresses(_("Ligne %(line)d : « %(column)s » est vide.") % {"line": number, "column": name})
    district = districts.get(cells["quartier"].casefold())
    if district is None:
        told = {"line": number, "district": cells["quartier"][:60]}
        raise BadAddresses(_("Ligne %(line)d : le quartier « %(district)s » n’existe pas.") % told)
    lines = (cells[EXTRA], cells["adresse"], f"{cells['code_postal']} {cells['commune'].upper()}")
    if any(len(line) > LINE for line in lines):
        raise BadAddresses(
            _("Ligne %(line)d : une ligne d’adresse a %(most)d signes au plus.") % {"line": number, "most": LINE}
        )
    return Address(tuple(line for line in lines if line), district)


def sample(addresses: Sequence[Address], count: int, random: Random) -> list[Address]:
    """`count` addresses, each as likely as the others; each district gets its share, to within one letter.

    The seats left over by rounding go to the largest remainders.
    """
    count = min(count, len(addresses))
    if not count:
        return []
    by_district: dict[str, list[Address]] = defaultdict(list)
    for one in addresses:
        by_district[one.district].append(one)
    shares = {district: count * len(found) for district, found in sorted(by_district.items())}
    total = len(addresses)
    given = {district: share // total for district, share in shares.items()}
    rest = sorted(shares, key=lambda district: (-(shares[district] % total), district))
    for district in rest[: count - sum(given.values())]:
        given[district] += 1
    drawn = [one for district, many in given.items() for one in random.sample(by_district[district], many)]
    random.shuffle(drawn)  # so that a letter's number says nothing of its district
    return drawn


def invite(
    jury: Jury,
    data: bytes,
    count: int,
    *,
    actor: Actor,
    at: datetime,
    answer_by: date | None = None,
    random: Random | None = None,
) -> Receipt:
    """Draws addresses of a file and keeps a letter for each; an address already written to is not drawn again.

    Raises BadAddresses, ActError.
    """
    known = {tuple(lines) for lines in Invitation.objects.filter(record=jury).values_list("lines", flat=True)}
    fresh = [one for one in read(data) if one.lines not in known]
    drawn = sample(fresh, min(count, MOST), random or SystemRandom())
    if answer_by is not None and answer_by <= clock.civil(at):
        raise OutOfOrder(_("Le jour avant lequel répondre est à venir : laissez le temps de lire le courrier."))
    letters = [_letter(number, one, answer_by) for number, one in enumerate(drawn, start=(jury.invited or 0) + 1)]
    return perform(draws.invited, jury.key, actor=actor, at=at, letters=letters)


def _letter(number: int, address: Address, answer_by: date | None) -> draws.Letter:
    nonce = codes.new_nonce()
    return draws.Letter(number, address.lines, address.district, nonce, codes.digest(codes.code_of(nonce)), answer_by)


def to_remind(jury: Jury, today: date) -> QuerySet[Invitation]:
    """The letters that were not answered and may still be, and whose only reminder is not written."""
    silent = Invitation.objects.filter(record=jury, answered=False, reminded_on__isnull=True)
    return silent.exclude(answer_by__lt=today)


def remind(jury: Jury, today: date) -> int:
    """Notes that these letters get their reminder, one each; returns how many. Raises OutOfOrder."""
    with log.writer():
        if not Jury.objects.filter(pk=jury.pk, state="called").exists():
            raise OutOfOrder(_("La liste est arrêtée : il n’est plus temps de rappeler."))
        if not (count := to_remind(jury, today).update(reminded_on=today)):
            raise OutOfOrder(
                _("Personne n’est à rappeler : chaque courrier n’a qu’un rappel, avant le jour qu’il donne.")
            )
        return count
