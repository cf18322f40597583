"""The files of /donnees: as the register stands, under a form's own number, or as it was at a size of the ledger."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from chapitre.kernel.ledger import log
from chapitre.kernel.records.registers import Register
from chapitre.opendata import addresses, answers, files

WAIT = 30  # seconds after which a file that could not be made may be asked for again


@answers.open_to_all
def register_file(request: HttpRequest, name: str, extension: str, official: bool = False) -> HttpResponseBase:
    """A register's file; with `?taille=`, as it was when the ledger had so many entries."""
    register = addresses.register_or_404(name)
    kind = _kind(register, extension, official)
    asked = request.GET.get("taille")
    if asked is None:
        return _current(request, register, kind)
    if official:
        return answers.json(
            {"error": _("La forme officielle est celle d’aujourd’hui : « taille » n’y peut rien.")}, status=400
        )
    size = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 16 else -1
    reached = log.size()
    if not 0 <= size <= reached:
        words = _("« taille » est un nombre d’écritures, de 0 à %(size)d.") % {"size": reached}
        return answers.json({"error": words}, status=400)
    return _earlier(request, register, kind, size)


@answers.open_to_all
def versioned(request: HttpRequest, name: str, schema: int, extension: str) -> HttpResponseBase:
    """The file under the number of its form: the same columns for as long as the address answers, then 410."""
    register = addresses.register_or_404(name)
    if not 1 <= schema <= register.schema:
        raise Http404
    if schema == register.schema:
        return register_file(request, name, extension)
    _kind(register, extension, official=False)
    words = _("La forme %(old)d n’est plus servie : la forme %(new)d l’a remplacée. Les éditions publiées la gardent.")
    return answers.json({"error": words % {"old": schema, "new": register.schema}}, status=410)


def _kind(register: Register, extension: str, official: bool) -> files.Kind:
    for kind in files.kinds(register):
        if (kind.extension, kind.schema is not None) == (extension, official):
            return kind
    raise Http404


def _current(request: HttpRequest, register: Register, kind: files.Kind) -> HttpResponseBase:
    state = files.now(register)
    if (same := answers.unchanged(request, files.etag(register, kind, state), state.at)) is not None:
        return same
    try:
        path, state = files.current(register, kind)
    except files.Busy:
        return _busy()
    return _sent(register, kind, state, path)


def _earlier(request: HttpRequest, register: Register, kind: files.Kind, size: int) -> HttpResponseBase:
    state = files.then(register, size)
    if (same := answers.unchanged(request, files.etag(register, kind, state), state.at)) is not None:
        return same
    try:
        path = files.earlier(register, kind, state)
    except files.Busy:
        return _busy()
    return _sent(register, kind, state, path)


def _sent(register: Register, kind: files.Kind, state: files.State, path: Path) -> HttpResponseBase:
    name = f"{register.name}-{state.size}{kind.suffix}"
    answer = FileResponse(path.open("rb"), content_type=kind.media_type, as_attachment=True, filename=name)
    if kind.extension == "csv" and not kind.schema:
        described = addresses.data(f"{register.name}.csv-metadata.json")
        answer.headers["Link"] = f'<{described}>; rel="describedby"; type="application/csvm+json"'
    return answers.dated(answer, files.etag(register, kind, state), state.at)


def _busy() -> HttpResponse:
    answer = answers.json(
        {"error": _("Un autre fichier est en préparation : redemandez celui-ci dans un instant.")}, status=503
    )
    answer.headers["Retry-After"] = str(WAIT)
    return answer
