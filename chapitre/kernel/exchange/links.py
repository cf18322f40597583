"""Links from a file: a key of the other register, or the title by which people know one of its records."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from chapitre.kernel.exchange.lines import Line, Tell
from chapitre.kernel.exchange.values import Value, folded
from chapitre.kernel.records.registers import Register, registers
from chapitre.kernel.words import said

CHUNK = 500
MOST_TITLES = 100_000  # records whose titles are remembered


@dataclass(frozen=True)
class Waiting:
    """A link to a record of the same register that may still come in the file."""

    number: int
    fact: str
    key: str


class Links:
    """What the links of a register's facts lead to, asked for a batch of lines at once."""

    def __init__(self, register: Register, facts: Iterable[str], tell: Tell) -> None:
        self.register, self.tell = register, tell
        self.targets = {name: link for name in facts if (link := register.about[name].link)}
        self.waiting: list[Waiting] = []
        self._known: dict[str, set[str]] = {link: set() for link in self.targets.values()}
        self._titles: dict[str, dict[str, str | None]] = {}

    def check(self, lines: list[Line]) -> list[Line]:
        """The lines whose links all lead somewhere, or may; links by title are turned into keys."""
        wrong: set[int] = set()
        for fact, target in self.targets.items():
            given = {str(line.facts[fact]) for line in lines if line.facts.get(fact) is not None}
            self._look_up(target, given - self._known[target])
            for line in lines:
                value = line.facts.get(fact)
                if value is not None and value not in self._known[target] and not self._settle(line, fact, target):
                    wrong.add(line.number)
        return [line for line in lines if line.number not in wrong]

    def left(self, keys: Callable[[str], bool]) -> list[int]:
        """Tells of the links to the same register that nothing in the file answers; their lines."""
        lost = [one for one in self.waiting if not keys(one.key)]
        for one in lost:
            self._lost(one.number, one.fact, one.key, self.register)
        return [one.number for one in lost]

    def _look_up(self, target: str, keys: set[str]) -> None:
        if target not in registers:
            return
        manager: Any = registers[target].objects._base_manager
        wanted = sorted(keys)
        for start in range(0, len(wanted), CHUNK):
            found = manager.filter(key__in=wanted[start : start + CHUNK]).order_by("key").values_list("key", flat=True)
            self._known[target].update(found)

    def _settle(self, line: Line, fact: str, target: str) -> bool:
        """Finds a record by its title, or lets a link to the same register wait."""
        value = str(line.facts[fact])
        found = self._by_title(target).get(folded(value))
        if found is not None:
            line.facts[fact] = found
        elif target == self.register.name:
            self.waiting.append(Waiting(line.number, fact, value))
        else:
            self._lost(line.number, fact, value, registers.get(target))
            return False
        return True

    def _by_title(self, target: str) -> dict[str, str | None]:
        """Title -> key of a register's records; a title that two records share names neither."""
        if target not in self._titles:
            titles: dict[str, str | None] = {}
            declared = registers.get(target)
            if declared is not None and declared.title:
                manager: Any = declared.objects._base_manager
                rows = manager.filter(withdrawn=False).order_by("key").values_list(declared.title, "key")
                for title, key in rows[:MOST_TITLES]:
                    name = folded(str(title or ""))
                    titles[name] = None if name in titles else key
            self._titles[target] = titles
        return self._titles[target]

    def _lost(self, number: int, fact: str, value: Value, target: Register | None) -> None:
        what = _("Rien ne porte le numéro ni le nom « %(value)s » dans le registre « %(register)s ».")
        register = said(target.label) if target else self.targets[fact]
        self.tell(number, said(self.register.about[fact].label), what % {"value": value, "register": register})
