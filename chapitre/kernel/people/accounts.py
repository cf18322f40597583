"""Opening and closing accounts: staff by an administrator, residents by the link they asked for."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from chapitre.kernel.people.actors import AGENT, RESIDENT, ROLES
from chapitre.kernel.people.models import User


def _verified(user: User) -> User:
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


@transaction.atomic
def create_staff(
    email: str,
    password: str,
    role: str,
    departments: Iterable[str] = (),
    *,
    name: str = "",
    totp_secret: str | None = None,
) -> User:
    """An account that signs in with a password and a second factor (enrolled at once when `totp_secret` is given).

    Raises ValidationError when the role is a resident's or unknown, when an agent has no department, when the
    password is too weak or when the address is taken.
    """
    serves = sorted(set(departments))
    if role not in ROLES or role == RESIDENT:
        raise ValidationError({"role": _("« %(role)s » n’est pas un rôle du personnel.") % {"role": role}})
    if role == AGENT and not serves:
        raise ValidationError({"departments": _("Un·e agent·e travaille pour un service au moins.")})
    validate_password(password, User(email=email, name=name))
    user = _verified(User.objects.create_user(email, password, role=role, departments=serves, name=name))
    if totp_secret:
        TOTP.activate(user, totp_secret)
    return user


@transaction.atomic
def resident(email: str) -> User | None:
    """The resident who has just proved that this address is theirs, opened if need be; None if the account is closed,
    or belongs to somebody who needs a password."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return _verified(User.objects.create_user(email, role=RESIDENT))
    return user if user.is_active and not user.signs_in_with_password else None


def has_second_factor(user: User) -> bool:
    """Whether the account is protected by an authenticator application or a passkey."""
    second = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return Authenticator.objects.filter(user=user, type__in=second).exists()
