"""Permissions: held by the roles that were named, by nobody before, and never redefined."""

from collections.abc import Iterator

import pytest

from chapitre.kernel.people import permissions
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, ANYBODY, RESIDENT, ROLES, STAFF, Actor


@pytest.fixture(autouse=True)
def _own_table(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(permissions, "grants", {permissions.DESK: STAFF})
    yield


def test_an_undeclared_permission_is_held_by_nobody() -> None:
    assert not any(permissions.may(role, "streets.reports.painted") for role in ROLES)


def test_only_the_roles_named_hold_it() -> None:
    permissions.grant("streets.reports.resolved", {AGENT, ADMINISTRATOR})
    assert {role for role in ROLES if permissions.may(role, "streets.reports.resolved")} == {AGENT, ADMINISTRATOR}
    assert permissions.may(Actor(AGENT), "streets.reports.resolved")
    assert not permissions.may(ANYBODY, "streets.reports.resolved")


def test_a_permission_is_not_redefined() -> None:
    permissions.grant("streets.reports.resolved", {AGENT})
    permissions.grant("streets.reports.resolved", {AGENT})
    with pytest.raises(ValueError, match="granted twice"):
        permissions.grant("streets.reports.resolved", {AGENT, RESIDENT})


def test_an_unknown_role_is_refused() -> None:
    with pytest.raises(ValueError, match="mayor"):
        permissions.grant("streets.reports.resolved", {"mayor"})


def test_the_desk_is_the_staffs() -> None:
    assert {role for role in ROLES if permissions.may(role, permissions.DESK)} == STAFF
