"""The sign-in forms in the house's words: allauth's own, without placeholders, with labels that say what to type."""

from typing import Any, NamedTuple

from allauth.account.forms import ChangePasswordForm as AllauthChangePassword
from allauth.account.forms import LoginForm as AllauthLogin
from allauth.account.forms import ReauthenticateForm as AllauthReauthenticate
from allauth.account.forms import ResetPasswordForm as AllauthResetPassword
from allauth.account.forms import ResetPasswordKeyForm as AllauthResetPasswordKey
from allauth.mfa.base.forms import AuthenticateForm as AllauthAuthenticate
from allauth.mfa.base.forms import ReauthenticateForm as AllauthMfaReauthenticate
from allauth.mfa.totp.forms import ActivateTOTPForm as AllauthActivateTOTP
from allauth.mfa.webauthn.forms import AddWebAuthnForm as AllauthAddWebAuthn
from django import forms
from django.utils.translation import gettext_lazy as _

from chapitre.kernel.people.models import User

MISSING_ADDRESS = _("Écrivez votre adresse électronique, comme dans nom@exemple.fr.")
WRONG_ADDRESS = _("Cette adresse n’est pas complète. Elle s’écrit comme dans nom@exemple.fr.")


class Words(NamedTuple):
    """What a field says: its label, its help, its message when it is left empty. Strings, or lazy ones."""

    label: Any
    help: Any
    empty: Any


WORDS = {
    "login": Words(_("Adresse électronique"), "", MISSING_ADDRESS),
    "email": Words(_("Adresse électronique"), "", MISSING_ADDRESS),
    "password": Words(_("Mot de passe"), "", _("Écrivez votre mot de passe.")),
    "oldpassword": Words(_("Mot de passe actuel"), "", _("Écrivez votre mot de passe actuel.")),
    "password1": Words(
        _("Nouveau mot de passe"),
        _("Douze caractères au moins : quatre mots sans lien entre eux font un bon mot de passe."),
        _("Choisissez un nouveau mot de passe."),
    ),
    "password2": Words(_("Le même, une seconde fois"), "", _("Écrivez le nouveau mot de passe une seconde fois.")),
    "code": Words(
        _("Code à six chiffres"),
        _("Celui que montre votre application d’authentification, ou un code de secours."),
        _("Recopiez le code que montre votre application."),
    ),
    "name": Words(
        _("Nom de la clé"),
        _("Pour la reconnaître dans la liste : « téléphone », « ordinateur du bureau »."),
        _("Donnez un nom à cette clé."),
    ),
    "passwordless": Words(
        _("Entrer avec cette clé seule"),
        _("Sans mot de passe : l’appareil vérifie lui-même que c’est vous."),
        "",
    ),
}


class Plain:
    """Gives a form the house's labels, and takes the placeholders away: a placeholder vanishes when it is needed."""

    fields: dict[str, forms.Field]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name in WORDS:
                words = WORDS[name]
                field.label, field.help_text = words.label, words.help
                field.error_messages["required"] = words.empty
            if isinstance(field, forms.EmailField):
                field.error_messages["invalid"] = WRONG_ADDRESS


class LoginForm(Plain, AllauthLogin):
    """Address and password, for the staff."""


class ReauthenticateForm(Plain, AllauthReauthenticate):
    """The password again, before something that matters."""


class ChangePasswordForm(Plain, AllauthChangePassword):
    """The present password, and the new one twice."""


class ResetPasswordForm(Plain, AllauthResetPassword):
    """The address of a member of the staff who forgot the password; residents have none."""

    def clean_email(self) -> str:
        email: str = super().clean_email()
        self.users: list[User] = [user for user in self.users if user.signs_in_with_password]
        return email


class ResetPasswordKeyForm(Plain, AllauthResetPasswordKey):
    """The new password twice, from the link in the mail."""


class AuthenticateForm(Plain, AllauthAuthenticate):
    """The second factor."""


class MfaReauthenticateForm(Plain, AllauthMfaReauthenticate):
    """The second factor again, before something that matters."""


class ActivateTOTPForm(Plain, AllauthActivateTOTP):
    """The first code of a newly enrolled authenticator application."""


class AddWebAuthnForm(Plain, AllauthAddWebAuthn):
    """A passkey and the name given to it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["passwordless"].initial = True


class LinkForm(forms.Form):
    """The address to which a resident wants a sign-in link."""

    email = forms.EmailField(
        label=_("Adresse électronique"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": MISSING_ADDRESS, "invalid": WRONG_ADDRESS},
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        return email.lower()
