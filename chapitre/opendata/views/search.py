"""/recherche: one question over everything the town keeps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from chapitre.kernel.records.registers import registers
from chapitre.opendata import search


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What was found, grouped; or, with `registre`, a page of one register's records."""
    text, register = search.told_of(request), registers.get(request.GET.get("registre", ""))
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and 1 <= int(asked[:4]) <= search.LAST else 1
    found = [search.within(register, text, number)] if register else search.everywhere(text)
    groups = [one for one in found if one.results]
    context = {
        "text": text,
        "groups": groups,
        "register": register,
        "number": number,
        "previous": number - 1,
        "following": number + 1 if register and groups and groups[0].more and number < search.LAST else None,
        "late": search.late(),
        "nearly": search.nearly(text) if text and not groups else "",
    }
    return render(request, "opendata/search.html", context)
