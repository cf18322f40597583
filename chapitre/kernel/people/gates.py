"""Who is asking, and the gate of the staff desk: signed in, of the staff, and with a second factor."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from chapitre.kernel.people.accounts import has_second_factor
from chapitre.kernel.people.actors import ANYBODY, Actor
from chapitre.kernel.people.models import User
from chapitre.kernel.people.permissions import DESK, DESK_READ, may

Params = ParamSpec("Params")
View = Callable[Concatenate[HttpRequest, Params], HttpResponseBase]


def actor_of(request: HttpRequest) -> Actor:
    """The actor behind a request: the account signed in, or anybody."""
    user = request.user
    return user.actor if isinstance(user, User) else ANYBODY


def permission_required(permission: str) -> Callable[[View[Params]], View[Params]]:
    """Opens a view to whoever holds a permission; without a second factor yet, they are sent to enrol one first."""

    def guard(view: View[Params]) -> View[Params]:
        @wraps(view)
        def gate(request: HttpRequest, *args: Params.args, **kwargs: Params.kwargs) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                return redirect_to_login(request.get_full_path())
            if not may(user.actor, permission):
                raise PermissionDenied
            if not has_second_factor(user):
                text = _("Avant d’ouvrir le bureau, protégez votre compte par une seconde clé : choisissez laquelle.")
                messages.warning(request, text)
                return redirect("mfa_index")
            return view(request, *args, **kwargs)

        return gate

    return guard


def staff_required(view: View[Params]) -> View[Params]:
    """Opens a view to staff alone, see permission_required."""
    return permission_required(DESK)(view)


def reader_required(view: View[Params]) -> View[Params]:
    """Opens a view to staff and, to read only, to councillors and auditors."""
    return permission_required(DESK_READ)(view)
