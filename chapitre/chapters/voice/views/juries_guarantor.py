"""`/bureau/jurys/<key>/garant`: the private folder of a jury's panels, handed to a guarantor, and what she found."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from chapitre.chapters.voice.acts import guarantors as acts
from chapitre.chapters.voice.juries import folders, guarantors
from chapitre.chapters.voice.models import Jury
from chapitre.chapters.voice.models.guarantors import ROLES, VERDICTS
from chapitre.chapters.voice.views.juries import about
from chapitre.kernel import clock
from chapitre.kernel.acts import ActError
from chapitre.kernel.people.gates import actor_of, permission_required
from chapitre.kernel.words import said

heads = permission_required(acts.checked.permission)
WRONG = 422


class CheckForm(forms.Form):
    """What a guarantor found: who she is, which folder, what she says of it."""

    garant = forms.CharField(
        label=gettext_lazy("Garant"),
        max_length=160,
        help_text=gettext_lazy("L’organisme, jamais une personne : une étude, un groupe d’élu·es, une association."),
    )
    qualite = forms.ChoiceField(label=gettext_lazy("Sa qualité"))
    jour = forms.DateField(label=gettext_lazy("Jour du contrôle"), widget=forms.DateInput(attrs={"type": "date"}))
    empreinte = forms.CharField(
        label=gettext_lazy("Empreinte du dossier"),
        max_length=100,
        help_text=gettext_lazy("Celle que le programme a affichée chez le garant, 64 signes."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    verdict = forms.ChoiceField(label=gettext_lazy("Son verdict"), widget=forms.RadioSelect)
    objections = forms.CharField(
        label=gettext_lazy("Ses objections, dans ses mots"),
        required=False,
        max_length=2000,
        help_text=gettext_lazy("Publiées telles quelles."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    personne = forms.CharField(
        label=gettext_lazy("Nom de la personne, si elle l’accepte"), required=False, max_length=120,
        help_text=gettext_lazy("Public. Laissez vide sans son accord."),
    )  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for name, codes in (("qualite", ROLES), ("verdict", VERDICTS)):
            field: Any = self.fields[name]
            field.choices = [(code, said(pair).capitalize()) for code, pair in codes.items()]


@heads
@require_http_methods(["GET", "HEAD", "POST"])
def guarantor(request: HttpRequest, key: str) -> HttpResponse:
    """The folder, and the checks so far; POST records one."""
    found = get_object_or_404(Jury, key=key)
    form, refused, status = CheckForm(request.POST if request.method == "POST" else None), "", 200
    if request.method == "POST":
        status = WRONG
        if form.is_valid():
            try:
                record(request, found, form.cleaned_data)
            except ActError as error:
                refused, status = error.message, error.status
            else:
                messages.success(request, _("Le contrôle est inscrit, et publié sur la page du jury."))
                return redirect("bureau_jury_garant", key)
    context = about(found) | {
        "form": form,
        "refused": refused,
        "folder": folders.of(found),
        "readings": folders.readings(found),
        "checks": guarantors.checks(found),
        "published": found.panels_hash is not None,
    }
    return render(request, "voice/juries/desk_guarantor.html", context, status=status)


def record(request: HttpRequest, found: Jury, typed: dict[str, Any]) -> None:
    """Raises ActError."""
    guarantors.record(
        found,
        organisation=typed["garant"],
        role=typed["qualite"],
        folder=typed["empreinte"],
        state=typed["verdict"],
        checked_on=typed["jour"],
        objections=typed["objections"],
        person=typed["personne"],
        actor=actor_of(request),
        at=clock.now(),
    )


@heads
@require_POST
def folder(request: HttpRequest, key: str) -> HttpResponse:
    """The folder as a zip; that it was read is written down first."""
    found = get_object_or_404(Jury, key=key)
    data = folders.read(found, actor=actor_of(request), at=clock.now())
    if data is None:
        raise Http404
    answer = HttpResponse(data, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="garant-{found.key}.zip"'
    answer["Cache-Control"] = "no-store"
    return answer
