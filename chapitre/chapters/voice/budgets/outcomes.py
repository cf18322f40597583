"""What becomes of an idea, told by e-mail at each step to who left an address, until nothing more can become of it."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.utils import translation

from chapitre.chapters.voice.acts.budgets import IDEAS
from chapitre.chapters.voice.addresses import address_of
from chapitre.chapters.voice.budgets import counting
from chapitre.chapters.voice.budgets.tasks import tell
from chapitre.chapters.voice.models.budgets import Budget, Idea
from chapitre.chapters.voice.models.private.budgets import IdeaContact
from chapitre.kernel import telling
from chapitre.kernel.acts import Receipt
from chapitre.kernel.ledger import log
from chapitre.kernel.ledger.models import Entry
from chapitre.kernel.people import letters
from chapitre.kernel.records.joined import joined
from chapitre.kernel.records.models import Opening
from chapitre.kernel.words import place

TOLD = frozenset(
    {"published", "set_aside", "merged", "feasible", "unfeasible", "funded", "unfunded", "delivered", "dropped",
     "withdrawn"}
)  # fmt: skip
LAST = frozenset({"set_aside", "unfeasible", "unfunded", "delivered", "dropped", "withdrawn"})
"""After these nothing more is to come: the address goes with the message."""
OWN = frozenset({"published", "set_aside", "merged"})
"""What concerns an idea alone, and not those merged into it."""
WORDS = ("reason", "motive", "result")  # the exhibits that say why, or what was done
JOINED = 500  # ideas merged into one, at most, that are told at once


def after_acts(receipts: Sequence[Receipt]) -> None:
    """Has an e-mail sent for each outcome. The jobs hold the idea's number and the entry's, never an address."""
    if not IdeaContact._base_manager.exists():
        return
    for receipt in receipts:
        act = log.entry(receipt.index).act
        if act not in TOLD:
            continue
        keys = [receipt.key] if act in OWN else [receipt.key, *joined(Idea, receipt.key, JOINED)]
        reachable = IdeaContact._base_manager.filter(record__key__in=keys).order_by("pk")
        for key in reachable.values_list("record__key", flat=True):
            tell.enqueue(key=key, index=receipt.index)


def write(key: str, index: int) -> bool:
    """Writes to who sent the idea `key` about an entry: of it, or of the one it joined. False when nobody is left."""
    contact = IdeaContact._base_manager.filter(record__key=key).first()
    if contact is None:
        return False
    entry = log.entry(index)
    with translation.override(contact.language):
        context = _context(key, entry)
    letters.write(contact.email, contact.language, "voice/mail_idea", context)
    if entry.act in LAST:
        contact.delete()
    return True


def _context(key: str, entry: Entry) -> dict[str, object]:
    idea = Idea.objects.get(key=entry.key)
    budget = Budget.objects.get(key=idea.budget)
    shown = Opening.objects.filter(register=IDEAS, key=entry.key, seq=entry.seq, field__in=WORDS).order_by("field")
    facts = entry.content()["facts"]
    return {
        "act": entry.act,
        "key": key,
        "joined": idea if idea.key != key else None,
        "idea": idea,
        "budget": budget,
        "words": "\n\n".join(str(one.value) for one in shown),
        "cost": telling.fact(Idea.register, "cost_cents", facts["cost_cents"]),
        "sentence": counting.sentence(budget, entry.key, ("fr", "en")[place()])
        if entry.act in ("funded", "unfunded")
        else "",
        "into": Idea.objects.filter(key=facts["merged_into"]).first(),
        "last": entry.act in LAST,
        "url": settings.SITE_URL + address_of(IDEAS, entry.key),
    }
