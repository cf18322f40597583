"""What chapters offer to the frame: menu entries, doors, map layers, news, registered from their apps.py."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise

from chapitre.kernel.people.actors import Actor

Label = str | Promise
"""A French msgid, lazy, so that it is read in the language of the page."""


class Ordered(Protocol):
    """Something with a place in a list."""

    @property
    def order(self) -> int: ...


Entry = TypeVar("Entry", bound=Ordered)


@dataclass(frozen=True)
class Menu:
    """One link of the masthead. `roles` empty: everybody sees it."""

    label: Label
    url_name: str
    order: int
    roles: frozenset[str] = frozenset()
    above: tuple[str, ...] = ()  # names of other pages that stand under this entry

    def shown_to(self, actor: Actor) -> bool:
        return not self.roles or actor.role in self.roles


@dataclass(frozen=True)
class Door:
    """One of the large doors of the home page."""

    label: Label
    text: Label
    icon: str
    url_name: str
    order: int


@dataclass(frozen=True)
class ChapterDoor:
    """What people can do from a chapter's page: it leads to a page by its name, or to the list of a register."""

    chapter: str
    label: Label
    text: Label
    order: int
    url_name: str = ""
    register: str = ""


@dataclass(frozen=True)
class Block:
    """A part of a chapter's page that only this chapter has: a template, and what it is told on a day."""

    chapter: str
    template: str
    order: int
    told: Callable[[date], Mapping[str, Any]]


@dataclass(frozen=True)
class ProjectPart:
    """A part of every project's page: what some registers hold of the project, told better than by a plain list.

    `told(key, day)` is what the template is told, None where there is nothing to tell; under `keys` it may hold the
    quantities that stand large at the page's head, each with its words. `drawn` are those of the registers whose
    records the map shows. A `wide` part takes the whole page.
    """

    name: str
    label: Label
    registers: tuple[str, ...]
    template: str
    order: int
    told: Callable[[str, date], Mapping[str, Any] | None]
    drawn: tuple[str, ...] = ()
    wide: bool = False


@dataclass(frozen=True)
class MapLayer:
    """Records to draw on the town's maps. `words` is an ngettext_lazy, « %d signalement cette semaine » and its plural.

    `recent(since)` gives the records dated from that day on: longitude and latitude in microdegrees, and a state of the
    house's alphabet (new, doing, done, no, late). `url_name` is the page that lists them.
    """

    name: str
    words: Promise
    url_name: str
    order: int
    recent: Callable[[date], Iterable[tuple[int, int, str]]]


@dataclass(frozen=True)
class News:
    """How an act is told on the home page: `words` is an ngettext_lazy, « %d signalement résolu » and its plural."""

    act: str
    words: Promise
    order: int


class Registry(Generic[Entry]):
    """Entries in their order; the same one registered twice stands once."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []

    def register(self, *entries: Entry) -> None:
        self._entries += [entry for entry in entries if entry not in self._entries]
        self._entries.sort(key=lambda entry: entry.order)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)


nav: Registry[Menu] = Registry()
desk_nav: Registry[Menu] = Registry()
doors: Registry[Door] = Registry()
chapter_doors: Registry[ChapterDoor] = Registry()
blocks: Registry[Block] = Registry()
project_parts: Registry[ProjectPart] = Registry()
map_layers: Registry[MapLayer] = Registry()
news: Registry[News] = Registry()
