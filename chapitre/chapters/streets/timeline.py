"""What has happened to a report, act by act, as the ledger tells it and as far as it is public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from chapitre.chapters.streets.categories import spoken
from chapitre.chapters.streets.models.reports import Report
from chapitre.chapters.streets.states import CHANNELS
from chapitre.kernel import dates
from chapitre.kernel.acts import stories
from chapitre.kernel.people.actors import AGENT, RESIDENT
from chapitre.kernel.people.models import ROLE_LABELS

REGISTER = "streets.reports"
Facts = Mapping[str, Any]
# The facts that a correction tells about, in this order; those that follow from them go without saying.
CORRECTED = ("category", "received_on", "place", "district", "answer")

QUOTED = ("text", "question", "reason", "reply")  # the exhibits that are words


@dataclass(frozen=True)
class Moment:
    """One act. `quotes`, `photos` and `point` are what may be read of it today; `note` is said by the site.

    `index` and `leaf` (hexadecimal) are its entry's place in the ledger and its hash.
    """

    index: int
    leaf: str
    seq: int
    act: str
    at: datetime
    what: str
    who: str
    quotes: tuple[str, ...]
    note: str
    photos: tuple[str, ...]
    point: tuple[int, int] | None

    @property
    def when(self) -> str:
        """« lundi 10 nov. 2025, 8 h 55 »."""
        return dates.moment(self.at, "en" if (get_language() or "fr").startswith("en") else "fr")


@dataclass(frozen=True)
class Story:
    """The acts of one report, oldest first."""

    key: str
    moments: list[Moment]

    @property
    def photos(self) -> list[tuple[Moment, str]]:
        """Every photo that may be seen today, with the act that published it."""
        return [(moment, name) for moment in self.moments for name in moment.photos]

    @property
    def last(self) -> Moment:
        """The latest act. Raises IndexError when there is none."""
        return self.moments[-1]

    @property
    def erased(self) -> Moment | None:
        """The latest erasure of what was personal, if there was one."""
        return next((one for one in reversed(self.moments) if one.act == "erased"), None)

    @property
    def words(self) -> str:
        """What who reported it wrote, as it was first published; nothing once it is erased."""
        return next((one.quotes[0] for one in self.moments if one.act == "reviewed" and one.quotes), "")


def story(key: str) -> Story:
    """What has happened to a report; without a moment when no report has this number."""
    return Story(key, [_moment(told) for told in stories.story(REGISTER, key)])


def _moment(told: stories.Told) -> Moment:
    act, before, after, shown = told.act, told.before, told.after, told.shown
    photos = tuple(shown[name]["file"] for name in sorted(shown) if name.startswith("photo"))
    quotes = tuple(shown[name] for name in QUOTED if name in shown)
    return Moment(
        index=told.index,
        leaf=told.leaf,
        seq=told.seq,
        act=act,
        at=told.at,
        what=_what(act, before or {}, after),
        who=_who(act, told.role, before, after),
        quotes=quotes,
        note=_note(act, before or {}, after, bool(quotes or photos)),
        photos=photos,
        point=(shown["point"][0], shown["point"][1]) if "point" in shown else None,
    )


def _what(act: str, before: Facts, after: Facts) -> str:
    if act == "reassigned":
        return _("Transmis au service « %(department)s »") % {"department": label("department", after["department"])}
    if act == "merged" or (act == "received" and after["merged_into"]):
        return _("Relié au signalement %(key)s") % {"key": after["merged_into"]}
    if act == "reopened" and after["contested"] and not before.get("contested"):
        return _("Suite contestée, signalement rouvert")
    names = {
        "received": _("Reçu"),
        "reviewed": _("Relu"),
        "accepted": _("Accepté"),
        "asked": _("Question posée"),
        "answered": _("Réponse reçue"),
        "resolved": _("Résolu"),
        "rejected": _("Rejeté"),
        "reopened": _("Rouvert"),
        "amended": _("Fiche corrigée"),
        "withdrawn": _("Retiré du compte"),
        "erased": _("Données effacées"),
    }
    return names[act]


def _who(act: str, role: str, before: Facts | None, after: Facts) -> str:
    """The role, never a name; an agent's department is the report's own at that moment."""
    by = str(ROLE_LABELS[role])
    if role == AGENT:
        by = f"{by}, {label('department', (before or after)['department']).lower()}"
    if act == "received":
        return _("%(who)s, par %(channel)s") % {"who": by, "channel": spoken(CHANNELS[after["channel"]])}
    if role == RESIDENT and act != "erased":
        return _("%(who)s, par le lien de suivi") % {"who": by}
    return by


def _note(act: str, before: Facts, after: Facts, shown: bool) -> str:
    if act == "received":
        return _("Promis pour le %(day)s.") % {"day": value("due_on", after["due_on"])}
    if act == "reviewed" and not shown:
        return _("Rien de ce qui a été envoyé n’est publié.")
    if act == "amended":
        return "\n".join(_changes(before, after))
    if act == "erased":
        return _("Textes, photos et adresse sont effacés pour de bon. Le signalement compte toujours.")
    return ""


def _changes(before: Facts, after: Facts) -> list[str]:
    meta = Report._meta
    return [
        _("%(name)s : %(old)s, désormais %(new)s.")
        % {
            "name": str(meta.get_field(name).verbose_name).capitalize(),  # type: ignore[union-attr]
            "old": value(name, before.get(name)),
            "new": value(name, after[name]),
        }
        for name in CORRECTED
        if before.get(name) != after[name]
    ]


def label(name: str, code: str) -> str:
    """A coded fact's value in words: its register's, or the code itself if the town no longer has it."""
    return spoken(Report.register.values[name].get(code, (code, code)))


def value(name: str, fact: Any) -> str:
    """Any fact's value as a page prints it."""
    if fact is None:
        return _("inconnu")
    if name.endswith("_on"):
        on = date.fromisoformat(fact) if isinstance(fact, str) else fact
        return dates.day(on, "en" if (get_language() or "fr").startswith("en") else "fr")
    return label(name, fact) if name in Report.register.values else str(fact)
