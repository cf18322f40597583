"""The accounts: an e-mail address, a role and, for agents, the departments they work for."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from chapitre.kernel import clock
from chapitre.kernel.people.actors import (
    ADMINISTRATOR,
    AGENT,
    AUDITOR,
    COUNCILLOR,
    RESIDENT,
    ROLES,
    STAFF,
    SUPERVISOR,
    Actor,
)

ROLE_LABELS = {
    RESIDENT: _("habitant·e"),
    AGENT: _("agent·e"),
    SUPERVISOR: _("responsable de service"),
    COUNCILLOR: _("élu·e"),
    AUDITOR: _("vérificateur·rice"),
    ADMINISTRATOR: _("administrateur·rice"),
}


class UserManager(BaseUserManager["User"]):
    """Accounts are found by their address, whatever its case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account. Without a password it can only be opened by a link sent to its address."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """Somebody who can sign in. No name is asked; staff have the one that colleagues read on a worklist."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=80, blank=True)
    role = models.CharField(max_length=16, choices=[(role, role) for role in ROLES], default=RESIDENT)
    departments = models.JSONField(default=list, blank=True)
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(default=clock.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects = UserManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="people_user_role"),
            models.CheckConstraint(condition=models.Q(email=Lower("email")), name="people_user_email_lower"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        super().clean()
        self.email = self.email.strip().lower()

    @property
    def is_staff_member(self) -> bool:
        """Whether the desk is meant for this account."""
        return self.role in STAFF

    @property
    def signs_in_with_password(self) -> bool:
        """Residents open their account by a link; everybody else needs a password and a second factor."""
        return self.role != RESIDENT

    @property
    def role_label(self) -> str:
        """The role in the language of the page."""
        return str(ROLE_LABELS[self.role])

    @property
    def actor(self) -> Actor:
        """The account as acts see it."""
        return Actor(self.role, frozenset(self.departments), self.pk)
