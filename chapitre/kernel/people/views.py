"""The pages of an account that allauth does not have: the sign-in link of residents, and the account itself."""

from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from allauth.core import ratelimit
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from chapitre.kernel.people import accounts, links
from chapitre.kernel.people.administration import ACCOUNTS
from chapitre.kernel.people.forms import LinkForm
from chapitre.kernel.people.models import User
from chapitre.kernel.people.permissions import may
from chapitre.kernel.town import town


@never_cache
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """Asks for an address and sends a sign-in link there; the answer never says whether an account exists."""
    form = LinkForm(request.POST or None)
    next_url = request.POST.get("next") or request.GET.get("next", "")
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"]
        if ratelimit.consume(request, action="sign_in_link", key=email):
            links.send(email, _safe(request, next_url))
            return render(request, "people/link_sent.html", {"email": email, "minutes": links.LASTS // 60})
        form.add_error("email", _("Trop de liens demandés en peu de temps. Attendez dix minutes, puis recommencez."))
    return render(request, "people/link.html", {"form": form, "next": next_url}, status=400 if form.errors else 200)


@never_cache
@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Opens the account of the address that received this link. Only POST does: mail filters follow links too."""
    try:
        email, next_url = links.read(token)
        if request.method == "GET":
            return render(request, "people/link_follow.html", {"email": email, "token": token})
        links.spend(token)
    except links.BadLink:
        return render(request, "people/link_bad.html", status=410)
    user = accounts.resident(email)
    if user is None:
        return render(request, "people/link_bad.html", status=410)
    response: HttpResponse = perform_login(request, Login(user=user, redirect_url=next_url or None, email=email))
    return response


@never_cache
@login_required
def account(request: HttpRequest) -> HttpResponse:
    """One's own account: what the town holds about it, its keys, how to close it."""
    user = _signed_in(request)
    labels = {code: department.label for code, department in town().departments.items()}
    context = {
        "account": user,
        "departments": [labels[code][get_language() == "en"] for code in user.departments if code in labels],
        "second_factor": accounts.has_second_factor(user),
        "manages": may(user.actor, ACCOUNTS),
        "desk_url": resolve_url(settings.LOGIN_REDIRECT_URL),
    }
    return render(request, "people/account.html", context)


@require_POST
@login_required
def close(request: HttpRequest) -> HttpResponse:
    """Deletes a resident's account. Staff accounts are closed by an administrator, who knows what they still hold."""
    user = _signed_in(request)
    if user.signs_in_with_password:
        raise PermissionDenied
    logout(request)
    user.delete()
    messages.success(request, _("Votre compte est supprimé : la ville n’a plus votre adresse ici."))
    return redirect("accueil")


def _signed_in(request: HttpRequest) -> User:
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def _safe(request: HttpRequest, url: str) -> str:
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if allowed else ""
