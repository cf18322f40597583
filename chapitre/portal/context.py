"""What every page of the site shows around its own content: the town, the menus, the language, who is signed in."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.people.actors import ANYBODY, READERS, Actor
from chapitre.kernel.people.menus import Label, Menu, desk_nav, nav
from chapitre.kernel.people.models import User
from chapitre.kernel.town import town

FOOT_REPORT = (
    Menu(_("Éditions publiées"), "editions", 10),
    Menu(_("Errata"), "errata", 20),
    Menu(_("Données ouvertes"), "donnees", 30),
    Menu(_("Vérifier un chiffre"), "verifier", 40),
)
FOOT_SITE = (
    Menu(_("Accessibilité : non conforme"), "accessibilite", 10),
    Menu(_("Données personnelles"), "donnees_personnelles", 20),
    Menu(_("Mentions légales"), "mentions_legales", 30),
)


@dataclass(frozen=True)
class Link:
    """A link of a menu; `here` when it leads to the page being read, or to a part above it."""

    label: Label
    url: str
    here: bool


@dataclass(frozen=True)
class Frame:
    """The frame of a page: templates read it as `frame`."""

    town: str
    demonstration: bool
    term: str
    language: str
    other_language_url: str
    nav: tuple[Link, ...]
    desk_nav: tuple[Link, ...]
    foot_report: tuple[Link, ...]
    foot_site: tuple[Link, ...]
    account: User | None
    on_desk: bool


def links(entries: Iterable[Menu], actor: Actor, path: str) -> tuple[Link, ...]:
    """The entries that this actor sees and that lead somewhere: a menu never announces a page that is to come."""
    found = [(entry, url) for entry in entries if entry.shown_to(actor) and (url := _address(entry.url_name))]
    above = [
        (len(one), url)
        for entry, url in found
        for one in (url, *map(_address, entry.above))
        if one and (path == one or path.startswith(one.rstrip("/") + "/"))
    ]
    _length, here = max(above, default=(0, None))  # the desk's queues stand above its registers: one place at a time
    return tuple(Link(entry.label, url, url == here) for entry, url in found)


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _frame(path: str, query: str, account: User | None) -> Frame:
    actor = account.actor if account else ANYBODY
    language = (get_language() or "fr")[:2]
    here = town()
    return Frame(
        town=here.name,
        demonstration=here.demonstration,
        term=f"{here.term.first.year}–{here.term.last.year}",
        language=language,
        other_language_url=f"{path}?{query}{settings.LANGUAGE_COOKIE_NAME}={'fr' if language == 'en' else 'en'}",
        nav=links(nav, actor, path),
        desk_nav=links(desk_nav, actor, path),
        foot_report=links(FOOT_REPORT, actor, path),
        foot_site=links(FOOT_SITE, actor, path),
        account=account,
        on_desk=actor.role in READERS,
    )


def frame(request: HttpRequest) -> Frame:
    """The frame of the page that answers this request."""
    query = request.GET.copy()
    query.pop(settings.LANGUAGE_COOKIE_NAME, None)
    account = request.user if hasattr(request, "user") and isinstance(request.user, User) else None
    return _frame(request.path, query.urlencode() + "&" if query else "", account)


def bare_frame() -> Frame:
    """The frame of a page that may ask nothing of the database or the session."""
    return _frame("/", "", None)


def site(request: HttpRequest) -> dict[str, Frame]:
    """The context processor."""
    return {"frame": frame(request)}
