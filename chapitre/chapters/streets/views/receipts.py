"""The receipt of a report: shown for half an hour at a signed address, kept as a file with its proof."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from chapitre.chapters.streets import follow
from chapitre.chapters.streets.categories import categories, spoken
from chapitre.chapters.streets.timeline import REGISTER
from chapitre.kernel import clock, dates
from chapitre.kernel.acts import Receipt
from chapitre.kernel.acts.evidence import proof_of
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.town import town

SALT = "streets.receipt"
LASTS = 30 * 60  # seconds: time to reload, to keep the file, to copy the link; no longer, the address may be kept


def address(receipt: Receipt, form_key: str) -> str:
    """Where a receipt is shown. The form's key in it gives the follow-up link only to who has the site's secret."""
    return reverse("recu", args=[signing.dumps([receipt.key, form_key], salt=SALT)])


@dataclass(frozen=True)
class Slip:
    """What a receipt says: the report as it was received, whatever has become of it since."""

    key: str
    entry: Entry
    facts: dict[str, Any]
    received_at: datetime

    @classmethod
    def of(cls, key: str) -> Slip:
        entry = log.history(REGISTER, key)[0]
        body = entry.content()
        at = datetime.strptime(body["recorded_at"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
        return cls(key, entry, body["facts"], at)

    @property
    def category(self) -> str:
        return str(categories()[self.facts["category"]])

    @property
    def place(self) -> str:
        district = spoken(town().districts[self.facts["district"]].label)
        return f"{self.facts['place']}, {district}" if self.facts["place"] != district else district

    @property
    def team(self) -> str:
        return spoken(town().departments[self.facts["department"]].label)

    @property
    def due_on(self) -> date:
        return date.fromisoformat(self.facts["due_on"])

    @property
    def held(self) -> bool:
        return bool(self.facts["review"] == "held")

    @property
    def joins(self) -> str | None:
        joined: str | None = self.facts["merged_into"]
        return joined

    @property
    def leaf(self) -> str:
        return bytes(self.entry.leaf).hex()

    @property
    def leaf_lines(self) -> str:
        """The hash in four lines of four groups, which an eye can compare, on a phone too."""
        groups = [self.leaf[start : start + 4] for start in range(0, 64, 4)]
        return "\n".join(" ".join(groups[start : start + 4]) for start in range(0, 16, 4))


def opened(signed: str) -> tuple[str, str] | None:
    """The report's key and the form's key of a receipt's address; None once its time is over."""
    try:
        key, form_key = signing.loads(signed, salt=SALT, max_age=LASTS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return key, form_key


@require_safe
def receipt(request: HttpRequest, signed: str) -> HttpResponse:
    found = opened(signed)
    if found is None:
        return private(render(request, "streets/receipt_over.html", {"key": stale_key(signed)}, status=410))
    key, form_key = found
    path = reverse("suivi", args=[follow.grouped(follow.token_for(form_key))])
    context = {
        "slip": Slip.of(key),
        "step": 4,
        "follow_url": f"{settings.SITE_URL}{path}",
        "follow_path": path,
        "file_url": reverse("recu_fichier", args=[signed]),
        "minutes": LASTS // 60,
    }
    return private(render(request, "streets/receipt.html", context))


def stale_key(signed: str) -> str | None:
    """The report of a receipt whose time is over: public, unlike the rest. None when the address was never ours."""
    try:
        key, _form_key = signing.loads(signed, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return str(key)


@require_safe
def receipt_file(request: HttpRequest, signed: str) -> HttpResponse:
    """The receipt to keep: words for a person, then the entry and its proof for a program."""
    found = opened(signed)
    if found is None:
        return private(render(request, "streets/receipt_over.html", {"key": stale_key(signed)}, status=410))
    slip = Slip.of(found[0])
    answer = HttpResponse(written(slip), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="recu-{slip.key}.txt"'
    return private(answer)


def written(slip: Slip) -> str:
    """The text of the file. The last two blocks are exact: the bytes that are hashed, and a C2SP tlog-proof."""
    lang = (get_language() or "fr")[:2]
    rows = [
        (_("Sujet"), slip.category),
        (_("Lieu"), slip.place),
        (_("Reçu"), dates.moment(slip.received_at, lang)),
        (_("Promis"), dates.long_day(slip.due_on, lang)),
        (_("Page publique"), settings.SITE_URL + reverse("signalement", args=[slip.key])),
        (_("Écriture"), f"{slip.entry.index}"),
        (_("Empreinte"), slip.leaf),
    ]
    head = _("Reçu du signalement %(key)s, %(town)s") % {"key": slip.key, "town": town().name}
    how = _(
        "L’empreinte est le SHA-256 d’un octet zéro suivi de l’écriture ci-dessous, telle quelle."
        " La preuve montre que cette écriture est au registre signé par la ville."
    )
    table = "\n".join(f"{name} : {value}" for name, value in rows)
    entry = f"--- {_('écriture')} ---\n{slip.entry.body}"
    proof = f"--- {_('preuve')} ---\n{proof_of(slip.entry.index, clock.now())}"
    return "\n\n".join([head, table, how, entry, proof])


def private(answer: HttpResponse) -> HttpResponse:
    """Headers of a page that one person alone may read: not kept, not indexed.

    Other sites are not told of it either, as of no page. Not `no-referrer`: a browser then sends the page's own forms
    from the origin « null », and they are refused as forged.
    """
    answer["Cache-Control"] = "no-store"
    answer["X-Robots-Tag"] = "noindex"
    return answer
