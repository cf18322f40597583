"""The registries: in order, once each, shown to those they are for."""

from chapitre.kernel.people.actors import AGENT, ANYBODY, STAFF, Actor
from chapitre.kernel.people.menus import Menu, Registry

REPORT, MAP, DESK = Menu("Signaler", "signaler", 10), Menu("Carte", "carte", 20), Menu("Bureau", "bureau", 90, STAFF)


def test_entries_come_in_their_order_and_once() -> None:
    registry: Registry[Menu] = Registry()
    registry.register(DESK, MAP)
    registry.register(REPORT)
    registry.register(MAP)
    assert list(registry) == [REPORT, MAP, DESK]
    assert len(registry) == 3


def test_an_entry_with_roles_is_for_them_alone() -> None:
    assert REPORT.shown_to(ANYBODY)
    assert not DESK.shown_to(ANYBODY)
    assert DESK.shown_to(Actor(AGENT))
