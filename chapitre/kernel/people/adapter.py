"""What allauth asks the house: no sign-up by form, where to go after signing in, how the town is named in a key."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from chapitre.kernel import clock
from chapitre.kernel.people.actors import READERS
from chapitre.kernel.people.gates import actor_of

WRONG_CODE = _("Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis recopiez-le.")


class KeysAdapter(DefaultMFAAdapter):
    """Second keys, in the house's words."""

    error_messages = {**DefaultMFAAdapter.error_messages, "incorrect_code": WRONG_CODE}


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are opened by an administrator (staff) or by a link (residents), never by a form."""

    # The house's own words: allauth's translations say neither what is wrong nor what to do.
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez les deux, ou demandez-en un nouveau."
        ),
        "too_many_login_attempts": _("Trop d’essais. Attendez cinq minutes, puis recommencez."),
        "enter_current_password": _("Ce n’est pas votre mot de passe actuel. Vérifiez-le, puis recommencez."),
        "incorrect_password": _("Ce n’est pas votre mot de passe. Vérifiez-le, puis recommencez."),
        "incorrect_code": WRONG_CODE,
        "rate_limited": _("Trop de demandes en peu de temps. Attendez quelques minutes, puis recommencez."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        return str(super().get_login_redirect_url(request)) if actor_of(request).role in READERS else reverse("compte")

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whether to ask again who it is. A sign-in of a moment ago is answer enough: allauth would ask at once."""
        request = context.request
        records = get_authentication_records(request, request.user)
        fresh = bool(records) and clock.now().timestamp() - records[-1]["at"] < REAUTHENTICATION_TIMEOUT
        return not fresh and bool(super().is_reauthentication_required(app=app, **kwargs))

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return reverse("compte")
