"""`/bureau/registres/<register>/importer`: hand a file in, read what it would do, confirm, see it done."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from chapitre.kernel import clock
from chapitre.kernel.exchange import handing
from chapitre.kernel.exchange.models import WORKING, Import, State
from chapitre.kernel.exchange.reading import LARGEST, MEGABYTE
from chapitre.kernel.exchange.takeover import MOST_WRITTEN, importable
from chapitre.kernel.people.actors import Actor
from chapitre.kernel.people.gates import actor_of, permission_required
from chapitre.kernel.people.permissions import may
from chapitre.kernel.records.registers import Register
from chapitre.kernel.words import said
from chapitre.portal.exchange import shown
from chapitre.portal.exchange.uploads import TableUploadHandler
from chapitre.portal.registers import words

WRONG = 422
LATEST = 8  # files of a register that its page remembers

View = Callable[..., HttpResponseBase]


def takes_files(register: Register, actor: Actor) -> bool:
    """Whether this actor may take a file over into a register."""
    return importable(register) and may(actor, f"{register.name}.imported")


def heads(view: View) -> View:
    """Opens a view of a register to who may take files over into it."""

    @wraps(view)
    def gate(request: HttpRequest, register: Register, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not importable(register):
            raise Http404
        return permission_required(f"{register.name}.imported")(view)(request, register, *args, **kwargs)

    return gate


class FileForm(forms.Form):
    """The file."""

    file = forms.FileField(
        label=gettext_lazy("Le fichier"),
        help_text=gettext_lazy(
            "CSV, XLSX (Excel, LibreOffice), GeoJSON ou Parquet. La première ligne porte les titres."
        ),
        error_messages={
            "required": gettext_lazy("Choisissez un fichier."),
            "empty": gettext_lazy("Ce fichier est vide."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        most = max(LARGEST.values())
        if file.size > most:
            raise forms.ValidationError(_("Ce fichier est trop lourd : %d Mo au plus.") % (most // MEGABYTE))
        return file


@csrf_exempt  # the token is looked at below, once it is settled how the file is received
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@heads
def hand_in(request: HttpRequest, register: Register) -> HttpResponseBase:
    """Asks for a file, says what it may hold, and remembers the latest."""
    request.upload_handlers = [TableUploadHandler(request)]
    return _hand_in(request, register)


@csrf_protect
def _hand_in(request: HttpRequest, register: Register) -> HttpResponse:
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        row = handing.hand_in(
            register, file.chunks(), name=file.name, actor=actor_of(request), at=clock.now(),
            language=get_language() or "fr",
        )  # fmt: skip
        return redirect("bureau_import_suivi", register, row.pk)
    context = {
        **_frame(register),
        "form": form,
        "expected": shown.expected(register, clock.now()),
        "placed": register.geometry,
        "most": MOST_WRITTEN,
        "latest": Import.objects.filter(register=register.name).order_by("-at", "-pk")[:LATEST],
    }
    return render(request, "exchange/hand_in.html", context, status=WRONG if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@heads
def follow(request: HttpRequest, register: Register, pk: int) -> HttpResponse:
    """Where a file is: being checked, to be confirmed, being taken over, done; a POST confirms it or lets it go."""
    row = get_object_or_404(Import, pk=pk, register=register.name)
    if request.method == "POST":
        return _decide(request, register, row)
    silent = row.silent(clock.now())
    report = row.found
    context = {**_frame(register), "row": row, "silent": silent, "working": row.state in WORKING and not silent}
    if context["working"]:
        context |= {"stage": row.state, "whole": bool(row.about and row.done >= row.about)}
        return render(request, "exchange/working.html", context)
    if report is not None:
        context |= shown.context(register, report)
    again = silent and row.state == State.TAKING and report is not None
    context |= {"to_confirm": row.state == State.CHECKED or again, "finished": row.state == State.DONE}
    return render(request, "exchange/found.html", context)


def _decide(request: HttpRequest, register: Register, row: Import) -> HttpResponse:
    if request.POST.get("geste") == "abandonner":
        if row.state in WORKING and not row.silent(clock.now()):
            return redirect("bureau_import_suivi", register, row.pk)
        handing.forget(row)
        messages.success(request, _("Fichier abandonné : rien n’a été écrit."))
        return redirect("bureau_import", register)
    if not handing.confirm(row, actor_of(request), clock.now()):
        messages.warning(request, _("Ce fichier n’est pas, ou n’est plus, à confirmer."))
    return redirect("bureau_import_suivi", register, row.pk)


def _frame(register: Register) -> dict[str, Any]:
    return {"register": register, "label": words.capital(said(register.label)), "chapter": words.chapter_of(register)}
