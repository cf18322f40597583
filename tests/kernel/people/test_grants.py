"""The table of permissions as the house fills it: every act is one, held by the roles that the act names."""

from chapitre.kernel.acts import acts
from chapitre.kernel.people.actors import ROLES
from chapitre.kernel.people.permissions import grants, may


def test_every_act_is_a_permission() -> None:
    assert acts
    for permission, act in acts.items():
        assert {role for role in ROLES if may(role, permission)} == act.roles


def test_permissions_are_named_like_acts() -> None:
    assert all(name.count(".") in {1, 2} and name == name.lower() for name in grants)
