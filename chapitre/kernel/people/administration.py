"""The administrators' pages: opening, closing and unlocking the accounts of the staff."""

import logging
import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from chapitre.kernel.people import accounts
from chapitre.kernel.people.actors import ADMINISTRATOR, AGENT, READERS, RESIDENT, ROLES
from chapitre.kernel.people.forms import MISSING_ADDRESS, WRONG_ADDRESS, ResetPasswordForm
from chapitre.kernel.people.gates import permission_required
from chapitre.kernel.people.models import ROLE_LABELS, User
from chapitre.kernel.people.permissions import grant
from chapitre.kernel.town import town

ACCOUNTS = "people.accounts.manage"
grant(ACCOUNTS, {ADMINISTRATOR})
administrators = permission_required(ACCOUNTS)

logger = logging.getLogger(__name__)


class StaffForm(forms.Form):
    """A new account of the staff. Its owner chooses the password, from a link sent to the address."""

    email = forms.EmailField(
        label=gettext_lazy("Adresse électronique"),
        error_messages={"required": MISSING_ADDRESS, "invalid": WRONG_ADDRESS},
    )
    name = forms.CharField(
        label=gettext_lazy("Nom affiché au bureau"),
        help_text=gettext_lazy("Ses collègues le lisent dans les files ; le public ne le voit jamais."),
        max_length=80,
        error_messages={"required": gettext_lazy("Écrivez le nom que ses collègues liront.")},
    )
    role = forms.ChoiceField(
        label=gettext_lazy("Rôle"), choices=[(role, ROLE_LABELS[role]) for role in ROLES if role in READERS]
    )
    departments = forms.MultipleChoiceField(
        label=gettext_lazy("Services"),
        help_text=gettext_lazy("Une agente ou un agent ne travaille que sur les fiches de ses services."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        at = int(get_language() == "en")
        choices = [(code, department.label[at]) for code, department in town().departments.items()]
        self.fields["departments"].choices = choices  # type: ignore[attr-defined]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if User.objects.filter(email=email).exists():
            raise forms.ValidationError(_("Un compte porte déjà cette adresse. Choisissez-en une autre."))
        return email

    def clean(self) -> None:
        if self.cleaned_data.get("role") == AGENT and not self.cleaned_data.get("departments"):
            self.add_error("departments", _("Choisissez un service au moins."))


@administrators
@require_safe
def staff(request: HttpRequest) -> HttpResponse:
    """Everybody who may be let into the desk."""
    at = int(get_language() == "en")
    labels = {code: department.label[at] for code, department in town().departments.items()}
    found = User.objects.exclude(role=RESIDENT).order_by("-is_active", "name", "email")
    protected = set(
        Authenticator.objects.filter(user__in=found)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("user_id", flat=True)
    )
    rows = [
        {
            "account": one,
            "departments": [labels.get(code, code) for code in one.departments],
            "protected": one.pk in protected,
            "oneself": one == request.user,
        }
        for one in found
    ]
    return render(request, "people/staff.html", {"rows": rows})


@administrators
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Opens an account and sends the link from which its owner chooses a password."""
    form = StaffForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        unknown_to_all = secrets.token_urlsafe(24)
        user = accounts.create_staff(
            given["email"], unknown_to_all, given["role"], given["departments"], name=given["name"]
        )
        logger.warning("account %s (%s) opened by account %s", user.pk, user.role, request.user.pk)
        _send_password_link(request, user)
        messages.success(request, _("Le compte est ouvert ; le lien pour choisir un mot de passe est parti."))
        return redirect("compte_personnel")
    return render(request, "people/staff_new.html", {"form": form}, status=400 if form.errors else 200)


@administrators
@require_POST
def change(request: HttpRequest, pk: int, what: str) -> HttpResponse:
    """Closes an account, opens it again, or takes its keys away from somebody who has lost them all."""
    user = get_object_or_404(User.objects.exclude(role=RESIDENT), pk=pk)
    if user == request.user:
        raise PermissionDenied(_("Personne ne ferme ni ne déverrouille son propre compte : demandez à un autre."))
    if what == "cles":
        Authenticator.objects.filter(user=user).delete()
        messages.success(request, _("Ses clés sont retirées : une nouvelle sera demandée avant le bureau."))
    else:
        user.is_active = what == "rouvrir"
        user.save(update_fields=["is_active"])
        messages.success(request, _("Le compte est rouvert.") if user.is_active else _("Le compte est fermé."))
    logger.warning("account %s: %s by account %s", user.pk, what, request.user.pk)
    return redirect("compte_personnel")


def _send_password_link(request: HttpRequest, user: User) -> None:
    form = ResetPasswordForm({"email": user.email})
    if form.is_valid():
        form.save(request)
